"""Write a copy of an image that contains only its pixels, pixel size and colour profile.

Labels, overview pictures, EXIF, comments and the manufacturer's metadata are not copied. The copy is a lossless tiled
TIFF, so every pixel has the same value as in the original.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from model.base.errors import StudyError
from model.base.files import file_sha256
from model.base.geometry import RegionL0
from model.base.progress import Progress
from model.slide.base import Slide
from model.slide.opening import open_steps
from model.study.spots import StudySpot

SUFFIX = ".tif"
_TILE_PX = 512
_SMALLEST_PX = 2048
"""Maximum width and height of the last level of the pyramid, in px. A small last level can be drawn quickly as an
overview.
"""
_UM_PER_CM = 10_000.0


def copy_clean(spot: StudySpot, image: Path, target: Path) -> Generator[Progress, None, str]:
    """Write the pixels of `spot` to `target`, and return the SHA-256 (hex) of the copy.

    If the spot has a region (a core), only the region is copied, because the cores around it belong to other patients.
    Raise StudyError if `image` is not the image with which the study was created, and SlideError if it cannot be read.
    """
    slide, record = yield from open_steps(image)
    with closing(slide):
        if record.sha256 != spot.sha256:
            message = f"The image of {spot.name} is not the one that the study was created with."
            raise StudyError(message, "Restore the original image.")
        size = slide.size
        x, y, width, height = 0, 0, size.width, size.height
        if spot.region is not None:
            box = spot.region
            x, y, width, height = round(box.x), round(box.y), round(box.width), round(box.height)
        try:
            _write(slide, target, RegionL0(x, y, width, height), record.mpp)
            with target.open("rb+") as file:
                os.fsync(file.fileno())
        except OSError as error:
            message = f"The copy of {spot.name} could not be written ({error.strerror or error})."
            raise StudyError(message, "Check that the disk is connected and has free space.") from error
    return file_sha256(target)


def _write(slide: Slide, target: Path, box: RegionL0, mpp: float | None) -> None:
    """Write the part `box` of the slide as a TIFF pyramid; each level is half the size of the level before it."""
    import tifffile

    count = 1
    while max(box.width, box.height) > _SMALLEST_PX * 2 ** (count - 1):
        count += 1
    with tifffile.TiffWriter(target, bigtiff=True) as tiff:
        for level in range(count):
            scale = 2**level
            shape = (-(-int(box.height) // scale), -(-int(box.width) // scale), 3)
            unit = None if mpp is None else (_UM_PER_CM / (mpp * scale), _UM_PER_CM / (mpp * scale))
            tiff.write(
                _tiles(slide, box, scale, shape),
                shape=shape,
                dtype=np.uint8,
                tile=(_TILE_PX, _TILE_PX),
                photometric="rgb",
                compression="adobe_deflate",
                predictor=True,
                resolution=unit,
                resolutionunit=None if unit is None else "CENTIMETER",
                iccprofile=slide.icc,
                subifds=count - 1 if level == 0 else None,
                subfiletype=1 if level else 0,
                metadata=None,
                software="",
            )


def _tiles(slide: Slide, box: RegionL0, scale: int, shape: tuple[int, int, int]) -> Iterator[np.ndarray]:
    """Yield the tiles of a level in raster order: uint8 [512, 512, 3], RGB, white outside the box."""
    side = _TILE_PX * scale
    for top in range(0, shape[0] * scale, side):
        for left in range(0, shape[1] * scale, side):
            tile = slide.read(RegionL0(box.x + left, box.y + top, side, side), _TILE_PX, _TILE_PX).copy()
            # If the spot is a core, a tile at its edge would otherwise show parts of neighbouring cores.
            tile[max(0, shape[0] - top // scale) :] = 255
            tile[:, max(0, shape[1] - left // scale) :] = 255
            yield tile
