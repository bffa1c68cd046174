"""Write a large slide for the viewer benchmark: a tiled TIFF pyramid of 1.7 gigapixels."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

SIDE, TILE = 40_960, 512
LEVELS = 6
PERIOD = 4
"""The picture repeats after this number of tiles in each direction, because encoding all tiles separately would take
minutes."""
MPP = 0.25


def make_large_slide(folder: Path) -> Path:
    """Write `large.tif` into `folder` and return its path. The slide is 40 960 px square and has JPEG tiles.

    Each level has half the size of the previous level and shows the same picture.
    """
    import tifffile

    target = folder / "large.tif"
    resolution = (10_000 / MPP, 10_000 / MPP)
    picture = _picture()
    with tifffile.TiffWriter(target, bigtiff=True) as writer:
        for level in range(LEVELS):
            side = SIDE >> level
            writer.write(
                _tiles(picture, math.ceil(side / TILE)),
                shape=(side, side, 3),
                dtype="uint8",
                tile=(TILE, TILE),
                photometric="ycbcr",
                compression="jpeg",
                subifds=LEVELS - 1 if level == 0 else None,
                subfiletype=0 if level == 0 else 1,
                resolution=resolution if level == 0 else None,
                resolutionunit="CENTIMETER",
            )
            picture = _halved(picture)
    return target


def _tiles(picture: np.ndarray, across: int) -> Iterator[bytes]:
    """Yield the tiles of a square level with `across` tiles a side, row by row, as JPEG."""
    import imagecodecs

    period = len(picture) // TILE
    encoded = [
        [
            bytes(imagecodecs.jpeg8_encode(np.ascontiguousarray(picture[y : y + TILE, x : x + TILE]), level=80,
                                           colorspace="RGB", outcolorspace="YCBCR", subsampling="420"))
            for x in range(0, len(picture), TILE)
        ]
        for y in range(0, len(picture), TILE)
    ]  # fmt: skip
    for row in range(across):
        for column in range(across):
            yield encoded[row % period][column % period]


def _picture() -> np.ndarray:
    """Return the part of the full-resolution picture that repeats, uint8 [PERIOD * TILE, PERIOD * TILE, 3], RGB.

    It shows tissue-like noise at four scales, because the time to decode depends on the detail.
    """
    rng, side = np.random.default_rng(7), PERIOD * TILE
    grain = sum(
        np.kron(rng.normal(0, 18, (side // step, side // step)), np.ones((step, step))) for step in (1, 8, 64, 512)
    )
    pixels = np.stack([214 + grain * 0.6, 150 + grain, 190 + grain * 0.7], axis=-1)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def _halved(picture: np.ndarray) -> np.ndarray:
    """Return `picture` at half its size. If it is then smaller than a tile, repeat it to the size of a tile."""
    side = len(picture) // 2
    small = picture.reshape(side, 2, side, 2, 3).mean(axis=(1, 3)).round().astype(np.uint8)
    return small if side >= TILE else np.tile(small, (TILE // side, TILE // side, 1))
