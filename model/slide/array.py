"""A slide whose decoded RGB pixels are in memory."""

from pathlib import Path

import numpy as np

from model.base.geometry import SizeLevel
from model.slide.facts import NOTHING_STATED, Facts
from model.slide.levelled import About, LevelledSlide
from model.slide.pixel_size import PixelSize
from model.slide.resample import crop


class ArraySlide(LevelledSlide):
    """A `Slide` whose pixels are in memory: uint8 [height, width, 3], RGB."""

    def __init__(
        self,
        path: Path,
        pixels: np.ndarray,
        pixel_size: PixelSize,
        notes: tuple[str, ...],
        icc: bytes | None = None,
        facts: Facts = NOTHING_STATED,
    ) -> None:
        super().__init__(path, Memory(pixels), About(pixel_size, notes, icc, facts))


class Memory:
    """A source whose only level is in memory as pixels: uint8 [height, width, 3], RGB."""

    def __init__(self, pixels: np.ndarray) -> None:
        pixels.setflags(write=False)
        self._pixels = pixels
        self.level_sizes: tuple[SizeLevel, ...] = (SizeLevel(pixels.shape[1], pixels.shape[0]),)
        self.downsamples: tuple[float, ...] = (1.0,)

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        del level  # there is only one level
        return crop(self._pixels, x, y, width, height)

    def close(self) -> None:
        del self._pixels
