"""A map laid over tissue pixel by pixel: tile boxes and colours come in, an RGB picture goes out, never smoothed."""

import numpy as np

from model.base.geometry import RegionL0
from model.region.grid import GridSpec


def cell_edges(starts: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Where n neighbouring tiles meet on one axis, float64 [n + 1]: half-way where they overlap."""
    ends = starts + sides
    return np.concatenate([starts[:1], (ends[:-1] + starts[1:]) / 2, ends[-1:]])


def picture_edges(boxes: np.ndarray, grid: GridSpec, region: RegionL0, side_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Edges of the columns and rows of tiles, in px of a `side_px` square picture of `region`.

    `boxes` float64 [tiles, 4] in level-0 px; edges may lie outside the picture (fit "pad").
    """
    xs = cell_edges(boxes[: grid.cols, 0], boxes[: grid.cols, 2])
    ys = cell_edges(boxes[:: grid.cols, 1], boxes[:: grid.cols, 3])
    return (xs - region.x) * side_px / region.width, (ys - region.y) * side_px / region.height


def lay_over(tissue: np.ndarray, colours: np.ndarray, xs: np.ndarray, ys: np.ndarray, opacity: float) -> np.ndarray:
    """`tissue` uint8 [h, w, 3] under `colours` uint8 [rows, cols, 4] (RGBA), each cell filling its edges exactly.

    A pixel belongs to the cell its centre lies in; pixels outside all cells stay as they are.
    """
    height, width = tissue.shape[:2]
    cols = np.searchsorted(xs, np.arange(width) + 0.5, side="right") - 1
    rows = np.searchsorted(ys, np.arange(height) + 0.5, side="right") - 1
    padded = np.zeros((colours.shape[0] + 1, colours.shape[1] + 1, 4), np.uint8)
    padded[:-1, :-1] = colours  # the last row and column, clear, stand for "outside" on both sides (-1 and n)
    over = padded[rows[:, None], cols[None, :]]
    alpha = over[..., 3:].astype(np.float32) * (opacity / 255)
    return np.rint(tissue * (1 - alpha) + over[..., :3] * alpha).astype(np.uint8)
