"""Window to tiles: the only place that resamples and pads.

A slide and a placement come in; uint8 tiles [256, 224, 224, 3] by tile index go out.
"""

import numpy as np

from model.grid import GridSpec, frame_offsets
from model.slide.base import GLASS, Slide
from model.window import Placement


def read_frame(slide: Slide, placement: Placement, spec: GridSpec) -> np.ndarray:
    """The square picture the tiles are cut from: uint8 [frame_px, frame_px, 3], RGB, glass outside the slide."""
    if spec.fit != "pad":
        return slide.read(placement.region, spec.frame_px, spec.frame_px)
    frame = np.empty((spec.frame_px, spec.frame_px, 3), np.uint8)
    frame[:] = GLASS
    margin = (spec.frame_px - spec.window_px) // 2
    inner = slice(margin, margin + spec.window_px)
    frame[inner, inner] = slide.read(placement.region, spec.window_px, spec.window_px)
    return frame


def cut_tiles(frame: np.ndarray, spec: GridSpec) -> np.ndarray:
    """Tiles of a frame (from `read_frame`): uint8 [tiles, tile_px, tile_px, 3], by tile index."""
    side = spec.tile_px
    return np.stack([frame[y : y + side, x : x + side] for x, y in frame_offsets(spec)])
