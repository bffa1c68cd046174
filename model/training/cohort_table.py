"""Read a cohort table: a CSV file comes in, checked rows with 5-year labels go out, or every fault found, at once.

Columns (names as given here): `patient_id`, `image` (path relative to the table), `time_years` of follow-up, `event`
(1: died of the disease, 0: did not while followed).
"""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from model.errors import CohortError

ENDPOINT_YEARS = 5.0
COLUMNS = ("patient_id", "image", "time_years", "event")
_EVENTS = {"1": True, "0": False}


@dataclass(frozen=True)
class CohortRow:
    """One spot of one patient. `alive` at 5 years: True or False; None where follow-up ended earlier."""

    patient_id: str
    image: Path
    time_years: float
    event: bool

    @property
    def alive(self) -> bool | None:
        if self.time_years >= ENDPOINT_YEARS:
            return True
        return False if self.event else None


def read_cohort(table: Path) -> tuple[CohortRow, ...]:
    """All rows of the table; CohortError lists every faulty line if there is one."""
    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            given = list(reader)
            names = reader.fieldnames or []
    except OSError as error:
        raise CohortError(f"{table} cannot be read ({error.strerror}).", "Check the path.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CohortError(f"{table.name} is not a CSV table ({error}).", "Save it as CSV in UTF-8.") from error
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise CohortError(
            f"{table.name} lacks the columns {', '.join(missing)}.",
            f"It needs {', '.join(COLUMNS)}; others are ignored.",
        )
    rows: list[CohortRow] = []
    faults: list[str] = []
    for line, fields in enumerate(given, start=2):
        row, wrong = _row(fields, table.parent)
        faults += [f"line {line}: {fault}" for fault in wrong]
        if row:
            rows.append(row)
    seen: set[Path] = set()
    for row in rows:
        if row.image in seen:
            faults.append(f"the image {row.image.name} stands in more than one row")
        seen.add(row.image)
    if faults:
        raise CohortError(
            f"{table.name} has {len(faults)} faults:\n" + "\n".join(faults),
            "Mend these lines; none was used.",
            tuple(faults),
        )
    return tuple(rows)


def _row(fields: dict[str, str], folder: Path) -> tuple[CohortRow | None, list[str]]:
    faults = []
    patient = (fields["patient_id"] or "").strip()
    if not patient:
        faults.append("patient_id is empty")
    image = folder / (fields["image"] or "").strip()
    if not image.is_file():
        faults.append(f"there is no image {image}")
    try:
        time = float(fields["time_years"])
    except (TypeError, ValueError):
        time = math.nan
    if not (math.isfinite(time) and time >= 0):
        faults.append(f"time_years {fields['time_years']!r} is not a time in years")
    event = (fields["event"] or "").strip()
    if event not in _EVENTS:
        faults.append(f"event {event!r} is neither 1 nor 0")
    return (None, faults) if faults else (CohortRow(patient, image, time, _EVENTS[event]), [])
