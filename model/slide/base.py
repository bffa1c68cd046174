"""The `Slide` contract: an opened image of any size that gives pixels of any region, and what is known about it."""

from pathlib import Path
from typing import Protocol

import numpy as np

from model.base.geometry import RegionL0, SizeL0, SizeLevel
from model.slide.facts import Facts

GLASS = (255, 255, 255)
"""What lies outside a slide, and behind transparent pixels: bare glass, RGB."""


class Slide(Protocol):
    """An open image file. Every reader fulfils this contract; one test suite checks all readers.

    `read` and `read_level` may be called from several threads at once: a reader locks internally where necessary.
    `close` waits for the reads in progress and may be called while other threads still request reads: those get a
    `SlideError`.
    """

    path: Path
    """The file that represents the slide: of a DICOM series always the same one, whichever file was opened."""
    size: SizeL0
    mpp: float | None
    """Pixel size in um/px as the file states it (square pixels), None where it states none or an unbelievable one."""
    mpp_source: str
    """Where `mpp` comes from, in words: "TIFF resolution tag", "OME-XML" ..., or "not in the file"."""
    notes: tuple[str, ...]
    """What was done to the pixels on the way in, in words: "16 bit reduced to 8 bit", "level 2 left out" ..."""
    downsamples: tuple[float, ...]
    """Of the levels the file holds: 1.0 first, ascending; (1.0,) for a plain image. x_level = x_l0 / downsample."""
    level_sizes: tuple[SizeLevel, ...]
    """Size of each level in its own px; the first is `size`. A level's last px may reach past the slide's edge."""
    icc: bytes | None
    """An RGB profile for the display (`model.slide.colour_profile`). Pixels are given as stored, never changed by it:
    what the network reads does not depend on a profile."""
    facts: Facts
    """What the file states about itself, and which stated values are not used."""

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Return pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB, glass outside.

        A region of whole pixels read at its own size comes from level 0 without resampling, bit for bit. Otherwise
        pixels come from the coarsest level whose downsample is at most the requested one (the smaller of region width /
        `width` and region height / `height`): nothing is ever enlarged from a coarse level, and an overview never
        decodes the whole slide where the file holds a smaller copy.
        """
        ...

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return native pixels of a level, all four numbers in its px: uint8 [height, width, 3], RGB, glass outside."""
        ...

    def close(self) -> None:
        """Release the file. Reading afterwards is an error; closing twice is allowed."""
        ...
