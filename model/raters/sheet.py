"""A table of any size on disk: a CSV or Excel file comes in, its header and its rows as text go out."""

import csv
import datetime
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from model.errors import RaterError

_EXCEL = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Sheet:
    """`rows`: the line in the file and the cells by column; `mark` stands before the decimals of a number."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    mark: str = "."

    def number(self, text: str) -> float | None:
        """The finite number that `text` spells, None where it spells none."""
        try:
            value = float(text.replace(self.mark, ".")) if text else float("nan")
        except ValueError:
            return None
        return value if abs(value) < float("inf") else None

    def need(self, *columns: str) -> None:
        """RaterError that names every one of `columns` the table does not have."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            words = ", ".join(map(repr, dict.fromkeys(missing)))
            raise RaterError(f"{self.name} has no column {words}.", f"Its columns are {', '.join(self.columns)}.")


def read_sheet(path: Path) -> Sheet:
    """The first sheet of an Excel file, or a CSV file in UTF-8 with commas, semicolons or tabs, without empty rows."""
    try:
        lines, mark = _excel(path) if path.suffix.lower() in _EXCEL else _csv(path)
    except OSError as error:
        raise RaterError(f"{path} cannot be read ({error.strerror or error}).", "Check the path.") from error
    except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile, KeyError) as error:
        remedy = "Save it as CSV in UTF-8, or as XLSX."
        raise RaterError(f"{path.name} is not a table that can be read ({error}).", remedy) from error
    header = [cell.strip() for cell in lines[0][1]] if lines else []
    if not any(header):
        raise RaterError(f"{path.name} is empty.", "Its first row must name the columns.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise RaterError(f"{path.name} has the column {', '.join(twice)} twice.", "Give each column its own name.")
    rows = [(number, dict(zip(header, [cell.strip() for cell in cells], strict=False))) for number, cells in lines[1:]]
    filled = tuple((number, row) for number, row in rows if any(row.values()))
    if not filled:
        raise RaterError(f"{path.name} has no rows.", "Give one row a patient.")
    return Sheet(path.name, tuple(name for name in header if name), filled, mark)


def _csv(path: Path) -> tuple[list[tuple[int, list[str]]], str]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        first = file.readline()
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(file, strict=True, delimiter=delimiter)
        lines = [(reader.line_num, cells) for cells in reader]
    # Where a comma stands before decimals, spreadsheets put semicolons between cells.
    commas = delimiter == ";" and any("," in cell for _, cells in lines[1:] for cell in cells)
    return [line for line in lines if line[1]], "," if commas else "."


def _excel(path: Path) -> tuple[list[tuple[int, list[str]]], str]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        return [(number, _texts(cells)) for number, cells in enumerate(rows, start=1)], "."
    finally:
        book.close()


def _texts(cells: Iterable[object]) -> list[str]:
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A cell as one would type it: 3 and not 3.0, a date as 2018-02-21."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)
