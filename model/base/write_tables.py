"""Write tables: CSV files, and tables in Markdown."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from model.base.files import replacing


def write_csv(path: Path, rows: Iterable[Iterable[object]]) -> None:
    """Write `rows`, of which the first has the column names, as UTF-8 with a line feed at the end of each line."""
    with replacing(path) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def markdown_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table: the titles, the rule below them, and the rows."""
    return [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles), *(f"| {' | '.join(row)} |" for row in rows)]
