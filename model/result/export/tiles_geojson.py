"""Write STEM.geojson: the tiles of a prediction as rectangles with measurements, in the format of QuPath."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from model.base.files import replacing
from model.result.export.base import Exported
from model.result.export.familiarity import familiarity_record
from model.result.export.wording import disclaimers
from model.result.maps import UNFAMILIAR, MapChoice, map_values
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

_DIGITS = 9
"""Number of significant digits of the numbers in the file. Nine digits distinguish any two float32 numbers."""


def write(exported: Exported, path: Path) -> None:
    """Write a FeatureCollection with the tiles of `exported` to `path`.

    The format is defined by QuPath's `PathObjectTypeAdapters`: `objectType` "tile", closed rings in level-0 px,
    `measurements` by name, and a UUID for each tile. The UUIDs depend only on the region and the model. Measurements of
    tiles that were not used are left out, because QuPath has no empty measurements. `exported.extra` is written as
    measurements too.
    """
    prediction = exported.prediction
    reliability = reliability_of(prediction)
    collection = {
        "type": "FeatureCollection",
        "features": _features(prediction, exported.extra),
        "histocast": {
            "image_sha256": prediction.image.sha256,
            "bundle": prediction.bundle.name,
            "bundle_sha256": prediction.bundle.sha256,
            "survival_probability": prediction.survival_probability,
            "qualifier": prediction.bundle.calibration,
            "verdict": prediction.verdict.level,
            "familiarity": familiarity_record(prediction.familiarity),
            "reliability": reliability.level,
            "reliability_reasons": list(reliability.reasons),
            "made_by": prediction.made_by,
            "notice": " ".join(disclaimers(prediction.bundle)),
        },
    }
    with replacing(path) as beside:
        beside.write_text(json.dumps(collection, allow_nan=False) + "\n", encoding="utf-8", newline="\n")


def _features(prediction: Prediction, extra: Mapping[str, np.ndarray]) -> list[dict[str, Any]]:
    named = _measurements(prediction) | {f"{name} ({_notice(prediction)})": values for name, values in extra.items()}
    region = prediction.placement.region
    result = f"histocast:{prediction.image.sha256}/{prediction.bundle.sha256}/{region.x},{region.y},{region.width}"
    features = []
    for index, box in enumerate(prediction.tile_boxes):
        x, y, right, bottom = (round(float(edge), 4) for edge in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
        measured = {name: float(f"{values[index]:.{_DIGITS}g}") for name, values in named.items()}
        ring = [[x, y], [right, y], [right, bottom], [x, bottom], [x, y]]
        features.append(
            {
                "type": "Feature",
                "id": str(uuid5(NAMESPACE_URL, f"{result}/tile/{index}")),
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {
                    "objectType": "tile",
                    "name": _tile_name(prediction, index),
                    "measurements": {name: value for name, value in measured.items() if np.isfinite(value)},
                },
            }
        )
    return features


def _tile_name(prediction: Prediction, index: int) -> str:
    if prediction.grid.scattered:
        return f"tile {index + 1}"
    cell = prediction.grid.cell(index)
    return f"row {cell.row + 1}, column {cell.col + 1}"


def _notice(prediction: Prediction) -> str:
    """Return the notice that is added to the name of every measurement computed by the model."""
    demo = "DEMO MODEL, " if prediction.bundle.demo else ""
    return f"{demo}{prediction.bundle.calibration}, research use only"


def _measurements(prediction: Prediction) -> dict[str, np.ndarray]:
    """Return values by tile index, under the names that QuPath shows. NaN means that the tile was not used."""
    grid, trace = prediction.grid, prediction.trace
    step, running = np.full(grid.tiles, np.nan), np.full(grid.tiles, np.nan)
    step[trace.index] = np.arange(1, trace.steps + 1)
    running[trace.index] = trace.running
    named = {
        "Reading step": step,
        "Tissue fraction": prediction.tissue_fraction,
        f"Survival probability so far ({_notice(prediction)})": running,
    }
    for kind in ("norm", "change"):
        for layer in range(len(trace.hidden)):
            name = f"Hidden state {kind}, layer {layer + 1}"
            named[name] = map_values(trace, grid, MapChoice(kind, layer)).ravel()
    if UNFAMILIAR in trace.tiles:
        named["Distance to training tissue / limit"] = map_values(trace, grid, MapChoice(UNFAMILIAR)).ravel()
    return named
