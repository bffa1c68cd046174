"""Resample a region to any size. All readers share this code."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image

from model.base.geometry import RegionL0
from model.slide.base import GLASS

LANCZOS_SUPPORT = 3
"""Reach of the Lanczos-3 filter to each side. The unit is the output pixel or the source pixel, whichever is larger."""

STRIP_PIXELS = 16_000_000
"""Number of source pixels that are resampled at once (64 MB in Pillow). It limits the memory needed for large
overviews."""

SHRINK = 8
"""Side in px of the blocks that `averaged` averages."""

Crop = Callable[[int, int, int, int], np.ndarray]
"""Function that returns a rectangle of a picture, uint8 [height, width, 3]. Its arguments are x, y, width and height in
whole px. The area outside the picture has the colour of glass. The result may be a view."""


def bare_glass(width: int, height: int) -> np.ndarray:
    """Return a picture of bare glass: uint8 [height, width, 3]. The caller may draw on it."""
    result = np.empty((height, width, 3), np.uint8)
    # Whole rows are copied, because NumPy takes 20 times as long to repeat three numbers.
    result[:] = np.tile(np.array(GLASS, np.uint8), (width, 1))
    return result


def block_means(pixels: np.ndarray, by: int) -> np.ndarray:
    """Return `pixels`, uint8 [h, w, 3], averaged over blocks of `by` x `by` px. The last blocks may be smaller."""
    return np.asarray(Image.fromarray(pixels).reduce(by))


def crop(pixels: np.ndarray, x: int, y: int, width: int, height: int) -> np.ndarray:
    """Return the rectangle of `width` x `height` px whose top-left corner is the pixel (`x`, `y`).

    The area outside the picture has the colour of glass. The result is a view if the rectangle is inside the picture.
    """
    rows, cols = pixels.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, cols), min(y + height, rows)
    if (left, top, right, bottom) == (x, y, x + width, y + height):
        return pixels[y:bottom, x:right]
    patch = bare_glass(width, height)
    if left < right and top < bottom:
        patch[top - y : bottom - y, left - x : right - x] = pixels[top:bottom, left:right]
    return patch


def averaged(source: Crop, width: int, height: int) -> np.ndarray:
    """Return a picture of `width` x `height` px averaged over blocks of SHRINK x SHRINK px.

    The last blocks are filled up with glass.
    """
    rows, cols = -(-height // SHRINK), -(-width // SHRINK)
    result = np.empty((rows, cols, 3), np.uint8)
    rows_a_band = max(1, STRIP_PIXELS // (cols * SHRINK * SHRINK))
    for first in range(0, rows, rows_a_band):
        last = min(first + rows_a_band, rows)
        band = source(0, first * SHRINK, cols * SHRINK, (last - first) * SHRINK)
        for row in range(first, last):
            block = band[(row - first) * SHRINK :][:SHRINK]
            sums = block.sum(axis=0, dtype=np.uint16).reshape(cols, SHRINK, 3).sum(axis=1, dtype=np.uint16)
            result[row] = (sums + SHRINK * SHRINK // 2) // (SHRINK * SHRINK)
    return result


def resample(source: Crop, size: tuple[int, int], region: RegionL0, width: int, height: int) -> np.ndarray:
    """Return `region` resampled with an antialiasing Lanczos filter, strip by strip: uint8 [height, width, 3].

    `region` is in px of the picture, and `size` is the picture's width and height. Only output pixels that overlap the
    picture are computed; all others are glass.
    """
    scale_x, scale_y = region.width / width, region.height / height
    result = bare_glass(width, height)
    col0, col1 = _touched(region.x, scale_x, size[0], width)
    row0, row1 = _touched(region.y, scale_y, size[1], height)
    if col0 >= col1 or row0 >= row1:
        return result
    rows_a_strip = max(1, int(STRIP_PIXELS / ((col1 - col0) * scale_x * scale_y)))
    for row in range(row0, row1, rows_a_strip):
        stop = min(row + rows_a_strip, row1)
        part = RegionL0(
            region.x + col0 * scale_x, region.y + row * scale_y, (col1 - col0) * scale_x, (stop - row) * scale_y
        )
        result[row:stop, col0:col1] = _resample_part(source, part, col1 - col0, stop - row)
    return result


def _touched(start: float, scale: float, length: int, count: int) -> tuple[int, int]:
    """Return the range (first, end) of output pixels along one axis that depend on the picture.

    There are `count` output pixels; the first begins at `start`, and each is `scale` source px long. The picture is
    `length` px long.
    """
    reach = LANCZOS_SUPPORT * max(scale, 1.0) / scale + 1
    first = math.floor(-start / scale - reach)
    last = math.ceil((length - start) / scale + reach)
    return min(max(first, 0), count), min(max(last, 0), count)


def _resample_part(source: Crop, part: RegionL0, width: int, height: int) -> np.ndarray:
    """Return one strip, the region `part` of the picture, resampled to `width` x `height` px.

    Cut out whole pixels with a margin for the filter, then resize the exact sub-pixel box.
    """
    margin_x = math.ceil(LANCZOS_SUPPORT * max(part.width / width, 1.0)) + 1
    margin_y = math.ceil(LANCZOS_SUPPORT * max(part.height / height, 1.0)) + 1
    left, top = math.floor(part.x) - margin_x, math.floor(part.y) - margin_y
    right, bottom = math.ceil(part.right) + margin_x, math.ceil(part.bottom) + margin_y
    patch = Image.fromarray(source(left, top, right - left, bottom - top))
    box = (part.x - left, part.y - top, part.right - left, part.bottom - top)
    # Pillow's `reducing_gap` would be faster for strong shrinking. It is not exact, but equal pixels must give equal
    # features.
    return np.asarray(patch.resize((width, height), Image.Resampling.LANCZOS, box=box))
