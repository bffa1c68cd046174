"""STEM.cores.geojson, cores as QuPath reads and writes them: an array goes out, QuPath's own file comes back in.

The form is that of QuPath's `PathObjectTypeAdapters` and `ROITypeAdapters`: `objectType` "tmaCore", a ring of level-0
px marked `isEllipse` whose bounds count, `isMissing`, a UUID, and the case under "Case ID".
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from model.errors import TmaError
from model.files import replacing
from model.geometry import PointL0
from model.report.wording import RESEARCH_USE_ONLY
from model.tma.array import Core, TmaArray
from model.tma.core_lines import faulty
from model.tma.core_table import OfSlide
from model.tma.labels import Place, place_named

GEOJSON = (".geojson", ".json")
CORE = "tmaCore"
_LEGACY_IDS = ("TMACoreObject", "PathAnnotationObject", "PathDetectionObject", "PathTileObject", "PathCellObject",
               "PathRootObject")  # fmt: skip
_CASE_KEYS = ("Case ID", "Unique ID")
"""As QuPath calls it today, and as it did before."""
_CONFIDENCE = "Histocast confidence"
_CORNERS = 72
"""A multiple of four: the ring then touches its bounds, which are all that QuPath reads of a circle."""


def write_core_geojson(
    array: TmaArray, slide: OfSlide, path: Path, measured: Mapping[str, Mapping[str, float]] = MappingProxyType({})
) -> None:
    """Write the cores as a FeatureCollection; ids are the same whenever the same core of the same slide is written.

    `measured` are numbers to stand beside a core, by its label.
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
    found = {} if core.confidence is None else {_CONFIDENCE: round(core.confidence, 4)}
    if found or measured:
        properties["measurements"] = found | dict(measured)
    if core.case_id:
        properties["metadata"] = {_CASE_KEYS[0]: core.case_id}
    return {
        "type": "Feature",
        "id": str(uuid5(NAMESPACE_URL, f"histocast:{slide.sha256}/core/{core.label}")),
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]], "isEllipse": True},
        "properties": properties,
    }


def read_core_geojson(path: Path) -> TmaArray:
    """The TMA cores of a GeoJSON file, whatever else is in it; TmaError lists every faulty core if there is one."""
    cores: list[Core] = []
    faults: list[str] = []
    first: dict[Place, int] = {}
    for number, feature in enumerate(features(path), start=1):
        if kind_of(feature) != CORE:
            continue
        try:
            core = _core(feature)
        except (LookupError, TypeError, ValueError):
            faults.append(f"feature {number} has no outline that is a circle")
            continue
        if isinstance(core, str):
            faults.append(f"feature {number}: {core}")
            continue
        before = first.setdefault(core.place, number)
        if before != number:
            faults.append(f"feature {number}: {core.label} is feature {before} already")
        cores.append(core)
    if faults:
        raise faulty(path, faults, "Mend these in QuPath and export again; none was used.")
    if not cores:
        remedy = "In QuPath, export all objects of the slide with its TMA grid."
        raise TmaError(f"{path.name} holds no TMA cores.", remedy)
    return TmaArray(tuple(cores))


def features(path: Path) -> list[Any]:
    """All features of a GeoJSON file, unchecked; TmaError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TmaError(f"{path} cannot be read ({error.strerror}).", "Check the path.") from error
    except (ValueError, RecursionError) as error:
        raise TmaError(f"{path.name} is not a GeoJSON file ({error}).", "Export it from QuPath again.") from error
    # QuPath writes a collection, a bare list, or for a single object that object.
    found = data.get("features", [data]) if isinstance(data, dict) else data
    return found if isinstance(found, list) else []


def kind_of(feature: Any) -> str:
    """What QuPath takes the feature for: "tmaCore", "annotation" ..., "unknown"; empty for what is no feature."""
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    known = properties if isinstance(properties, dict) else {}
    # In this order; QuPath 0.2 had the kind for an id, and later ones are UUIDs.
    given = [known.get(key) for key in ("objectType", "object_type", "type")]
    kind = next((str(one) for one in given if one), None)
    if kind is None:
        kind = str(feature["id"]) if feature.get("id") in _LEGACY_IDS else "unknown"
    return CORE if kind in ("tma_core", "TMACoreObject") else kind


def _core(feature: dict[str, Any]) -> Core | str:
    """The core, or what is wrong with its name."""
    properties = feature["properties"]
    name = str(properties.get("name", ""))
    place = place_named(name)
    if place is None:
        return f"{name!r} is no name such as A-12" if name else "it has no name"
    ring = feature["geometry"]["coordinates"][0]
    xs, ys = [float(point[0]) for point in ring], [float(point[1]) for point in ring]
    radius = (max(xs) - min(xs) + max(ys) - min(ys)) / 4
    if not (0 < radius < math.inf):
        raise ValueError("no extent")
    measured = properties.get("measurements")
    metadata = properties.get("metadata")
    known = metadata if isinstance(metadata, dict) else {}
    confidence = measured.get(_CONFIDENCE) if isinstance(measured, dict) else None
    case = next((known[key] for key in _CASE_KEYS if known.get(key)), None)
    return Core(
        place=place,
        centre=PointL0((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2),
        radius=radius,
        status="missing" if properties.get("isMissing") is True else "present",
        by_hand=confidence is None,
        confidence=None if confidence is None else float(confidence),
        case_id=None if case is None else str(case),
    )
