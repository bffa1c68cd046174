"""A table of short texts with a title, for HTML, PDF and the window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class TextTable:
    """A table of texts. `note` is a text that is printed below the table."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def with_columns(table: TextTable, header: Sequence[str], cells: Sequence[Sequence[str]]) -> TextTable:
    """Return the table with more columns at its right side. `cells` has one row for each row of the table."""
    rows = tuple((*row, *more) for row, more in zip(table.rows, cells, strict=True))
    return replace(table, header=(*table.header, *header), rows=rows)
