"""Write and read STEM.cores.geojson, which contains cores in QuPath's format. QuPath's own exports can be read too.

The format follows QuPath's `PathObjectTypeAdapters` and `ROITypeAdapters`. A core has the `objectType` "tmaCore", the
property `isMissing`, a UUID, and the case as "Case ID". Its outline is a polygon in level-0 px, which is marked
`isEllipse`. QuPath uses only the bounds of this polygon.
"""

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from model.base.errors import TmaError
from model.base.files import replacing
from model.result.export.wording import RESEARCH_USE_ONLY
from model.tma.array import Core, TmaArray
from model.tma.core_lines import faulty
from model.tma.core_table import OfSlide
from model.tma.geojson_file import Feature, read_features
from model.tma.geojson_shapes import bounds_of
from model.tma.geojson_values import CASE_KEYS, CONFIDENCE, case_of, confidence_of, is_missing, shown
from model.tma.labels import Place, place_named

GEOJSON = (".geojson", ".json")
CORE = "tmaCore"
_LEGACY_IDS = ("TMACoreObject", "PathAnnotationObject", "PathDetectionObject", "PathTileObject", "PathCellObject",
               "PathRootObject")  # fmt: skip
_CORNERS = 72
"""Number of corners of the polygon that represents a circle. It is a multiple of four, so that the polygon has exactly
the bounds of the circle, because QuPath uses only these bounds."""


def write_core_geojson(
    array: TmaArray, slide: OfSlide, path: Path, measured: Mapping[str, Mapping[str, float]] = MappingProxyType({})
) -> None:
    """Write the cores as a GeoJSON FeatureCollection. The same core of the same slide always gets the same id.

    `measured` has the measurements to write with each core, by the label of the core and the name of the measurement.
    """
    collection = {
        "type": "FeatureCollection",
        "features": [_feature(core, slide, measured.get(core.label, {})) for core in array.cores],
        "notice": RESEARCH_USE_ONLY,
    }
    with replacing(path) as beside:
        beside.write_text(json.dumps(collection, ensure_ascii=True, allow_nan=False) + "\n", encoding="utf-8")


def _feature(core: Core, slide: OfSlide, measured: Mapping[str, float]) -> dict[str, Any]:
    angles = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    ring = [
        [round(core.centre.x + core.radius * math.cos(a), 2), round(core.centre.y + core.radius * math.sin(a), 2)]
        for a in angles
    ]
    properties: dict[str, Any] = {"objectType": CORE, "name": core.label, "isMissing": core.status == "missing"}
    found = {} if core.confidence is None else {CONFIDENCE: round(core.confidence, 4)}
    if found or measured:
        properties["measurements"] = found | dict(measured)
    if core.case_id:
        properties["metadata"] = {CASE_KEYS[0]: core.case_id}
    return {
        "type": "Feature",
        "id": str(uuid5(NAMESPACE_URL, f"histocast:{slide.sha256}/core/{core.label}")),
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]], "isEllipse": True},
        "properties": properties,
    }


def read_core_geojson(path: Path) -> TmaArray:
    """Return the TMA cores in a GeoJSON file. Other objects are ignored.

    Raise TmaError if the file contains no cores. If some cores are faulty, raise TmaError with a list of them.
    """
    array = cores_among(read_features(path), path)
    if array is None:
        raise no_cores(path)
    return array


def no_cores(path: Path, instead: str = "") -> TmaError:
    """Return the error for a file that contains no cores. `instead` describes what the file contains."""
    message = f"{path.name} contains no TMA cores{f' (it holds {instead})' if instead else ''}."
    return TmaError(message, "In QuPath, export all objects of the slide with its TMA grid.")


def cores_among(features: Iterable[Feature], path: Path) -> TmaArray | None:
    """Return the TMA cores among the `features` of the file `path`, or None if there are none.

    Raise TmaError with a list of all faulty cores if there are any.
    """
    cores: list[Core] = []
    faults: list[str] = []
    first: dict[Place, str] = {}
    for feature in features:
        if kind_of(feature) != CORE:
            continue
        try:
            core = _core(feature)
        except ValueError as error:
            faults.append(f"{feature.where}: {error}")
            continue
        before = first.setdefault(core.place, feature.where)
        if before != feature.where:
            faults.append(f"{feature.where}: {core.label} is {before} already")
        cores.append(core)
    if faults:
        raise faulty(path, faults, "Correct these cores in QuPath and export them again. Nothing was imported.")
    return TmaArray(tuple(cores)) if cores else None


def kind_of(feature: Feature) -> str:
    """Return the kind that QuPath assigns to the feature: "tmaCore", "annotation" and others.

    Return "unknown" if the feature has no kind, and "" if the object is not a valid feature.
    """
    if not feature.is_readable:
        return ""
    # The first of these keys that has a value counts. If none has a value, the id may state the kind, as in files of
    # QuPath 0.2.
    given = [feature.properties.get(key) for key in ("objectType", "object_type", "type")]
    kind = next((one[:40] if isinstance(one, str) else shown(one) for one in given if one), None)
    if kind is None:
        kind = str(feature.value["id"]) if feature.value.get("id") in _LEGACY_IDS else "unknown"
    return CORE if kind in ("tma_core", "TMACoreObject") else kind


def _core(feature: Feature) -> Core:
    """Return the core that `feature` describes. Raise ValueError with a description of the fault if it is invalid."""
    properties = feature.properties
    name = properties.get("name")
    place = place_named(name) if isinstance(name, str) else None
    if place is None:
        raise ValueError("it has no name" if name in (None, "") else f"{shown(name)} is not a name such as A-12")
    outline = bounds_of(feature.value.get("geometry"), ("Polygon", "MultiPolygon"))
    if len(outline) > 1:
        raise ValueError(f"its outline has {len(outline)} parts, but a core is one circle")
    if not outline[0].radius > 0:
        raise ValueError("its outline has no extent")
    confidence = confidence_of(properties.get("measurements"))
    return Core(
        place=place,
        centre=outline[0].middle,
        radius=outline[0].radius,
        status="missing" if is_missing(properties.get("isMissing")) else "present",
        by_hand=confidence is None,
        confidence=confidence,
        case_id=case_of(properties),
    )
