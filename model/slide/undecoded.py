"""A source without pixels, for a picture that is described but not decoded."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from model.base.errors import SlideError
from model.base.geometry import SizeLevel


class Undecoded:
    """One level with a known size, whose pixels were not decoded."""

    def __init__(self, path: Path, width: int, height: int, close: Callable[[], None] = lambda: None) -> None:
        """Create the source. `close` closes the file, if it is still open."""
        self._path = path
        self.close = close
        self.level_sizes: tuple[SizeLevel, ...] = (SizeLevel(width, height),)
        self.downsamples: tuple[float, ...] = (1.0,)

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Raise a `SlideError`, because the file was opened only to describe it."""
        raise SlideError(self._path, f"The pixels of {self._path.name} were not decoded.", "Open the image itself.")
