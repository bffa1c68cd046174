"""What somebody has marked on a slide elsewhere: a core table, or GeoJSON of QuPath, comes in; places go out.

TMA cores come as an array, annotations as the middles of their bounds. Tiles, cells and other detections are left out:
QuPath writes them by the hundred thousand, and none is a place somebody has chosen.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import TmaError
from model.geometry import PointL0, SizeL0
from model.tma.array import TmaArray
from model.tma.core_files import read_cores
from model.tma.core_geojson import GEOJSON, features, kind_of, read_core_geojson

_ANNOTATIONS = ("annotation", "PathAnnotationObject", "unknown")
"""As QuPath calls them; what says nothing of its kind is an annotation to QuPath as well."""


@dataclass(frozen=True)
class SlideObjects:
    """Cores, where there are any, and the middles of annotations."""

    array: TmaArray | None
    annotations: tuple[PointL0, ...] = ()


def read_objects(path: Path, size: SizeL0) -> SlideObjects:
    """What the file marks on a slide of `size`; TmaError where that is nothing, or lies beside the slide."""
    if path.suffix.lower() not in GEOJSON:
        return _on_slide(SlideObjects(read_cores(path)), path, size)
    found = features(path)
    kinds = [kind_of(feature) for feature in found]
    places = (_middle(feature) for feature, kind in zip(found, kinds, strict=True) if kind in _ANNOTATIONS)
    annotations = tuple(place for place in places if place is not None)
    array = read_core_geojson(path) if "tmaCore" in kinds else None
    if array is None and not annotations:
        remedy = "In QuPath, export the slide's TMA cores or annotations as GeoJSON."
        raise TmaError(f"{path.name} holds neither TMA cores nor annotations.", remedy)
    return _on_slide(SlideObjects(array, annotations), path, size)


def _on_slide(found: SlideObjects, path: Path, size: SizeL0) -> SlideObjects:
    cores = found.array.cores if found.array else ()
    places = (*(core.centre for core in cores), *found.annotations)
    beside = sum(not (0 <= place.x <= size.width and 0 <= place.y <= size.height) for place in places)
    if beside:
        message = f"{beside} of {len(places)} places in {path.name} lie beside this slide."
        raise TmaError(message, "Is it the file of another slide, or of a smaller copy? Places count full-size pixels.")
    return found


def _middle(feature: dict[str, Any]) -> PointL0 | None:
    """The middle of the bounds; None of what has no outline."""
    geometry = feature.get("geometry")
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return PointL0((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """All points of a geometry of any kind, however deep they lie."""
    if not isinstance(coordinates, list) or not coordinates:
        return
    if all(isinstance(number, int | float) for number in coordinates):
        if len(coordinates) >= 2 and all(map(math.isfinite, coordinates[:2])):
            yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)
