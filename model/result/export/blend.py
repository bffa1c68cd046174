"""Draw the colours of a map over an RGB image of the tissue, pixel by pixel and without smoothing."""

import numpy as np
from PIL import Image, ImageDraw

from model.base.geometry import RegionL0
from model.region.grid import GridSpec
from model.region.positions import TilePositions, step

BORDER_PX = 3
"""Width in px of the dark part of a border between regions of the tissue."""


def cell_edges(starts: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Return the edges of n neighbouring tiles along one axis, float64 [n + 1].

    Inner edges are in the middle of overlaps.
    """
    ends = starts + sides
    return np.concatenate([starts[:1], (ends[:-1] + starts[1:]) / 2, ends[-1:]])


def picture_edges(boxes: np.ndarray, grid: GridSpec, region: RegionL0, side_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the edges of the columns and rows of tiles in px of a picture of `region`.

    The picture is a square with the side `side_px`. `boxes` is float64 [tiles, 4] in level-0 px. If the tiles are laid
    out with the fit "pad", edges may lie outside the picture.
    """
    xs = cell_edges(boxes[: grid.cols, 0], boxes[: grid.cols, 2])
    ys = cell_edges(boxes[:: grid.cols, 1], boxes[:: grid.cols, 3])
    return (xs - region.x) * side_px / region.width, (ys - region.y) * side_px / region.height


def between_parts(parts: np.ndarray) -> tuple[tuple[int, int, int, int], ...]:
    """Return each edge between tiles of different regions of the tissue, as row, col, row, col of its two ends.

    `parts` [rows, cols] is the number of the region to which each tile belongs, or nan for none. The ends are corners
    of tiles, counted from the upper left, so there is one more row and one more column of corners than of tiles.
    """
    padded = np.pad(np.nan_to_num(parts, nan=0.0), 1)
    down, across = np.nonzero(padded[1:-1, 1:] != padded[1:-1, :-1]), np.nonzero(padded[1:, 1:-1] != padded[:-1, 1:-1])
    upright = ((row, col, row + 1, col) for row, col in zip(*(one.tolist() for one in down), strict=True))
    level = ((row, col, row, col + 1) for row, col in zip(*(one.tolist() for one in across), strict=True))
    return (*upright, *level)


def with_borders(picture: np.ndarray, parts: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """Return `picture` with borders between the regions in `parts`.

    Borders are dark lines with a light rim, which is visible on any stain. `xs` and `ys` are the edges of the tiles in
    px of the picture.
    """
    lined = Image.fromarray(picture)
    pen = ImageDraw.Draw(lined)
    lines = [(xs[c], ys[r], xs[d], ys[s]) for r, c, s, d in between_parts(parts)]
    for colour, width in (("#ffffff", BORDER_PX + 3), ("#14161a", BORDER_PX)):
        for line in lines:
            pen.line([float(at) for at in line], fill=colour, width=width)
    return np.asarray(lined)


def lay_over(tissue: np.ndarray, colours: np.ndarray, xs: np.ndarray, ys: np.ndarray, opacity: float) -> np.ndarray:
    """Return `tissue` uint8 [h, w, 3] with `colours` uint8 [rows, cols, 4] (RGBA) drawn over it.

    `opacity` is 0..1. A pixel gets the colour of the tile that contains the pixel's centre. Pixels outside all tiles
    are unchanged.
    """
    height, width = tissue.shape[:2]
    cols = np.searchsorted(xs, np.arange(width) + 0.5, side="right") - 1
    rows = np.searchsorted(ys, np.arange(height) + 0.5, side="right") - 1
    padded = np.zeros((colours.shape[0] + 1, colours.shape[1] + 1, 4), np.uint8)
    padded[:-1, :-1] = colours  # Pixels outside (index -1 or n) get the last row or column, which is transparent.
    over = padded[rows[:, None], cols[None, :]]
    return _blended(tissue, over, opacity)


def lay_tiles_over(
    tissue: np.ndarray, colours: np.ndarray, boxes: np.ndarray, region: RegionL0, opacity: float
) -> np.ndarray:
    """Return `tissue` with `colours` uint8 [n, 4] (RGBA) drawn over it, for tiles at any positions.

    `tissue` uint8 [side, side, 3] is a picture of the square `region`. `boxes` float64 [n, 4] are the tiles in level-0
    px, in raster order. Where tiles overlap, each tile is drawn as a smaller square around its centre, whose side is
    the distance between neighbouring tiles. A tile covers at least one pixel.
    """
    side_px = tissue.shape[0]
    positions = TilePositions(boxes[:, :2], float(boxes[0, 2]))
    half = step(positions) / 2
    centres = boxes[:, :2] + boxes[:, 2:] / 2 - (region.x, region.y)
    scale = side_px / region.width
    # A pixel belongs to the tile in which its centre lies.
    first, last = (np.ceil((centres + sign * half) * scale - 0.5).astype(np.int64) for sign in (-1, 1))
    first, last = first.clip(0), np.maximum(last, first.clip(0) + 1)
    over = np.zeros((*tissue.shape[:2], 4), np.uint8)
    for (x, y), (right, bottom), colour in zip(first.tolist(), last.tolist(), colours, strict=True):
        if colour[3]:
            over[y:bottom, x:right] = colour
    return _blended(tissue, over, opacity)


def _blended(tissue: np.ndarray, over: np.ndarray, opacity: float) -> np.ndarray:
    alpha = over[..., 3:].astype(np.float32) * (opacity / 255)
    return np.rint(tissue * (1 - alpha) + over[..., :3] * alpha).astype(np.uint8)
