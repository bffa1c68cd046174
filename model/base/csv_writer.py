"""Write CSV files that a spreadsheet program does not take for formulas.

Excel, LibreOffice and others run a cell that begins with =, +, - or @ as a formula, even if it came from a file name. A
text that begins so gets an apostrophe in front, as OWASP recommends ("CSV injection"); numbers stay as they are. Our
reader of tables removes the apostrophe (`model.tables.trimming`).
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """Return `value` as it may stand in a CSV file: a text that would be run as a formula gets an apostrophe."""
    if isinstance(value, str) and _is_formula(value) and not _is_number(value):
        return f"'{value}"
    return value


def own_text(cell: str) -> str:
    """Return the text that `safe_cell` made safe."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


class CsvWriter:
    """A `csv.writer` with safe cells, whose lines end with a line feed unless `line_end` is given."""

    def __init__(self, stream: TextIO, line_end: str = "\n") -> None:
        self._writer = csv.writer(stream, lineterminator=line_end)

    def writerow(self, row: Iterable[object]) -> None:
        self._writer.writerow([safe_cell(value) for value in row])

    def writerows(self, rows: Iterable[Iterable[object]]) -> None:
        for row in rows:
            self.writerow(row)


class CsvDictWriter:
    """Writes rows given as mappings, with safe cells. Missing values stay empty."""

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
    """Return whether a spreadsheet program may run `text`; signs alone, such as --, are harmless."""
    return text.startswith(FORMULA_STARTS) and text.strip("".join(FORMULA_STARTS) + " ") != ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
