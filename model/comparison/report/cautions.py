"""Sentences on what paired differences between raters do not show."""

from model.comparison.comparison import RaterComparison
from model.statistics.estimate import Estimate


def pair_cautions(comparison: RaterComparison) -> tuple[str, ...]:
    """Return the sentences that belong beside the differences of every two raters."""
    return tuple(text for text in (many_tests_text(comparison), unequal_scales_text(comparison)) if text)


def many_tests_text(comparison: RaterComparison) -> str:
    """Return what the number of paired tests means for their p values; "" if there are none."""
    tests = sum(
        isinstance(found, Estimate) and found.p is not None
        for pair in comparison.pairs
        for found in (pair.delta_auc, pair.delta_c)
    )
    if not tests:
        return ""
    return (
        f"{tests} paired tests were made. About {0.05 * tests:.1f} of so many have p below 0.05 by chance alone; p is "
        "not corrected for this."
    )


def unequal_scales_text(comparison: RaterComparison) -> str:
    """Return what a difference of AUCs means where some raters give two answers and others more; "" if all are alike.

    A rater with two answers has one point on the ROC curve; the area below the lines through it is the mean of
    sensitivity and specificity.
    """
    two = [rater.name for rater in comparison.raters if rater.kind == "binary"]
    if not two or len(two) == len(comparison.raters):
        return ""
    return (
        f"Raters with two answers ({', '.join(two)}): their AUC is the mean of sensitivity and specificity at one "
        "threshold, and is smaller than that of the same judgement on a finer scale. A difference from a rater with "
        "more answers includes this effect; sensitivity, specificity and net benefit compare both at a threshold."
    )
