"""Write a large slide for the viewer benchmark: a tiled TIFF pyramid of 1.7 gigapixels."""

import math
from collections.abc import Iterator
from pathlib import Path

SIDE, TILE = 40_960, 512
LEVELS = 6
PATTERNS = 8
"""Number of different tiles. The slide repeats them, because encoding all its tiles separately would take minutes."""
MPP = 0.25


def make_large_slide(folder: Path) -> Path:
    """Write `large.tif` into `folder` and return its path. The slide is 40 960 px square and has JPEG tiles.

    Each level has half the size of the previous level.
    """
    import tifffile

    target = folder / "large.tif"
    tiles = _encoded_tiles()
    resolution = (10_000 / MPP, 10_000 / MPP)
    with tifffile.TiffWriter(target, bigtiff=True) as writer:
        for level in range(LEVELS):
            side = SIDE >> level
            writer.write(
                _sequence(tiles, math.ceil(side / TILE) ** 2),
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
    return target


def _sequence(tiles: list[bytes], count: int) -> Iterator[bytes]:
    for at in range(count):
        yield tiles[(at * 7 + at // 13) % len(tiles)]


def _encoded_tiles() -> list[bytes]:
    """Return tiles as JPEG.

    They show tissue-like noise at three scales, because the time to decode depends on the detail.
    """
    import imagecodecs
    import numpy as np

    rng = np.random.default_rng(7)
    tiles = []
    for _ in range(PATTERNS):
        grain = sum(
            np.kron(rng.normal(0, 18, (TILE // step, TILE // step)), np.ones((step, step))) for step in (1, 8, 64)
        )
        pixels = np.stack([214 + grain * 0.6, 150 + grain, 190 + grain * 0.7], axis=-1)
        made = imagecodecs.jpeg8_encode(np.clip(pixels, 0, 255).astype(np.uint8), level=80, colorspace="RGB",
                                        outcolorspace="YCBCR", subsampling="420")  # fmt: skip
        tiles.append(bytes(made))
    return tiles
