"""The `Slide` contract: an open image of any size. It provides the pixels of any region, and facts about the file."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from model.base.geometry import RegionL0, SizeL0, SizeLevel
from model.slide.facts import Facts

if TYPE_CHECKING:
    from model.slide.colour_profile import DisplayTransform

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
    """Pixel size in um/px (square pixels) according to the file. None if the file states no credible pixel size."""
    mpp_source: str
    """Source of `mpp` as text, such as "TIFF resolution tag" or "OME-XML". The text is "not in the file" if the file
    states no pixel size.
    """
    notes: tuple[str, ...]
    """Changes that the reader made to the pixels, as text: "16 bit reduced to 8 bit", "level 2 left out" and others."""
    downsamples: tuple[float, ...]
    """How many times smaller each level is than level 0. The numbers ascend from 1.0; a plain image has (1.0,).

    A position in px of a level is the position in level-0 px divided by the downsample of the level."""
    level_sizes: tuple[SizeLevel, ...]
    """Size of each level in its own px. The size of level 0 equals `size`. The last row or column of a level may lie
    partly beyond the slide's edge."""
    icc: bytes | None
    """An RGB colour profile for the display only (`model.slide.colour_profile`). `read` returns the pixels unchanged,
    so the input of the network does not depend on the profile."""
    facts: Facts
    """What the file states about itself, and which stated values the program does not use."""

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Return the pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB.

        The area outside the slide has the colour of glass. If the region consists of whole pixels and is read at its
        own size, the pixels are the unchanged pixels of level 0. Otherwise the requested downsample is region width /
        `width` or region height / `height`, whichever is smaller. The reader resamples the coarsest level whose
        downsample is not larger than the requested one. Thus it never enlarges a coarse level, and it does not decode
        the whole slide for an overview if the file contains a smaller copy.
        """
        ...

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level without resampling: uint8 [height, width, 3], RGB.

        The top-left corner of the rectangle is at (`x`, `y`). All four numbers are in px of that level. The area
        outside the level has the colour of glass.
        """
        ...

    def display(self) -> "DisplayTransform | None":
        """Return the function that converts stored colours to the colours of the screen (sRGB).

        Return None if no colour profile applies.
        """
        ...

    def close(self) -> None:
        """Close the file. Later reads raise an error. Closing a file twice is allowed."""
        ...
