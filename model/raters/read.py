"""A table on disk becomes a `RaterTable`: a sheet and a plan come in, patients, raters and what was left out go out."""

import math
from pathlib import Path

import numpy as np

from model.errors import RaterError
from model.raters.cut import threshold_of
from model.raters.plan import CovariateColumn, RaterColumn, TablePlan
from model.raters.sheet import Sheet, read_sheet
from model.raters.table import OTHER, Covariate, Excluded, Kind, Rater, RaterTable, other_deaths

_WORDS = {"low": 0.0, "high": 1.0}
_EMPTY = ("", "na", "nan")
_MOST_LEVELS = 10
"""Whole numbers of more levels than that are a measurement, not an ordered answer."""
Line = tuple[int, str, dict[str, str]]
"""The line in the file, the patient, and the cells."""


def read_table(path: Path, plan: TablePlan) -> RaterTable:
    """The table at `path` by `plan`; RaterError where nothing can be made of it."""
    sheet = read_sheet(path)
    columns = [plan.time, plan.event, *filter(None, (plan.patient, plan.other))]
    sheet.need(*columns, *(r.column for r in plan.raters), *(c.column for c in plan.covariates))
    lines, excluded = _followed(sheet, plan)
    if not lines:
        raise RaterError(
            f"No row of {path.name} can be used.",
            "Mend the table, or say which value means an event with --event COLUMN=VALUE.",
            tuple(f"line {row.line}: {row.reason}" for row in excluded[:20]),
        )
    time = np.array([sheet.number(cells[plan.time]) for _, _, cells in lines], np.float64)
    event = np.array([_same(cells[plan.event], plan.event_value) for _, _, cells in lines], bool)
    cause = _causes(sheet, lines, plan, event)
    raters, without = [], []
    for column in plan.raters:
        rater, missing = _rater(sheet, lines, column, (time, event, plan.horizon))
        raters.append(rater)
        without += missing
    others = sorted({cells[plan.event] for (_, _, cells), died in zip(lines, event, strict=True) if not died})
    if plan.other == plan.event:
        others = [value for value in others if not _same(value, plan.other_value)]
    unstated = "The unit of time is not stated in the table and was not given." if not plan.unit else ""
    return RaterTable(
        source=path.name,
        patients=tuple(patient for _, patient, _ in lines),
        time=time,
        event=event,
        raters=tuple(raters),
        unit=plan.unit,
        event_words=f"{plan.event} is {plan.event_value} (no event: {', '.join(others) or 'nobody'})",
        cause=cause,
        covariates=tuple(_covariate(sheet, lines, column) for column in plan.covariates),
        excluded=(*excluded, *without),
        notes=(
            *filter(None, (unstated, "" if plan.patient else "Every row is taken for one patient.")),
            *other_deaths(cause.count(OTHER)),
        ),
    )


def _causes(sheet: Sheet, lines: list[Line], plan: TablePlan, event: np.ndarray) -> tuple[str, ...]:
    """`OTHER` for who died of another cause; () where the table does not tell. Nobody dies of both."""
    if not plan.other:
        return ()
    other = [_same(cells[plan.other], plan.other_value) for _, _, cells in lines]
    both = [number for (number, _, _), died, of in zip(lines, event, other, strict=True) if died and of]
    if both:
        raise RaterError(
            f"{sheet.name} has patients with the event who died of another cause.",
            "Mend these lines, or say which value means what: --event COLUMN=VALUE, --other-cause COLUMN=VALUE.",
            tuple(f"line {number}: {plan.event} and {plan.other} both say so" for number in both),
        )
    return tuple(OTHER if of else "" for of in other)


def _followed(sheet: Sheet, plan: TablePlan) -> tuple[list[Line], list[Excluded]]:
    """The rows with a patient, a time and an event or none; the others, each with its reason."""
    lines: list[Line] = []
    excluded: list[Excluded] = []
    seen: dict[str, int] = {}
    doubles = []
    for number, cells in sheet.rows:
        patient = cells.get(plan.patient, "") if plan.patient else f"line {number}"
        reason = _why_not(sheet, cells, plan, patient)
        if reason:
            excluded.append(Excluded(number, patient, "everything", reason))
            continue
        if patient in seen:
            doubles.append(f"line {number}: patient {patient} stands in line {seen[patient]} already")
        seen.setdefault(patient, number)
        lines.append((number, patient, cells))
    if doubles:
        remedy = "Patients, not spots, are compared: combine a patient's spots to one row first."
        raise RaterError(f"{sheet.name} has patients in more than one row.", remedy, tuple(doubles))
    return lines, excluded


def _why_not(sheet: Sheet, cells: dict[str, str], plan: TablePlan, patient: str) -> str:
    """Why a row cannot be used at all, "" where it can."""
    if not patient:
        return f"{plan.patient} is empty"
    return _no_time(sheet, cells.get(plan.time, ""), plan) or _no_event(cells.get(plan.event, ""), plan)


def _no_time(sheet: Sheet, text: str, plan: TablePlan) -> str:
    time = sheet.number(text)
    if text.lower() in _EMPTY:
        return f"{plan.time} is empty"
    if time is None or math.isnan(time):
        return f"{plan.time} {text!r} is not a number"
    if time < 0:
        return f"{plan.time} {text!r} is negative"
    return ""


def _no_event(event: str, plan: TablePlan) -> str:
    if event.lower() in _EMPTY:
        return f"{plan.event} is empty"
    if plan.other == plan.event and _same(event, plan.other_value):
        return ""
    if plan.event_value == "1" and not any(_same(event, known) for known in ("0", "1")):
        return f"{plan.event} {event!r} is neither 1 nor 0"
    return ""


def _same(text: str, wanted: str) -> bool:
    """Whether two cells say the same: 1, 1.0 and true alike."""
    words = {"true": "1", "false": "0", "yes": "1", "no": "0"}
    a, b = (words.get(t.lower(), t.lower()) for t in (text, wanted))
    try:
        return float(a) == float(b)
    except ValueError:
        return a == b


def _rater(
    sheet: Sheet, lines: list[Line], column: RaterColumn, outcome: tuple[np.ndarray, np.ndarray, float]
) -> tuple[Rater, list[Excluded]]:
    values = np.full(len(lines), math.nan)
    missing = []
    worded = False
    for row, (number, patient, cells) in enumerate(lines):
        text = cells.get(column.column, "")
        worded = worded or text.lower() in _WORDS
        value = _WORDS.get(text.lower(), sheet.number(text))
        if value is None or math.isnan(value):
            why = "is empty" if text.lower() in _EMPTY else f"{text!r} is not a number"
            missing.append(Excluded(number, patient, column.name, f"{column.column} {why}"))
        else:
            values[row] = value
    if not np.isfinite(values).any():
        raise RaterError(f"The column {column.column!r} of {column.name} has no values.", "Name another column.")
    if worded and column.protective:
        words = f"{column.name} says high and low, which are risks, and was said to be protective."
        raise RaterError(words, "Leave it out of --protective, or give numbers.")
    kind = column.kind or _kind(values)
    rater = Rater(column.name, kind, values, column.protective, role=column.role, note=_note(kind, column))
    threshold = threshold_of(rater, column, *outcome)
    return Rater(rater.name, kind, values, column.protective, threshold, column.role, rater.note), missing


def _kind(values: np.ndarray) -> Kind:
    levels = np.unique(values[np.isfinite(values)])
    if set(levels.tolist()) <= {0.0, 1.0}:
        return "binary"
    if levels[0] >= 0 and levels[-1] <= 1:
        return "probability"
    whole = bool((levels == np.round(levels)).all())
    return "ordinal" if whole and len(levels) <= _MOST_LEVELS else "numeric"


def _note(kind: Kind, column: RaterColumn) -> str:
    if kind != "probability" or column.kind is not None:
        return ""
    of = "of being free of the event" if column.protective else "of the event"
    return f"all values lie within 0 and 1: taken for a probability {of} by the horizon, uncalibrated"


def _covariate(sheet: Sheet, lines: list[Line], column: CovariateColumn) -> Covariate:
    """Numbers where all cells are numbers; else categories, in the order of their names."""
    texts = [cells.get(column.column, "") for _, _, cells in lines]
    texts = ["" if text.lower() in _EMPTY else text for text in texts]
    numbers = [sheet.number(text) if text else math.nan for text in texts]
    if not column.category and None not in numbers:
        return Covariate(column.column, np.array(numbers, np.float64))
    levels = tuple(sorted({text for text in texts if text}))
    if len(levels) > _MOST_LEVELS:
        words = f"The covariate {column.column!r} has {len(levels)} different names in it."
        raise RaterError(words, "Give a number, or a category of few levels.")
    return Covariate(column.column, np.array([levels.index(t) if t else math.nan for t in texts], np.float64), levels)
