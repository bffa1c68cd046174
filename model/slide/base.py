"""The `Slide` contract: an open image of any size that provides the pixels of any region, and facts about the file."""

from pathlib import Path
from typing import Protocol

import numpy as np

from model.base.geometry import RegionL0, SizeL0, SizeLevel
from model.slide.facts import Facts

GLASS = (255, 255, 255)
"""The RGB colour of bare glass, which fills the area outside a slide and replaces transparent pixels."""


class Slide(Protocol):
    """An open image file. Every reader fulfils this contract; one test suite checks all readers.

    Several threads may call `read` and `read_level` at the same time; a reader locks internally where necessary.
    `close` may be called while other threads read: it waits for the reads in progress, and later reads raise a
    `SlideError`.
    """

    path: Path
    """The file that represents the slide. For a DICOM series it is always the same file, whichever file was opened."""
    size: SizeL0
    mpp: float | None
    """Pixel size in um/px that the file states (square pixels). None if it states none, or one that is not credible."""
    mpp_source: str
    """Source of `mpp` in words, such as "TIFF resolution tag" or "OME-XML", or "not in the file"."""
    notes: tuple[str, ...]
    """Changes made to the pixels while reading, in words: "16 bit reduced to 8 bit", "level 2 left out" and others."""
    downsamples: tuple[float, ...]
    """How many times smaller each level is than level 0: 1.0 first, ascending; (1.0,) for a plain image.

    x in level px is x in level-0 px divided by the downsample."""
    level_sizes: tuple[SizeLevel, ...]
    """Size of each level in its own px; the first one is `size`. The last px of a level may reach beyond the slide's
    edge."""
    icc: bytes | None
    """An RGB colour profile for the display (`model.slide.colour_profile`). It never changes the pixels that `read`
    returns, so the input of the network does not depend on it."""
    facts: Facts
    """What the file states about itself, and which stated values are not used."""

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Return the pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB, glass outside.

        If the region consists of whole pixels and is read at its own size, the pixels are those of level 0, unchanged.
        Otherwise they come from the coarsest level whose downsample is at most the requested one, which is the smaller
        of region width / `width` and region height / `height`. Thus a coarse level is never enlarged, and reading an
        overview does not decode the whole slide if the file holds a smaller copy.
        """
        ...

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return pixels of a level without resampling: uint8 [height, width, 3], RGB, glass outside.

        All four numbers are in px of that level.
        """
        ...

    def close(self) -> None:
        """Close the file. Later reads raise an error; closing twice is allowed."""
        ...
