"""Select the patients of a table who have follow-up, and list the excluded rows.

The meaning of a code is never guessed. The table is refused if the meaning of a value is not clear, or if no row has
the value that means the event.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from model.base.errors import RaterError
from model.comparison.data.column_plan import TablePlan
from model.comparison.data.rater_table import Excluded
from model.tables.codes import absent_value_fault, codes_fault, event_of, example_value, is_value
from model.tables.ids import clean_id, id_fault, near_ids
from model.tables.missing import is_missing, why_missing
from model.tables.numbers import Number
from model.tables.table import Table

MOST_LISTED = 20
"""Maximum number of lines that one message lists."""


@dataclass(frozen=True)
class Followed:
    """A patient whose follow-up time and outcome are known.

    `other`: whether the patient died of another cause than the event.
    """

    line: int
    patient: str
    cells: dict[str, str]
    time: float
    event: bool
    other: bool


def check_codes(table: Table, plan: TablePlan) -> None:
    """Raise RaterError if it is not clear which values mean the event or a death of another cause."""
    events = [cells[plan.event] for _, cells in table.rows]
    if plan.event_value:
        _refuse(absent_value_fault(plan.event, plan.event_value, events), f"Write --event {plan.event}=VALUE.")
    else:
        same = plan.other == plan.event and plan.other_value
        unstated = [text for text in events if not (same and is_value(text, plan.other_value))]
        remedy = f"Say which value means the event, for example --event {plan.event}={example_value(unstated)}."
        if not same:
            remedy += f" Name deaths of another cause with --other-cause {plan.event}=VALUE."
        _refuse(codes_fault(plan.event, unstated), remedy)
    if not plan.other:
        return
    others = [cells[plan.other] for _, cells in table.rows]
    if plan.other_value:
        _refuse(absent_value_fault(plan.other, plan.other_value, others), f"Write --other-cause {plan.other}=VALUE.")
    else:
        remedy = (
            f"Say which value means a death of another cause, for example --other-cause {plan.other}="
            f"{example_value(others)}."
        )
        _refuse(codes_fault(plan.other, others), remedy)


def _refuse(fault: str, remedy: str) -> None:
    if fault:
        raise RaterError(fault, remedy)


def followed(table: Table, plan: TablePlan) -> tuple[list[Followed], list[Excluded]]:
    """Return the patients of the rows that have a patient id, a follow-up time and an event status.

    Also return the excluded rows, each with its reason.
    """
    found: list[Followed] = []
    excluded: list[Excluded] = []
    for line, cells in table.rows:
        patient = clean_id(cells[plan.patient]) if plan.patient else f"line {line}"
        row = _row(table, plan, line, patient, cells)
        if isinstance(row, str):
            excluded.append(Excluded(line, patient, "everything", row))
        else:
            found.append(row)
    _check_patients(table, found)
    both = [row.line for row in found if row.event and row.other]
    if both:
        raise RaterError(
            f"{table.name} has patients with the event who died of another cause.",
            "Correct these lines, or say which values are meant: --event COLUMN=VALUE, --other-cause COLUMN=VALUE.",
            tuple(f"line {line}: {plan.event} says event, {plan.other} says death of another cause" for line in both),
        )
    return found, excluded


def _row(table: Table, plan: TablePlan, line: int, patient: str, cells: dict[str, str]) -> Followed | str:
    """Return the time and the outcome of the patient in a row, or the reason why the row cannot be used."""
    time = table.number(cells[plan.time])
    why_not = _no_patient(plan, patient) or _no_time(plan, cells, time) or _no_outcome(plan, cells)
    if why_not or time.value is None:
        return why_not
    event = _says(cells[plan.event], plan.event_value)
    other = bool(plan.other) and _says(cells[plan.other], plan.other_value)
    return Followed(line, patient, cells, time.value, event, other)


def _no_patient(plan: TablePlan, patient: str) -> str:
    if plan.patient and is_missing(patient):
        return f"{plan.patient} {why_missing(patient)}"
    fault = id_fault(patient) if plan.patient else ""
    return f"{plan.patient} {patient!r} {fault}" if fault else ""


def _no_time(plan: TablePlan, cells: dict[str, str], time: Number) -> str:
    text = cells[plan.time]
    if is_missing(text):
        return f"{plan.time} {why_missing(text)}"
    if time.value is None:
        return f"{plan.time} {text!r} {time.fault}"
    return f"{plan.time} {text!r} is negative" if time.value < 0 else ""


def _no_outcome(plan: TablePlan, cells: dict[str, str]) -> str:
    """Return why the outcome is unknown, or "" if it is known.

    The outcome is unknown if the event is missing. It is also unknown if the row has no event and the other cause of
    death is missing.
    """
    if is_missing(cells[plan.event]):
        return f"{plan.event} {why_missing(cells[plan.event])}"
    other = cells[plan.other] if plan.other else ""
    if other and is_missing(other) and not _says(cells[plan.event], plan.event_value):
        return f"{plan.other} {why_missing(other)}"
    return ""


def _says(text: str, value: str) -> bool:
    return is_value(text, value) if value else event_of(text) is True


def _check_patients(table: Table, rows: Iterable[Followed]) -> None:
    """Raise RaterError if a patient has two rows, or if two ids may belong to the same patient."""
    seen: dict[str, int] = {}
    doubles, lines = [], []
    for row in rows:
        before = seen.setdefault(row.patient, row.line)
        lines.append((row.line, row.patient))
        if before != row.line:
            doubles.append(f"line {row.line}: patient {row.patient} is already in line {before}")
    if doubles:
        remedy = "The comparison needs one row per patient: first combine the spots of each patient into one row."
        raise RaterError(f"{table.name} has patients in more than one row.", remedy, tuple(doubles))
    near = near_ids(lines)
    if near:
        remedy = "Write the id of each patient in one way; 007 and 7 are not treated as the same patient."
        faults = tuple(f"line {line}: {words}" for line, words in near[:MOST_LISTED])
        raise RaterError(f"{table.name} has patient ids that are the same number written in two ways.", remedy, faults)
