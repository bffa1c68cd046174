"""Write tables: CSV files, and tables in Markdown."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from model.base.csv_writer import CsvWriter
from model.base.files import replacing


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write `rows` to a UTF-8 file. The first row has the column names. Each line ends with a line feed.

    Spreadsheet programs treat no text in the file as a formula (see `CsvWriter`).
    """
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        CsvWriter(stream).writerows(rows)


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table: the titles, the line of dashes below them, and the rows."""
    return [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles), *(f"| {' | '.join(row)} |" for row in rows)]
