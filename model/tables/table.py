"""Define the table that all readers of tables return: columns and rows as text, and `TableFacts` on the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from model.tables.numbers import Number, number_of

NONE_SEEN = "none seen"
"""The decimal mark of a table without decimals."""


@dataclass(frozen=True)
class TableFacts:
    """How a file was understood. `notes` are sentences for the user; they are the same in window and command line."""

    path: Path
    format: str
    """"CSV" or "XLSX"."""
    encoding: str
    """"UTF-8", "UTF-8 with byte order mark", "UTF-16", "Windows-1252"."""
    separator: str = ""
    """The sign between the cells of a CSV file: ",", ";", "tab" or "|"; "" where there is none."""
    decimal_mark: str = NONE_SEEN
    """"." or ","; "ambiguous" where only numbers such as 1.815 or 1,815 could show it."""
    sheet: str = ""
    """The sheet of the workbook that is read; "" for CSV."""
    other_sheets: tuple[str, ...] = ()
    """The sheets that are not read, "old (hidden)" where they are not visible."""
    header_line: int = 1
    rows: int = 0
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def with_sheet(name: str, sheet: str, others: tuple[str, ...]) -> str:
    """Return the name of a file with that of the sheet that is read, where there are `others` that are not."""
    return f"{name}, sheet {sheet!r} (not read: {', '.join(others)})," if others else name


@dataclass(frozen=True)
class Table:
    """`rows`: the line of each row in the file, and its cells by column, trimmed; "" where a cell is empty."""

    facts: TableFacts
    rows: tuple[tuple[int, dict[str, str]], ...]
    mark: str = "."
    """The decimal mark of numbers: ".", "," or "" where it is ambiguous."""

    @property
    def path(self) -> Path:
        """Return the absolute path of the file."""
        return self.facts.path

    @property
    def name(self) -> str:
        return self.facts.path.name

    @property
    def columns(self) -> tuple[str, ...]:
        return self.facts.columns

    @property
    def notes(self) -> tuple[str, ...]:
        return self.facts.notes

    @property
    def columns_text(self) -> str:
        """Say which columns there are, and which sheet was read where a workbook has several."""
        others = ", ".join(self.facts.other_sheets)
        where = f" of the sheet {self.facts.sheet!r} (not read: {others})" if others else ""
        return f"The columns{where} are {', '.join(self.columns)}."

    def number(self, text: str) -> Number:
        """Return the number in a cell of this table, or the reason why there is none."""
        return number_of(text, self.mark)

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the `columns` that the table does not have, once each."""
        return tuple(column for column in dict.fromkeys(columns) if column not in self.columns)
