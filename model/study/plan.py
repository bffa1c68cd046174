"""Plan an import: match the rows of a clinical sheet with images, and list what does not fit.

This module writes nothing. Every row and every image is in one of the lists, so nothing is lost.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import StudyError
from model.base.plural import plural
from model.slide.folder import Listing
from model.study.columns import Columns
from model.study.covariates import covariates_of
from model.study.matching import ImageIndex, Match
from model.tables.codes import absent_value_fault, codes_fault, example_value, need_statement
from model.tables.ids import near_ids
from model.tables.missing import is_missing, missing_note
from model.tables.table import Table
from model.training.cohort_cells import TIME_UNITS, Cells

_FEW = 8
"""Maximum number of lines that one note lists."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of a patient.

    `event` is true if the patient died of the disease. `time_entered` is the original text of the time in the sheet.
    """

    time_years: float
    event: bool
    cause: str
    time_entered: str
    unit: str


@dataclass(frozen=True)
class Entry:
    """One row of the sheet: a patient, an outcome or None, an image or None, and the texts of other columns."""

    line: int
    patient: str
    image: Path | None
    core: str
    outcome: Outcome | None
    covariates: tuple[tuple[str, str], ...]


SKIPPED = "skipped file"
"""Kind of leftover: a file in the folder that looks like an image but cannot be read."""


@dataclass(frozen=True)
class Leftover:
    """A row, image or file that could not be matched. `kind` is "row", "image", "faulty row" or `SKIPPED`.

    `patient` is set for a row that names no image.
    """

    kind: str
    what: str
    reason: str
    patient: str = ""


@dataclass(frozen=True)
class ImportPlan:
    """What an import will add to a study, and what it cannot use.

    `entries` are the rows without faults; `faults` describes each fault with its line. `notes` are sentences that
    describe how the sheet was interpreted.
    """

    sheet: Table
    columns: Columns
    entries: tuple[Entry, ...]
    leftovers: tuple[Leftover, ...]
    faults: tuple[tuple[int, str], ...]
    notes: tuple[str, ...] = ()

    @property
    def fault_lines(self) -> tuple[str, ...]:
        return tuple(f"line {line}: {words}" for line, words in sorted(self.faults))

    @property
    def skipped(self) -> tuple[Leftover, ...]:
        return tuple(left for left in self.leftovers if left.kind == SKIPPED)

    @property
    def patients(self) -> int:
        return len({entry.patient for entry in self.entries})

    @property
    def spots(self) -> int:
        return sum(entry.image is not None for entry in self.entries)

    def without_faulty(self) -> "ImportPlan":
        """Return the plan without its faulty rows, which are added to the leftovers."""
        left = [Leftover("faulty row", f"line {line}", words) for line, words in sorted(self.faults)]
        return ImportPlan(self.sheet, self.columns, self.entries, (*self.leftovers, *left), (), self.notes)


def plan_import(sheet: Table, columns: Columns, images: Listing, folder: Path) -> ImportPlan:
    """Match the rows of `sheet` with `images` from `folder`, and return the plan of the import.

    Raise StudyError if the sheet lacks a column that `columns` names.
    """
    columns.check(sheet)
    _check_codes(sheet, columns)
    # Paths are made absolute, so that relative and absolute paths to the same file are equal.
    pictures = tuple(Path(os.path.abspath(image)) for image in images.images)
    index = ImageIndex(pictures, (Path(os.path.abspath(folder)), sheet.path.parent))
    covariates, faults = covariates_of(sheet, columns.covariates)
    entries: list[Entry] = []
    leftovers = [Leftover(SKIPPED, str(error.path), error.message) for error in images.skipped]
    used: set[Path | None] = set()
    for line, cells in sheet.rows:
        found, wrong = _row(line, cells, columns, sheet.mark)
        if found is None:
            faults += [(line, words) for words in wrong]
            # The image is used by a row, although that row is faulty.
            used |= {image for image, _ in _match(cells, columns, index, columns.cell(cells, "patient")).images}
            continue
        found = replace(found, covariates=covariates[line])
        match = _match(cells, columns, index, found.patient)
        if not match.images:
            leftovers.append(Leftover("row", f"line {line}, patient {found.patient}", match.reason,
                                      found.patient if not columns.cell(cells, "image") else ""))  # fmt: skip
            entries.append(found)
        for image, core in match.images:
            entries.append(Entry(line, found.patient, image, found.core or core, found.outcome, found.covariates))
    faults += [*_doubles(entries), *_contradictions(entries), *near_ids((one.line, one.patient) for one in entries)]
    wrong_lines = {line for line, _ in faults}
    used |= {entry.image for entry in entries}
    leftovers += [Leftover("image", str(image), "no row names it") for image in pictures if image not in used]
    whole = tuple(entry for entry in entries if entry.line not in wrong_lines)
    return ImportPlan(sheet, columns, whole, tuple(leftovers), tuple(faults), _notes(sheet, columns))


def _check_codes(sheet: Table, columns: Columns) -> None:
    """Raise StudyError if it is not clear which value means the event, or if no row has the given value."""
    column = columns.of.get("event")
    if column is None:
        return
    texts = [cells[column] for _, cells in sheet.rows]
    if columns.event_value:
        fault, remedy = absent_value_fault(column, columns.event_value, texts), f"Write --event {column}=VALUE."
    else:
        fault = codes_fault(column, texts) if need_statement(texts) else ""
        remedy = f"Say which value means 'died of the disease', for example --event {column}={example_value(texts)}."
    if fault:
        raise StudyError(fault, remedy)


def _notes(sheet: Table, columns: Columns) -> tuple[str, ...]:
    """Return notes on how the sheet was interpreted.

    They are the notes of the sheet itself, its words for "unknown", and the rows with incomplete outcomes.
    """
    used = [*columns.of.values(), *columns.covariates]
    half = [line for line, cells in sheet.rows if _half_unknown(columns, cells)]
    more = f" and {len(half) - _FEW} more" if len(half) > _FEW else ""
    lines = f"{', '.join(map(str, half[:_FEW]))}{more}"
    rows = plural(len(half), "row has", "rows have")
    note = f"{rows} no outcome, because the time or the event is a word for unknown: lines {lines}."
    return (*sheet.notes, *missing_note((cells for _, cells in sheet.rows), used), *([note] if half else []))


def _half_unknown(columns: Columns, cells: dict[str, str]) -> bool:
    """Return whether exactly one of the time and the event of a row is a word that means "unknown"."""
    if "time" not in columns.of:
        return False
    time, event = columns.cell(cells, "time"), columns.cell(cells, "event")
    word = any(text and is_missing(text) for text in (time, event))
    return word and not (is_missing(time) and is_missing(event))


def _match(cells: dict[str, str], columns: Columns, index: ImageIndex, patient: str) -> Match:
    if "image" not in columns.of:
        return index.of_patient(patient)
    text = columns.cell(cells, "image")
    return index.called(text) if text else Match(reason="the row names no image")


def _row(line: int, cells: dict[str, str], columns: Columns, mark: str) -> tuple[Entry | None, list[str]]:
    named = {name: columns.cell(cells, name) for name in columns.of}
    checked = Cells(named, mark)
    patient = checked.patient("patient")
    known = checked.known("time") or checked.known("event")
    outcome = _outcome(checked, columns) if known and not _half_unknown(columns, cells) else None
    if checked.faults or patient is None:
        return None, checked.faults
    return Entry(line, patient, None, checked.known("core"), outcome, ()), []


def _outcome(cells: Cells, columns: Columns) -> Outcome | None:
    """Return the outcome of a row that has a time or an event.

    Add the faults of the outcome to the faults of the row.
    """
    unit = columns.time_unit or "years"
    time = cells.years("time", columns.of["time"], TIME_UNITS[unit])
    died = cells.event("event", columns.event_value)
    cause = cells.cause("cause", died, given="cause" in columns.of)
    if time is None or died is None:
        return None
    return Outcome(time, died and cause != "other", cause or "", cells.text("time"), unit)


def _doubles(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    """Return faults for images, or cores of an image, that occur in more than one row."""
    first: dict[tuple[Path, str], Entry] = {}
    faults = []
    for entry in entries:
        if entry.image is None:
            continue
        before = first.setdefault((entry.image, entry.core), entry)
        if before is not entry:
            what = f"core {entry.core} of {entry.image.name}" if entry.core else f"the image {entry.image.name}"
            faults.append((entry.line, f"{what} belongs to line {before.line} (patient {before.patient}) already"))
    return faults


def _contradictions(entries: Iterable[Entry]) -> list[tuple[int, str]]:
    """Return a fault for each row whose outcome differs from the outcome in an earlier row of the same patient."""
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.outcome is not None:
            told[entry.patient].append(entry)
    return [
        (entry.line, f"the outcome of patient {entry.patient} differs from line {rows[0].line}")
        for rows in told.values()
        for entry in rows[1:]
        if entry.outcome != rows[0].outcome
    ]
