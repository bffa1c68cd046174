"""Sentences that warn about paired differences between raters."""

from model.comparison.comparison import RaterComparison
from model.statistics.estimate import Estimate


def pair_cautions(comparison: RaterComparison) -> tuple[str, ...]:
    """Return the warnings that are shown beside the differences of every two raters."""
    return tuple(text for text in (many_tests_text(comparison), unequal_scales_text(comparison)) if text)


def many_tests_text(comparison: RaterComparison) -> str:
    """Return a warning that some of many paired tests have small p values by chance; "" if there are no tests."""
    tests = sum(
        isinstance(found, Estimate) and found.p is not None
        for pair in comparison.pairs
        for found in (pair.delta_auc, pair.delta_c)
    )
    if not tests:
        return ""
    return (
        f"{tests} paired tests were made. About {0.05 * tests:.1f} of them have p below 0.05 by chance alone. The p "
        "values are not corrected for this."
    )


def unequal_scales_text(comparison: RaterComparison) -> str:
    """Return a warning that AUCs of raters with two answers are not comparable with AUCs of finer scales.

    Return "" if all raters have two answers, or none has. A rater with two answers has one point on the ROC curve. The
    area below the lines through this point is the mean of sensitivity and specificity.
    """
    two = [rater.name for rater in comparison.raters if rater.kind == "binary"]
    if not two or len(two) == len(comparison.raters):
        return ""
    return (
        f"Raters with two answers ({', '.join(two)}): their AUC is the mean of sensitivity and specificity at one "
        "threshold, and is smaller than the AUC of the same judgement on a finer scale. A difference from a rater "
        "with more answers includes this effect; sensitivity, specificity and net benefit compare both raters at a "
        "threshold."
    )
