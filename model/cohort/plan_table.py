"""Read the table of a run: one row per spot, with the image and, optionally, the part to analyse and the pixel size.

Columns: `image` (required; a path relative to the table, an absolute path, or a URL), `core`, `x` and `y` (centre of
the analysis region in level-0 px; `x_l0` and `y_l0` as in tables of cores), `cores` (a table of cores: all its present
cores are analysed), `mpp` (um/px), `patient_id` and `status` (rows that are "missing" are left out). Other columns are
ignored.
"""

from dataclasses import replace
from pathlib import Path

from model.base.errors import CohortRunError, HistocastError, SlideError
from model.base.plural import plural
from model.cohort.plan_cores import cores_in
from model.cohort.spot import PlannedSpot, is_url, public_url, relative_place, url_fault
from model.slide.remembered import check_given
from model.tables.ids import clean_id
from model.tables.missing import is_missing
from model.tables.read import WORKBOOKS, read_table
from model.tables.table import Table

TABLES = (".csv", ".tsv", ".txt", *WORKBOOKS)
IMAGE = "image"
_X, _Y = ("x", "x_l0"), ("y", "y_l0")


def spots_of_table(path: Path) -> tuple[list[PlannedSpot], tuple[str, ...]]:
    """Return the spots of the table at `path`, and notes on how it was read.

    Raise CohortRunError with a list of all faulty lines if there are any.
    """
    table = read_table(path, CohortRunError)
    if IMAGE not in table.columns:
        raise CohortRunError(f"{path.name} has no column {IMAGE!r}. {table.columns_text}", "List the images there.")
    spots: list[PlannedSpot] = []
    faults: list[str] = []
    notes = list(table.notes)
    missing = 0
    for line, cells in table.rows:
        if cells.get("status", "").lower() == "missing":
            missing += 1
            continue
        found, wrong, said = _row(table, cells)
        spots += found
        faults += [f"line {line}: {fault}" for fault in wrong]
        notes += said
    if faults:
        raise CohortRunError(f"{path.name} has faults:", "Correct these lines. Nothing was started.", tuple(faults))
    if missing:
        notes.append(f"Not analysed: {plural(missing, 'row')} with the word missing in the column status.")
    return spots, tuple(dict.fromkeys(notes))


def _row(table: Table, cells: dict[str, str]) -> tuple[list[PlannedSpot], list[str], tuple[str, ...]]:
    """Return the spots of one row of the table, the faults of the row, and notes on its table of cores."""
    image = cells[IMAGE]
    faults: list[str] = []
    if is_missing(image):
        return [], ["image is empty"], ()
    x, y = (_number(table, cells, names, faults) for names in (_X, _Y))
    mpp = _number(table, cells, ("mpp",), faults)
    if mpp is not None:
        try:
            check_given(mpp)
        except HistocastError as error:
            faults.append(error.message)
    core, cores = (("" if is_missing(cells.get(name, "")) else cells[name]) for name in ("core", "cores"))
    patient = clean_id(cells.get("patient_id", ""))
    if not faults and (x is None) != (y is None):
        faults.append("x and y must both be given")
    if cores and x is not None:
        faults.append("a row must have either x and y, or a table of cores, but not both")
    if core and x is None and not cores:
        faults.append(f"core {core} has neither x and y nor a table of cores")
    fault = url_fault(image) if is_url(image) else ""
    if fault:
        return [], [*faults, f"image {fault}"], ()
    folder = table.path.parent
    location = image if is_url(image) else str((folder / image).absolute())
    place = public_url(image) if is_url(image) else relative_place(Path(location), folder)
    centre = None if x is None or y is None else (x, y)
    spot = PlannedSpot(place, location, core, centre, mpp, patient="" if is_missing(patient) else patient)
    if faults or not cores:
        return [spot], faults, ()
    try:
        parts, notes = cores_in(folder / cores, Path(location))
    except SlideError as error:
        return [], [error.message], ()
    found = [replace(spot, core=name, centre=at) for name, at in parts if not core or name == core]
    return found, [] if found else [f"{cores} has no core {core} that is present"], notes


def _number(table: Table, cells: dict[str, str], names: tuple[str, ...], faults: list[str]) -> float | None:
    """Return the number in the first of the columns `names` that exists; None if its cell is empty."""
    column = next((name for name in names if name in table.columns), "")
    text = cells.get(column, "")
    if is_missing(text):
        return None
    number = table.number(text)
    if number.value is None:
        faults.append(f"{column} {text!r} {number.fault}")
    return number.value
