"""Read a cohort table (CSV or XLSX). Return checked rows with 5-year labels, or report every fault.

Required columns: `patient_id`, `image` (a path relative to the table), the time of follow-up, and `event` (1 or dead:
the patient died; 0 or alive: the patient did not die during follow-up). Optional columns: `cause` of death, `stage`,
`age`, `grade`, `site` (where the spot comes from), `split` (train, validation or test; it is used only if the user
requests it), and reads in columns whose names begin with `reader_`.

With a column `features`, the rows name feature files (a path relative to the table) instead of images. `image` is then
optional and names the slide; `slide_mpp` is the pixel size of the slide in um/px. `image` or `slide_mpp` is needed only
for feature files that contain no pixel size.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from model.base.errors import CohortError
from model.base.files import is_file
from model.base.plural import plural
from model.statistics.horizon import event_by
from model.tables.codes import absent_value_fault, codes_fault, example_value, need_statement
from model.tables.ids import near_ids
from model.tables.missing import missing_note
from model.tables.read import read_table
from model.tables.table import Table
from model.training.cohort_cells import TIME_UNITS, Cells, Part, TimeUnit

ENDPOINT_YEARS = 5.0
TIME = "time_years"
"""Name of the field with the duration of the follow-up.

In a table with another unit, the column is called `time_months` or `time_days`.
"""
NEEDED = ("patient_id", "image", TIME, "event")
OPTIONAL = ("cause", "stage", "age", "grade", "site", "split")
FEATURES, SLIDE_MPP = "features", "slide_mpp"
_OF_FILES = (FEATURES, SLIDE_MPP)
"""Fields that only the table of a cohort of feature files has."""
READER = "reader_"
_OF_THE_PATIENT = ("time_years", "event", "cause", "stage", "age")
"""Fields that must have the same value in all rows of a patient. Grade and reads can differ between spots."""


@dataclass(frozen=True)
class TableForm:
    """The form of a cohort table: its unit of time, and the names of unusually named columns, by field.

    `event_value` is the text that means a death. If it is "", the column must contain 1 and 0, or plain words such as
    dead and alive.
    """

    time_unit: TimeUnit = "years"
    columns: Mapping[str, str] = field(default_factory=dict)
    event_value: str = ""
    split: bool = False
    """Whether the column `split` is required. It assigns each patient to a set (training, validation or test)."""

    def column(self, name: str) -> str:
        """Return the table's column name for the field `name`."""
        default = f"time_{self.time_unit}" if name == TIME else name
        return self.columns.get(name, default)


@dataclass(frozen=True)
class CohortRow:
    """One spot of one patient. A field is None if the table has no value for it.

    `line` is the number of the row's line in the table. `event` is true if the patient died of the disease. `stage` and
    `grade` are 1 to 4, `age` is in years. `reads` has each reader's read of the spot by column name. `site` is the
    hospital, scanner or laboratory of the spot. `alive` is whether the patient was alive at 5 years; a death at exactly
    5 years counts as dead. It is None if follow-up ended earlier because the patient was lost or died of another cause.
    If the cohort consists of feature files (`of_features`), `image` is the feature file, `slide` the image that it was
    computed from, and `slide_mpp` the pixel size of the slide in um/px; `slide` and `slide_mpp` can be None.
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
    site: str | None = None
    part: Part | None = None
    """The set (training, validation or test) in the table; None if the user did not request it."""
    of_features: bool = False
    slide: Path | None = None
    slide_mpp: float | None = None

    @property
    def alive(self) -> bool | None:
        died = event_by(self.time_years, self.event, ENDPOINT_YEARS)
        return None if died is None else not died


@dataclass(frozen=True)
class CohortTable:
    """The rows of a cohort table, and sentences that describe how the table was interpreted."""

    rows: tuple[CohortRow, ...]
    notes: tuple[str, ...]


def read_cohort(path: Path, form: TableForm = TableForm()) -> tuple[CohortRow, ...]:
    """Return all rows of the cohort table. If there are faults, raise CohortError with a list of all faulty lines."""
    return read_cohort_table(path, form).rows


def read_cohort_table(path: Path, form: TableForm = TableForm()) -> CohortTable:
    """Return all rows of the cohort table, and notes on how it was interpreted.

    If there are faults, raise CohortError with a list of all faulty lines.
    """
    table = read_table(path, CohortError)
    names, folder = table.columns, table.path.parent
    faults = _column_faults(form, names)
    if faults:
        raise _faulty(table.path, faults, f"{table.columns_text} Assign your columns to these names with --columns.")
    _check_codes(table, form)
    rows: list[CohortRow] = []
    found: list[tuple[int, str]] = []
    for number, fields in table.rows:
        row, wrong = _row(fields, number, folder, form, table)
        found += [(number, fault) for fault in wrong]
        if row:
            rows.append(row)
    # Rows with faults are checked too, so that one run lists everything to correct.
    named = form.column(_file_field(form, names))
    images = [(number, folder / fields[named]) for number, fields in table.rows]
    found += [*_doubles((line, path) for line, path in images if is_file(path)), *_contradictions(rows)]
    found += near_ids((row.line, row.patient_id) for row in rows)
    if found:
        in_order = [f"line {line}: {fault}" for line, fault in sorted(found, key=lambda pair: pair[0])]
        raise _faulty(table.path, in_order, "Correct these lines. Nothing was imported.")
    ours = (*NEEDED, *OPTIONAL, *_OF_FILES)
    used = [name for name in names if name in map(form.column, ours) or name.startswith(READER)]
    used += [column for name, column in form.columns.items() if name.startswith(READER)]
    return CohortTable(tuple(rows), (*table.notes, *missing_note((fields for _, fields in table.rows), used)))


def _check_codes(table: Table, form: TableForm) -> None:
    """Raise CohortError if it is not clear which value in the column `event` means "died".

    Also raise CohortError if the user gave this value but no row has it.
    """
    column = form.column("event")
    texts = [fields[column] for _, fields in table.rows]
    if form.event_value:
        fault = absent_value_fault(column, form.event_value, texts)
        remedy = "Write --event-value VALUE, with one of these values."
    else:
        fault = codes_fault(column, texts) if need_statement(texts) else ""
        remedy = (
            f"Say which value means died: --event-value {example_value(texts)}. All other values then mean not died."
        )
    if fault:
        raise CohortError(fault, remedy)


def _file_field(form: TableForm, names: Sequence[str]) -> str:
    """Return the name of the field with the file of a row: "features" if the table has such a column, else "image"."""
    return FEATURES if form.column(FEATURES) in names else "image"


def _column_faults(form: TableForm, names: Sequence[str]) -> list[str]:
    """Return a fault for each unknown field to which the user assigned a column, and for each missing column."""
    faults, ours = [], (*NEEDED, *OPTIONAL, *_OF_FILES)
    for name in form.columns:
        if name not in ours and not name.startswith(READER):
            near = difflib.get_close_matches(name, ours, n=1)
            faults.append(f"there is no field {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    needed = (_file_field(form, names) if name == "image" else name for name in NEEDED)
    for name in dict.fromkeys((*needed, *form.columns, *(["split"] if form.split else []))):
        column = form.column(name)
        if column not in names:
            faults.append(f"the column {column!r} is missing")
    return faults


def _row(
    fields: Mapping[str, str], line: int, folder: Path, form: TableForm, table: Table
) -> tuple[CohortRow | None, list[str]]:
    names = table.columns
    ours = (*NEEDED, *OPTIONAL, *_OF_FILES)
    cells = Cells({name: fields.get(form.column(name)) for name in ours}, table.mark)
    of_features = _file_field(form, names) == FEATURES
    patient, image = cells.patient("patient_id"), cells.image(FEATURES if of_features else "image", folder)
    slide = cells.image("image", folder) if of_features and cells.known("image") else None
    slide_mpp = cells.pixel_size(SLIDE_MPP) if of_features else None
    time = cells.years(TIME, form.column(TIME), TIME_UNITS[form.time_unit])
    died = cells.event("event", form.event_value)
    cause = cells.cause("cause", died, given=form.column("cause") in names)
    stage, age, grade = cells.stage("stage"), cells.age("age"), cells.grade("grade")
    own = {column: name for name, column in form.columns.items() if name.startswith(READER)}
    named = {own.get(column, column): fields[column] for column in names if own.get(column, column).startswith(READER)}
    reads = cells.reads(named)
    part = cells.part("split") if form.split else None
    if cells.faults or patient is None or image is None or time is None or died is None:
        return None, cells.faults
    of_disease = died and cause != "other"
    site = cells.known("site") or None
    spot = CohortRow(patient, image, time, of_disease, line, cause, stage, age, grade, reads, site, part=part)
    return replace(spot, of_features=of_features, slide=slide, slide_mpp=slide_mpp), []


def _doubles(images: Iterable[tuple[int, Path]]) -> list[tuple[int, str]]:
    """Return the line and the fault of each image that is in more than one row, even under different paths."""
    seen: dict[Path, int] = {}
    faults = []
    for line, image in images:
        before = seen.setdefault(image.resolve(), line)
        if before != line:
            faults.append((line, f"the image {image.name} is already in line {before}"))
    return faults


def _contradictions(rows: Iterable[CohortRow]) -> list[tuple[int, str]]:
    """Return the line and the fault of each row that contradicts the first row of the same patient."""
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
    count = plural(len(faults), "fault")
    return CohortError(f"{table.name} has {count}:", remedy, tuple(faults))
