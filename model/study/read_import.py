"""Import reads from a CSV table that was made elsewhere.

Either every row becomes a locked read, or no row does.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.plural import plural
from model.study.read_columns import read_columns
from model.study.score_sheet import Choice, Question, Sheet, sheet_to_json
from model.study.settings import settings_of
from model.study.spots import StudySpot, spots_of
from model.study.store import Study, now
from model.tables.codes import is_value
from model.tables.ids import clean_id
from model.tables.missing import is_missing, missing_note, why_missing
from model.tables.read import read_table
from model.tables.table import Table


@dataclass(frozen=True)
class _Read:
    line: int
    reader: str
    round: int
    kind: str
    spot: StudySpot
    answers: tuple[tuple[Question, Choice | None, str], ...]
    unassessable: str | None
    locked_at: str
    seconds: float


@dataclass(frozen=True)
class ImportedReads:
    """The number of imported reads, and sentences that describe how the table of reads was interpreted."""

    count: int
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join((f"{plural(self.count, 'read was', 'reads were')} imported.", *self.notes))


def import_reads(study: Study, path: Path) -> ImportedReads:
    """Add the reads in the table at `path`, and return their number and notes.

    Required columns: `reader`, `image` or `patient_id` (if the patient has only one spot), and one column per question,
    named by its key or title, with answers as labels or numbers. Optional columns have the names of our own export:
    `core`, `round`, `kind`, `not_assessable`, `locked_at` and `seconds`. If a line is faulty, raise StudyError with a
    list of all faulty lines and add nothing.
    """
    sheet, table = settings_of(study).sheet, read_table(path, StudyError)
    spots, columns = spots_of(study), read_columns(table, sheet)
    rows = [(line, columns.of(cells)) for line, cells in table.rows]
    lines = [_line(line, cells, sheet, spots, table) for line, cells in rows]
    numbered = zip(rows, lines, strict=True)
    faults = [f"line {line}: {words}" for (line, _), (_, wrong) in numbered for words in wrong]
    if columns.faults:
        faults = list(columns.faults)
    elif "reader" not in columns.names.values():
        faults = [f"the column 'reader' is missing. {table.columns_text}"]
    elif not set(sheet.keys) & set(columns.names.values()):
        faults = [f"no column has a question of the score sheet: {', '.join(sheet.keys)}. {table.columns_text}"]
    reads = [read for read, _ in lines if read is not None]
    faults += _doubles(study, reads)
    if faults:
        raise StudyError(f"{path.name} has faults:", "Correct these lines. Nothing was imported.", tuple(faults))
    origin = f"{path.name}, sha256 {file_sha256(path)[:16]}"
    with study.changing():
        for read in reads:
            _write(study, read, sheet, origin)
        study.log("", "reads imported", table=str(path), reads=len(reads), origin=origin)
    asked = [name for name in (*sheet.keys, "not_assessable") if name in columns.names.values()]
    answers = ({**cells, **_answered(cells, sheet)} for _, cells in rows)
    return ImportedReads(len(reads), (*table.notes, *columns.note, *missing_note(answers, asked)))


def _answered(cells: Mapping[str, str], sheet: Sheet) -> dict[str, str]:
    """Return an empty text for each question whose answer in the row is valid: {question: ""}.

    The caller puts these texts in place of the valid answers before it counts missing values. Otherwise a valid answer
    such as "unknown" would be reported as a missing value.
    """
    return {
        question.key: ""
        for question in sheet.questions
        if question.kind == "text" or question.choice(cells.get(question.key, "")) is not None
    }


def _line(
    line: int, cells: Mapping[str, str], sheet: Sheet, spots: tuple[StudySpot, ...], table: Table
) -> tuple[_Read | None, list[str]]:
    faults: list[str] = []
    reader = " ".join(cells.get("reader", "").split())
    if is_missing(reader):
        faults.append(f"reader {why_missing(reader)}")
    spot = _spot(cells, spots, faults)
    kind = cells.get("kind") or "blinded"
    if kind not in ("blinded", "informed"):
        faults.append(f"kind {kind!r} is neither blinded nor informed")
    number = _number(table, cells.get("round") or "1", "round", faults)
    seconds = _number(table, cells.get("seconds") or "0", "seconds", faults)
    said = cells.get("not_assessable", "")
    unassessable = None if is_missing(said) or is_value(said, "no") else said
    answers = []
    for question in sheet.questions:
        text = cells.get(question.key, "")
        choice = question.choice(text) if text and question.kind == "choice" else None
        if choice is None and question.kind == "choice" and is_missing(text):
            text = ""
        if text and question.kind == "choice" and choice is None:
            faults.append(f"{question.key} {text!r} is not an answer of the score sheet")
        elif text:
            answers.append((question, choice, choice.label if choice else text))
        elif question.required and unassessable is None and f"{question.key}" in cells:
            faults.append(f"{question.key} is empty")
    locked_at = _moment(cells.get("locked_at", ""), faults)
    if not answers and unassessable is None:
        faults.append("it has no answer")
    if faults or spot is None:
        return None, faults
    return _Read(line, reader, int(number), kind, spot, tuple(answers), unassessable, locked_at, seconds), []


def _spot(cells: Mapping[str, str], spots: tuple[StudySpot, ...], faults: list[str]) -> StudySpot | None:
    image, patient, core = (cells.get(name, "") for name in ("image", "patient_id", "core"))
    patient = clean_id(patient)
    fits = [
        spot
        for spot in spots
        if (not image or image in (spot.image, Path(spot.image).name, Path(spot.image).stem))
        and (not patient or patient == spot.patient)
        and (not core or core == spot.core)
    ]
    if (image or patient) and len(fits) == 1:
        return fits[0]
    named = " ".join(part for part in (patient, image, core) if part) or "nothing"
    faults.append(f"{named} names {(len(fits) if image or patient else 'no')} spots of the study instead of one")
    return None


def _moment(text: str, faults: list[str]) -> str:
    """Return a time in the form that studies use.

    If the table gives no time, return the current time. A time without time zone is taken as UTC.
    """
    if is_missing(text):
        return now()
    try:
        moment = datetime.fromisoformat(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return zoned.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        faults.append(f"locked_at {text!r} is not a time such as 2024-05-31 or 2024-05-31T13:45:00")
        return ""


def _number(table: Table, text: str, column: str, faults: list[str]) -> float:
    found = table.number(text).value
    value = -1.0 if found is None else found
    if not 0 <= value < math.inf or (column == "round" and (value < 1 or not value.is_integer())):
        faults.append(f"{column} {text!r} is not {'the number of a round' if column == 'round' else 'a time'}")
    return value


def _doubles(study: Study, reads: list[_Read]) -> list[str]:
    """Return a fault for each read that is already in the study or in an earlier line of the table."""
    rows = study.rows(
        "SELECT lower(name) AS name, number, kind, spot_id FROM reads JOIN rounds ON rounds.id = round_id"
        " JOIN readers ON readers.id = reader_id"
    )
    known = {(row["name"], row["number"], row["kind"], row["spot_id"]) for row in rows}
    faults = []
    for read in reads:
        key = (read.reader.lower(), read.round, read.kind, read.spot.id)
        if key in known:
            faults.append(
                f"line {read.line}: this spot already has a {read.kind} read of {read.reader}, round {read.round}"
            )
        known.add(key)
    return faults


def _write(study: Study, read: _Read, sheet: Sheet, origin: str) -> None:
    study.write("INSERT INTO readers (name, since) VALUES (?, ?) ON CONFLICT DO NOTHING", (read.reader, now()))
    reader = study.rows("SELECT id FROM readers WHERE name = ?", (read.reader,))[0]["id"]
    study.write(
        "INSERT INTO rounds (reader_id, number, seed, started_at, origin) VALUES (?, ?, 0, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (reader, read.round, read.locked_at, origin),
    )
    made = study.rows("SELECT id FROM rounds WHERE reader_id = ? AND number = ?", (reader, read.round))[0]["id"]
    added = study.write(
        "INSERT INTO reads (round_id, spot_id, kind, sheet, started_at, seconds, unassessable, origin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (made, read.spot.id, read.kind, sheet_to_json(sheet), read.locked_at, read.seconds, read.unassessable, origin),
    )
    for question, choice, label in read.answers:
        study.write("INSERT INTO answers VALUES (?, ?, ?, ?, ?)",
                    (added, question.key, choice.value if choice else None, label, read.locked_at))  # fmt: skip
    study.write("UPDATE reads SET locked_at = ? WHERE id = ?", (read.locked_at, added))
