"""A slide with one or more levels. It reads pixels from a source and resamples them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from model.base.errors import SlideError
from model.base.geometry import RegionL0, SizeL0, SizeLevel
from model.slide.facts import Facts
from model.slide.gate import Gate
from model.slide.pixel_size import PixelSize
from model.slide.reduced import FACTORS, Reducing, reduced_size
from model.slide.resample import SHRINK, Crop, averaged, block_means, crop, resample

if TYPE_CHECKING:
    from model.slide.colour_profile import DisplayTransform

STRONG_SHRINK = 16
"""Minimum factor by which the coarsest level must be shrunk for averaged copies of it to be used.

The copies are averages over blocks of 8 x 8 px, 64 x 64 px and so on. They are made at the first request. After that,
an overview of the largest slide takes milliseconds. An analysis region would need such a factor only if pixels had a
size of 0.018 um."""

LEVEL_SLACK = 1.001
"""Tolerance for the choice of a level. The downsample of a level may exceed the requested downsample by a thousandth,
because downsamples are computed from rounded sizes."""


class Source(Protocol):
    """A source of pixels.

    Several threads call its methods at the same time. `close` is called once, when no thread uses the source any more.
    """

    level_sizes: tuple[SizeLevel, ...]
    downsamples: tuple[float, ...]

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level: uint8 [height, width, 3], RGB.

        All four numbers are whole px of that level. The area outside the level has the colour of glass. The result may
        be a view, so the caller must not change it.
        """
        ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class About:
    """What a reader finds in a file besides the pixels."""

    pixel_size: PixelSize
    notes: tuple[str, ...] = ()
    icc: bytes | None = None
    facts: Facts = Facts()


class LevelledSlide:
    """A `Slide` that gets its pixels from any `Source`."""

    def __init__(self, path: Path, source: Source, about: About) -> None:
        self._source: Source | None = source
        self._gate = Gate()
        self._copies: list[np.ndarray] = []
        """Copies of the coarsest level, averaged over blocks with sides of SHRINK, SHRINK ** 2, ... px. Each copy is
        made at its first request."""
        self._copying = threading.Lock()
        self.path = path
        self.level_sizes = source.level_sizes
        self.downsamples = source.downsamples
        self.size = SizeL0(self.level_sizes[0].width, self.level_sizes[0].height)
        self.mpp = about.pixel_size.mpp
        self.mpp_source = about.pixel_size.source
        self.notes = about.notes
        self.icc = about.icc
        # Rejected pixel sizes are always added to the facts, even if the reader did not add them.
        rejected = dict.fromkeys((*about.pixel_size.rejected, *about.facts.rejected))
        self.facts = replace(about.facts, rejected=tuple(rejected))

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        """Return the pixels of `region` resampled to `width` x `height`: uint8 [height, width, 3], RGB.

        The area outside the slide has the colour of glass. If the region consists of whole pixels and is read at its
        own size, the pixels are returned unchanged. For other requests, `Slide.read` describes which level is
        resampled.
        """
        if width < 1 or height < 1 or not (region.width > 0 and region.height > 0):
            raise ValueError(f"nothing to read: {region} at {width} x {height} px")
        whole = float(region.x).is_integer() and float(region.y).is_integer()
        if whole and (width, height) == (region.width, region.height):
            return self.read_level(0, int(region.x), int(region.y), width, height)
        return self._with_source(lambda source: self._resampled(source, region, width, height))

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level without resampling: uint8 [height, width, 3], RGB.

        The top-left corner of the rectangle is at (`x`, `y`). All four numbers are in px of that level. The area
        outside the level has the colour of glass. The caller may change the array.
        """
        if width < 1 or height < 1 or not 0 <= level < len(self.downsamples):
            raise ValueError(f"nothing to read: level {level}, {width} x {height} px")
        return self._with_source(lambda source: _own(source.pixels(level, x, y, width, height)))

    def reduced(self, level: int, by: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level that is reduced by `by`, for the display alone.

        `model.slide.reduced.read_reduced` describes the arguments and the result.
        """
        size = reduced_size(self.level_sizes[level], by)
        if by not in FACTORS or x < 0 or y < 0 or min(width, height) < 1:
            raise ValueError(f"nothing to read: level {level} reduced by {by}, {width} x {height} px")
        if x + width > size.width or y + height > size.height:
            raise ValueError("the rectangle does not lie within the reduced level")
        return self._with_source(lambda source: _own(_reduced(source, level, by, (x, y, width, height))))

    def display(self) -> "DisplayTransform | None":
        """Return the function that converts stored colours to the colours of the screen (sRGB).

        Return None if no colour profile applies.
        """
        if self.icc is None:
            return None
        from model.slide.colour_profile import display_transform  # loads Pillow

        return display_transform(self.icc)

    def close(self) -> None:
        if self._gate.shut() and self._source is not None:
            self._source.close()
            self._source = None
            self._copies = []

    def _with_source(self, read: Callable[[Source], np.ndarray]) -> np.ndarray:
        with self._gate.entered() as let_in:
            if not let_in or self._source is None:
                raise SlideError(self.path, f"{self.path.name} has been closed.", "Open the image again.")
            return read(self._source)

    def _resampled(self, source: Source, region: RegionL0, width: int, height: int) -> np.ndarray:
        level = self._level_for(min(region.width / width, region.height / height))
        size = self.level_sizes[level]
        pixels: Crop = partial(source.pixels, level)
        extent = (size.width, size.height)
        region = _scaled(region, self.downsamples[level])
        depth = 0
        while level == len(self.downsamples) - 1 and min(region.width / width, region.height / height) >= STRONG_SHRINK:
            copy = self._copy(pixels, extent, depth)
            pixels, extent = partial(crop, copy), (copy.shape[1], copy.shape[0])
            region = _scaled(region, SHRINK)
            depth += 1
        return resample(pixels, extent, region, width, height)

    def _level_for(self, wanted: float) -> int:
        fine = [level for level, downsample in enumerate(self.downsamples) if downsample <= wanted * LEVEL_SLACK]
        return fine[-1] if fine else 0

    def _copy(self, pixels: Crop, extent: tuple[int, int], depth: int) -> np.ndarray:
        """Return averaged copy number `depth` of the coarsest level.

        The first request averages `pixels`, a picture of width and height `extent`. Later requests return the same
        copy.
        """
        with self._copying:
            if len(self._copies) == depth:
                self._copies.append(averaged(pixels, *extent))
            return self._copies[depth]


def _scaled(region: RegionL0, by: float) -> RegionL0:
    """Return `region` converted to pixels that are `by` times as large."""
    return RegionL0(*(edge / by for edge in (region.x, region.y, region.width, region.height)))


def _own(pixels: np.ndarray) -> np.ndarray:
    """Return `pixels` as an array that the caller may change."""
    return pixels if pixels.base is None and pixels.flags.writeable else pixels.copy()


def _reduced(source: Source, level: int, by: int, box: tuple[int, int, int, int]) -> np.ndarray:
    """Return the rectangle `box` of a reduced level, in px of the reduced level."""
    x, y, width, height = box
    if isinstance(source, Reducing):
        return source.reduced(level, by, *box)
    size = source.level_sizes[level]
    right, bottom = min((x + width) * by, size.width), min((y + height) * by, size.height)
    return block_means(source.pixels(level, x * by, y * by, right - x * by, bottom - y * by), by)
