"""Read a cohort table: a CSV file comes in, checked rows with 5-year labels go out, or every fault found, at once.

Needed: `patient_id`, `image` (path relative to the table), the time of follow-up, `event` (1: died, 0: did not while
followed). Optional: `cause` of death, `stage`, `age`, `grade`, and what readers said in columns that begin with
`reader_`.
"""

import csv
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import CohortError
from model.statistics.horizon import event_by
from model.training.cohort_cells import TIME_UNITS, Cells, TimeUnit

ENDPOINT_YEARS = 5.0
TIME = "time_years"
"""The field for the time of follow-up; in a table given in another unit its column is `time_months` or `time_days`."""
NEEDED = ("patient_id", "image", TIME, "event")
OPTIONAL = ("cause", "stage", "age", "grade")
READER = "reader_"
_OF_THE_PATIENT = ("time_years", "event", "cause", "stage", "age")
"""Fields of a row that must be alike in all rows of a patient; grade and reads may differ from spot to spot."""


@dataclass(frozen=True)
class TableForm:
    """How a table is written: its unit of time, and its own names of columns by ours, where they differ."""

    time_unit: TimeUnit = "years"
    columns: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> str:
        """The table's name of our field `name`."""
        default = f"time_{self.time_unit}" if name == TIME else name
        return self.columns.get(name, default)


@dataclass(frozen=True)
class CohortRow:
    """One spot of one patient; `event`: died of the disease. What a table does not tell is None.

    `line` is the row's line in the table, `stage` 1 to 4, `grade` 1 to 4, `age` in years, `reads` what each reader
    said of the spot, by column name. `alive` at 5 years: True or False, which a death at exactly 5 years is; None
    where follow-up ended earlier, by loss or by death of another cause.
    """

    patient_id: str
    image: Path
    time_years: float
    event: bool
    line: int = 0
    cause: str | None = None
    stage: int | None = None
    age: float | None = None
    grade: int | None = None
    reads: tuple[tuple[str, float], ...] = ()

    @property
    def alive(self) -> bool | None:
        died = event_by(self.time_years, self.event, ENDPOINT_YEARS)
        return None if died is None else not died


def read_cohort(table: Path, form: TableForm = TableForm()) -> tuple[CohortRow, ...]:
    """All rows of the table; CohortError lists every faulty line if there is one."""
    names, lines, mark = _lines(table)
    faults = _column_faults(form, names)
    if faults:
        raise _faulty(table, faults, f"The columns are {', '.join(names) or 'none'}. Map yours with --columns.")
    rows: list[CohortRow] = []
    found: list[tuple[int, str]] = []
    for number, fields in lines:
        row, wrong = _row(fields, number, table.parent, form, names, mark)
        found += [(number, fault) for fault in wrong]
        if row:
            rows.append(row)
    # Of faulty rows too: one run shall tell all there is to mend.
    images = [(number, table.parent / (fields.get(form.column("image")) or "").strip()) for number, fields in lines]
    found += [*_doubles((line, path) for line, path in images if path.is_file()), *_contradictions(rows)]
    if found:
        in_order = [f"line {line}: {fault}" for line, fault in sorted(found, key=lambda pair: pair[0])]
        raise _faulty(table, in_order, "Mend these lines; none was used.")
    if not rows:
        raise CohortError(f"{table.name} has no rows.", "Give one row a spot.")
    return tuple(rows)


def _lines(table: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]], str]:
    """The header, each row with the number of the line it ends on, and what stands before a number's decimals.

    Where a comma does that, spreadsheets put semicolons between cells.
    """
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            header = file.readline()
            file.seek(0)
            delimiter = max(",;\t", key=header.count)
            reader = csv.DictReader(file, strict=True, delimiter=delimiter)
            lines = [(reader.line_num, fields) for fields in reader]
            return list(reader.fieldnames or []), lines, "." if delimiter == "," else ","
    except OSError as error:
        raise CohortError(f"{table} cannot be read ({error.strerror}).", "Check the path.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CohortError(f"{table.name} is not a CSV table ({error}).", "Save it as CSV in UTF-8.") from error


def _column_faults(form: TableForm, names: list[str]) -> list[str]:
    """What is wrong with the header or with how its columns are mapped."""
    faults = [f"the column {name!r} stands twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    for name in form.columns:
        if name not in (*NEEDED, *OPTIONAL) and not name.startswith(READER):
            near = difflib.get_close_matches(name, (*NEEDED, *OPTIONAL), n=1)
            faults.append(f"there is no field {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    for name in dict.fromkeys((*NEEDED, *form.columns)):
        column = form.column(name)
        if column not in names:
            faults.append(f"the column {column!r} is missing")
    return faults


def _row(
    fields: Mapping[str, str], line: int, folder: Path, form: TableForm, names: list[str], mark: str
) -> tuple[CohortRow | None, list[str]]:
    cells = Cells({name: fields.get(form.column(name)) for name in (*NEEDED, *OPTIONAL)}, mark)
    if None in fields:
        cells.fault(f"it has more cells than the header's {len(names)}")
    patient, image = cells.needed("patient_id"), cells.image("image", folder)
    time = cells.years(TIME, form.column(TIME), TIME_UNITS[form.time_unit])
    died = cells.event("event")
    cause = cells.cause("cause", died, given=form.column("cause") in names)
    stage, age, grade = cells.stage("stage"), cells.age("age"), cells.grade("grade")
    own = {column: name for name, column in form.columns.items() if name.startswith(READER)}
    named = {own.get(column, column): fields[column] for column in names if own.get(column, column).startswith(READER)}
    reads = cells.reads(named)
    if cells.faults or patient is None or image is None or time is None or died is None:
        return None, cells.faults
    of_disease = died and cause != "other"
    return CohortRow(patient, image, time, of_disease, line, cause, stage, age, grade, reads), []


def _doubles(images: Iterable[tuple[int, Path]]) -> list[tuple[int, str]]:
    """Line and fault: images that stand in more than one row, however their paths are written."""
    seen: dict[Path, int] = {}
    faults = []
    for line, image in images:
        before = seen.setdefault(image.resolve(), line)
        if before != line:
            faults.append((line, f"the image {image.name} stands in line {before} already"))
    return faults


def _contradictions(rows: Iterable[CohortRow]) -> list[tuple[int, str]]:
    """Line and fault: rows that say of their patient something else than the patient's first row."""
    first: dict[str, CohortRow] = {}
    faults = []
    for row in rows:
        before = first.setdefault(row.patient_id, row)
        pairs = [(name, getattr(before, name), getattr(row, name)) for name in _OF_THE_PATIENT]
        differ = [name for name, old, new in pairs if old != new and None not in (old, new)]
        if differ:
            words = f"{', '.join(differ)} of patient {row.patient_id} differ from line {before.line}"
            faults.append((row.line, words))
    return faults


def _faulty(table: Path, faults: list[str], remedy: str) -> CohortError:
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    return CohortError(f"{table.name} has {count}:", remedy, tuple(faults))
