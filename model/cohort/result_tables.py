"""Write the tables of a run: results.csv, results.parquet and errors.csv, each completely or not at all."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from model.base.csv_writer import CsvWriter, own_text
from model.base.files import replacing
from model.cohort.columns import COLUMNS, ERROR_COLUMNS, NAMES, as_texts, cells_of, from_text
from model.result.export.wording import RESEARCH_USE_ONLY

RESULTS, PARQUET, ERRORS, CONFLICTS = "results.csv", "results.parquet", "errors.csv", "conflicts.csv"
_GROWTH = 20
"""A table is written again when its number of rows has grown by 1/20. For n spots, about 20 n rows are thus written in
total.
"""
_GROUP = 1000
"""Number of rows that are converted and written to results.parquet at once."""


class ResultTable:
    """The rows of a run's table, in the order of the run's list of spots.

    A row is stored as a line of CSV, which takes about 2 KB.
    """

    def __init__(self) -> None:
        self._lines: dict[int, str] = {}
        self._written = 0

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, number: int, record: Mapping[str, Any]) -> None:
        """Add the row of a spot, made from its `record`. `number` is the position of the spot in the list of spots.

        Raise LookupError or TypeError if the record is incomplete.
        """
        self._lines[number] = csv_line(as_texts(cells_of(record)))

    @property
    def is_due(self) -> bool:
        """Return whether enough rows were added to write results.csv again, so that users see them during the run."""
        return len(self) - self._written > self._written // _GROWTH

    def write(self, folder: Path) -> None:
        """Write results.csv with the rows that were added so far."""
        _write_lines(folder / RESULTS, NAMES, (self._lines[number] for number in sorted(self._lines)))
        self._written = len(self)

    def write_parquet(self, folder: Path) -> bool:
        """Write results.parquet; return False, and write nothing, if the package pyarrow is not installed."""
        if find_spec("pyarrow") is None:
            (folder / PARQUET).unlink(missing_ok=True)  # the file of an earlier run would contradict results.csv
            return False
        _write_parquet(folder / PARQUET, [self._lines[number] for number in sorted(self._lines)])
        return True


def csv_line(cells: Sequence[str]) -> str:
    """Return the table cells `cells` as a line of a CSV file, including the line break.

    Line breaks and invalid Unicode in table cells are replaced.
    """
    text = io.StringIO()
    writer = CsvWriter(text)
    plain = (cell.replace("\r", " ").replace("\n", " ") for cell in cells)
    writer.writerow(list(plain))
    return text.getvalue()


def write_errors(folder: Path, failures: Iterable[Mapping[str, str]]) -> None:
    """Write errors.csv: one row per spot without a result. Missing fields stay empty."""
    rows = ({"notice": RESEARCH_USE_ONLY, **failure} for failure in failures)
    lines = (csv_line([str(row.get(name, "")) for name in ERROR_COLUMNS]) for row in rows)
    _write_lines(folder / ERRORS, ERROR_COLUMNS, lines)


def write_conflicts(folder: Path, rows: Iterable[tuple[Path, Mapping[str, Any]]]) -> None:
    """Write conflicts.csv: the results of spots for which runs have different results, with the folder of each run."""
    lines = (csv_line([str(origin), *as_texts(cells_of(record))]) for origin, record in rows)
    _write_lines(folder / CONFLICTS, ("run", *NAMES), lines)


def comparable(table: Path, volatile: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV table without the columns in `volatile`, for comparing two runs."""
    left_out = set(volatile)
    with table.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell for name, cell in row.items() if name not in left_out} for row in csv.DictReader(file)]


def _write_lines(path: Path, names: Sequence[str], lines: Iterable[str]) -> None:
    # "utf-8-sig" writes a byte order mark. Without it, Excel would read UTF-8 as the local code page and show wrong
    # letters.
    with (
        replacing(path) as beside,
        beside.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        file.write(csv_line(names))
        file.writelines(lines)


def _write_parquet(path: Path, lines: Sequence[str]) -> None:
    """Write lines of CSV as Parquet. They are written in groups, so that a longer table does not need more memory."""
    import pyarrow
    from pyarrow import parquet

    types = {str: pyarrow.string(), float: pyarrow.float64(), int: pyarrow.int64(), bool: pyarrow.bool_()}
    schema = pyarrow.schema(
        [(column.name, types[column.kind]) for column in COLUMNS], {"histocast": RESEARCH_USE_ONLY}
    )
    with replacing(path) as beside, parquet.ParquetWriter(str(beside), schema, compression="zstd") as writer:
        for start in range(0, len(lines), _GROUP):
            columns = zip(*csv.reader(lines[start : start + _GROUP]), strict=True)
            arrays = [
                pyarrow.array([from_text(own_text(text), column.kind) for text in texts], types[column.kind])
                for column, texts in zip(COLUMNS, columns, strict=True)
            ]
            writer.write_table(pyarrow.table(arrays, schema=schema))
