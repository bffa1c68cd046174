"""The `Slide` contract: an opened image of any size that gives pixels of any region, and what is known about it."""

from pathlib import Path
from typing import Protocol

import numpy as np

from model.geometry import RegionL0, SizeL0

GLASS = (255, 255, 255)
"""What lies outside a slide, and behind transparent pixels: bare glass, RGB."""


class Slide(Protocol):
    """An open image file. Every reader keeps this contract; one test suite holds them all to it."""

    path: Path
    size: SizeL0
    mpp: float | None
    """Pixel size in um/px as the file states it (square pixels), None where it states none or an unbelievable one."""
    mpp_source: str
    """Where `mpp` comes from, in words: "TIFF resolution tag", "OME-XML" ..., or "not in the file"."""
    notes: tuple[str, ...]
    """What was done to the pixels on the way in, in words: "16 bit reduced to 8 bit", "ICC profile ignored" ..."""

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB, glass outside the slide.

        A region of whole pixels read at its own size comes back unresampled, bit for bit.
        """
        ...

    def close(self) -> None:
        """Let go of the file; reading afterwards is an error. Closing twice is allowed."""
        ...
