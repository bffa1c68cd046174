"""Answer the questions of the checklist about sites, sample size, groups of patients and many comparisons."""

from model.base.errors import RaterError
from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.data.subgroups import SITES
from model.comparison.report.number_text import p_text
from model.statistics.estimate import ChiSquare
from model.statistics.validation_size import SizePlan, needs_of, widths_of


def sites_answer(comparison: RaterComparison, unknown: str) -> str:
    """Return text with the number of patients of each site, if the table names sites."""
    found = [one for one in comparison.table.subgroupings if one.name.casefold() in SITES]
    if not found:
        return unknown
    counts = ", ".join(f"{level} {int((found[0].members == at).sum())}" for at, level in enumerate(found[0].levels))
    rest = f"; unknown for {plural(found[0].unknown, 'patient')}" if found[0].unknown else ""
    return f"patients by {found[0].name}: {counts}{rest}; dates and setting: {unknown}"


def left_out_site_answer(comparison: RaterComparison) -> str:
    """Return the answer to the question whether results are given by site.

    The answer also says that the program does not test a model that was trained without one site.
    """
    by_site = any(one.name.casefold() in SITES for one in comparison.table.subgroupings)
    given = "results by site are given" if by_site else "no sites are named"
    return f"{given}; whether the model was trained without one site is not recorded, and this is not tested here"


def size_answer(comparison: RaterComparison, unknown: str) -> str:
    """Return text with the expected widths of the intervals, and the number of patients needed for usual widths.

    Both follow from the AUC of the first model.
    """
    table = comparison.table
    counts = f"{plural(len(table.patients), 'patient')}, {plural(int(table.event.sum()), 'event')}"
    known = comparison.known_events + comparison.known_others
    model = next((found for found in comparison.raters if found.role == "model"), None)
    share, auc = comparison.event_share.value, model.estimates["auc"].value if model else None
    if model is None or share is None or auc is None or known < 2:
        return (
            f"{counts}; justification: {unknown} (the calculation needs a model with an AUC: histocast study plan-size)"
        )
    try:
        plan = SizePlan(share, auc, known / len(table.patients))
        needs, widths = needs_of(plan), widths_of(plan, known)
    except RaterError as error:
        return f"{counts}; justification: {unknown} ({error.message})"
    expected = ", ".join(f"{need.title} {width:.2f}" for need, width in zip(needs, widths, strict=True))
    wanted = ", ".join(f"{need.title} {need.width:g}: {need.patients} ({need.events} events)" for need in needs)
    return (
        f"{counts}, the state of {known} known at the horizon. Expected widths of 95 % intervals with these patients, "
        f"for the share with the event and the AUC found here: {expected}. Patients needed for usual widths: {wanted} "
        "(Riley et al. 2021). Not a justification made before the study"
    )


def groups_answer(comparison: RaterComparison, unknown: str) -> str:
    """Return the properties by which results are given for groups of patients, and the smallest corrected p value.

    The p values are those of the tests for a difference between groups.
    """
    found = comparison.subgroups
    if found is None:
        return f"{unknown}: no property for groups of patients was named"
    levels = {one.name: len(one.levels) for one in comparison.table.subgroupings}
    names = ", ".join(f"{name} ({plural(count, 'group')})" for name, count in levels.items())
    tests = [test for one in found.found for test in (one.interaction, one.heterogeneity)]
    ps = [test.corrected for test in tests if isinstance(test.found, ChiSquare) and test.corrected is not None]
    least = f"smallest corrected p {p_text(min(ps))}" if ps else "none could be made"
    return f"results by {names}; {found.tests} tests for a difference between groups, {least}"


def many_answer(comparison: RaterComparison) -> str:
    """Return text that says which p values are corrected for many comparisons."""
    found = comparison.subgroups
    if found is None or not found.tests:
        return "p values are not corrected for many comparisons"
    return f"Holm's method for the {found.tests} tests of groups of patients; all other p values are not corrected"
