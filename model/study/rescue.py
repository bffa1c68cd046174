"""Save the readable rows of a damaged study in a new study.

The damaged file is only read, and none of its SQL is run. Each table is read from both ends up to the damage, and then
row by row in between. A row is saved if all its values are of the right kind, and if the rows that it refers to were
saved. Nothing is guessed or completed. A value that the damage changed into another valid value cannot be recognised.
"""

import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.json_file import parse_json
from model.base.plural import plural
from model.study.file.change import KEY
from model.study.file.connection import image_connection
from model.study.file.damage import JSON, times
from model.study.file.errors import UNREAD
from model.study.file.kind import APPLICATION, PACKET, check_there
from model.study.file.lock import real_file, unused
from model.study.file.schema import COMPUTED, declared
from model.study.file.wal import with_log
from model.study.score_sheet import sheet_from_json
from model.study.store import Study, creating, study_path
from model.study.transfer import Transfer

_MAGIC = b"SQLite format 3\0"
_KIND_AT = 68
"""Position of the application id in the header (https://www.sqlite.org/fileformat.html)."""
_MOST_GAPS = 200_000
"""Maximum number of rows that are read one by one between two damaged places of a table."""
_ORDER = ("patients", "spots", "outcomes", "covariates", "leftovers", "readers", "rounds", "round_cases", "predictions",
          "failures")  # fmt: skip
"""Tables that are written before the reads. Each table follows the tables that it refers to."""
_AFTER = ("packets", "packet_cases", "packet_ends", "chain")
_KINDS: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int)}
_KEYS = {"facts": "key", "round_cases": "round_id, position", "answers": "read_id, question", "packets": "id",
         "packet_cases": "packet_id, number", "packet_ends": "packet_id", "chain": "packet_id, entry"}  # fmt: skip
"""The primary keys of the tables that have no row ids, by table."""

Row = dict[str, Any]


@dataclass(frozen=True)
class RescuedTable:
    """The result of the rescue for one table of the study.

    `saved` and `lost` count rows that were saved, and rows that were read but not saved. If `whole` is false, some rows
    could not be read, and an unknown number of rows is lost too.
    """

    name: str
    saved: int
    lost: int
    whole: bool

    @property
    def is_complete(self) -> bool:
        return self.whole and not self.lost

    @property
    def text(self) -> str:
        lost = f", {self.lost} lost" if self.lost else ""
        part = "" if self.whole else ", and a part could not be read"
        return f"{self.name}: {plural(self.saved, 'row')} saved{lost}{part}"


@dataclass(frozen=True)
class RescuedStudy:
    """The path of the new study, the result for each table, and notes for the user."""

    path: Path
    tables: tuple[RescuedTable, ...]
    notes: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return all(table.is_complete for table in self.tables)


def rescue_study(path: Path, out: Path, made_by: str = "histocast") -> RescuedStudy:
    """Save the readable rows of the study at `path` in the new study `out`, and return the result.

    Raise StudyError if another process is writing the study, if the file is not a study, if nothing in it can be read,
    or if `out` exists or cannot be written.
    """
    path = real_file(path)
    check_there(path)
    with unused(path):
        image, foreign = with_log(path)
    _check_kind(path, image)
    notes = [f"{path.name}-wal belongs to another copy of the study and was left out."] if foreign else []
    with closing(image_connection(image)) as damaged:
        # With this setting, SQLite continues to read if the file is shorter than its header says, or if an entry of its
        # schema is damaged.
        damaged.execute("PRAGMA writable_schema = ON")
        damaged.text_factory = bytes
        found = {name: _Table(damaged, name) for name in _columns()}
    if not found["patients"].rows and not found["reads"].rows:
        raise StudyError(f"Nothing of {path.name} can be rescued: none of its patients and reads can be loaded.",
                         "Use a backup copy of the file.")  # fmt: skip
    dropped = _drop_incomplete_reads(found, notes)
    with creating(out, made_by=made_by) as copy, copy.changing():
        saved = _write(copy, found)
        tables = tuple(
            RescuedTable(name, saved.get(name, 0),
                         len(table.rows) - saved.get(name, 0) + table.refused + dropped.get(name, 0), table.whole)
            for name, table in found.items()
        )  # fmt: skip
        copy.log("", "rescued", sha256=file_sha256(path), lost={one.name: one.text for one in tables
                                                               if not one.is_complete})  # fmt: skip
    return RescuedStudy(study_path(out), tables, tuple(notes))


def _check_kind(path: Path, image: bytes | bytearray) -> None:
    kind = int.from_bytes(image[_KIND_AT : _KIND_AT + 4], "big")
    if kind == PACKET:
        message = f"{path.name} is a reader's packet."
        raise StudyError(message, "Rescue its reads with the study: histocast study merge STUDY PACKET --rescue.")
    if not image.startswith(_MAGIC) or kind != APPLICATION:
        message = f"{path.name} is not a study, or its beginning is damaged."
        raise StudyError(message, "Use a backup copy of the file.")


def _columns() -> dict[str, list[tuple[str, str, bool]]]:
    """Return the columns of each table: name, type, and whether a value is required."""
    return {table: [(name, kind, required) for _, name, kind, required in columns]
            for table, columns in groupby(declared(), key=lambda one: one[0])}  # fmt: skip


class _Table:
    """The readable and valid rows of one table. `refused` counts rows with invalid values."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name, self.refused, self.whole = name, 0, True
        self._columns = _columns()[name]
        key = _KEYS.get(name, "rowid")
        read = self._read(connection, key)
        self.rows = [row for row in map(self._valid, read.values()) if row is not None]

    def _read(self, connection: sqlite3.Connection, key: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """Return the values of each row of the table, by the row's key.

        The table is read from both ends, and then row by row in between.
        """
        found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        if not self._is_there(connection):
            self.whole = False
            return found
        width = key.count(",") + 1
        sql = f"SELECT {key}, * FROM {self.name}"

        def take(ask: str, values: tuple[Any, ...] = ()) -> bool:
            try:
                for row in connection.execute(ask, values):
                    found[tuple(row[:width])] = tuple(row[width:])
            except UNREAD:
                return False
            return True

        if take(f"{sql} ORDER BY {key}"):
            return found
        self.whole = False
        last = max((one[0] for one in found), default=0) if key == "rowid" else 0
        take(f"{sql} ORDER BY {', '.join(f'{part} DESC' for part in key.split(', '))}")
        if key == "rowid":
            first = min((one[0] for one in found if one[0] > last), default=last)
            for number in range(last + 1, min(first, last + _MOST_GAPS)):
                take(f"{sql} WHERE rowid = ?", (number,))
        return found

    def _is_there(self, connection: sqlite3.Connection) -> bool:
        """Return whether there is a table with this name and the right number of columns.

        A view, a virtual table or a table with a computed column is refused, because it would run SQL.
        """
        try:
            row = connection.execute("SELECT sql FROM sqlite_master WHERE name = ? AND type = 'table'",
                                     (self.name,)).fetchone()  # fmt: skip
            if row is None or bytes(row[0]).upper().startswith(b"CREATE VIRTUAL"):
                return False
            if connection.execute(COMPUTED, (self.name,)).fetchone() is not None:
                return False
            # Column names may be damaged. Therefore the values are identified by their order.
            width = len(connection.execute(f"PRAGMA table_info({self.name})").fetchall())
        except UNREAD:
            return False
        return width == len(self._columns)

    def _valid(self, values: tuple[Any, ...]) -> Row | None:
        """Return a row with its column names if each value is of the right kind. Otherwise count it as refused."""
        row: Row = {}
        for value, (name, kind, required) in zip(values, self._columns, strict=True):
            try:
                row[name] = _value(value, kind, required)
                for check in _CHECKS.get((self.name, name), ()):
                    if row[name] is not None:
                        check(row[name])
            except (ValueError, TypeError, RecursionError):
                self.refused += 1
                return None
        return row


def _value(value: Any, kind: str, required: bool) -> Any:
    """Return `value`, converted to text if necessary, if it suits a column of the type `kind`.

    Raise TypeError or ValueError if `value` is of the wrong kind.
    """
    if value is None and not required:
        return None
    text = value.decode() if kind == "TEXT" and isinstance(value, bytes) else value
    if not isinstance(text, _KINDS[kind]) or (isinstance(text, float) and not math.isfinite(text)):
        raise TypeError(kind)
    return text


def _checks() -> Iterator[tuple[tuple[str, str], Callable[[str], object]]]:
    yield from ((column, parse_json) for column in JSON)
    yield from ((column, datetime.fromisoformat) for column in times())


_CHECKS: Mapping[tuple[str, str], tuple[Callable[[str], object], ...]] = {
    column: (check,) for column, check in _checks()
}


def _drop_incomplete_reads(found: dict[str, _Table], notes: list[str]) -> dict[str, int]:
    """Remove locked reads that lack a required answer, if answers were lost.

    Return the number of removed rows by table. Such a read would count as if its reader had not answered.
    """
    answers = found["answers"]
    if answers.whole and not answers.refused:
        return {}
    given = {(row["read_id"], row["question"]) for row in answers.rows}
    lacking = set()
    for read in found["reads"].rows:
        if read["locked_at"] is None or read["unassessable"] is not None:
            continue
        try:
            asked = [one.key for one in sheet_from_json(read["sheet"]).questions if one.required]
        except StudyError:
            asked = [""]
        if any((read["id"], key) not in given for key in asked):
            lacking.add(read["id"])
    dropped = {}
    for table, column in (("reads", "id"), ("answers", "read_id"), ("reveals", "read_id"), ("chain", "read_id")):
        rows = found[table].rows
        found[table].rows = [row for row in rows if row[column] not in lacking]
        dropped[table] = len(rows) - len(found[table].rows)
    if lacking:
        notes.append(f"Left out: {plural(len(lacking), 'locked read')}, because some of the answers are lost.")
    notes.append("Answers were lost: remarks and other answers that are not required can be missing in a read.")
    return dropped


def _write(copy: Study, found: Mapping[str, _Table]) -> dict[str, int]:
    """Write the rows into the new study, and return the number of saved rows by table."""
    facts = [row for row in found["facts"].rows if row["key"] != KEY]
    for row in facts:
        copy.set_fact(row["key"], row["value"])
    transfer = Transfer(copy, lenient=True)
    for table in _ORDER:
        transfer.add(table, found[table].rows)
    transfer.add_reads(found["reads"].rows, found["answers"].rows, found["reveals"].rows)
    for table in _AFTER:
        transfer.add(table, found[table].rows)
    # The new study already has log lines. The old lines are added in the order of their old numbers, with new numbers.
    lines = sorted(found["log"].rows, key=lambda row: int(row["id"]))
    transfer.add("log", ({name: value for name, value in row.items() if name != "id"} for row in lines))
    # The mark of the last change is not copied: the new file has its own.
    return {**transfer.added, "facts": len(found["facts"].rows)}
