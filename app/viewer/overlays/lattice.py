"""Compute the lines between tiles, and tile blocks that meet with neither gaps nor overlaps. No Qt.

Neighbouring tiles of the default grid overlap by about 5.6 px of the analysis region. If they were drawn at full size,
two half-transparent blocks would make a darker seam there, and the grid would have double lines. Therefore the lines
are drawn half-way between the edges of neighbouring tiles. Tiles of a feature file form no grid. Each of them is drawn
as a square around its centre. The side of the square is the distance between neighbouring tiles.
"""

from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from model.base.geometry import RegionL0
from model.region.grid import GridSpec
from model.region.positions import TilePositions, step


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
    boxes = session.tile_boxes
    return None if boxes is None else Tiles(session.grid, boxes)


def lattice(tiles: Tiles) -> Lattice:
    """Return the lines between neighbouring tiles of a grid. Each line is half-way between the edges of two tiles."""
    boxes = tiles.boxes.reshape(tiles.grid.rows, tiles.grid.cols, 4)
    return Lattice(
        _meeting(boxes[0, :, 0], boxes[0, :, 0] + boxes[0, :, 2]),
        _meeting(boxes[:, 0, 1], boxes[:, 0, 1] + boxes[:, 0, 3]),
    )


def _meeting(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    return np.concatenate([starts[:1], (ends[:-1] + starts[1:]) / 2, ends[-1:]])


def drawn_areas(tiles: Tiles) -> np.ndarray:
    """Return the area in which each tile is drawn, float64 [tiles, 4]: x, y, width, height in level-0 px."""
    if tiles.grid.scattered:
        side = step(TilePositions(tiles.boxes[:, :2], float(tiles.boxes[0, 2])))
        corners = tiles.boxes[:, :2] + (tiles.boxes[:, 2:] - side) / 2
        return np.hstack([corners, np.full_like(corners, side)])
    lines = lattice(tiles)
    x, y = np.meshgrid(lines.xs[:-1], lines.ys[:-1])
    width, height = np.meshgrid(np.diff(lines.xs), np.diff(lines.ys))
    return np.stack([part.ravel() for part in (x, y, width, height)], axis=1)


def around(areas: np.ndarray) -> RegionL0:
    """Return the smallest area that contains all `areas` float64 [n, 4]."""
    left, top = (float(v) for v in areas[:, :2].min(axis=0))
    right, bottom = (float(v) for v in (areas[:, :2] + areas[:, 2:]).max(axis=0))
    return RegionL0(left, top, right - left, bottom - top)


def within(areas: np.ndarray, region: RegionL0) -> np.ndarray:
    """Return which of the `areas` float64 [n, 4] lie at least partly in `region`, bool [n]."""
    right, bottom = areas[:, 0] + areas[:, 2], areas[:, 1] + areas[:, 3]
    return np.asarray(
        (areas[:, 0] <= region.right) & (right >= region.x) & (areas[:, 1] <= region.bottom) & (bottom >= region.y)
    )


def tile_region(tiles: Tiles, index: int) -> RegionL0:
    """Return the whole area of the tile `index`, with the strips that it shares with its neighbours."""
    x, y, width, height = (float(v) for v in tiles.boxes[index])
    return RegionL0(x, y, width, height)
