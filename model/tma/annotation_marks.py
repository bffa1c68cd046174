"""Turn annotations of QuPath into marks: areas, lengths and notes with their names and outlines."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from model.base.geometry import PointL0
from model.base.printable import printable
from model.result.marks import LONGEST_TEXT, Mark, MarkKind, Marks, crosses_itself
from model.tma.geojson_file import Feature
from model.tma.geojson_shapes import bounds_of

MOST_CORNERS = 5000
"""Maximum number of corners of an outline whose area is computed. A longer outline is drawn without its area, because
the check whether it crosses itself would take seconds.
"""
UNNAMED = "annotation"


def marks_of(feature: Feature) -> Marks:
    """Return the marks of an annotation, one for each of its parts (polygon, line or point).

    Raise ValueError if `bounds_of` finds a fault in the coordinates. A polygon that has holes or crosses itself becomes
    an outline without an area. The same annotation always gets the same keys, so that reading a file again adds
    nothing.
    """
    geometry = feature.value.get("geometry")
    bounds_of(geometry)
    marks = []
    for kind, rings in _parts(geometry):
        points, *holes = (_corners(ring, kind) for ring in rings)
        found = _kind(kind, points, len(rings))
        name = _name(feature) or (UNNAMED if found == "note" else "")
        key = uuid5(NAMESPACE_URL, f"histocast:annotation/{name}/{found}/{points}").hex
        marks.append(Mark(key, found, points, name, imported=True, holes=tuple(holes)))
    return tuple(marks)


def _corners(ring: list[Any], kind: str) -> tuple[PointL0, ...]:
    """Return the positions of a ring. GeoJSON repeats the first corner of a polygon at its end; it is left out."""
    points = tuple(PointL0(float(x), float(y)) for x, y, *_ in ring)
    return points[:-1] if kind == "Polygon" and len(points) > 1 and points[0] == points[-1] else points


def _kind(kind: str, points: tuple[PointL0, ...], rings: int) -> MarkKind:
    if kind == "Point" or len(points) == 1:
        return "note"
    if kind == "LineString" or len(points) == 2:
        return "length"
    plain = rings == 1 and len(points) <= MOST_CORNERS and not crosses_itself(points)
    return "area" if plain else "outline"


def _parts(geometry: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    """Return the type and the rings (lists of positions) of each part. `bounds_of` has checked the geometry.

    A line or a point has one ring.
    """
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return [part for member in geometry["geometries"] for part in _parts(member)]
    single = kind.removeprefix("Multi")
    parts = geometry["coordinates"] if kind != single else [geometry["coordinates"]]
    if single == "Polygon":
        return [(single, part) for part in parts]
    return [(single, [part if single == "LineString" else [part]]) for part in parts]


def _name(feature: Feature) -> str:
    """Return the annotation's own name, otherwise the name of its class, otherwise ""."""
    name, of_class = feature.properties.get("name"), feature.properties.get("classification")
    class_name = of_class.get("name") if isinstance(of_class, dict) else None
    found = next((text for text in (name, class_name) if isinstance(text, str) and text), "")
    # A longer text, or half a character, would be refused when the saved marks are read.
    return printable(found)[:LONGEST_TEXT]
