"""Read the tiles of a region from a slide as uint8, 224 x 224 px. No other module resamples or pads tiles."""

from collections.abc import Generator

import numpy as np

from model.base.geometry import RegionL0
from model.region.grid import GridSpec, frame_offsets
from model.region.region import Placement
from model.slide.base import GLASS, Slide


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
    """Return all tiles at once: uint8 [tiles, tile_px, tile_px, 3], by tile index."""
    return np.concatenate(list(tile_rows(slide, placement, spec)))


def cut_tiles(frame: np.ndarray, spec: GridSpec) -> np.ndarray:
    """Cut an image of the whole frame into tiles: uint8 [tiles, tile_px, tile_px, 3], by tile index."""
    side = spec.tile_px
    return np.stack([frame[y : y + side, x : x + side] for x, y in frame_offsets(spec)])


def _frame_strip(slide: Slide, placement: Placement, spec: GridSpec, first: int, last: int) -> np.ndarray:
    """Return rows `first` to `last` (exclusive) of the frame: uint8 [last - first, frame_px, 3]."""
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
    """Return rows `first` to `last` (exclusive) of the region resampled to `side_px` x `side_px`."""
    region = placement.region
    scale = region.height / side_px
    strip = RegionL0(region.x, region.y + first * scale, region.width, (last - first) * scale)
    return slide.read(strip, side_px, last - first)
