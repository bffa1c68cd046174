"""Read GeoJSON geometries: return the bounds of each part in level-0 px.

A part is a polygon, a line or a point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from model.base.geometry import PointL0
from model.tma.geojson_values import shown

_PART_DEPTH = {"Point": 0, "LineString": 1, "Polygon": 2}
"""Number of nested lists around a position, by type of geometry."""
_MULTIPLE = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
SMALLEST = 1.0
"""Minimum length in level-0 px of a polygon's longer side. It excludes files of geographic maps: their coordinates are
in degrees, in which the outline of a core would be only about 0.001 wide.
"""
FARTHEST = 1e9
"""Maximum coordinate in level-0 px. A slide of one metre at 0.01 um/px has 1e8 px."""


@dataclass(frozen=True)
class Bounds:
    """The smallest and largest x and y of one part of a geometry, in level-0 px."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> PointL0:
        return PointL0((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def radius(self) -> float:
        """Return the radius of the circle with these bounds. For an ellipse, return the mean of its two radii."""
        return (self.right - self.left + self.bottom - self.top) / 4


def bounds_of(geometry: Any, only: Iterable[str] = (*_PART_DEPTH, *_MULTIPLE)) -> tuple[Bounds, ...]:
    """Return the bounds of each part of a geometry. Raise ValueError if there is no part, or if a part is invalid.

    `only` lists the accepted types of geometry. A collection is accepted if all its members are accepted.
    """
    found: list[Bounds] = []
    waiting = [geometry]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, dict):
            raise ValueError("it has no outline" if one is None else f"its geometry is {shown(one)}")
        kind = one.get("type")
        if kind == "GeometryCollection":
            members = one.get("geometries")
            if not isinstance(members, list):
                raise ValueError("its collection of geometries has no members")
            waiting += reversed(members)
            continue
        if not isinstance(kind, str) or kind not in only:
            raise ValueError(f"its geometry is {'a ' + kind if isinstance(kind, str) else 'of no known type'}")
        coordinates = one.get("coordinates")
        parts: list[Any] = [coordinates]
        if kind in _MULTIPLE:
            if not isinstance(coordinates, list):
                raise ValueError("its outline has no coordinates")
            parts = coordinates
        found += [_bounds(part, _PART_DEPTH[_MULTIPLE.get(kind, kind)]) for part in parts]
    if not found:
        raise ValueError("its outline is empty")
    return tuple(found)


def _bounds(part: Any, depth: int) -> Bounds:
    """Return the bounds of one part (polygon, line or point) of a geometry.

    `depth` is the number of nested lists around each position (`_PART_DEPTH`).
    """
    # All rings are used. Holes do not change the bounds, and some programs write holes before the outer ring.
    lists = part if depth == 2 else [part] if depth else [[part]]
    if not isinstance(lists, list) or not lists or any(not isinstance(one, list) or not one for one in lists):
        raise ValueError("its outline has no coordinates")
    pairs = [_position(position) for positions in lists for position in positions]
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    bounds = Bounds(min(xs), min(ys), max(xs), max(ys))
    if depth == 2 and 0 < max(bounds.right - bounds.left, bounds.bottom - bounds.top) < SMALLEST:
        raise ValueError("its outline is smaller than a pixel: is the file in degrees or millimetres?")
    return bounds


def _position(position: Any) -> tuple[float, float]:
    """Return x and y of a position. A third number is the height; it is optional and ignored."""
    if not isinstance(position, list) or len(position) < 2:
        raise ValueError(f"its outline has {shown(position)} instead of x and y")
    for number in position[:2]:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise ValueError(f"its outline has the coordinate {shown(number)}, which is not a number")
        if not abs(number) <= FARTHEST:
            raise ValueError(f"its outline has the coordinate {shown(number)}, which is not a position on a slide")
    return float(position[0]), float(position[1])
