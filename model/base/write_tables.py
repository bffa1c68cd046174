"""Write tables: CSV files, and tables in Markdown."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from model.base.csv_writer import CsvWriter
from model.base.files import replacing


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write `rows`, of which the first has the column names, as UTF-8 with a line feed at the end of each line.

    No spreadsheet program runs a text in it as a formula (see `CsvWriter`).
    """
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        CsvWriter(stream).writerows(rows)


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table: the titles, the rule below them, and the rows."""
    return [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles), *(f"| {' | '.join(row)} |" for row in rows)]
