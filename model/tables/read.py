"""Read a CSV or XLSX file as a `Table`, or raise an error that states why this is impossible.

The header is the first row with any content. Empty rows and columns are skipped, even above the header. A row with
content to the right of the last named column is refused, because its cells may be shifted by one column.
"""

import os
from pathlib import Path

from model.base.errors import FaultsError, TableError
from model.base.plural import plural
from model.tables.body import Body, few
from model.tables.csv_file import SEPARATOR_NAMES, read_csv
from model.tables.numbers import AMBIGUOUS, decimal_mark
from model.tables.table import NONE_SEEN, Table, TableFacts

WORKBOOKS = (".xlsx", ".xlsm")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_table(path: Path, error: type[FaultsError] = TableError) -> Table:
    """Return the table in `path`. Raise an error of the type `error` if the file is not a table or is ambiguous."""
    path = Path(os.path.abspath(path))
    try:
        if not _is_workbook(path):
            return _csv_table(path)
        from model.tables.xlsx_table import xlsx_table  # loads the ZIP and XML libraries, which CSV files do not need

        return xlsx_table(path)
    except OSError as reason:
        words = f"{path} cannot be read ({reason.strerror or reason})."
        raise error(words, "Check the path and the permissions.") from reason
    except TableError as reason:
        raise error(reason.message, reason.remedy, reason.faults) from reason


def describe(path: Path) -> TableFacts:
    """Return the facts about the table in `path`, such as format and separator.

    Raise TableError if it is not a table.
    """
    return read_table(path).facts


def _is_workbook(path: Path) -> bool:
    """Return whether the file is a ZIP archive; raise TableError if it is neither a ZIP archive nor text."""
    if path.exists() and not path.is_file():
        raise TableError(f"{path} cannot be read: it is not a regular file.", "Give the file of the table.")
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLE:
        words = f"{path.name} is a workbook of an old Excel version (XLS), or it has a password."
        raise TableError(words, "Save the table as XLSX without a password, or as CSV in UTF-8.")
    if path.suffix.lower() in WORKBOOKS and start != _ZIP:
        words = f"{path.name} is not a table that can be read: despite its suffix, it is not an XLSX workbook."
        raise TableError(words, "Save the table as XLSX, or as CSV in UTF-8.")
    return start == _ZIP


def _csv_table(path: Path) -> Table:
    found = read_csv(path)
    separator = SEPARATOR_NAMES.get(found.separator, found.separator)
    lines = [line for line in found.lines if any(line[1])]
    body = Body(path.name, lines, below_blank=bool(lines) and lines[0] != found.lines[0])
    mark = decimal_mark((cell for _, cells in body.rows for cell in cells.values()), found.separator)
    notes = [*found.notes, *body.notes]
    short = [line for line, cells in lines[1:] if len(cells) < len(lines[0][1])]
    if short:
        text = "rows have fewer cells than the header; the missing cells count as empty"
        notes.append(f"{len(short)} {text}: lines {few(short)}.")
    broken = [line for line, cells in lines[1:] if any("\n" in cell or "\r" in cell for cell in cells)]
    if broken:
        counted = plural(len(broken), "row has", "rows have")
        notes.append(f"{counted} a cell with a line break; the ends are in lines {few(broken)}. "
                     "An extra quotation mark can have the same effect.")  # fmt: skip
    if mark == AMBIGUOUS:
        notes.append("The numbers do not show whether a dot or a comma is the decimal mark.")
    facts = TableFacts(
        path, "CSV", found.encoding, separator, mark or NONE_SEEN, header_line=body.header_line, rows=len(body.rows),
        columns=body.columns, notes=tuple(notes),
    )  # fmt: skip
    return Table(facts, body.rows, "" if mark == AMBIGUOUS else mark or ".")
