"""Read a table of patients from a file as a `RaterTable`."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from model.base.errors import RaterError
from model.base.plural import plural
from model.comparison.data.column_plan import CovariateColumn, RaterColumn, TablePlan
from model.comparison.data.followed import MOST_LISTED, Followed, check_codes, followed
from model.comparison.data.rater_table import OTHER, Covariate, Excluded, Kind, Rater, RaterTable, other_deaths
from model.comparison.data.second_reads import SecondReads, second_reads
from model.comparison.data.subgroups import SubgroupColumn, Subgrouping, by_category, by_number
from model.comparison.data.thresholds import threshold_of
from model.tables.codes import is_value, listed
from model.tables.missing import is_missing, known_texts, missing_note, why_missing
from model.tables.read import read_table as read_file
from model.tables.table import Table

_WORDS = {"low": 0.0, "high": 1.0}
_MOST_LEVELS = 10
"""Maximum number of different whole numbers in a column of ordered answers. A column with more is treated as a
measurement.
"""


def read_table(path: Path, plan: TablePlan) -> RaterTable:
    """Return the table of patients at `path`. `plan` says what each column contains.

    Raise RaterError if the table cannot be used.
    """
    table = read_file(path, RaterError)
    used = tuple(dict.fromkeys(
        (*filter(None, (plan.patient, plan.time, plan.event, plan.other)), *(r.column for r in plan.raters),
         *(r.informed for r in plan.raters if r.informed), *(one.column for one in plan.subgroups),
         *(c.column for c in plan.covariates))
    ))  # fmt: skip
    _need(table, used)
    check_codes(table, plan)
    _check_marks(table, plan)
    lines, excluded = followed(table, plan)
    if not lines:
        raise RaterError(
            f"No row of {table.name} can be used.",
            "Correct the table, or say which value means an event with --event COLUMN=VALUE.",
            tuple(f"line {row.line}: {row.reason}" for row in excluded[:MOST_LISTED]),
        )
    time = np.array([row.time for row in lines], np.float64)
    event = np.array([row.event for row in lines], bool)
    other = np.array([row.other for row in lines], bool) if plan.other else None
    raters, without, texts = [], [], []
    for column in plan.raters:
        rater, missing, words = _rater(table, lines, column, (time, event, plan.horizon, other))
        raters.append(rater)
        without += missing
        texts += words
    informed = [_informed(table, lines, column, rater) for column, rater in zip(plan.raters, raters, strict=True)
                if column.informed]  # fmt: skip
    cause = tuple(OTHER if row.other else "" for row in lines) if plan.other else ()
    unstated = "The unit of time is not stated in the table and was not given." if not plan.unit else ""
    one_each = "" if plan.patient else "Every row counts as one patient."
    return RaterTable(
        source=table.name,
        patients=tuple(row.patient for row in lines),
        time=time,
        event=event,
        raters=tuple(raters),
        unit=plan.unit,
        event_text=_event_text(lines, plan),
        cause=cause,
        covariates=tuple(_covariate(table, lines, column) for column in plan.covariates),
        excluded=(*excluded, *without),
        notes=(
            *filter(None, (unstated, one_each)),
            *table.notes,
            *missing_note((cells for _, cells in table.rows), used),
            *texts,
            *other_deaths(cause.count(OTHER)),
        ),
        second_reads=tuple(informed),
        subgroupings=tuple(_subgrouping(table, lines, column) for column in plan.subgroups),
    )


def _need(table: Table, columns: Iterable[str]) -> None:
    """Raise RaterError if the table does not have all `columns`. The error names the missing columns."""
    missing = table.missing(columns)
    if missing:
        words = ", ".join(map(repr, missing))
        raise RaterError(f"{table.name} has no column {words}.", table.columns_text)


def _check_marks(table: Table, plan: TablePlan) -> None:
    """Raise RaterError with the ambiguous numbers in the required columns, if there are any.

    For example, 1.815 is ambiguous if another cell has 12,5.
    """
    columns = [plan.time, *(rater.column for rater in plan.raters)]
    columns += [one.column for one in plan.covariates if not one.category and _is_numeric(table, one.column)]
    faults = [
        f"line {line}: {column} {cells[column]!r} {table.number(cells[column]).fault}"
        for line, cells in table.rows
        for column in dict.fromkeys(columns)
        if table.number(cells[column]).ambiguous and not is_missing(cells[column])
    ]
    if faults:
        more = (f"and {len(faults) - MOST_LISTED} more",) if len(faults) > MOST_LISTED else ()
        raise RaterError(
            f"{table.name} has numbers that can be understood in two ways.",
            "Write all numbers with the same decimal mark and without marks between thousands, or save the table as "
            "XLSX.",
            (*faults[:MOST_LISTED], *more),
        )


def _is_numeric(table: Table, column: str) -> bool:
    """Return whether all values in a column are numbers. Ambiguous numbers count as numbers."""
    numbers = [table.number(cells[column]) for _, cells in table.rows if not is_missing(cells[column])]
    return all(number.value is not None or number.ambiguous for number in numbers)


def _event_text(lines: list[Followed], plan: TablePlan) -> str:
    """Return a text that says which value is the event and which values are not."""
    died = {row.cells[plan.event] for row in lines if row.event}
    others = sorted({row.cells[plan.event] for row in lines if not row.event})
    if plan.other == plan.event and plan.other_value:
        others = [value for value in others if not is_value(value, plan.other_value)]
    event = plan.event_value or ", ".join(sorted(died)) or "1"
    return f"{plan.event} is {event} (no event: {', '.join(others) or 'nobody'})"


def _rater(
    table: Table,
    lines: list[Followed],
    column: RaterColumn,
    outcome: tuple[np.ndarray, np.ndarray, float, np.ndarray | None],
) -> tuple[Rater, list[Excluded], list[str]]:
    """Return the rater in `column`, the rows in which it has no value, and notes on text that is not a number."""
    values = np.full(len(lines), math.nan)
    missing = []
    worded = False
    texts: Counter[str] = Counter()
    for at, row in enumerate(lines):
        text = row.cells[column.column]
        worded = worded or text.lower() in _WORDS
        value = _WORDS.get(text.lower(), table.number(text).value)
        if value is not None and not is_missing(text):
            values[at] = value
            continue
        why = why_missing(text) if is_missing(text) else f"{text!r} {table.number(text).fault}"
        texts.update([] if is_missing(text) else [text])
        missing.append(Excluded(row.line, row.patient, column.name, f"{column.column} {why}"))
    _check_values(column, lines, values, texts, worded)
    kind = column.kind or _kind(values)
    rater = Rater(column.name, kind, values, column.protective, role=column.role, note=_note(kind, column))
    threshold = threshold_of(rater, column, *outcome)
    counted = dict(texts.most_common())
    note = f"{column.name}: text in {column.column} is not a number and is left out: {listed(counted)}."
    whole = Rater(rater.name, kind, values, column.protective, threshold, column.role, rater.note)
    return whole, missing, [note] if texts else []


def _informed(table: Table, lines: list[Followed], column: RaterColumn, rater: Rater) -> SecondReads:
    """Return the informed reads of a rater beside its blinded reads.

    A row without a value counts as a missing read.
    """
    again = replace(column, column=column.informed, name=f"{column.name}, informed", kind=rater.kind, threshold=None)
    no_outcome = (np.zeros(len(lines)), np.zeros(len(lines), bool), 0.0, None)
    found, _, _ = _rater(table, lines, again, no_outcome)
    return second_reads(rater.name, rater.values, found.values)


def _check_values(
    column: RaterColumn, lines: list[Followed], values: np.ndarray, texts: Counter[str], worded: bool
) -> None:
    """Raise RaterError if a rater has no values, or if they contradict the kind or direction that the user gave."""
    if not np.isfinite(values).any():
        if texts:
            words = f"The column {column.column!r} of {column.name} contains text instead of numbers"
            remedy = "Write numbers that increase with the risk (0.45 for 45%), or the words high and low."
            raise RaterError(f"{words}: {listed(dict(texts.most_common()))}.", remedy)
        raise RaterError(f"The column {column.column!r} of {column.name} has no values.", "Give another column.")
    if worded and column.protective:
        words = f"{column.name} has the values high and low, which are risks, but was given as protective."
        raise RaterError(words, "Remove this rater from --protective, or use numbers for its values in the table.")
    known = np.isfinite(values)
    if column.kind == "probability":
        good, range_text = (values >= 0) & (values <= 1), "between 0 and 1"
    elif column.kind == "binary":
        good, range_text = (values == 0) | (values == 1), "0 or 1"
    else:
        return
    bad = np.flatnonzero(known & ~good)
    if len(bad):
        raise RaterError(
            f"{column.name} was given as a {column.kind} ({range_text}), but {len(bad)} of its "
            f"{plural(int(known.sum()), 'value is', 'values are')} not.",
            f"Remove --kind {column.name}={column.kind}, or correct the column {column.column!r}.",
            tuple(f"line {lines[at].line}: {column.column} {lines[at].cells[column.column]!r}"
                  for at in bad[:MOST_LISTED]),
        )  # fmt: skip


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
    return f"all values lie between 0 and 1: treated as a probability {of} by the horizon, uncalibrated"


def _subgrouping(table: Table, lines: list[Followed], column: SubgroupColumn) -> Subgrouping:
    """Return the groups of patients by one property: by number if all values are numbers, otherwise by text.

    Raise RaterError if the column contains text although the user gave cuts, at which numbers are divided.
    """
    texts = known_texts([row.cells[column.column] for row in lines])
    numbers = [table.number(text).value if text else math.nan for text in texts]
    if None not in numbers:
        return by_number(column.column, np.array(numbers, np.float64), column.cuts)
    if column.cuts:
        raise RaterError(
            f"{column.column} contains text and cannot be divided at numbers.",
            ("Remove the colon and the numbers after the name of the column."),
        )
    return by_category(column.column, texts)


def _covariate(table: Table, lines: list[Followed], column: CovariateColumn) -> Covariate:
    """Return a numeric covariate if all values are numbers, otherwise a categorical one.

    The levels of a categorical covariate are in alphabetical order.
    """
    texts = known_texts([row.cells[column.column] for row in lines])
    numbers = [table.number(text).value if text else math.nan for text in texts]
    if not column.category and None not in numbers:
        return Covariate(column.column, np.array(numbers, np.float64))
    levels = tuple(sorted({text for text in texts if text}))
    if len(levels) > _MOST_LEVELS:
        words = f"The covariate {column.column!r} is categorical, with {len(levels)} different values."
        raise RaterError(words, "Use numbers, or a category with fewer values.")
    return Covariate(column.column, np.array([levels.index(t) if t else math.nan for t in texts], np.float64), levels)
