"""Compute lines and blocks of tiles that meet without gap or overlap. No Qt.

Neighbouring tiles of the default grid overlap by about 5.6 px of the analysis region. If they were drawn at full size,
two half-transparent blocks would make a darker seam there, and the grid would have double lines. Therefore the lines
are drawn half-way between the edges of neighbouring tiles.
"""

from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from model.base.geometry import RegionL0
from model.region.grid import GridSpec, level0_boxes


@dataclass(frozen=True, eq=False)
class Tiles:
    """The tiles on a slide: `boxes` float64 [tiles, 4] has x, y, width, height in level-0 px, by tile index."""

    grid: GridSpec
    boxes: np.ndarray


@dataclass(frozen=True, eq=False)
class Lattice:
    """The lines between tiles in level-0 px: `xs` float64 [cols + 1] and `ys` float64 [rows + 1], ascending."""

    xs: np.ndarray
    ys: np.ndarray

    @property
    def region(self) -> RegionL0:
        return RegionL0(self.xs[0], self.ys[0], self.xs[-1] - self.xs[0], self.ys[-1] - self.ys[0])

    def block(self, row: int, col: int) -> tuple[float, float, float, float]:
        """Return the area of a tile between the lines around it: x, y, width, height in level-0 px."""
        x, y = float(self.xs[col]), float(self.ys[row])
        return x, y, float(self.xs[col + 1]) - x, float(self.ys[row + 1]) - y


def tiles_of(session: Session) -> Tiles | None:
    """Return the analysed tiles or, before the analysis, the tiles that the model would analyse; None if unknown."""
    if session.image.opened is None:
        return None
    if session.analysis.partial is not None:
        return Tiles(session.analysis.partial.grid, session.analysis.partial.tile_boxes)
    if session.region.placement is not None and session.bundle is not None:
        grid = session.bundle.manifest.grid
        return Tiles(grid, level0_boxes(grid, session.region.placement.region))
    return None


def lattice(tiles: Tiles) -> Lattice:
    """Return the lines between neighbouring tiles. Each is half-way between the edges of two tiles."""
    boxes = tiles.boxes.reshape(tiles.grid.rows, tiles.grid.cols, 4)
    return Lattice(
        _meeting(boxes[0, :, 0], boxes[0, :, 0] + boxes[0, :, 2]),
        _meeting(boxes[:, 0, 1], boxes[:, 0, 1] + boxes[:, 0, 3]),
    )


def _meeting(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    return np.concatenate([starts[:1], (ends[:-1] + starts[1:]) / 2, ends[-1:]])


def tile_region(tiles: Tiles, index: int) -> RegionL0:
    """Return the whole area of the tile `index`, with the strips that it shares with its neighbours."""
    x, y, width, height = (float(v) for v in tiles.boxes[index])
    return RegionL0(x, y, width, height)
