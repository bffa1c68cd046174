"""Write tables: CSV files, and tables in Markdown."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from model.base.csv_writer import CsvWriter
from model.base.files import replacing
from model.base.printable import printable

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
"""The beginning of an HTML tag. The text "< 0.001" does not match."""


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write `rows` to a UTF-8 file. The first row has the column names. Each line ends with a line feed.

    Spreadsheet programs treat no text in the file as a formula (see `CsvWriter`).
    """
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        CsvWriter(stream).writerows(rows)


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table: the titles, the line of dashes below them, and the rows.

    Special characters in a cell are escaped, so that its text can neither add cells or lines nor contain HTML.
    """
    lines = ((*map(_cell, row),) for row in rows)
    return [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles), *(f"| {' | '.join(line)} |" for line in lines)]


def _cell(text: str) -> str:
    return _TAG.sub(r"\<", " ".join(printable(text).splitlines()).replace("|", r"\|"))
