"""Measurements and notes that a user made on an image: their values, lengths and areas, and the file that stores them.

The file is in the user's data folder and is named by the SHA-256 of the image. Nothing is written beside the image.
"""

import math
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

import numpy as np

from model.base.errors import MarkError
from model.base.geometry import PointL0, RegionL0
from model.result.image_store import ImageStore, number

MarkKind = Literal["length", "area", "outline", "note"]
LEAST = {"length": 2, "area": 3, "outline": 3, "note": 1}
"""The minimum number of points of each kind of mark."""
LONGEST_TEXT = 4000
"""Maximum number of characters of a name or note."""
FARTHEST_PX = 1e9
"""Maximum distance of a point from the origin in level-0 px, as in files with cores. Drawing and areas overflow with
much larger numbers."""
MM2 = 1e6
"""Number of um² in one mm²."""


@dataclass(frozen=True)
class Mark:
    """A measured length, an outlined area, or a note at a place.

    `points` are in level-0 px: the ends of a length, the corners of an area (the first corner is not repeated), or the
    place of a note. An outline comes from another program. Its area is not computed, because it has holes or crosses
    itself. `text` is the name of a measurement, which may be "", or the note. `key` identifies the mark. `imported`
    says whether the mark comes from another program. `holes` are the corners of each hole of an outline, in level-0
    px.
    """

    key: str
    kind: MarkKind
    points: tuple[PointL0, ...]
    text: str = ""
    made_on: str = ""
    """The day on which the mark was made, in ISO form."""
    imported: bool = False
    holes: tuple[tuple[PointL0, ...], ...] = ()

    @property
    def length_px(self) -> float:
        """Return the length of the line in level-0 px; 0 for other kinds."""
        if self.kind != "length":
            return 0.0
        pairs = zip(self.points, self.points[1:], strict=False)
        return sum(math.hypot(b.x - a.x, b.y - a.y) for a, b in pairs)

    @property
    def area_px2(self) -> float:
        """Return the area inside the outline in level-0 px², by the shoelace formula; 0 for other kinds."""
        return polygon_area(self.points) if self.kind == "area" else 0.0

    @property
    def bounds(self) -> RegionL0:
        """Return the smallest rectangle that contains all points, in level-0 px."""
        xs, ys = [point.x for point in self.points], [point.y for point in self.points]
        return RegionL0(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


Marks = tuple[Mark, ...]


def polygon_area(points: tuple[PointL0, ...]) -> float:
    """Return the area of a polygon that does not cross itself, in level-0 px²."""
    # Coordinates are relative to the first corner. Far from the origin, their products would lose digits.
    first = points[0]
    x = np.array([point.x - first.x for point in points])
    y = np.array([point.y - first.y for point in points])
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def crosses_itself(points: tuple[PointL0, ...]) -> bool:
    """Return whether two sides of the closed polygon, which are not neighbours, cross or touch."""
    corners = np.array([(point.x, point.y) for point in points])
    count = len(corners)
    starts, ends = corners, np.roll(corners, -1, axis=0)
    for at in range(count - 2):
        # The side after this one shares a corner with it, and so does the last side with the first one.
        last = count - 1 if at == 0 else count
        if _meets(starts[at], ends[at], starts[at + 2 : last], ends[at + 2 : last]):
            return True
    return False


def _meets(a: np.ndarray, b: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> bool:
    """Return whether the line from `a` to `b` meets one of the lines from `starts` to `ends`, float64 [n, 2]."""
    if len(starts) == 0:
        return False
    overlap = np.all(
        (np.minimum(starts, ends) <= np.maximum(a, b)) & (np.maximum(starts, ends) >= np.minimum(a, b)), axis=1
    )
    sides = _side(a, b, starts) * _side(a, b, ends) <= 0
    others = _side(starts, ends, a) * _side(starts, ends, b) <= 0
    return bool(np.any(overlap & sides & others))


def _side(a: np.ndarray, b: np.ndarray, point: np.ndarray) -> np.ndarray:
    """Return on which side of the line from `a` to `b` the `point` lies: 1 or -1, or 0 if it lies on the line."""
    along, to = b - a, point - a
    return np.asarray(np.sign(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]))


def checked_area(mark: Mark) -> Mark:
    """Return `mark`. Raise MarkError if it is an area whose outline crosses itself."""
    if mark.kind == "area" and crosses_itself(mark.points):
        message = "The outline crosses itself, so its area is not defined."
        raise MarkError(message, "Draw the outline again without a loop.")
    return mark


def length_text(length_px: float, mpp: float | None) -> str:
    """Return a length in um, in mm from 1 mm on, or in px if the pixel size `mpp` (um/px) is unknown."""
    if mpp is None:
        return f"{length_px:.1f} px"
    length_um = length_px * mpp
    return f"{length_um / 1000:.3f} mm" if length_um >= 1000 else f"{length_um:.1f} µm"


def area_text(area_px2: float, mpp: float | None) -> str:
    """Return an area in um², in mm² from 0.1 mm² on, or in px² if the pixel size `mpp` (um/px) is unknown."""
    if mpp is None:
        return f"{area_px2:.0f} px²"
    area_um2 = area_px2 * mpp**2
    return f"{area_um2 / MM2:.3f} mm²" if area_um2 >= MM2 / 10 else f"{area_um2:.0f} µm²"


def value_text(mark: Mark, mpp: float | None) -> str:
    """Return the measured value with its unit; "" for a note or an outline."""
    if mark.kind == "length":
        return length_text(mark.length_px, mpp)
    return area_text(mark.area_px2, mpp) if mark.kind == "area" else ""


def with_mark(marks: Marks, mark: Mark) -> Marks:
    """Return `marks` with `mark`, in place of the mark with the same key, or at the end if there is none."""
    return with_marks(marks, (mark,))


def with_marks(marks: Marks, more: Marks) -> Marks:
    """Return `marks` with the marks of `more`.

    A mark of `more` replaces the mark with the same key. If there is none, it is added at the end.
    """
    by_key = {mark.key: mark for mark in marks}
    by_key.update((mark.key, mark) for mark in more)
    return tuple(by_key.values())


def without_marks(marks: Marks, keys: Collection[str]) -> Marks:
    """Return `marks` without the marks that have these keys."""
    return tuple(known for known in marks if known.key not in keys)


def _entry(mark: Mark) -> dict[str, Any]:
    holes = [_pairs(hole) for hole in mark.holes]
    return {**asdict(mark), "points": _pairs(mark.points), "holes": holes}


def _pairs(points: tuple[PointL0, ...]) -> list[list[float]]:
    return [[point.x, point.y] for point in points]


def _mark(entry: Any) -> Mark | None:
    """Return the mark that an entry of a file describes. Return None if the entry is not valid."""
    try:
        points = _points(entry["points"])
        # Files of earlier versions have neither holes nor the origin.
        holes = tuple(_points(hole) for hole in entry.get("holes", ()))
        imported = entry.get("imported", False) is True
        texts = [entry[name] for name in ("key", "text", "made_on")]
        kind = entry["kind"]
        if kind not in get_args(MarkKind) or not all(isinstance(text, str) for text in texts) or not texts[0]:
            return None
        if any(len(text) > LONGEST_TEXT for text in texts) or not _is_unicode("".join(texts)):
            return None
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    fits = len(points) == LEAST[kind] if kind == "note" else len(points) >= LEAST[kind]
    return Mark(texts[0], kind, points, texts[1], texts[2], imported, holes) if fits else None


def _points(pairs: Any) -> tuple[PointL0, ...]:
    return tuple(PointL0(_coordinate(x), _coordinate(y)) for x, y in pairs)


def _coordinate(value: Any) -> float:
    """Return a coordinate of a file in level-0 px. Raise ValueError if it is no number or lies beyond any slide."""
    found = number(value)
    if abs(found) > FARTHEST_PX:
        raise ValueError("beyond any slide")
    return found


def _is_unicode(text: str) -> bool:
    """Return whether `text` can be shown. JSON allows halves of a character, which Qt and UTF-8 do not."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _marks(entries: list[Any]) -> Marks:
    """Return the marks that the entries of a file describe. Entries that are not valid are left out."""
    found = (_mark(entry) for entry in entries)
    return with_marks((), tuple(mark for mark in found if mark is not None))


_STORE: ImageStore[Marks] = ImageStore(
    "marks",
    1,
    "The measurements and notes",
    (),
    lambda marks: [_entry(mark) for mark in marks],
    _marks,
    lambda entries: sum(_mark(entry) is None for entry in entries),
    private=True,
)
marks_file = _STORE.file
"""Return the path of the file with the marks of an image. The argument is the SHA-256 of the image's content."""
saved_marks = _STORE.saved
"""Return the marks saved for an image with this SHA-256. Entries that are not valid are left out."""
trouble_with_marks = _STORE.trouble
"""Return a message if saved marks of this image cannot be read, otherwise ""."""
change_marks = _STORE.change
"""Change the saved marks of an image. Marks that another running program saved meanwhile are kept."""
