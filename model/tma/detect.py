"""Detect the cores of a tissue microarray on a thumbnail. Return a grid with all cores and empty places."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from model.base.progress import Progress, result_of
from model.tma.discs import Peaks, best_place, disc_map, peaks, usual_radius
from model.tma.ground import stained, without_slabs
from model.tma.joining import joined
from model.tma.lattice import Block, basis_of, blocks_of, predict_places

LEAST_UM, MOST_UM = 200.0, 1400.0
"""Range of core radii in um. Punches have diameters of 0.6 to 2 mm, and tissue shrinks or spreads on the slide."""
_TISSUE = 0.13
"""Minimum share of stained area inside a core's circle, at a place of the grid where no core was detected. If the share
is smaller, the core is missing. Otherwise the core may be broken.
"""
_FIT = 0.07
"""Minimum fit (see `discs.disc_map`) of a disc that counts as a broken core. A stroke of ink fits worse, because it
continues outside the disc.
"""
_REACH = 0.45
"""Maximum distance between the position of a broken core and its predicted position, in core radii."""
_SIZES = (0.85, 0.92, 1.0, 1.08, 1.16)
_WHOLE_FIT = 0.5
"""Minimum fit (see `discs.disc_map`) of a core whose own radius is measured. Cores with a lower fit get the usual
radius.
"""
STAGE, _STEPS = "finding cores", 5
"""Name of the stage, and how many steps of the detection are reported."""


@dataclass(frozen=True)
class FoundCore:
    """One place of the array's grid, with or without a core. `x`, `y` and `radius` are in px of the thumbnail.

    `confidence` is 0..1; it is 0 if the place is empty.
    """

    row: int
    col: int
    x: float
    y: float
    radius: float
    confidence: float
    missing: bool


@dataclass(frozen=True)
class Found:
    """The result of the detection: all places of the grid by row and column, starting at (0, 0).

    `radius` is the usual radius in px of the thumbnail, and `strays` is the number of round objects outside the grid.
    """

    cores: tuple[FoundCore, ...]
    radius: float
    strays: int


def detect(thumbnail: np.ndarray, px_um: float | None = None) -> Found | None:
    """Return the cores on `thumbnail`, like `detect_steps`, but in one call without progress reports."""
    return result_of(detect_steps(thumbnail, px_um))


def detect_steps(thumbnail: np.ndarray, px_um: float | None = None) -> Generator[Progress, None, Found | None]:
    """Return the cores on `thumbnail`, uint8 [h, w, 3], or None if it shows no grid of round objects.

    `px_um` is the side of a thumbnail pixel in um. If it is unknown (None), the radius of the cores is estimated from
    the image alone. The progress counts the steps of the detection.
    """
    yield Progress(STAGE, 0, _STEPS)
    stain = stained(thumbnail)
    radius = usual_radius(stain, (LEAST_UM / px_um, MOST_UM / px_um) if px_um else None)
    if radius is None:
        return None
    yield Progress(STAGE, 1, _STEPS)
    stain = without_slabs(stain, radius)
    fit = disc_map(stain, radius)
    yield Progress(STAGE, 2, _STEPS)
    discs = peaks(fit, radius)
    basis = basis_of(discs, radius)
    if basis is None:
        return None
    blocks = joined(blocks_of(discs, basis))
    if not blocks:
        return None
    yield Progress(STAGE, 3, _STEPS)
    own = _own_radii(stain, discs, radius)
    yield Progress(STAGE, 4, _STEPS)
    cores = [
        FoundCore(int(row), int(col), float(x), float(y), own[peak], float(discs.fit[peak]), False)
        for block in blocks
        for (row, col), (x, y), peak in zip(block.cells, block.xy, block.peaks, strict=True)
    ]
    cores += _empty_places(blocks, stain, fit, radius)
    on_grid = {int(peak) for block in blocks for peak in block.peaks}
    return Found(_from_zero(cores), radius, _strays(discs, on_grid, cores, radius))


def _own_radii(stain: np.ndarray, discs: Peaks, radius: float) -> list[float]:
    """Return the radius of each core in px: the best fitting of several sizes near the usual radius."""
    cols, rows = discs.xy.T.astype(int)
    fits = np.stack([disc_map(stain, radius * size)[rows, cols] for size in _SIZES])
    best = np.array(_SIZES)[fits.argmax(axis=0)]
    return [float(radius * (size if fit >= _WHOLE_FIT else 1.0)) for size, fit in zip(best, discs.fit, strict=True)]


def _empty_places(blocks: list[Block], stain: np.ndarray, fit: np.ndarray, radius: float) -> list[FoundCore]:
    """Return the grid places without a detected disc. Places with tissue are broken cores, the others missing cores."""
    from scipy import ndimage

    taken = {(int(row), int(col)) for block in blocks for row, col in block.cells}
    rows, cols = (range(min(c[axis] for c in taken), max(c[axis] for c in taken) + 1) for axis in (0, 1))
    free = [(row, col) for row in rows for col in cols if (row, col) not in taken]
    # Tissue that belongs to detected cores is ignored.
    theirs = np.zeros(stain.shape, bool)
    for block in blocks:
        for x, y in block.xy:
            theirs[min(int(y), stain.shape[0] - 1), min(int(x), stain.shape[1] - 1)] = True
    away = ndimage.distance_transform_edt(~theirs)
    rest = np.where(away > 1.05 * radius, stain, 0)
    rest_fit = disc_map(rest, radius)
    found = []
    for cell, place in zip(free, _places(blocks, free), strict=True):
        at = best_place(rest_fit, place, radius, _REACH * radius)
        tissue = _share(rest, at, radius)
        col, row = int(np.clip(at[0], 0, stain.shape[1] - 1)), int(np.clip(at[1], 0, stain.shape[0] - 1))
        there = tissue >= _TISSUE and rest_fit[row, col] >= _FIT
        x, y = at if there else place
        sure = float(np.clip(rest_fit[row, col], 0, 1)) if there else 0.0
        found.append(FoundCore(*cell, float(x), float(y), radius, sure, not there))
    return found


def _places(blocks: list[Block], cells: list[tuple[int, int]]) -> list[np.ndarray]:
    """Return the expected position of each of the grid cells `cells`, (x, y) in px of the thumbnail.

    The position of a cell is predicted from the block of cores whose rows or columns include the cell, otherwise from
    the nearest block.
    """

    def away(block: Block, cell: np.ndarray) -> tuple[float, float]:
        outside = np.maximum(block.cells.min(axis=0) - cell, cell - block.cells.max(axis=0)).clip(min=0)
        return float(outside.sum()), float(abs(block.cells - cell).max(axis=1).min())

    places = []
    for cell in map(np.array, cells):
        block = min(blocks, key=lambda block, cell=cell: away(block, cell))  # type: ignore[misc]
        places.append(predict_places(block, cell[None])[0])
    return places


def _share(stain: np.ndarray, at: np.ndarray, radius: float) -> float:
    """Return the mean stain within `radius` px of the point `at`. The area outside the image counts as unstained."""
    height, width = stain.shape
    y0, y1 = max(0, int(at[1] - radius)), min(height, int(at[1] + radius) + 2)
    x0, x1 = max(0, int(at[0] - radius)), min(width, int(at[0] + radius) + 2)
    if x0 >= x1 or y0 >= y1:
        return 0.0
    y, x = np.ogrid[y0:y1, x0:x1]
    disc = np.hypot(x - at[0], y - at[1]) <= radius
    return float(stain[y0:y1, x0:x1][disc].sum() / (np.pi * radius**2))


def _from_zero(cores: list[FoundCore]) -> tuple[FoundCore, ...]:
    """Return the cores sorted by row and column, and renumbered so that the first row and column are 0."""
    top, left = min(core.row for core in cores), min(core.col for core in cores)
    moved = [FoundCore(c.row - top, c.col - left, c.x, c.y, c.radius, c.confidence, c.missing) for c in cores]
    return tuple(sorted(moved, key=lambda core: (core.row, core.col)))


def _strays(discs: Peaks, on_grid: set[int], cores: list[FoundCore], radius: float) -> int:
    """Return the number of round objects that fit well but are far from every core of the grid."""
    places = np.array([(core.x, core.y) for core in cores if not core.missing])
    off = [i for i in range(len(discs.fit)) if i not in on_grid and discs.fit[i] >= _WHOLE_FIT]
    return sum(bool(np.hypot(*(places - discs.xy[i]).T).min() > 1.5 * radius) for i in off)
