"""Describe a CSV or XLSX table: return a frozen report of its contents and of how it is interpreted."""

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.base.errors import TmaError
from model.info.line import Line, bytes_text, listed
from model.tables.missing import known_texts
from model.tables.read import read_table
from model.tables.table import Table
from model.tma.core_files import read_cores
from model.tma.core_map import CASE, CORE, STATUS
from model.tma.core_table import NEEDED as CORE_COLUMNS
from model.training.cohort_cells import TIME_UNITS
from model.training.cohort_table import NEEDED, TIME

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
"""Suffixes of files that are treated as tables. Old XLS files are included, because the reader refuses them with a
message."""
CORE_TABLE, CORE_MAP, COHORT, OTHER = "core table", "core map", "cohort table", "table"
MOST_WORDS = 8
"""Maximum number of words for "unknown" that the report's text lists for one column. The JSON record lists all
words."""


@dataclass(frozen=True)
class MissingWord:
    """A word that means "unknown" in one column, and the number of cells that contain it."""

    column: str
    word: str
    cells: int


@dataclass(frozen=True)
class TableReport:
    """The report of a table. Its fields are the keys of the JSON record."""

    path: str
    use: str
    """How the table can be used, judged by its columns: "core table", "core map", "cohort table", or "table" for any
    other use."""
    format: str
    encoding: str
    separator: str | None
    decimal_mark: str
    sheet: str | None
    other_sheets: tuple[str, ...]
    header_line: int
    rows: int
    columns: tuple[str, ...]
    missing: tuple[MissingWord, ...]
    """The words for "unknown" in the table, by column. Empty cells are not included."""
    cores: int | None
    missing_cores: int | None
    """Number of missing cores in a core table without faults, otherwise None."""
    faults: tuple[str, ...]
    """Reasons why a core table cannot be used."""
    notes: tuple[str, ...]
    bytes: int
    sha256: str | None = None
    kind: str = "table"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        sheet = (self.sheet, *(f"not read: {name}" for name in self.other_sheets)) if self.sheet else ()
        cores = f"{self.cores}, {self.missing_cores} of them missing"
        return (
            Line("kind", self.use),
            Line("format", f"{self.format}, {self.encoding}"),
            *listed("sheet", sheet),
            *listed("separator", (self.separator,) if self.separator else ()),
            Line("decimal mark", self.decimal_mark),
            Line("header", f"line {self.header_line}"),
            Line("rows", str(self.rows)),
            Line("columns", f"{len(self.columns)}: {', '.join(self.columns)}"),
            *listed("unknown values", self._missing()),
            *listed("cores", (cores,) if self.cores is not None else ()),
            *listed("faults", self.faults),
            *listed("notes", self.notes),
            Line("file", bytes_text(self.bytes)),
            *listed("SHA-256", (self.sha256,) if self.sha256 else ()),
        )

    def _missing(self) -> tuple[str, ...]:
        """Return one line for each column that contains words for "unknown"."""
        texts = []
        for column in dict.fromkeys(one.column for one in self.missing):
            words = [f"{one.word} ({one.cells})" for one in self.missing if one.column == column]
            more = f" and {len(words) - MOST_WORDS} more words" if len(words) > MOST_WORDS else ""
            texts.append(f"{column}: {', '.join(words[:MOST_WORDS])}{more}")
        return tuple(texts)


def table_report(path: Path, sha256: str | None = None) -> TableReport:
    """Return the report of the table in `path`. Raise TableError if it is not a table or is ambiguous."""
    table = read_table(path)
    facts, use = table.facts, use_of(table.columns)
    cores, missing, faults = _cores(path) if use == CORE_TABLE else (None, None, ())
    return TableReport(
        path=str(path),
        use=use,
        format=facts.format,
        encoding=facts.encoding,
        separator=facts.separator or None,
        decimal_mark=facts.decimal_mark,
        sheet=facts.sheet or None,
        other_sheets=facts.other_sheets,
        header_line=facts.header_line,
        rows=facts.rows,
        columns=facts.columns,
        missing=_missing_text(table),
        cores=cores,
        missing_cores=missing,
        faults=faults,
        notes=facts.notes,
        bytes=path.stat().st_size,
        sha256=sha256,
    )


def use_of(columns: Collection[str]) -> str:
    """Return how a table with these columns can be used. Each use requires certain columns."""
    if all(name in columns for name in CORE_COLUMNS):
        return CORE_TABLE
    if CORE in columns and (CASE in columns or STATUS in columns):
        return CORE_MAP
    needed = [name for name in NEEDED if name != TIME]
    if all(name in columns for name in needed) and any(f"time_{unit}" in columns for unit in TIME_UNITS):
        return COHORT
    return OTHER


def _missing_text(table: Table) -> tuple[MissingWord, ...]:
    found = []
    for column in table.columns:
        texts = [cells.get(column, "") for _, cells in table.rows]
        lost = Counter(text for text, known in zip(texts, known_texts(texts), strict=True) if text and not known)
        found += [MissingWord(column, word, count) for word, count in sorted(lost.items())]
    return tuple(found)


def _cores(path: Path) -> tuple[int | None, int | None, tuple[str, ...]]:
    """Return the number of cores in a core table, the number of missing cores, and the faults of the table."""
    try:
        array = read_cores(path)
    except TmaError as error:
        return None, None, (error.message, *error.faults)
    return len(array.cores), len(array.cores) - len(array.present), ()
