"""A clinical sheet as it comes: a CSV or XLSX file in, its columns and the text of its cells out."""

import csv
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from model.errors import StudyError

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class ClinicalSheet:
    """`rows`: the line of each row in the file, and its cells by column, trimmed."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    decimal_mark: str = "."


def read_clinical_sheet(path: Path) -> ClinicalSheet:
    """The sheet in `path`, of a workbook the first one; StudyError where it has no table."""
    try:
        lines, mark = _workbook(path) if path.suffix.lower() in WORKBOOKS else _csv(path)
    except OSError as error:
        raise StudyError(f"{path} cannot be read ({error.strerror}).", "Check the path.") from error
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise StudyError(f"{path.name} is empty.", "Give it a header and one row a patient or spot.")
    (_, header), *rest = filled
    while header and not header[-1]:
        header = header[:-1]
    faults = [f"the column {name!r} stands twice" for name in dict.fromkeys(header) if name and header.count(name) > 1]
    faults += [f"column {place} has no name" for place, name in enumerate(header, start=1) if not name]
    faults += [f"line {line} has more cells than the header" for line, cells in rest if any(cells[len(header) :])]
    if faults:
        raise StudyError(f"{path.name} has faults:", "Mend them; nothing was used.", tuple(faults))
    if not rest:
        raise StudyError(f"{path.name} has a header and no rows.", "Give one row a patient or spot.")
    rows = tuple((line, dict(zip(header, [*cells, *[""] * len(header)], strict=False))) for line, cells in rest)
    return ClinicalSheet(path, tuple(header), rows, mark)


def _csv(path: Path) -> tuple[list[tuple[int, list[str]]], str]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            header = file.readline()
            file.seek(0)
            delimiter = max(",;\t", key=header.count)
            reader = csv.reader(file, strict=True, delimiter=delimiter)
            lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise StudyError(f"{path.name} is not a CSV table ({error}).", "Save it as CSV in UTF-8, or XLSX.") from error
    # Where a comma stands before decimals, spreadsheets put semicolons between cells.
    return lines, "," if delimiter == ";" else "."


def _workbook(path: Path) -> tuple[list[tuple[int, list[str]]], str]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError) as error:
        raise StudyError(f"{path.name} is not a workbook ({error}).", "Save it as XLSX or CSV.") from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        return [(number, [_text(value) for value in cells]) for number, cells in enumerate(rows, start=1)], "."
    finally:
        book.close()


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).strip()
