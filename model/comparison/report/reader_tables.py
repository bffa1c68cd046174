"""Write averages over readers as a table and as text."""

import math

from model.base.plural import plural
from model.comparison.comparison import RaterComparison
from model.comparison.readers import difference_text, narrow_text, readers_text
from model.comparison.report.cautions import unequal_scales_text
from model.comparison.report.number_text import estimate_text
from model.comparison.report.reader_record import METHOD
from model.comparison.report.text_table import TextTable

TITLE = "Readers as a sample (multi-reader multi-case)"


def reader_table(comparison: RaterComparison) -> TextTable:
    """Return the table of averages over readers, one row for each difference.

    The explanation of the first AUC difference is below the table.
    """
    header = ("first - second", "of", "readers", "patients: event / no event", "first", "second", "difference",
              "each reader")  # fmt: skip
    rows = tuple(
        (
            f"{one.first} - {one.second}",
            one.title,
            f"{len(one.readers)}: {', '.join(one.readers)}",
            f"{one.events} / {one.others} ({one.left_out} left out)",
            *map(estimate_text, one.sides),
            estimate_text(one.difference, p=True),
            ", ".join(f"{value:.2f}" for value in one.each),
        )
        for one in comparison.averages
    )
    return TextTable(TITLE, header, rows, f"{METHOD}. {' '.join(statements(comparison))}")


def reader_lines(comparison: RaterComparison) -> list[str]:
    """Return lines of text on averages over readers, for the report in a terminal.

    Return no lines if there is no average.
    """
    if not comparison.averages:
        return []
    lines = ["", TITLE]
    for one in comparison.averages:
        refused = any(map(math.isnan, one.means))
        means = "" if refused else f"{' and '.join(map(estimate_text, one.sides))}; "
        lines.append(f"  {one.first} - {one.second}, {one.title}: {means}difference "
                     f"{estimate_text(one.difference, p=True)}; {plural(len(one.readers), 'reader')}, "
                     f"{plural(one.patients, 'patient')}, {one.left_out} left out")  # fmt: skip
    return [*lines, *(f"  {statement}" for statement in statements(comparison))]


def statements(comparison: RaterComparison) -> list[str]:
    """Return sentences: what each AUC difference shows, and what remains unknown with each number of readers.

    Also name every interval that is too narrow, for all metrics.
    """
    of_auc = [one for one in comparison.averages if one.key == "auc"]
    each = [f"{one.first} - {one.second}: {difference_text(one)}" for one in of_auc]
    narrow = [f"{one.first} - {one.second}: {text}" for one in comparison.averages if (text := narrow_text(one))]
    scales = unequal_scales_text(comparison) if of_auc else ""
    return [*each, *narrow, *filter(None, dict.fromkeys([*(readers_text(one) for one in of_auc), scales]))]
