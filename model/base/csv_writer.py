"""Write CSV files in which spreadsheet programs treat no text as a formula.

Excel, LibreOffice and other programs run a cell that begins with =, +, - or @ as a formula, even if its text is a file
name. Such a text gets an apostrophe in front, as OWASP recommends ("CSV injection"). Numbers are not changed. Reading a
table removes the apostrophe (`model.tables.trimming`).
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from model.base.printable import printable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """Return `value` for a cell of a CSV file.

    A text that spreadsheet programs may treat as a formula gets an apostrophe in front.
    """
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if _is_formula(text) and not _is_number(text) else text


def own_text(cell: str) -> str:
    """Return the original text of a cell that `safe_cell` has changed: the text without the apostrophe in front."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


class CsvWriter:
    """A `csv.writer` that writes every cell with `safe_cell`. Lines end with a line feed unless `line_end` is given."""

    def __init__(self, stream: TextIO, line_end: str = "\n") -> None:
        self._writer = csv.writer(stream, lineterminator=line_end)

    def writerow(self, row: Iterable[object]) -> None:
        self._writer.writerow([safe_cell(value) for value in row])

    def writerows(self, rows: Iterable[Iterable[object]]) -> None:
        for row in rows:
            self.writerow(row)


class CsvDictWriter:
    """A CSV writer for rows that are mappings from column name to value.

    It writes every cell with `safe_cell`. If a row has no value for a column, the cell is empty.
    """

    def __init__(self, stream: TextIO, columns: Sequence[str], line_end: str = "\n") -> None:
        self._writer, self._columns = CsvWriter(stream, line_end), list(columns)

    def writeheader(self) -> None:
        self._writer.writerow(self._columns)

    def writerow(self, row: Mapping[str, object]) -> None:
        self._writer.writerow([row.get(column, "") for column in self._columns])

    def writerows(self, rows: Iterable[Mapping[str, object]]) -> None:
        for row in rows:
            self.writerow(row)


def _is_formula(text: str) -> bool:
    """Return whether a spreadsheet program may treat `text` as a formula.

    A text of signs only, such as --, is harmless.
    """
    return text.startswith(FORMULA_STARTS) and text.strip("".join(FORMULA_STARTS) + " ") != ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
