"""STEM.cores.csv, one row a core: an array goes out as a table, and such a table, edited by hand, comes back in."""

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.files import replacing
from model.geometry import PointL0
from model.report.wording import RESEARCH_USE_ONLY
from model.tma.array import STATUSES, Core, TmaArray
from model.tma.core_lines import faulty, one_a_core, read_lines
from model.tma.labels import place_named

NEEDED = ("core", "x_l0", "y_l0", "radius_l0")
COLUMNS = (
    "core", "row", "column", "status", "by_hand", "case_id", "x_l0", "y_l0", "radius_l0", "confidence",
    "image", "image_sha256", "notice",
)  # fmt: skip


@dataclass(frozen=True)
class OfSlide:
    """Which slide an array is of: name and SHA-256 of the file."""

    name: str
    sha256: str


def write_core_table(array: TmaArray, slide: OfSlide, path: Path) -> None:
    """Write one row a core; places and radii are level-0 px."""
    write_rows((core_cells(core, slide) for core in array.cores), COLUMNS, path)


def core_cells(core: Core, slide: OfSlide) -> dict[str, str]:
    """A core's cells by column."""
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
    """Write a table that spreadsheets open as UTF-8."""
    with (
        replacing(path) as beside,
        beside.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def read_core_table(path: Path) -> TmaArray:
    """The array of a core table; TmaError lists every faulty line if there is one."""
    names, lines = read_lines(path)
    missing = [f"the column {name!r} is missing" for name in NEEDED if name not in names]
    if missing:
        raise faulty(path, missing, f"The columns are {', '.join(names) or 'none'}.")
    return TmaArray(one_a_core(path, lines, _core))


def _core(fields: Mapping[str | None, str]) -> tuple[Core | None, list[str]]:
    faults = []
    name = fields.get("core", "").strip()
    place = place_named(name)
    if place is None:
        faults.append(f"core {name!r} is no name such as A-12" if name else "core is empty")
    numbers = {}
    for column in NEEDED[1:]:
        number = _number(fields.get(column, ""))
        if number is None or (column == "radius_l0" and number <= 0):
            faults.append(f"{column} {fields.get(column, '')!r} is no {'radius' if column == 'radius_l0' else 'place'}")
        else:
            numbers[column] = number
    text = fields.get("status", "").strip().lower() or "present"
    status = next((status for status in STATUSES if status == text), None)
    if status is None:
        faults.append(f"status {text!r} is neither {' nor '.join(STATUSES)}")
    if faults or place is None or status is None:
        return None, faults
    core = Core(
        place,
        PointL0(numbers["x_l0"], numbers["y_l0"]),
        numbers["radius_l0"],
        status,
        by_hand=fields.get("by_hand", "").strip().lower() == "true",
        confidence=_number(fields.get("confidence", "")),
        case_id=fields.get("case_id", "").strip() or None,
    )
    return core, []


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
