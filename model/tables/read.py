"""Read a CSV or XLSX file: return a `Table`, or raise an error with the reason.

Empty rows and columns are skipped, also before the header, which is the first row with any content. A row with content
beyond the last name of the header is refused, since its cells may be shifted by one column.
"""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from model.base.errors import FaultsError, TableError
from model.tables.csv_file import SEPARATOR_NAMES, Line, read_csv
from model.tables.numbers import AMBIGUOUS, decimal_mark
from model.tables.table import NONE_SEEN, Table, TableFacts, with_sheet
from model.tables.xlsx_file import SheetText, column_letters, places, read_xlsx

WORKBOOKS = (".xlsx", ".xlsm")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST_LISTED = 40
"""Lines in one message."""
_FEW = 8
"""Lines in one note."""


def read_table(path: Path, error: type[FaultsError] = TableError) -> Table:
    """Return the table in `path`; raise `error`, the caller's own type, if there is none or it is ambiguous."""
    path = Path(os.path.abspath(path))
    try:
        return _xlsx_table(path) if _is_workbook(path) else _csv_table(path)
    except OSError as reason:
        words = f"{path} cannot be read ({reason.strerror or reason})."
        raise error(words, "Check the path and the permissions.") from reason
    except TableError as reason:
        raise error(reason.message, reason.remedy, reason.faults) from reason


def describe(path: Path) -> TableFacts:
    """Return how the table in `path` is understood; raise TableError if it is not a table."""
    return read_table(path).facts


def _is_workbook(path: Path) -> bool:
    """Return whether the file is a ZIP archive; raise TableError if it is neither that nor text."""
    if path.exists() and not path.is_file():
        raise TableError(f"{path} cannot be read (it is not a file).", "Name the file of the table.")
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLE:
        words = f"{path.name} is a workbook of an old Excel (XLS) or one with a password."
        raise TableError(words, "Save it as XLSX without a password, or as CSV in UTF-8.")
    if path.suffix.lower() in WORKBOOKS and start != _ZIP:
        words = f"{path.name} is not a table that can be read: not an XLSX workbook, whatever its name says."
        raise TableError(words, "Save it as XLSX, or as CSV in UTF-8.")
    return start == _ZIP


def _csv_table(path: Path) -> Table:
    found = read_csv(path)
    separator = SEPARATOR_NAMES.get(found.separator, found.separator)
    lines = [line for line in found.lines if any(line[1])]
    body = _Body(path.name, lines, below_blank=bool(lines) and lines[0] != found.lines[0])
    mark = decimal_mark((cell for _, cells in body.rows for cell in cells.values()), found.separator)
    notes = [*found.notes, *body.notes]
    short = [line for line, cells in lines[1:] if len(cells) < len(lines[0][1])]
    if short:
        notes.append(f"{len(short)} rows have fewer cells than the header, and end empty: lines {_few(short)}.")
    broken = [line for line, cells in lines[1:] if any("\n" in cell or "\r" in cell for cell in cells)]
    if broken:
        notes.append(f"{len(broken)} rows have a cell with a line break in it: they end in lines {_few(broken)}. "
                     "A quotation mark too many has the same effect.")  # fmt: skip
    if mark == AMBIGUOUS:
        notes.append("Whether a dot or a comma stands before decimals cannot be told from the numbers.")
    facts = TableFacts(
        path, "CSV", found.encoding, separator, mark or NONE_SEEN, header_line=body.header_line, rows=len(body.rows),
        columns=body.columns, notes=tuple(notes),
    )  # fmt: skip
    return Table(facts, body.rows, "" if mark == AMBIGUOUS else mark or ".")


def _xlsx_table(path: Path) -> Table:
    found = read_xlsx(path)
    totals = [
        number for number, (first, last) in found.total_lines.items()
        if all(first <= place + 1 <= last for place in found.lines.get(number, (-1,)))
    ]  # fmt: skip
    lines = [
        (number, [cells.get(place, "") for place in range(max(cells) + 1)])
        for number, cells in found.lines.items()
        if cells and number not in totals
    ]
    if not lines:
        words = f"{path.name} is empty: its first visible sheet {found.sheet!r} has no text and no number."
        raise TableError(words, "Move the sheet with the table to the first place.")
    body = _Body(with_sheet(path.name, found.sheet, found.other_sheets), lines, below_blank=lines[0][0] > 1)
    broken = [place for place in found.uncalculated if place[0] >= body.header_line and place[1] in body.places]
    if broken:
        raise TableError(
            f"{path.name} has {len(broken)} formulas without a stored value: {places(broken)}.",
            "Open it in a spreadsheet program, which calculates them, and save it again.",
        )
    facts = TableFacts(
        path, "XLSX", "UTF-8", decimal_mark=".", sheet=found.sheet, other_sheets=found.other_sheets,
        header_line=body.header_line, rows=len(body.rows), columns=body.columns,
        notes=(*_sheet_notes(found, body, totals), *body.notes),
    )  # fmt: skip
    return Table(facts, body.rows)


class _Body:
    """Header and rows of the lines that are not blank; raises TableError with a list of their faults."""

    def __init__(self, name: str, lines: Sequence[Line], below_blank: bool) -> None:
        """Check the header and keep the rows.

        `name`: of the file, and of the sheet if there are several. `below_blank`: whether blank lines, which are not
        among `lines`, precede the first one.
        """
        if not lines:
            raise TableError(f"{name} is empty.", "Its first row must name the columns.")
        (self.header_line, header), *rest = lines
        names = [" ".join(cell.split()) for cell in header]
        width = max(place for place, text in enumerate(names, start=1) if text)
        self.places = {place: text for place, text in enumerate(names[:width]) if text}
        """The names of columns by their place from 0."""
        self.columns = tuple(self.places.values())
        faults = [f"the column {text!r} stands twice" for text, count in Counter(self.columns).items() if count > 1]
        beyond = [line for line, cells in rest if any(cells[width:])]
        faults += [f"line {line} has more cells than the header" for line in beyond[:_MOST_LISTED]]
        if len(beyond) > _MOST_LISTED:
            faults.append(f"and {len(beyond) - _MOST_LISTED} more lines")
        if faults:
            remedy = f"Correct these lines; nothing was read. The header in line {self.header_line} names the columns."
            if rest and len(beyond) == len(rest):
                remedy += " If that line is a title or a comment, delete it and all others above the header."
            raise TableError(f"{name} has faults:", remedy, tuple(faults))
        if not rest:
            raise TableError(f"{name} has no rows.", "Give it a header and one row a patient, spot or core.")
        self.notes: list[str] = []
        if below_blank:
            self.notes.append(f"The columns are named in line {self.header_line}; what stands above is blank.")
        self._note_nameless(rest, width)
        self.rows = tuple(
            (line, {text: cells[place] if place < len(cells) else "" for place, text in self.places.items()})
            for line, cells in rest
            if any(cells[place] for place in self.places if place < len(cells))
        )
        if not self.rows:
            raise TableError(f"{name} has no rows.", "Give it a header and one row a patient, spot or core.")

    def _note_nameless(self, rest: Sequence[Line], width: int) -> None:
        for place in range(width):
            if place not in self.places:
                count = sum(place < len(cells) and bool(cells[place]) for _, cells in rest)
                if count:
                    self.notes.append(f"Column {column_letters(place)} has no name and is not used ({count} cells).")


def _sheet_notes(found: SheetText, body: _Body, totals: Sequence[int]) -> list[str]:
    """Return notes on what a workbook hides or leaves ambiguous, a sentence each."""
    notes = [f"The sheet {found.sheet!r} is read."]
    if found.other_sheets:
        notes[0] = f"The sheet {found.sheet!r} is read; not read: {', '.join(found.other_sheets)}."
    lines = [line for line, _ in body.rows]
    hidden = [line for line in lines if line in found.hidden_rows]
    if hidden:
        by = "by a filter" if found.filtered else "in the sheet"
        notes.append(f"{len(hidden)} of {len(lines)} rows are hidden {by} and are read all the same: {_few(hidden)}.")
    if totals:
        notes.append(f"The totals of the sheet's table are left out: line {_few(totals)}.")
    columns = [name for place, name in body.places.items() if place in found.hidden_columns]
    if columns:
        notes.append(f"Hidden columns are read all the same: {', '.join(columns)}.")
    last = max(lines)
    merged = [
        (row, column)
        for row, column, row_end, _ in found.merged
        if row_end >= body.header_line and row <= last and column <= max(body.places)
    ]
    if merged:
        notes.append(f"Of merged cells only the first has the value, the others are empty: {places(merged)}.")
    errors = [place for place in found.errors if place[1] in body.places and place[0] in lines]
    if errors:
        notes.append(f"Cells that show an error of the spreadsheet are missing values: {places(errors)}.")
    padded = [name for place, name in body.places.items() if place in found.padded]
    if padded:
        notes.append(f"Numbers with a format such as 000 are read as they are shown (007): {', '.join(padded)}.")
    if not found.formats_known:
        notes.append("The formats of the cells cannot be read: dates would appear as numbers of days.")
    return notes


def _few(lines: Sequence[int]) -> str:
    more = f" and {len(lines) - _FEW} more" if len(lines) > _FEW else ""
    return f"{', '.join(map(str, lines[:_FEW]))}{more}"
