"""Draw the colours of a map over an RGB image of the tissue, pixel by pixel and without smoothing."""

import numpy as np

from model.base.geometry import RegionL0
from model.region.grid import GridSpec


def cell_edges(starts: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Return the edges between n neighbouring tiles on one axis, float64 [n + 1]: half-way in each overlap."""
    ends = starts + sides
    return np.concatenate([starts[:1], (ends[:-1] + starts[1:]) / 2, ends[-1:]])


def picture_edges(boxes: np.ndarray, grid: GridSpec, region: RegionL0, side_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the edges of the columns and rows of tiles, in px of a square image of `region` with side `side_px`.

    `boxes` float64 [tiles, 4] in level-0 px; edges may lie outside the image (fit "pad").
    """
    xs = cell_edges(boxes[: grid.cols, 0], boxes[: grid.cols, 2])
    ys = cell_edges(boxes[:: grid.cols, 1], boxes[:: grid.cols, 3])
    return (xs - region.x) * side_px / region.width, (ys - region.y) * side_px / region.height


def lay_over(tissue: np.ndarray, colours: np.ndarray, xs: np.ndarray, ys: np.ndarray, opacity: float) -> np.ndarray:
    """Return `tissue` uint8 [h, w, 3] with `colours` uint8 [rows, cols, 4] (RGBA) over it, with `opacity` 0..1.

    A pixel belongs to the cell in which its centre lies; pixels outside all cells are unchanged.
    """
    height, width = tissue.shape[:2]
    cols = np.searchsorted(xs, np.arange(width) + 0.5, side="right") - 1
    rows = np.searchsorted(ys, np.arange(height) + 0.5, side="right") - 1
    padded = np.zeros((colours.shape[0] + 1, colours.shape[1] + 1, 4), np.uint8)
    padded[:-1, :-1] = colours  # the transparent last row and column are used for pixels outside (index -1 or n)
    over = padded[rows[:, None], cols[None, :]]
    alpha = over[..., 3:].astype(np.float32) * (opacity / 255)
    return np.rint(tissue * (1 - alpha) + over[..., :3] * alpha).astype(np.uint8)
