"""A slide held in memory: decoded RGB pixels come in, any region at any size goes out, glass outside."""

import math
from pathlib import Path

import numpy as np
from PIL import Image

from model.errors import SlideError
from model.geometry import RegionL0, SizeL0
from model.slide.base import GLASS
from model.slide.pixel_size import PixelSize

LANCZOS_SUPPORT = 3
"""Lanczos-3 looks at three output pixels to either side (of the larger of the two pixels)."""

STRIP_PIXELS = 16_000_000
"""Source pixels resampled in one go (64 MB in Pillow), so that an overview of the largest slide stays affordable."""


SHRINK, STRONG_SHRINK = 8, 16
"""Shrinking 16-fold or more starts from copies averaged over 8 x 8 (64 x 64, ...) px, made when first asked for: an
overview of the largest slide takes milliseconds from then on. A window would be shrunk so much only
from pixels of 0.018 um."""


class ArraySlide:
    """A slide whose pixels, uint8 [height, width, 3], RGB, are all in memory; keeps the `Slide` contract."""

    def __init__(self, path: Path, pixels: np.ndarray, pixel_size: PixelSize, notes: tuple[str, ...]) -> None:
        pixels.setflags(write=False)
        self._levels = [pixels]
        self.path = path
        self.size = SizeL0(pixels.shape[1], pixels.shape[0])
        self.mpp = pixel_size.mpp
        self.mpp_source = pixel_size.source
        self.notes = notes

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB, glass outside the slide.

        A region of whole pixels read at its own size comes back unresampled, bit for bit.
        """
        if not self._levels:
            raise SlideError(self.path, f"{self.path.name} has been closed.", "Open the image again.")
        if width < 1 or height < 1 or not (region.width > 0 and region.height > 0):
            raise ValueError(f"nothing to read: {region} at {width} x {height} px")
        if all(float(edge).is_integer() for edge in (region.x, region.y)) and (width, height) == (
            region.width,
            region.height,
        ):
            return _crop(self._levels[0], int(region.x), int(region.y), width, height).copy()
        depth = 0
        while min(region.width / width, region.height / height) >= STRONG_SHRINK:
            depth += 1
            region = RegionL0(*(edge / SHRINK for edge in (region.x, region.y, region.width, region.height)))
        return _resample(self._level(depth), region, width, height)

    def close(self) -> None:
        self._levels = []

    def _level(self, depth: int) -> np.ndarray:
        """The slide averaged over blocks of SHRINK ** `depth` px."""
        levels = list(self._levels)  # read by several threads: each works on its own list, the longer one is kept
        while len(levels) <= depth:
            levels.append(_averaged(levels[-1]))
        if len(levels) > len(self._levels) > 0:
            self._levels = levels
        return levels[depth]


def _crop(pixels: np.ndarray, x: int, y: int, width: int, height: int) -> np.ndarray:
    """Whole pixels of the slide from (`x`, `y`), with glass where there is no slide; a view where that suffices."""
    rows, cols = pixels.shape[:2]
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, cols), min(y + height, rows)
    if (left, top, right, bottom) == (x, y, x + width, y + height):
        return pixels[y:bottom, x:right]
    patch = np.full((height, width, 3), GLASS, np.uint8)
    if left < right and top < bottom:
        patch[top - y : bottom - y, left - x : right - x] = pixels[top:bottom, left:right]
    return patch


def _averaged(pixels: np.ndarray) -> np.ndarray:
    """`pixels` averaged over blocks of SHRINK x SHRINK px, the last ones filled up with glass."""
    rows, cols = (-(-length // SHRINK) for length in pixels.shape[:2])
    result = np.empty((rows, cols, 3), np.uint8)
    for row in range(rows):
        band = _crop(pixels, 0, row * SHRINK, cols * SHRINK, SHRINK)
        sums = band.sum(axis=0, dtype=np.uint16).reshape(cols, SHRINK, 3).sum(axis=1, dtype=np.uint16)
        result[row] = (sums + SHRINK * SHRINK // 2) // (SHRINK * SHRINK)
    return result


def _touched(start: float, scale: float, length: int, count: int) -> tuple[int, int]:
    """First and last+1 of `count` output pixels (each `scale` source px) that see any of `length` source px."""
    reach = LANCZOS_SUPPORT * max(scale, 1.0) / scale + 1
    first = math.floor(-start / scale - reach)
    last = math.ceil((length - start) / scale + reach)
    return min(max(first, 0), count), min(max(last, 0), count)


def _resample(pixels: np.ndarray, region: RegionL0, width: int, height: int) -> np.ndarray:
    """`region` by Lanczos with antialiasing, strip by strip; only output that sees the slide is computed."""
    scale_x, scale_y = region.width / width, region.height / height
    result = np.full((height, width, 3), GLASS, np.uint8)
    col0, col1 = _touched(region.x, scale_x, pixels.shape[1], width)
    row0, row1 = _touched(region.y, scale_y, pixels.shape[0], height)
    if col0 >= col1 or row0 >= row1:
        return result
    rows_a_strip = max(1, int(STRIP_PIXELS / ((col1 - col0) * scale_x * scale_y)))
    for row in range(row0, row1, rows_a_strip):
        stop = min(row + rows_a_strip, row1)
        part = RegionL0(
            region.x + col0 * scale_x, region.y + row * scale_y, (col1 - col0) * scale_x, (stop - row) * scale_y
        )
        result[row:stop, col0:col1] = _resample_part(pixels, part, col1 - col0, stop - row)
    return result


def _resample_part(pixels: np.ndarray, part: RegionL0, width: int, height: int) -> np.ndarray:
    """One strip: cut out whole pixels with the filter's margin, then resize from the exact sub-pixel box."""
    margin_x = math.ceil(LANCZOS_SUPPORT * max(part.width / width, 1.0)) + 1
    margin_y = math.ceil(LANCZOS_SUPPORT * max(part.height / height, 1.0)) + 1
    left, top = math.floor(part.x) - margin_x, math.floor(part.y) - margin_y
    right, bottom = math.ceil(part.right) + margin_x, math.ceil(part.bottom) + margin_y
    patch = Image.fromarray(_crop(pixels, left, top, right - left, bottom - top))
    box = (part.x - left, part.y - top, part.right - left, part.bottom - top)
    # reducing_gap would be faster on strong shrinking and not exact: the same pixels must give the same features.
    return np.asarray(patch.resize((width, height), Image.Resampling.LANCZOS, box=box))
