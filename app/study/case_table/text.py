"""The texts of the table of cases; no Qt. Columns and values are those of the exported table of patients."""

from app.language.model_text import of_model
from app.language.text import counted, mark, number_text, plural, tr
from app.session.comparison_state import open_text
from model.base.probability_text import probability_text
from model.study.case_table import PROBABILITY, RELIABILITY, CaseRow, CaseTable, number_of_cell

PICTURE = mark("Picture")
QUALIFIER = "qualifier"
_COLUMNS = {
    "patient_id": mark("The patient's id in the study."),
    "time_years": mark("Follow-up in years: to the event, or to the end of the follow-up."),
    "event": mark("1: death of the disease during the follow-up; 0: no such event."),
    "cause": mark("The cause of death, as the clinical sheet states it."),
    "spots": mark("The number of the patient's spots."),
    PROBABILITY: mark("The model's survival probability at 5 years, combined from the patient's spots."),
    QUALIFIER: mark("How the probability is calibrated. It belongs to each probability."),
    RELIABILITY: mark("Whether the result can be trusted: ok, caution or do not use. It belongs to each probability."),
}
_FAMILIES = (
    ("reader_", mark("The reader's first locked blinded read, as the number of the answer.")),
    ("majority_", mark("The answer of more than half of the readers.")),
    ("informed_", mark("The reader's first locked read with the model's probability visible.")),
)
SHEET = mark("A column of the clinical sheet.")
HIDDEN = mark("Outcomes, reads and the model's answers are hidden: a reader with open reads must not see them.")
LOGGED = mark("If you show them now, the log of the study records this.")
_DIGITS = 3


def heading_tip(column: str) -> str:
    """Return what the column with this exported name contains."""
    family = next((text for start, text in _FAMILIES if column.startswith(start)), SHEET)
    return tr(_COLUMNS.get(column, family))


def shown_text(column: str, cell: str) -> str:
    """Return an exported cell as it is shown: numbers with few digits and the decimal point of the language."""
    number = number_of_cell(cell)
    if column == RELIABILITY:
        return tr(cell) if cell else ""
    if column == QUALIFIER:
        return of_model(cell)
    if number is None or "." not in cell:
        return cell
    if column == PROBABILITY:
        return of_model(probability_text(number))
    return number_text(f"{number:.{_DIGITS}f}".rstrip("0").rstrip("."))


def spoken_text(table: CaseTable, row: CaseRow, column: int) -> str:
    """Return a cell for screen readers. A probability is followed by its qualifier and its reliability."""
    name, text = table.columns[column], shown_text(table.columns[column], row.cells[column])
    if name != PROBABILITY or not text:
        return text
    beside = (QUALIFIER, RELIABILITY)
    parts = [shown_text(one, row.cells[table.columns.index(one)]) for one in beside if one in table.columns]
    return ", ".join(part for part in (text, *parts) if part)


def hidden_text(table: CaseTable) -> str:
    """Return which reads are open, and what is therefore hidden; "" if nothing is."""
    return f"{open_text(table.hidden)} {tr(HIDDEN)} {tr(LOGGED)}" if table.hidden else ""


def count_text(table: CaseTable, shown: int) -> str:
    """Return the numbers of all and of the shown patients."""
    total = len(table.rows)
    if shown == total:
        return plural(total, "patient")
    return counted(total, "{shown} of {number} patient shown", "{shown} of {number} patients shown", shown=shown)
