"""Write the results by groups of patients as tables and as text."""

from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.metrics import metric
from model.comparison.report.number_text import chi_square_text, estimate_text, p_text
from model.comparison.report.text_table import TextTable
from model.comparison.subgroups import GroupTest, RaterSubgroups, SubgroupRow
from model.statistics.estimate import ChiSquare

_SHOWN = ("auc", "c_index", "hr_threshold", "hr_per_sd", "sensitivity", "specificity")
"""Keys of the metrics that the tables show. JSON and CSV contain all metrics."""
_OWN_SD = "A hazard ratio per SD uses the SD of its own group, so it does not compare groups with different SDs."


def subgroup_tables(comparison: RaterComparison) -> tuple[TextTable, ...]:
    """Return one table per property with a row per rater and group.

    The tests for a difference between groups are the last table.
    """
    found = comparison.subgroups
    if found is None:
        return ()
    header = ("rater", "group", "n", "at the horizon: event / no event / lost", *(metric(k).title for k in _SHOWN))
    tables = []
    for grouping in found.groupings:
        of = found.of(grouping)
        rows = tuple((one.rater, row.level, *_cells(row)) for one in of for row in one.rows)
        cut = f"{of[0].note[:1].upper()}{of[0].note[1:]}. " if of[0].note else ""
        unknown = "; ".join(f"{one.rater} {one.unknown}" for one in of if one.unknown)
        left = f"Patients without a known group, left out: {unknown}." if unknown else ""
        tables.append(TextTable(f"Results by {grouping}", header, rows, f"{cut}{_OWN_SD} {left}".strip()))
    return (*tables, tests_table(comparison))


def tests_table(comparison: RaterComparison) -> TextTable:
    """Return the tests for a difference between groups, with corrected p values.

    The table has no rows if no test was made.
    """
    found = comparison.subgroups
    header = ("rater", "by", "hazard ratio: interaction (Cox, Wald)", "Holm's p", "AUC: heterogeneity (Cochran's Q)",
              "Holm's p")  # fmt: skip
    rows = tuple(
        (one.rater, one.grouping, found_text(one.interaction), corrected_text(one.interaction),
         found_text(one.heterogeneity), corrected_text(one.heterogeneity))
        for one in (found.found if found else ())
    )  # fmt: skip
    return TextTable("Do groups of patients differ?", header, rows, found.multiplicity if found else "")


def subgroup_lines(comparison: RaterComparison) -> list[str]:
    """Return lines of text on groups of patients, for the report in a terminal.

    Return no lines if there are no groups.
    """
    found = comparison.subgroups
    if found is None:
        return []
    lines = []
    for one in found.found:
        lines += ["", f"{one.rater} by {one.grouping}{f' ({one.note})' if one.note else ''}"]
        lines += [f"  {_line(row)}" for row in one.rows]
        lines += [f"  {text}" for text in _tests(one)]
    return [*lines, f"  {found.multiplicity}"]


def found_text(test: GroupTest) -> str:
    """Return a test for a difference between groups as text, with the names of the groups that it leaves out."""
    without = f"; without {', '.join(test.without)}" if test.without and isinstance(test.found, ChiSquare) else ""
    return f"{chi_square_text(test.found)}{without}"


def corrected_text(test: GroupTest) -> str:
    """Return the p value corrected for all tests, or "" if there is no test."""
    return "" if test.corrected is None else p_text(test.corrected)


def _cells(row: SubgroupRow) -> tuple[str, ...]:
    counts = f"{row.known_events} / {row.known_others} / {row.lost}"
    return f"{row.patients}", counts, *(estimate_text(row.estimates[key]) for key in _SHOWN)


def _line(row: SubgroupRow) -> str:
    figures = "; ".join(f"{metric(key).title} {estimate_text(row.estimates[key])}" for key in _SHOWN)
    events = "event" if row.known_events == 1 else "events"
    return f"{row.level}: n {row.patients}, {row.known_events} {events} by the horizon; {figures}"


def _tests(one: RaterSubgroups) -> list[str]:
    unknown = [f"left out: {plural(one.unknown, 'patient')} without a known group"] if one.unknown else []
    return [
        *unknown,
        f"interaction with the hazard ratio: {_test(one.interaction)}",
        f"heterogeneity of the AUC: {_test(one.heterogeneity)}",
    ]


def _test(test: GroupTest) -> str:
    holm = f", Holm's p {corrected_text(test)}" if test.corrected is not None else ""
    return f"{found_text(test)}{holm}"
