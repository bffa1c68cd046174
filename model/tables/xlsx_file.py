"""Read an XLSX workbook. Return the cells of its first visible sheet, and which of its contents are hidden."""

import datetime
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from model.base.errors import TableError
from model.tables.limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_UNPACKED
from model.tables.trimming import trimmed
from model.tables.xlsx_book import (
    Book,
    Formats,
    SheetEntry,
    as_shown,
    cell_formats,
    column_number,
    is_date,
    is_elapsed,
    read_book,
    shared_strings,
    total_lines,
    unescaped,
)
from model.tables.xlsx_parts import Attributes, Parts

_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T00:00:00(\.0*)?Z?")
_CELL = "worksheet/sheetData/row/c"
_EXACT = 1e15
"""Excel keeps 15 digits, so a whole number above this value may differ from the number that the user typed."""


@dataclass
class SheetText:
    """A sheet as text, with the facts that a user must be informed about.

    `lines` contains the cells by row number (from 1) and column number (from 0).
    """

    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    lines: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged cells, each as first row, first column, last row, last column."""
    filtered: bool = False
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of each formula without a stored value."""
    errors: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of each cell that shows an error such as #REF!."""
    padded: set[int] = field(default_factory=set)
    """Columns with numbers whose format shows leading zeros, or a text before the number."""
    formats_known: bool = True
    total_lines: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Rows with the totals of a table, by row number: the first and the last column of the table, counted from 1."""


def read_xlsx(path: Path) -> SheetText:
    """Return the first visible sheet of the workbook `path`. Raise TableError if no visible sheet can be read."""
    parts = Parts(path)
    try:
        book = read_book(parts)
        entry = next((sheet for sheet in book.sheets if sheet.state == "visible"), None)
        if entry is None:
            names = ", ".join(sheet.label for sheet in book.sheets) or "none"
            raise TableError(f"{path.name} has no visible sheet (its sheets: {names}).", "Unhide the sheet to be read.")
        if not entry.part:
            raise parts.refused(f"its first visible sheet {entry.name!r} is not in the file")
        reader = _Reader(parts, book, entry)
        parts.parse(entry.part, reader.start, reader.end, MOST_UNPACKED)
        reader.found.total_lines = total_lines(parts, entry.part)
        return reader.found
    finally:
        parts.close()


class _Reader:
    """Receives the XML events of a sheet and stores the cells of the sheet."""

    def __init__(self, parts: Parts, book: Book, entry: SheetEntry) -> None:
        self._parts, self._from_1904 = parts, book.from_1904
        self._strings = shared_strings(parts, book.strings)
        self._formats: Formats = cell_formats(parts, book.styles)
        others = tuple(sheet.label for sheet in book.sheets if sheet is not entry)
        self.found = SheetText(entry.name, others, formats_known=self._formats.known)
        self._cells: dict[int, str] = {}
        self._row, self._column, self._count = 0, -1, 0
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula = False
        self._inline: list[str] = []

    def start(self, path: str, attributes: Attributes) -> None:
        if path == _CELL:
            self._start_cell(attributes)
        elif path == "worksheet/sheetData/row":
            self._start_row(attributes)
        elif path == "worksheet/autoFilter":
            self.found.filtered = True
        elif path == "worksheet/cols/col" and _true(attributes.get("hidden")):
            first, last = _whole(attributes.get("min"), 0), _whole(attributes.get("max"), 0)
            self.found.hidden_columns.update(range(max(first - 1, 0), min(last, MOST_COLUMNS)))
        elif path == "worksheet/mergeCells/mergeCell":
            corners = [_PLACE.fullmatch(corner) for corner in attributes.get("ref", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1] and len(self.found.merged) < MOST_MERGED:
                (a, b), (c, d) = corners[0].groups(), corners[1].groups()
                self.found.merged.append((int(b), column_number(a), int(d), column_number(c)))

    def end(self, path: str, text: str) -> None:
        if path == _CELL:
            self._end_cell()
        elif path == f"{_CELL}/v":
            self._value = text
        elif path == f"{_CELL}/f":
            self._formula = True
        elif path in (f"{_CELL}/is/t", f"{_CELL}/is/r/t"):
            self._inline.append(text)

    def _start_row(self, attributes: Attributes) -> None:
        number = _whole(attributes.get("r"), self._row + 1)
        if not self._row < number <= MOST_ROWS:
            raise self._parts.refused(f"row {number} of the sheet {self.found.sheet!r} comes after row {self._row}")
        self._row, self._column = number, -1
        self._cells = self.found.lines[number] = {}
        if _true(attributes.get("hidden")):
            self.found.hidden_rows.add(number)

    def _start_cell(self, attributes: Attributes) -> None:
        column, place = self._column + 1, attributes.get("r")
        if place is not None:
            found = _PLACE.fullmatch(place)
            column = column_number(found[1]) if found and int(found[2]) == self._row else -1
        if not self._column < column < MOST_COLUMNS:
            raise self._parts.refused(f"row {self._row} of the sheet {self.found.sheet!r} has a cell {place!r}")
        self._column = column
        self._kind, self._style = attributes.get("t", "n"), _whole(attributes.get("s"), 0)
        self._value, self._formula = None, False
        self._inline.clear()

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        if self._formula and not self._value and not (self._kind == "str" and self._value is not None):
            self.found.uncalculated.append(place)
        text = trimmed(self._text())
        if len(text) > LONGEST_CELL:
            raise self._parts.refused(f"a cell in row {self._row} has {len(text)} characters")
        if self._kind == "e" and text:
            self.found.errors.append(place)
        if text:
            # Cells without a value are not counted, because some programs write a million formatted empty cells.
            self._count += 1
            if self._count > MOST_CELLS:
                raise self._parts.refused(f"it has more than {MOST_CELLS} cells")
            self._cells[self._column] = text

    def _text(self) -> str:
        value = self._value or ""
        if self._kind == "inlineStr":
            return unescaped("".join(self._inline))
        if self._kind == "s" and value:
            index = _whole(value, -1)
            if not 0 <= index < len(self._strings):
                raise self._parts.refused(f"row {self._row} refers to text {value[:20]!r}, which does not exist")
            return self._strings[index]
        if self._kind == "b":
            return {"1": "1", "true": "1", "0": "0", "false": "0"}.get(value.strip().lower(), value)
        if self._kind == "d":
            day = _ISO_TIME.fullmatch(value.strip())
            return day[1] if day else value
        if self._kind == "n" and value:
            return self._number(value.strip())
        return unescaped(value)

    def _number(self, value: str) -> str:
        """Return a stored number as a user would type it.

        Examples: 3 instead of 3.0, a date as 2018-02-21, and 7 with the format 000 as 007.
        """
        try:
            number = float(value)
        except ValueError:
            return value
        if not math.isfinite(number):
            return value
        code = self._formats.code(self._style)
        if code and is_date(code):
            return (_elapsed(number) if is_elapsed(code) else _date(number, self._from_1904)) or value
        if abs(number) >= _EXACT:
            return f"{number:.16e}"  # so that it cannot be mistaken for an id that was typed
        if not number.is_integer():
            return repr(number)
        text = as_shown(int(number), code)
        if text != str(int(number)):
            self.found.padded.add(self._column)
        return text


def _date(serial: float, from_1904: bool) -> str:
    """Return the date of a serial number. Add the time if the number has a fraction.

    Return "" for a negative number, and for a date that Python does not support.
    """
    if serial < 0:
        return ""
    # Excel counts 29 February 1900 as day 60, although this day did not exist.
    of_1900 = datetime.datetime(1899, 12, 30 if serial >= 60 else 31)
    origin = datetime.datetime(1904, 1, 1) if from_1904 else of_1900
    try:
        moment = origin + datetime.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return ""
    if serial < 1 and (serial > 0 or not from_1904):
        return moment.time().isoformat()
    return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat()


def _elapsed(days: float) -> str:
    """Return a duration, given in days, as hours, minutes and seconds: "30:00:00"."""
    minutes, seconds = divmod(round(abs(days) * 86400), 60)
    return f"{'-' if days < 0 else ''}{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _whole(text: str | None, default: int) -> int:
    """Return the whole number in `text`, which may have up to nine digits, or `default` if there is none."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdecimal() else default


def _true(text: str | None) -> bool:
    return (text or "").lower() in ("1", "true", "on")
