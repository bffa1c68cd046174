"""The texts of the table of cases; no Qt. It shows the exported table of patients with titles instead of codes."""

from app.language.model_text import of_model
from app.language.text import counted, mark, number_text, plural, tr
from app.session.comparison_state import open_text
from app.study.sheet_text import shown_question
from model.base.probability_text import probability_text
from model.study.case_table import PATIENT, PROBABILITY, RELIABILITY, SPOTS, CaseRow, CaseTable, number_of_cell
from model.study.score_sheet import Question

PICTURE = mark("Picture")
QUALIFIER, EVENT, CAUSE = "qualifier", "event", "cause"
_TITLES = {
    PATIENT: mark("Patient"),
    "time_years": mark("Follow-up (years)"),
    EVENT: mark("Died of disease"),
    CAUSE: mark("Cause of death"),
    SPOTS: mark("Spots"),
    PROBABILITY: mark("Survival probability"),
    QUALIFIER: mark("Qualifier"),
    RELIABILITY: mark("Reliability"),
}
_CODES = {
    EVENT: {"1": mark("yes"), "0": mark("no")},
    CAUSE: {"disease": mark("the disease"), "other": mark("another cause")},
    RELIABILITY: {level: level for level in ("ok", "caution", "do not use")},
}
"""What the exported values of a column mean."""
_COLUMNS = {
    PATIENT: mark("The patient's id in the study."),
    "time_years": mark("Follow-up in years: to the event, or to the end of the follow-up."),
    EVENT: mark("Yes: death of the disease during the follow-up; no: no such event."),
    CAUSE: mark("The cause of death, as the clinical sheet states it."),
    SPOTS: mark("The number of the patient's spots."),
    PROBABILITY: mark("The model's survival probability at 5 years, combined from the patient's spots."),
    QUALIFIER: mark("How the probability is calibrated. It belongs to each probability."),
    RELIABILITY: mark("Whether the result can be trusted: ok, caution or do not use. It belongs to each probability."),
}
_FAMILIES = {
    "reader": (mark("{reader}: {question}"), mark("The reader's first locked blinded read.")),
    "majority": (mark("Majority: {question}"), mark("The answer of more than half of the readers.")),
    "informed": (
        mark("{reader}, with the model: {question}"),
        mark("The reader's first locked read with the model's probability visible."),
    ),
}
"""The title and the tooltip of a column with answers, by their kind."""
EXPORTED = mark("Its name in exported files: {name}")
SHEET = mark("A column of the clinical sheet.")
HIDDEN = mark("Outcomes, reads and the model's answers are hidden: a reader with open reads must not see them.")
LOGGED = mark("If you show them now, the log of the study records this.")
_DIGITS = 3


def heading(table: CaseTable, column: str) -> str:
    """Return the title of the column with this exported name. A column of the clinical sheet keeps its name."""
    answered = table.answers.get(column)
    if answered is not None:
        question = shown_question(answered.question).title
        return tr(_FAMILIES[answered.kind][0], reader=answered.reader, question=question)
    return tr(_TITLES[column]) if column in _TITLES else column


def heading_tip(table: CaseTable, column: str) -> str:
    """Return what the column with this exported name contains, and this name."""
    answered = table.answers.get(column)
    what = _FAMILIES[answered.kind][1] if answered is not None else _COLUMNS.get(column, SHEET)
    return f"{tr(what)}\n{tr(EXPORTED, name=column)}"


def cell_text(table: CaseTable, row: CaseRow, column: int) -> str:
    """Return a cell as it is shown: the words of an answer or a code, or what `shown_text` returns."""
    name = table.columns[column]
    answered = table.answers.get(name)
    return shown_text(name, row.cells[column], answered.question if answered else None)


def is_worded(table: CaseTable, column: int) -> bool:
    """Return whether the column has words instead of its exported numbers."""
    name = table.columns[column]
    return name == EVENT or name in table.answers


def row_texts(table: CaseTable) -> tuple[str, ...]:
    """Return all that is shown of each row, as one text."""
    columns = range(len(table.columns))
    return tuple(" ".join(cell_text(table, row, column) for column in columns) for row in table.rows)


def shown_text(column: str, cell: str, question: Question | None = None) -> str:
    """Return an exported cell as it is shown: numbers with few digits and the decimal point of the language.

    If `question` is given, the cell is the number of one of its answers, and the answer is shown.
    """
    if question is not None:
        return _answer_text(question, cell)
    if column in _CODES:
        word = _CODES[column].get(cell, "")
        return tr(word) if word else cell
    if column == QUALIFIER:
        return of_model(cell)
    number = number_of_cell(cell)
    if number is None or "." not in cell:
        return cell
    if column == PROBABILITY:
        return of_model(probability_text(number))
    return number_text(f"{number:.{_DIGITS}f}".rstrip("0").rstrip("."))


def _answer_text(question: Question, cell: str) -> str:
    number = number_of_cell(cell)
    return next((choice.label for choice in shown_question(question).choices if choice.value == number), cell)


def spoken_text(table: CaseTable, row: CaseRow, column: int) -> str:
    """Return a cell for screen readers. A probability is followed by its qualifier and its reliability."""
    name, text = table.columns[column], cell_text(table, row, column)
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
