"""Read the pixels of a level at a reduced size, for the display alone. The analysis reads the stored pixels.

Where the source of a slide can, it decodes its pieces at the reduced size. libjpeg does so for a JPEG: it leaves out
the fine part of each block. Otherwise the pixels are read and averaged.
"""

from typing import Protocol, runtime_checkable

import numpy as np

from model.base.geometry import SizeLevel
from model.slide.base import Slide
from model.slide.resample import block_means

FACTORS = (4, 2)
"""The factors by which a level can be reduced, the largest first."""


@runtime_checkable
class Reducing(Protocol):
    """A slide, or the source of one, that reads at reduced sizes itself."""

    def reduced(self, level: int, by: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return a rectangle of a reduced level; see `read_reduced`."""
        ...


def reduced_size(size: SizeLevel, by: int) -> SizeLevel:
    """Return the size of a level of `size` reduced by `by`. Its last row and column may stand for fewer pixels."""
    return SizeLevel(-(-size.width // by), -(-size.height // by))


def read_reduced(slide: Slide, level: int, by: int, x: int, y: int, width: int, height: int) -> np.ndarray:
    """Return the pixels of a rectangle of a level that is reduced by `by`: uint8 [height, width, 3], RGB.

    `x`, `y`, `width` and `height` are in px of the reduced level; one such px covers `by` x `by` px of `level`. The
    rectangle must lie within the reduced level. Each pixel is close to the mean of `by` x `by` px: it may differ by a
    few grey values, because a JPEG is decoded at the reduced size.
    """
    if isinstance(slide, Reducing):
        return slide.reduced(level, by, x, y, width, height)
    size = slide.level_sizes[level]
    right, bottom = min((x + width) * by, size.width), min((y + height) * by, size.height)
    return block_means(slide.read_level(level, x * by, y * by, right - x * by, bottom - y * by), by)
