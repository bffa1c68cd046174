"""Read a core map, a table that assigns case IDs and statuses to cores. Update the cores of a slide from it.

The column `core` is required; A-1, a1 and A01 mean the same core. At least one of the columns `case_id` and `status`
(present or missing) is required too.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import TmaError
from model.tables.ids import clean_id, id_fault, near_ids
from model.tables.missing import is_missing, missing_note
from model.tables.read import read_table
from model.tma.array import STATUSES, Status, TmaArray
from model.tma.core_lines import Fields, faulty, one_a_core
from model.tma.labels import Place, place_named

CORE, CASE, STATUS = "core", "case_id", "status"


@dataclass(frozen=True)
class MapRow:
    """The entries of a core map for one core. An entry is None if its cell is empty."""

    place: Place
    case_id: str | None
    status: Status | None


@dataclass(frozen=True)
class CoreMap:
    """The rows of a core map, and notes for the user on how the table was read, one sentence each."""

    rows: tuple[MapRow, ...]
    notes: tuple[str, ...] = ()


def read_core_map(path: Path) -> CoreMap:
    """Return all rows of the core map in the file `path`.

    Raise TmaError with a list of all faulty lines if there are any.
    """
    table = read_table(path, TmaError)
    names = table.columns
    faults = [] if CORE in names else [f"the column {CORE!r} is missing"]
    if CASE not in names and STATUS not in names:
        faults.append(f"there is neither a column {CASE!r} nor {STATUS!r}")
    if faults:
        raise faulty(path, faults, f"{table.columns_text} Required columns: core, and case_id or status.")
    cases = [(line, clean_id(fields.get(CASE, ""))) for line, fields in table.rows]
    rows = one_a_core(table, _row, near_ids((line, case) for line, case in cases if case))
    # In the status column, "missing" means that the core is missing. It does not mean that the status is unknown.
    unknown = ({**fields, STATUS: _unless_status(fields.get(STATUS, ""))} for _, fields in table.rows)
    return CoreMap(rows, (*table.notes, *missing_note(unknown, (CASE, STATUS))))


def _unless_status(text: str) -> str:
    return "" if text.lower() in STATUSES else text


def mapped(array: TmaArray, core_map: CoreMap) -> tuple[TmaArray, tuple[str, ...]]:
    """Return `array` with the cases and statuses of the core map, and notes for the user.

    The notes say how the map was read, and which cores only the map or only the array contains.

    Positions never change. Cores that are not in the map do not change.
    """
    rows = core_map.rows
    said = {row.place: row for row in rows}
    cores = []
    for core in array.cores:
        row = said.get(core.place)
        if row is not None:
            core = replace(core, case_id=row.case_id or core.case_id, status=row.status or core.status)  # noqa: PLW2901
        cores.append(core)
    have = {core.place for core in array.cores}
    notes = list(core_map.notes)
    unknown = [place.label for place in said if place not in have]
    if unknown:
        notes.append(f"{_listed(unknown)} of the core map: not on the slide.")
    silent = [core.label for core in array.present if core.place not in said]
    if silent:
        notes.append(f"{_listed(silent)} on the slide: not in the core map.")
    before = {core.place: core.status for core in array.cores}
    found = [row.place.label for row in rows if row.status == "missing" and before.get(row.place) == "present"]
    if found:
        notes.append(f"{_listed(found)}: missing according to the core map, but tissue was found there.")
    empty = [row.place.label for row in rows if row.status == "present" and before.get(row.place) == "missing"]
    if empty:
        notes.append(f"{_listed(empty)}: present according to the core map, but no tissue was found there.")
    return TmaArray(tuple(cores)), tuple(notes)


def _row(fields: Fields) -> tuple[MapRow | None, list[str]]:
    name, case = fields[CORE], clean_id(fields.get(CASE, ""))
    faults = [f"{CASE} {case!r} {id_fault(case)}"] if id_fault(case) else []
    place = place_named(name)
    if place is None:
        faults.append(f"core {name!r} is not a name such as A-12" if name else "core is empty")
    text = fields.get(STATUS, "").lower()
    status = next((status for status in STATUSES if status == text), None)
    if status is None and not is_missing(text):
        faults.append(f"status {text!r} is neither {' nor '.join(STATUSES)}")
    return (MapRow(place, None if is_missing(case) else case, status) if place else None), faults


def _listed(labels: list[str], most: int = 8) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return f"{'Core' if len(labels) == 1 else 'Cores'} {', '.join(labels[:most])}{more}"
