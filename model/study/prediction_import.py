"""Import the predictions of a cohort run from its table results.csv. Either every row is saved, or none is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.finite import is_number
from model.base.plural import plural
from model.result.export.record import RECORD, RECORD_VERSION
from model.study.predictions import COLUMNS
from model.study.spots import StudySpot, spots_of
from model.study.store import Study
from model.tables.read import read_table

TABLE = "results.csv"
_TEXTS = (
    "bundle", "bundle_version", "bundle_sha256", "backbone_sha256", "qualifier", "threshold_origin", "risk_group",
    "device", "device_name", "engine", "precision", "arithmetic", "mpp_source", "grid_fit", "tile_order", "verdict",
    "verdict_reasons", "reliability", "reliability_reasons", "familiarity", "image_in_cohort", "evidence", "endpoint",
    "region_kind", "region_note", "made_by", "run_id",
)  # fmt: skip
_NUMBERS = ("survival_probability", "logit", "region_x_l0", "region_y_l0", "region_width_l0", "region_height_l0",
            "tiles_read")  # fmt: skip
_OPTIONAL_NUMBERS = ("interval_low", "interval_high", "threshold", "mpp", "unfamiliar_share", "seconds")
NEEDED = ("image", "image_sha256", "core", "demo", "analysed_at", *_TEXTS, *_NUMBERS, *_OPTIONAL_NUMBERS)
_PROBABILITIES = ("survival_probability", "interval_low", "interval_high", "threshold")
_LEVELS = ("ok", "caution", "do not use")
_AS_PLACED_PX = 1.0
"""Maximum distance in level-0 px between the centre of a spot's region and the centre of its predicted region. The
difference exists because the corner of a region is rounded to whole px.
"""


@dataclass(frozen=True)
class ImportedPredictions:
    """The number of predictions that were added, and the number that the study already had."""

    added: int
    known: int

    @property
    def text(self) -> str:
        """Return a sentence with the numbers of added predictions and of those that the study already had."""
        known = f" {plural(self.known, 'was', 'were')} already in the study." if self.known else ""
        return f"Added: {plural(self.added, 'prediction')}.{known}"


def import_predictions(study: Study, path: Path) -> ImportedPredictions:
    """Add the predictions in the table of a cohort run, or in the folder of the run. Return their numbers.

    A row belongs to the spot with the same SHA-256 of the image and the same core. If a line is faulty, raise
    StudyError with a list of all faulty lines and add nothing.
    """
    path = path / TABLE if path.is_dir() else path
    table = read_table(path, StudyError)
    missing = table.missing(NEEDED)
    if missing:
        remedy = "Give the file results.csv that was written by: histocast cohort run."
        raise StudyError(f"{path.name} lacks the columns {', '.join(missing)}.", remedy)
    spots = {(spot.sha256, spot.core): spot for spot in spots_of(study)}
    origin = {"table": path.name, "sha256": file_sha256(path)}
    found, faults = [], []
    for line, cells in table.rows:
        wrong = list(_faults(cells, spots))
        faults += [f"line {line}: {fault}" for fault in wrong]
        if not wrong:
            found.append((spots[cells["image_sha256"], cells["core"]], cells))
    if faults:
        raise StudyError(f"{path.name} has faults:", "Correct these lines. Nothing was imported.", tuple(faults))
    added = 0
    with study.changing():
        for spot, cells in found:
            added += _add(study, spot, cells, origin)
        study.log("", "predictions imported", **origin, predictions=added, known=len(found) - added)
    return ImportedPredictions(added, len(found) - added)


def _faults(cells: Mapping[str, str], spots: Mapping[tuple[str, str], StudySpot]) -> Iterator[str]:
    """Yield a text for each fault in a row of the table of predictions."""
    for name in (*_NUMBERS, *_OPTIONAL_NUMBERS):
        needed = name in _NUMBERS
        if needed and not cells[name].strip():
            yield f"{name} is empty"
        elif cells[name] and _number(cells[name]) is None:
            yield f"{name} {cells[name]!r} is not a number with a decimal point"
        elif name in _PROBABILITIES and cells[name] and not is_number(_number(cells[name]), 0, 1):
            yield f"{name} {cells[name]} is not between 0 and 1"
    for name in ("verdict", "reliability"):
        if cells[name] not in _LEVELS:
            neither = f"is neither {' nor '.join(_LEVELS)}"
            yield f"{name} {_not(cells[name], neither)}"
    if cells["demo"] not in ("true", "false"):
        yield f"demo {_not(cells['demo'], 'is neither true nor false')}"
    if _moment(cells["analysed_at"]) is None:
        yield f"analysed_at {_not(cells['analysed_at'], 'is not a time')}"
    spot = spots.get((cells["image_sha256"], cells["core"]))
    if spot is None:
        core = f" with the core {cells['core']}" if cells["core"] else ""
        yield f"{cells['image']}{core} is not an image of this study (SHA-256 {cells['image_sha256'][:8]})"
    elif not _as_placed(cells, spot):
        yield f"{cells['image']} was analysed at another position than the study gives for {spot.name}"


def _not(cell: str, why: str) -> str:
    """Return what is wrong with a cell that cannot be used: "is empty", or its text and the reason `why`."""
    return f"{cell!r} {why}" if cell.strip() else "is empty"


def _as_placed(cells: Mapping[str, str], spot: StudySpot) -> bool:
    """Return whether the prediction in a row was computed in the region that the study gives for `spot`."""
    if spot.region is None:
        return cells["region_kind"] != "placed"
    x, y, width, height = (_number(cells[f"region_{name}_l0"]) for name in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None:
        return True  # Another check reports this fault.
    centre = spot.region.centre
    return max(abs(x + width / 2 - centre.x), abs(y + height / 2 - centre.y)) <= _AS_PLACED_PX


def _number(text: str) -> float | None:
    """Return the finite number in a text of the table, or None if there is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if is_number(value) else None


def _moment(text: str) -> str | None:
    """Return a time with time zone, in the form that studies use. Return None if the text is no such time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds") if moment.tzinfo else None


def _add(study: Study, spot: StudySpot, cells: Mapping[str, str], origin: Mapping[str, str]) -> bool:
    """Add the prediction in a row of the table; return False if the study already has this prediction."""
    number = {name: _number(cells[name]) for name in (*_NUMBERS, *_OPTIONAL_NUMBERS)}
    at, p = _moment(cells["analysed_at"]), number["survival_probability"]
    known = study.one(
        "SELECT 1 FROM predictions WHERE spot_id = ? AND at = ? AND bundle_sha256 = ? AND precision = ?"
        " AND survival_probability = ?", (spot.id, at, cells["bundle_sha256"], cells["precision"], p),
    )  # fmt: skip
    if known is not None:
        return False
    values = (
        spot.id, at, cells["bundle"], cells["bundle_version"], cells["bundle_sha256"], cells["backbone_sha256"],
        int(cells["demo"] == "true"), cells["device"], cells["precision"], cells["arithmetic"], number["mpp"],
        cells["mpp_source"], number["region_x_l0"], number["region_y_l0"], number["region_width_l0"],
        number["region_height_l0"], cells["grid_fit"], cells["tile_order"], int(number["tiles_read"] or 0), p,
        number["interval_low"], number["interval_high"], cells["qualifier"], number["threshold"],
        cells["threshold_origin"], cells["risk_group"] or None, cells["verdict"],
        json.dumps(_sentences(cells["verdict_reasons"])), cells["made_by"],
        json.dumps(_record(cells, number, origin)),
    )  # fmt: skip
    study.write(f"INSERT INTO predictions ({COLUMNS}) VALUES ({', '.join('?' * len(values))})", values)
    return True


def _record(cells: Mapping[str, str], number: Mapping[str, float | None], origin: Mapping[str, str]) -> dict[str, Any]:
    """Return the record of a prediction: the values in a row of the table, and the source of the table."""
    region = {name: number[f"region_{name}_l0"] for name in ("x", "y", "width", "height")}
    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        "image": {"path": cells["image"], "sha256": cells["image_sha256"], "mpp": number["mpp"],
                  "mpp_source": cells["mpp_source"]},
        "survival_probability": number["survival_probability"],
        "image_in_cohort": cells["image_in_cohort"],
        "qualifier": cells["qualifier"],
        "logit": number["logit"],
        "risk_group": cells["risk_group"] or None,
        "verdict": {"level": cells["verdict"], "reasons": _sentences(cells["verdict_reasons"])},
        "familiarity": {"level": cells["familiarity"] or None, "share": number["unfamiliar_share"]},
        "reliability": {"level": cells["reliability"], "reasons": _sentences(cells["reliability_reasons"])},
        "evidence": {"sentences": _sentences(cells["evidence"])},
        "window": {**region, "kind": cells["region_kind"], "note": cells["region_note"]},
        "bundle": {"name": cells["bundle"], "version": cells["bundle_version"], "sha256": cells["bundle_sha256"],
                   "endpoint": cells["endpoint"], "demo": cells["demo"] == "true"},
        "device": {"name": cells["device_name"], "words": cells["device"], "engine": cells["engine"],
                   "precision": cells["precision"], "arithmetic": cells["arithmetic"]},
        "seconds": number["seconds"],
        "made_by": cells["made_by"],
        "imported_from": {**origin, "run_id": cells["run_id"]},
    }  # fmt: skip


def _sentences(text: str) -> list[str]:
    return [text] if text else []
