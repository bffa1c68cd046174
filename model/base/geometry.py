"""Positions and sizes, with one type for each coordinate system.

Level-0 px (`L0`)  pixels of the slide's full resolution; origin at its top-left corner, x to the right, y down.
                   The centre of the first pixel is at (0.5, 0.5).
Level px           pixels of one level, which is the full resolution or a smaller copy in the same file.
Cells              row and column in the grid of tiles.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SizeL0:
    """Width and height of a slide in level-0 px."""

    width: int
    height: int


@dataclass(frozen=True)
class SizeLevel:
    """Width and height of one level of a slide, in that level's own px."""

    width: int
    height: int


@dataclass(frozen=True)
class PointL0:
    """A position on a slide in level-0 px."""

    x: float
    y: float


@dataclass(frozen=True)
class RegionL0:
    """An axis-parallel rectangle on a slide in level-0 px; it may reach beyond the slide's edges."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of the right edge in level-0 px."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y of the bottom edge in level-0 px."""
        return self.y + self.height

    @property
    def centre(self) -> PointL0:
        """Return the centre of the rectangle."""
        return PointL0(self.x + self.width / 2, self.y + self.height / 2)

    def contains(self, point: PointL0) -> bool:
        """Return whether `point` is inside, or on the left or top edge. Points on the other two edges are outside."""
        return self.x <= point.x < self.right and self.y <= point.y < self.bottom

    def moved(self, dx: float, dy: float) -> "RegionL0":
        """Return the rectangle moved by `dx` to the right and `dy` down, in level-0 px."""
        return RegionL0(self.x + dx, self.y + dy, self.width, self.height)

    def inside_share(self, size: SizeL0) -> float:
        """Return the share of the rectangle's area that lies on a slide of the given `size`, 0 to 1."""
        width = max(0.0, min(self.right, size.width) - max(self.x, 0.0))
        height = max(0.0, min(self.bottom, size.height) - max(self.y, 0.0))
        return width * height / (self.width * self.height)


def between(first: PointL0, second: PointL0) -> RegionL0:
    """Return the rectangle that has the two points as opposite corners."""
    x, y = min(first.x, second.x), min(first.y, second.y)
    return RegionL0(x, y, abs(first.x - second.x), abs(first.y - second.y))


def united(first: RegionL0, second: RegionL0) -> RegionL0:
    """Return the smallest rectangle that contains both rectangles."""
    x, y = min(first.x, second.x), min(first.y, second.y)
    return RegionL0(x, y, max(first.right, second.right) - x, max(first.bottom, second.bottom) - y)


@dataclass(frozen=True)
class Cell:
    """A position in the grid of tiles; row 0 is at the top, col 0 at the left."""

    row: int
    col: int
