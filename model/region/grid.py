"""Lay 16 x 16 tiles over a window: a `GridSpec` comes in, tile places in window px and level-0 px go out.

The publication says 256 tiles of 224 px from a 3500 px image and not how they were cut; 3500 / 224 is 15.6, so
one of three fits must be chosen, and the choice travels in the bundle:

overlap   tiles of 224 px at offsets round(linspace(0, 3276, 16)), neighbours overlapping by about 5.6 px (default)
pad       the window set in the middle of a 3584 px frame of glass, tiles side by side
resize    the window enlarged to 3584 px, tiles side by side (each covers 218.75 window px)
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.geometry import Cell, PointL0, RegionL0

Fit = Literal["overlap", "pad", "resize"]
Order = Literal["raster"]
FITS: tuple[Fit, ...] = ("overlap", "pad", "resize")
ORDERS: tuple[Order, ...] = ("raster",)


@dataclass(frozen=True)
class GridSpec:
    """How a window is cut into tiles. `index` of a tile is row * cols + col, which is also the raster order."""

    window_px: int = 3500
    tile_px: int = 224
    rows: int = 16
    cols: int = 16
    fit: Fit = "overlap"
    order: Order = "raster"

    @property
    def tiles(self) -> int:
        return self.rows * self.cols

    @property
    def frame_px(self) -> int:
        """Side of the square picture the tiles are cut from: the window itself, or the 3584 px frame."""
        return self.window_px if self.fit == "overlap" else self.rows * self.tile_px

    def cell(self, index: int) -> Cell:
        return Cell(index // self.cols, index % self.cols)

    def index(self, cell: Cell) -> int:
        return cell.row * self.cols + cell.col


def frame_offsets(spec: GridSpec) -> np.ndarray:
    """Top-left corners (x, y) of all tiles in frame px, int64 [tiles, 2], by tile index."""
    last = spec.frame_px - spec.tile_px
    xs = np.rint(np.linspace(0, last, spec.cols)).astype(np.int64)
    ys = np.rint(np.linspace(0, last, spec.rows)).astype(np.int64)
    return np.stack([np.tile(xs, spec.rows), np.repeat(ys, spec.cols)], axis=1)


def window_boxes(spec: GridSpec) -> np.ndarray:
    """Tiles as (x, y, width, height) in window px, float64 [tiles, 4], by tile index.

    With `pad` the outermost tiles reach past the window (negative x or y).
    """
    corners = frame_offsets(spec).astype(np.float64)
    side = float(spec.tile_px)
    if spec.fit == "pad":
        corners -= (spec.frame_px - spec.window_px) / 2
    elif spec.fit == "resize":
        corners *= spec.window_px / spec.frame_px
        side *= spec.window_px / spec.frame_px
    return np.hstack([corners, np.full_like(corners, side)])


def level0_boxes(spec: GridSpec, window: RegionL0) -> np.ndarray:
    """Tiles as (x, y, width, height) in level-0 px of the slide, float64 [tiles, 4], by tile index."""
    scale = window.width / spec.window_px
    boxes = window_boxes(spec) * scale
    boxes[:, 0] += window.x
    boxes[:, 1] += window.y
    return boxes


def tile_at(spec: GridSpec, window: RegionL0, point: PointL0) -> int | None:
    """Index of the tile whose centre is nearest to `point` among those that cover it; None where none does."""
    boxes = level0_boxes(spec, window)
    inside = (
        (boxes[:, 0] <= point.x)
        & (point.x < boxes[:, 0] + boxes[:, 2])
        & (boxes[:, 1] <= point.y)
        & (point.y < boxes[:, 1] + boxes[:, 3])
    )
    if not inside.any():
        return None
    distance = np.hypot(boxes[:, 0] + boxes[:, 2] / 2 - point.x, boxes[:, 1] + boxes[:, 3] / 2 - point.y)
    return int(np.where(inside, distance, np.inf).argmin())
