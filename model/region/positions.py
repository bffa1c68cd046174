"""Tiles at any positions: their places on a slide, and the orders in which a head can process them.

The tiles of a feature file form no grid of fixed size: they cover the tissue of a whole slide, and each piece of tissue
may have its own grid. Their orders are computed from their coordinates. For the tiles of a full square grid they are
the same as those of `model.region.orders`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.region.orders import SYMMETRIES

Unit = Literal["px", "um"]
"""Level-0 px, or um from the corner of the slide."""

_TURNED: tuple[tuple[int, int, int], ...] = (
    (1, 1, 1), (0, -1, 1), (1, -1, -1), (0, 1, -1), (0, 1, 1), (1, 1, -1), (0, -1, -1), (1, -1, 1)
)  # fmt: skip
"""For each flip and rotation: the axis whose lines are followed (1: lines of equal y, 0: of equal x), the direction in
which the lines follow one another, and the direction along a line. The numbers are those of `orders.symmetry`."""


@dataclass(frozen=True, eq=False)
class TilePositions:
    """Where tiles lie. `corners` is float64 [n, 2]: x, y of the top-left corner of each tile, in raster order.

    `side` is the side of a tile. Both are in `unit`.
    """

    corners: np.ndarray
    side: float
    unit: Unit = "px"

    @property
    def boxes(self) -> np.ndarray:
        """Return every tile as (x, y, width, height), float64 [n, 4]."""
        return np.hstack([self.corners, np.full_like(self.corners, self.side)])

    def in_px(self, mpp: float) -> "TilePositions":
        """Return the positions in level-0 px of a slide with the pixel size `mpp`, um/px."""
        return self if self.unit == "px" else TilePositions(self.corners / mpp, self.side / mpp)


def raster(corners: np.ndarray) -> np.ndarray:
    """Return the raster order of tiles at `corners` float64 [n, 2], int64 [n]: by y, then by x.

    Tiles at the same position keep their order.
    """
    return np.lexsort((corners[:, 0], corners[:, 1]))


def turned(corners: np.ndarray, number: int) -> np.ndarray:
    """Return the raster order of the tiles after one of the eight flips and rotations, int64 [n].

    `number` is 0 to 7 and means the same as in `orders.symmetry`.
    """
    axis, lines, along = _TURNED[number]
    return np.lexsort((along * corners[:, 1 - axis], lines * corners[:, axis]))


def winding(corners: np.ndarray, number: int) -> np.ndarray:
    """Return the order of `turned` with every second line reversed, int64 [n]."""
    axis, lines, along = _TURNED[number]
    _, line = np.unique(lines * corners[:, axis], return_inverse=True)
    return np.lexsort((np.where(line % 2, -along, along) * corners[:, 1 - axis], line))


def blocks(positions: TilePositions, number: int, side: int, generator: np.random.Generator) -> np.ndarray:
    """Return an order that takes blocks of `side` x `side` tiles one after the other, int64 [n].

    The blocks follow in random order. The order inside each block is that of `turned`.
    """
    cells = np.rint((positions.corners - positions.corners.min(axis=0)) / step(positions))
    # Only blocks with tiles are counted, because the tiles of a slide may lie far apart.
    _, block = np.unique(cells[:, ::-1] // side, axis=0, return_inverse=True)
    place = generator.permutation(int(block.max()) + 1)[block.ravel()]
    order = turned(positions.corners, number)
    return order[np.argsort(place[order], kind="stable")]


def step(positions: TilePositions) -> float:
    """Return the distance between neighbouring tiles: a small one along lines of equal y, at most a tile's side.

    It is the tenth percentile. Gaps in the tissue make most distances larger, and pieces of tissue with their own grids
    make a few of them smaller.
    """
    ordered = positions.corners[raster(positions.corners)]
    across, down = np.diff(ordered, axis=0).T
    found = across[(down == 0) & (across > 0)]
    if not len(found):
        return positions.side
    return float(min(np.quantile(found, 0.1, method="lower"), positions.side))


Structured = Callable[[TilePositions, int, np.random.Generator], np.ndarray]
STRUCTURED: dict[str, Structured] = {
    "raster": lambda positions, number, generator: turned(positions.corners, number),
    "serpentine": lambda positions, number, generator: winding(positions.corners, number),
    "blocks of 2": lambda positions, number, generator: blocks(positions, number, 2, generator),
    "blocks of 4": lambda positions, number, generator: blocks(positions, number, 4, generator),
}
"""Structured orders by name, as in `orders.STRUCTURED`."""


def mixed(positions: TilePositions, generator: np.random.Generator) -> np.ndarray:
    """Return a random or a structured order of the tiles, int64 [n], as `orders.mixed_order` does for a grid."""
    tiles = len(positions.corners)
    if generator.random() < 0.5:
        return generator.permutation(tiles)
    names = tuple(STRUCTURED)
    name = names[int(generator.integers(len(names)))]
    order = STRUCTURED[name](positions, int(generator.integers(SYMMETRIES)), generator)
    return np.roll(order, int(generator.integers(tiles))) if generator.random() < 0.5 else order
