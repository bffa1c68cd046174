"""Write a synthetic slide of a tissue microarray: a pyramidal TIFF and its core map."""

import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import numpy as np

from model.base.files import replacing
from model.base.progress import Progress
from model.base.write_tables import write_csv
from model.synthesis.cohort_synthesis import DESCRIPTION, JPEG_QUALITY, patient_seed
from model.synthesis.composition import draw_composition
from model.synthesis.stain import GLASS
from model.synthesis.tissue import MPP, REGION_PX, render
from model.tma.labels import Place

PITCH = 1.2
"""Distance between the centres of neighbouring cores, in sides of an analysis region. The gap between two cores is a
third as wide as a core."""
MISSING = 0.1
"""Share of the positions that have no core."""
_TILE_PX = 512
_SMALLEST_PX = 1024
"""Maximum length in px of the longer side of the last pyramid level."""


def write_tma_slide(
    path: Path, rows: int, cols: int, seed: int = 1, side_px: int = REGION_PX
) -> Generator[Progress, None, tuple[Path, Path]]:
    """Write the slide to `path`, and STEM.core-map.csv with the case of every core beside it. Return both paths.

    Each core is a synthetic spot as in the demo cohort, in a square of `side_px`. The slide is made on the disk and not
    in memory. It takes 53 MB per core in the temporary folder, and the smaller levels take a third more.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, rows, cols])))
    step = round(PITCH * side_px)
    shape = (rows * step + side_px // 2, cols * step + side_px // 2, 3)
    missing = {int(i) for i in rng.permutation(rows * cols)[: int(MISSING * rows * cols)]}
    with tempfile.TemporaryDirectory(prefix="histocast-tma-") as folder:
        canvas = np.memmap(Path(folder) / "level-0", np.uint8, "w+", shape=shape)
        canvas[:] = GLASS
        for number in range(rows * cols):
            yield Progress("making cores", number, rows * cols)
            row, col = divmod(number, cols)
            off_y, off_x = np.rint(np.clip(rng.normal(0, 0.02, 2), -0.05, 0.05) * side_px).astype(int)
            if number in missing:
                continue
            own_seed = patient_seed(seed, number)
            top, left = (side_px // 4 + place * step + off + step // 12 for place, off in ((row, off_y), (col, off_x)))
            picture = render(draw_composition(own_seed), own_seed, side_px).image
            there = canvas[top : top + side_px, left : left + side_px]
            there[:] = picture[: there.shape[0], : there.shape[1]]
        yield Progress("writing the slide", rows * cols, rows * cols)
        _write(canvas, path, Path(folder))
        del canvas  # Windows cannot remove a mapped file
    core_map = path.with_suffix(".core-map.csv")
    _write_map(core_map, rows, cols, missing)
    return path, core_map


def _write(canvas: np.ndarray, path: Path, folder: Path) -> None:
    """Write the slide as a pyramid: the full resolution, and levels that are each half as large as the one before."""
    import tifffile

    levels = [canvas]
    while max(levels[-1].shape) > _SMALLEST_PX:
        levels.append(_halved(levels[-1], folder / f"level-{len(levels)}"))
    with replacing(path) as beside:
        with tifffile.TiffWriter(beside, bigtiff=True) as tiff:
            for number, level in enumerate(levels):
                tiff.write(
                    _tiles(level),
                    shape=level.shape,
                    dtype=np.uint8,
                    tile=(_TILE_PX, _TILE_PX),
                    photometric="rgb",
                    compression="jpeg",
                    compressionargs={"level": JPEG_QUALITY},
                    subifds=len(levels) - 1 if number == 0 else None,
                    subfiletype=1 if number else 0,
                    resolution=(1e4 / (MPP * 2**number), 1e4 / (MPP * 2**number)),
                    resolutionunit="CENTIMETER",
                    description=DESCRIPTION if number == 0 else None,
                    metadata=None,
                )
        levels.clear()


def _halved(level: np.ndarray, path: Path) -> np.ndarray:
    """Return `level` averaged over 2 x 2 px. An odd last row or column is left out.

    The result is stored in the file at `path`.
    """
    height, width = level.shape[0] // 2, level.shape[1] // 2
    smaller = np.memmap(path, np.uint8, "w+", shape=(height, width, 3))
    for row in range(0, height, _TILE_PX):
        band = level[2 * row : 2 * min(row + _TILE_PX, height), : 2 * width].astype(np.uint16)
        four = band[::2, ::2] + band[1::2, ::2] + band[::2, 1::2] + band[1::2, 1::2]
        smaller[row : row + _TILE_PX] = (four + 2) // 4
    return smaller


def _tiles(level: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the tiles of a level row by row. Tiles at the edges are padded with glass."""
    for top in range(0, level.shape[0], _TILE_PX):
        for left in range(0, level.shape[1], _TILE_PX):
            part = level[top : top + _TILE_PX, left : left + _TILE_PX]
            tile = np.empty((_TILE_PX, _TILE_PX, 3), np.uint8)
            tile[:] = GLASS
            tile[: part.shape[0], : part.shape[1]] = part
            yield tile


def _write_map(path: Path, rows: int, cols: int, missing: set[int]) -> None:
    written = [("core", "case_id", "status")]
    for number in range(rows * cols):
        status = "missing" if number in missing else "present"
        written.append((Place(*divmod(number, cols)).label, f"P{number:04d}", status))
    write_csv(path, written)
