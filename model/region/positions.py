"""Tiles at any positions: their places on a slide, and the orders in which a head can process them.

The tiles of a feature file form no grid of fixed size. They cover the tissue of a whole slide, and each piece of tissue
may have its own grid. The tile orders are computed from the coordinates of the tiles. For the tiles of a full square
grid, the orders equal the orders of `model.region.orders`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.region.orders import SYMMETRIES

Unit = Literal["px", "um"]
"""Unit of positions: level-0 px, or um from the top-left corner of the slide."""

_TURNED: tuple[tuple[int, int, int], ...] = (
    (1, 1, 1), (0, -1, 1), (1, -1, -1), (0, 1, -1), (0, 1, 1), (1, 1, -1), (0, -1, -1), (1, -1, 1)
)  # fmt: skip
"""Three numbers for each flip and rotation, numbered as in `orders.symmetry`. The first is the coordinate that is equal
within a line: 1 for y, 0 for x. The second is the direction from line to line, and the third the direction along a
line; 1 means ascending."""


@dataclass(frozen=True, eq=False)
class TilePositions:
    """Where tiles lie. `corners` float64 [n, 2] has x, y of each tile's top-left corner, in raster order.

    `side` is the side length of a tile. `corners` and `side` are in `unit`.
    """

    corners: np.ndarray
    side: float
    unit: Unit = "px"

    @property
    def boxes(self) -> np.ndarray:
        """Return every tile as (x, y, width, height) in the unit of the positions, float64 [n, 4]."""
        return np.hstack([self.corners, np.full_like(self.corners, self.side)])

    def in_px(self, mpp: float) -> "TilePositions":
        """Return the positions in level-0 px. `mpp` is the pixel size of the slide in um/px."""
        return self if self.unit == "px" else TilePositions(self.corners / mpp, self.side / mpp)


def raster(corners: np.ndarray) -> np.ndarray:
    """Return the raster order of tiles, int64 [n]: sorted by y, then by x.

    `corners` float64 [n, 2] has the x, y of each tile's top-left corner. Tiles at the same position keep their order.
    """
    return np.lexsort((corners[:, 0], corners[:, 1]))


def turned(corners: np.ndarray, number: int) -> np.ndarray:
    """Return the raster order of the tiles after one of the eight flips and rotations, int64 [n].

    `number` is 0 to 7 and means the same as in `orders.symmetry`.
    """
    axis, lines, along = _TURNED[number]
    return np.lexsort((along * corners[:, 1 - axis], lines * corners[:, axis]))


def winding(corners: np.ndarray, number: int) -> np.ndarray:
    """Return the tile order that `turned` returns, with every second line reversed, int64 [n].

    A line is a row or a column of tiles.
    """
    axis, lines, along = _TURNED[number]
    _, line = np.unique(lines * corners[:, axis], return_inverse=True)
    return np.lexsort((np.where(line % 2, -along, along) * corners[:, 1 - axis], line))


def blocks(positions: TilePositions, number: int, side: int, generator: np.random.Generator) -> np.ndarray:
    """Return a tile order that takes blocks of `side` x `side` tiles one after the other, int64 [n].

    The blocks are in random order. Inside each block, the tiles have the order that `turned` returns for `number`.
    """
    cells = np.rint((positions.corners - positions.corners.min(axis=0)) / step(positions))
    # Only blocks that contain tiles are counted, because the tiles of a slide may lie far from each other.
    _, block = np.unique(cells[:, ::-1] // side, axis=0, return_inverse=True)
    place = generator.permutation(int(block.max()) + 1)[block.ravel()]
    order = turned(positions.corners, number)
    return order[np.argsort(place[order], kind="stable")]


def step(positions: TilePositions) -> float:
    """Return the distance between neighbouring tiles, in the unit of `positions`. It is at most the side of a tile.

    It is the tenth percentile of the distances along lines of equal y. Gaps in the tissue make most distances larger,
    and pieces of tissue with their own grids make a few of them smaller.
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
"""Structured tile orders by name, as in `orders.STRUCTURED`. Each is a function of the positions of the tiles, the
number of the flip or rotation, and a random generator.
"""


def mixed(positions: TilePositions, generator: np.random.Generator) -> np.ndarray:
    """Return a random or a structured order of the tiles, int64 [n]. The order is chosen as in `orders.mixed_order`."""
    tiles = len(positions.corners)
    if generator.random() < 0.5:
        return generator.permutation(tiles)
    names = tuple(STRUCTURED)
    name = names[int(generator.integers(len(names)))]
    order = STRUCTURED[name](positions, int(generator.integers(SYMMETRIES)), generator)
    return np.roll(order, int(generator.integers(tiles))) if generator.random() < 0.5 else order
