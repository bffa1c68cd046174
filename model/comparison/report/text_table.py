"""A table of short texts with a title, for HTML, PDF and the window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class TextTable:
    """A table of texts. `note` is printed below it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def with_columns(table: TextTable, header: Sequence[str], cells: Sequence[Sequence[str]]) -> TextTable:
    """Return the table with further columns at its right side. `cells` has one row for each row of the table."""
    rows = tuple((*row, *more) for row, more in zip(table.rows, cells, strict=True))
    return replace(table, header=(*table.header, *header), rows=rows)
