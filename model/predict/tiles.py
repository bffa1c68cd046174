"""Read the tiles of a region, or of a whole slide, as uint8. No other module resamples or pads tiles."""

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from model.base.geometry import RegionL0, SizeL0
from model.region.grid import GridSpec, frame_offsets
from model.region.region import Placement
from model.slide.base import GLASS, Slide

_NEIGHBOURS = 16
"""Number of tiles of a slide that are read at once. They take 2.4 MB if the tiles have 224 px."""


def tile_rows(slide: Slide, placement: Placement, spec: GridSpec) -> Generator[np.ndarray, None, None]:
    """Yield the rows of the grid from top to bottom: uint8 [cols, tile_px, tile_px, 3], RGB.

    The area outside the slide is glass. Tiles may overlap, but no pixel of the slide is read twice.
    """
    side = spec.tile_px
    corners = frame_offsets(spec).reshape(spec.rows, spec.cols, 2)
    strip, top = np.empty((0, spec.frame_px, 3), np.uint8), 0
    for y in corners[:, 0, 1]:
        # The last rows of the previous strip are reused. Only the rows below them are read.
        have = top + len(strip)
        strip = np.concatenate([strip[y - top :], _frame_strip(slide, placement, spec, have, y + side)])
        top = y
        yield np.stack([strip[:side, x : x + side] for x in corners[0, :, 0]])


def read_tiles(slide: Slide, placement: Placement, spec: GridSpec) -> np.ndarray:
    """Return all tiles of a region at once: uint8 [tiles, tile_px, tile_px, 3], by tile index."""
    return np.concatenate(list(tile_rows(slide, placement, spec)))


@dataclass(frozen=True)
class SlideGrid:
    """Tiles side by side over a whole slide, starting at its top-left corner.

    `side` is the side of a tile in level-0 px. A tile belongs to the grid if its centre lies on the slide.
    """

    size: SizeL0
    side: float

    @property
    def rows(self) -> int:
        """Return the number of rows, at least 1."""
        return max(1, math.floor(self.size.height / self.side + 0.5))

    @property
    def cols(self) -> int:
        """Return the number of columns, at least 1."""
        return max(1, math.floor(self.size.width / self.side + 0.5))

    @property
    def tiles(self) -> int:
        """Return the number of tiles."""
        return self.rows * self.cols

    def boxes(self, index: np.ndarray) -> np.ndarray:
        """Return the rectangles of the tiles with the numbers `index`, int64 [n].

        A rectangle is (x, y, width, height) in level-0 px: float64 [n, 4].
        """
        corners = np.stack([index % self.cols, index // self.cols], axis=1) * self.side
        return np.hstack([corners, np.full_like(corners, self.side)])


def slide_tiles(slide: Slide, grid: SlideGrid, tile_px: int) -> Generator[tuple[int, np.ndarray], None, None]:
    """Yield all tiles of the slide in raster order, several neighbouring tiles at a time.

    Each yielded value is the index of the first of these tiles, and the tiles as uint8 [n, tile_px, tile_px, 3], RGB.
    The area outside the slide is glass. No pixel is read twice.
    """
    for row in range(grid.rows):
        for col in range(0, grid.cols, _NEIGHBOURS):
            count = min(_NEIGHBOURS, grid.cols - col)
            area = RegionL0(col * grid.side, row * grid.side, count * grid.side, grid.side)
            strip = slide.read(area, count * tile_px, tile_px)
            tiles = strip.reshape(tile_px, count, tile_px, 3).transpose(1, 0, 2, 3)
            yield row * grid.cols + col, np.ascontiguousarray(tiles)


def cut_tiles(frame: np.ndarray, spec: GridSpec) -> np.ndarray:
    """Cut the image `frame` into the tiles of the grid: uint8 [tiles, tile_px, tile_px, 3], by tile index."""
    side = spec.tile_px
    return np.stack([frame[y : y + side, x : x + side] for x, y in frame_offsets(spec)])


def _frame_strip(slide: Slide, placement: Placement, spec: GridSpec, first: int, last: int) -> np.ndarray:
    """Return the pixel rows `first` to `last` (exclusive) of the frame, which is the square that is cut into tiles.

    The array is uint8 [last - first, frame_px, 3].
    """
    if spec.fit != "pad":
        return _region_strip(slide, placement, spec.frame_px, first, last)
    strip = np.empty((last - first, spec.frame_px, 3), np.uint8)
    strip[:] = GLASS
    margin = (spec.frame_px - spec.window_px) // 2
    from_row, to_row = max(first, margin), min(last, margin + spec.window_px)
    if from_row < to_row:
        inner = _region_strip(slide, placement, spec.window_px, from_row - margin, to_row - margin)
        strip[from_row - first : to_row - first, margin : margin + spec.window_px] = inner
    return strip


def _region_strip(slide: Slide, placement: Placement, side_px: int, first: int, last: int) -> np.ndarray:
    """Return the pixel rows `first` to `last` (exclusive) of the region, resampled to `side_px` x `side_px`."""
    region = placement.region
    scale = region.height / side_px
    strip = RegionL0(region.x, region.y + first * scale, region.width, (last - first) * scale)
    return slide.read(strip, side_px, last - first)
