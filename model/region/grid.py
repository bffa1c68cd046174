"""Compute the positions of the tiles of an analysis region, in region px and in level-0 px.

The region of VGG-16 has 16 x 16 tiles. The file of another encoder defines the size of its tiles. Its region has the
same side in um, and as many tiles as are needed to cover it.

The publication describes 256 tiles of 224 px from an image of 3500 px, but not how they were cut. 3500 / 224 is 15.6,
so 16 tiles do not fit side by side. The bundle states which of three solutions is used:

overlap   tiles of 224 px at offsets round(linspace(0, 3276, 16)); neighbours overlap by about 5.6 px (default)
pad       tiles side by side in a frame of 3584 px; the region is in its middle, and the border shows glass
resize    tiles side by side in the region enlarged to 3584 px; each tile covers 218.75 region px

Region px are pixels of the region at the model's pixel size, origin at its top-left corner.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.geometry import Cell, PointL0, RegionL0

Fit = Literal["overlap", "pad", "resize", "positions"]
"""How tiles are laid out. The beginning of this file describes "overlap", "pad" and "resize".

"positions" means that tiles lie at any positions; they then form one row of `cols` tiles in raster order.
"""
Order = Literal["raster"]
FITS: tuple[Fit, ...] = ("overlap", "pad", "resize")
ORDERS: tuple[Order, ...] = ("raster",)
REGION_UM = 3500 * 0.286
"""Side of an analysis region in um: the 1 mm of the published spots, 3500 px of 0.286 um."""
MOST_ROWS = 64
"""Maximum number of tiles in a row.

A square of 64 x 64 tiles of 224 px has 4096 tiles; their pixels take 600 MB of memory.
"""


@dataclass(frozen=True)
class GridSpec:
    """How a region is cut into tiles. The tiles are numbered in raster order: the index of a tile is row * cols + col.

    `window_px` is the side of the region in px at the model's pixel size. Bundles use the same field name.
    """

    window_px: int = 3500
    tile_px: int = 224
    rows: int = 16
    cols: int = 16
    fit: Fit = "overlap"
    order: Order = "raster"

    @property
    def scattered(self) -> bool:
        """Return whether the tiles lie at arbitrary positions and form no grid. Row and column then have no meaning."""
        return self.fit == "positions"

    @property
    def tiles(self) -> int:
        """Return the number of tiles of a region."""
        return self.rows * self.cols

    @property
    def frame_px(self) -> int:
        """Return the side in px of the square that is cut into tiles.

        With `pad` and `resize` it is larger than the region.
        """
        return self.window_px if self.fit == "overlap" else self.rows * self.tile_px

    def cell(self, index: int) -> Cell:
        """Return the row and the column of the tile with this `index`."""
        return Cell(index // self.cols, index % self.cols)

    def index(self, cell: Cell) -> int:
        """Return the index of the tile at `cell`."""
        return cell.row * self.cols + cell.col


def region_px(mpp: float) -> int:
    """Return the side in px of an analysis region at a pixel size of `mpp` um/px."""
    return round(REGION_UM / mpp)


def covering_rows(window_px: int, tile_px: int) -> int:
    """Return the number of tiles in a row that covers a region: 16 tiles of 224 px for a region of 3500 px."""
    return math.ceil(window_px / tile_px)


def grid_of_encoder(tile_px: int, mpp: float) -> GridSpec:
    """Return the grid of tiles for an encoder whose input is tiles of `tile_px` px at `mpp` um/px."""
    side = region_px(mpp)
    rows = covering_rows(side, tile_px)
    return GridSpec(side, tile_px, rows, rows)


def frame_offsets(spec: GridSpec) -> np.ndarray:
    """Return the top-left corner (x, y) of every tile: int64 [tiles, 2], by tile index.

    The corners are in px of the square that is cut into tiles (see `GridSpec.frame_px`).
    """
    last = spec.frame_px - spec.tile_px
    xs = np.rint(np.linspace(0, last, spec.cols)).astype(np.int64)
    ys = np.rint(np.linspace(0, last, spec.rows)).astype(np.int64)
    return np.stack([np.tile(xs, spec.rows), np.repeat(ys, spec.cols)], axis=1)


def region_boxes(spec: GridSpec) -> np.ndarray:
    """Return every tile as (x, y, width, height), float64 [tiles, 4], by tile index.

    The origin is the top-left corner of the region, and the unit is the px at the model's pixel size.

    With `pad`, the outermost tiles reach beyond the region. At the left and top edges their x or y is negative.
    """
    corners = frame_offsets(spec).astype(np.float64)
    side = float(spec.tile_px)
    if spec.fit == "pad":
        corners -= (spec.frame_px - spec.window_px) / 2
    elif spec.fit == "resize":
        corners *= spec.window_px / spec.frame_px
        side *= spec.window_px / spec.frame_px
    return np.hstack([corners, np.full_like(corners, side)])


def level0_boxes(spec: GridSpec, region: RegionL0) -> np.ndarray:
    """Return every tile as (x, y, width, height) in level-0 px of the slide: float64 [tiles, 4], by tile index."""
    scale = region.width / spec.window_px
    boxes = region_boxes(spec) * scale
    boxes[:, 0] += region.x
    boxes[:, 1] += region.y
    return boxes


def tile_at(spec: GridSpec, region: RegionL0, point: PointL0) -> int | None:
    """Return the index of the tile that covers `point`, or None if no tile does.

    If several tiles cover the point, return the tile with the nearest centre.
    """
    return box_at(level0_boxes(spec, region), point)


def box_at(boxes: np.ndarray, point: PointL0) -> int | None:
    """Return the index of the box that covers `point`, or None if no box does.

    `boxes` float64 [n, 4] (x, y, width, height) may lie at any positions. If several boxes cover the point, return the
    box with the nearest centre.
    """
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
