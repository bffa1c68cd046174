"""Write STEM.cores.csv, a table with one row per core, and read such a table after it was edited by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.base.csv_writer import CsvDictWriter
from model.base.errors import TmaError
from model.base.files import replacing
from model.base.geometry import PointL0
from model.result.export.wording import RESEARCH_USE_ONLY
from model.tables.ids import clean_id, id_fault
from model.tables.missing import is_missing, missing_note
from model.tables.read import read_table
from model.tables.table import Table
from model.tma.array import STATUSES, Core, TmaArray
from model.tma.core_lines import Fields, faulty, one_a_core
from model.tma.labels import place_named

_YES = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
"""Accepted texts for true and false. Spreadsheet programs write 1 and 0."""
NEEDED = ("core", "x_l0", "y_l0", "radius_l0")
COLUMNS = (
    "core", "row", "column", "status", "by_hand", "case_id", "x_l0", "y_l0", "radius_l0", "confidence",
    "image", "image_sha256", "notice",
)  # fmt: skip


@dataclass(frozen=True)
class OfSlide:
    """The slide to which an array of cores belongs: the name of its file, and the SHA-256 of the file."""

    name: str
    sha256: str


def write_core_table(array: TmaArray, slide: OfSlide, path: Path) -> None:
    """Write one row per core. Positions and radii are in level-0 px."""
    write_rows((core_cells(core, slide) for core in array.cores), COLUMNS, path)


def core_cells(core: Core, slide: OfSlide) -> dict[str, str]:
    """Return the cells of the table row for `core`, by column."""
    return {
        "core": core.label,
        "row": core.label.partition("-")[0],
        "column": str(core.place.col + 1),
        "status": core.status,
        "by_hand": "true" if core.by_hand else "false",
        "case_id": core.case_id or "",
        "x_l0": f"{core.centre.x:.2f}",
        "y_l0": f"{core.centre.y:.2f}",
        "radius_l0": f"{core.radius:.2f}",
        "confidence": "" if core.confidence is None else f"{core.confidence:.3f}",
        "image": slide.name,
        "image_sha256": slide.sha256,
        "notice": RESEARCH_USE_ONLY,
    }


def write_rows(rows: Iterable[Mapping[str, str]], columns: Sequence[str], path: Path) -> None:
    """Write a table in UTF-8 with a byte order mark, so that spreadsheet programs recognise the encoding."""
    with (
        replacing(path) as beside,
        beside.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        writer = CsvDictWriter(file, columns, "\r\n")
        writer.writeheader()
        writer.writerows(rows)


@dataclass(frozen=True)
class CoreTable:
    """The cores in a core table, and notes for the user on how the table was read, one sentence each."""

    array: TmaArray
    notes: tuple[str, ...] = ()


def read_core_table(path: Path) -> CoreTable:
    """Return the cores in a core table (CSV or XLSX), and notes for the user.

    Raise TmaError with a list of all faulty lines if there are any.
    """
    table = read_table(path, TmaError)
    missing = [f"the column {name!r} is missing" for name in table.missing(NEEDED)]
    if missing:
        raise faulty(path, missing, table.columns_text)
    array = TmaArray(one_a_core(table, lambda fields: _core(table, fields)))
    unknown = missing_note((fields for _, fields in table.rows), ("case_id", "confidence"))
    return CoreTable(array, (*table.notes, *unknown))


def _core(table: Table, fields: Fields) -> tuple[Core | None, list[str]]:
    faults = []
    name = fields["core"]
    place = place_named(name)
    if place is None:
        faults.append(f"core {name!r} is not a name such as A-12" if name else "core is empty")
    numbers = {}
    for column in NEEDED[1:]:
        number = table.number(fields[column])
        if number.value is None or (column == "radius_l0" and number.value <= 0):
            what = "is not a radius" if column == "radius_l0" else "is not a position"
            said = f"{fields[column]!r} {number.fault if number.ambiguous else what}"
            faults.append(f"{column} is empty" if is_missing(fields[column]) else f"{column} {said}")
        else:
            numbers[column] = number.value
    by_hand = _YES.get(fields.get("by_hand", "").lower())
    if by_hand is None:
        faults.append(f"by_hand {fields['by_hand']!r} is neither true nor false")
    confidence = table.number(fields.get("confidence", ""))
    if not is_missing(fields.get("confidence", "")) and confidence.value is None:
        faults.append(f"confidence {fields['confidence']!r} {confidence.fault}")
    case = clean_id(fields.get("case_id", ""))
    if id_fault(case):
        faults.append(f"case_id {case!r} {id_fault(case)}")
    text = fields.get("status", "").lower() or "present"
    status = next((status for status in STATUSES if status == text), None)
    if status is None:
        faults.append(f"status {text!r} is neither {' nor '.join(STATUSES)}")
    if faults or place is None or status is None or by_hand is None:
        return None, faults
    core = Core(
        place,
        PointL0(numbers["x_l0"], numbers["y_l0"]),
        numbers["radius_l0"],
        status,
        by_hand=by_hand,
        confidence=confidence.value,
        case_id=None if is_missing(case) else case,
    )
    return core, []
