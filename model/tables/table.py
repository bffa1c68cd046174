"""Define the result of reading a table: `Table` has columns and rows as text, `TableFacts` describes the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from model.tables.numbers import Number, number_of

NONE_SEEN = "none seen"
"""Decimal mark of a table in which no number has decimals."""


@dataclass(frozen=True)
class TableFacts:
    """How a file was interpreted.

    `notes` are sentences for the user. The window and the command line show the same notes.
    """

    path: Path
    format: str
    """Format of the file: "CSV" or "XLSX"."""
    encoding: str
    """Encoding of the text: "UTF-8", "UTF-8 with byte order mark", "UTF-16", "Windows-1252" and others."""
    separator: str = ""
    """The character between the cells of a CSV file: ",", ";", "tab" or "|", or "" if there is none."""
    decimal_mark: str = NONE_SEEN
    """Decimal mark of the numbers: "." or ",". It is `NONE_SEEN` if no number has decimals, and "ambiguous" if all
    numbers with a mark are like 1.815 or 1,815."""
    sheet: str = ""
    """Name of the workbook sheet that is read. It is "" for CSV."""
    other_sheets: tuple[str, ...] = ()
    """Names of the sheets that are not read. A hidden sheet is listed as "old (hidden)"."""
    header_line: int = 1
    rows: int = 0
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def with_sheet(name: str, sheet: str, others: tuple[str, ...]) -> str:
    """Return the file name `name`. If the workbook has other sheets, add the name of the sheet that is read.

    The names of the sheets that are not read are then added too.
    """
    return f"{name}, sheet {sheet!r} (not read: {', '.join(others)})," if others else name


@dataclass(frozen=True)
class Table:
    """A table as text.

    Each of `rows` is a line number in the file and the trimmed cells by column. An empty cell is "".
    """

    facts: TableFacts
    rows: tuple[tuple[int, dict[str, str]], ...]
    mark: str = "."
    """The decimal mark of the numbers: "." or ",", or "" if it is ambiguous."""

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
        """Return a sentence that names the columns. For a workbook with several sheets, it also names the sheet."""
        others = ", ".join(self.facts.other_sheets)
        where = f" of the sheet {self.facts.sheet!r} (not read: {others})" if others else ""
        return f"The columns{where} are {', '.join(self.columns)}."

    def number(self, text: str) -> Number:
        """Return the number in the `text` of a cell of this table, or the fault if it is not a number."""
        return number_of(text, self.mark)

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Return the names in `columns` that are not columns of the table, each only once."""
        return tuple(column for column in dict.fromkeys(columns) if column not in self.columns)
