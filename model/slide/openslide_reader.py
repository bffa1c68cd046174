"""Read the file formats of scanners with OpenSlide, as slides with all their levels."""

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL.ImageCms import PyCMSError

from model.base.errors import SlideError
from model.base.geometry import SizeLevel
from model.slide.base import GLASS, Slide
from model.slide.colour_profile import usable_profile
from model.slide.companions import mirax_folder
from model.slide.facts import Facts
from model.slide.faults import slide_fault
from model.slide.levelled import About, LevelledSlide
from model.slide.limits import COPY_REMEDY, check_side
from model.slide.openslide_facts import facts_of
from model.slide.openslide_properties import stated_pixel_size
from model.slide.resample import bare_glass
from model.slide.tiff_pages import downsample_of
from model.slide.ycbcr import rgb_of_ycbcr

if TYPE_CHECKING:
    from openslide import OpenSlide

BAND_PIXELS = 4_000_000
"""Maximum number of pixels requested from OpenSlide at once. OpenSlide returns 4 bytes per pixel, which are converted
to 3."""

MOST_HANDLES = 16
"""Maximum number of OpenSlide handles per slide. After a decoding error a handle returns no more pixels, so the program
opens a new handle."""

BESIDE_REMEDY = (
    "Copy the slide again with all files and folders beside it: some scanners write several files per slide."
)


@dataclass(frozen=True)
class Known:
    """Facts about a slide that are known before OpenSlide opens it."""

    shown_as: Path | None = None
    """The path under which the slide is listed and saved. None means the path that was opened."""
    notes: tuple[str, ...] = ()
    facts: Facts | None = None
    """What the file states about itself. If it is None, the facts are taken from OpenSlide's properties."""
    ycbcr_sizes: frozenset[tuple[int, int]] = frozenset()
    """Width and height of each level for which OpenSlide returns Y, Cb and Cr instead of R, G and B."""
    close: Callable[[], None] | None = None
    """Function to call when the slide is closed or cannot be opened."""


NOTHING_KNOWN = Known()


def vendor_of(path: Path) -> str | None:
    """Return OpenSlide's name for the format of `path`, judged by its content.

    Return None if OpenSlide does not support the format.
    """
    from openslide import OpenSlide, OpenSlideError

    try:
        return OpenSlide.detect_format(path)
    except OpenSlideError:
        return None


def open_openslide(path: Path, known: Known = NOTHING_KNOWN) -> Slide:
    """Open and return the slide in `path`. The label and other photographs of the glass are not read."""
    with ExitStack() as unless_open:
        if known.close is not None:
            unless_open.callback(known.close)
        slide = _opened(path, known)
        unless_open.pop_all()
        return slide


def open_mirax(path: Path) -> Slide:
    """Open and return a MIRAX slide; raise a `SlideError` if the folder with its pixels is missing."""
    mirax_folder(path)
    return open_openslide(path)


def _opened(path: Path, known: Known) -> Slide:
    from openslide import OpenSlide, OpenSlideError

    shown_as = known.shown_as or path
    try:
        handle = OpenSlide(path)
    except (OpenSlideError, OSError) as error:
        # The slide may be in a temporary folder of links, whose path must not be shown.
        reason = str(error).replace(f"{path.parent}{os.sep}", "")
        message = f"{shown_as.name} cannot be opened as a whole slide ({reason})."
        raise slide_fault(shown_as, error, message, BESIDE_REMEDY) from error
    try:
        check_side(shown_as, *handle.dimensions)
        about = _about(path, handle, known)
        source = _OpenSlideSource(path, handle, known)
        # OpenSlide detects an unsupported compression only when it decodes pixels, so one pixel is decoded here.
        source.pixels(0, handle.dimensions[0] // 2, handle.dimensions[1] // 2, 1, 1)
    except OpenSlideError as error:
        handle.close()
        message = f"{shown_as.name} is damaged and cannot be decoded ({error})."
        raise slide_fault(shown_as, error, message, COPY_REMEDY) from error
    except SlideError:
        handle.close()
        raise
    power = handle.properties.get("openslide.objective-power", "")
    return LevelledSlide(shown_as, source, replace(about, facts=replace(about.facts, objective=power)))


def _about(path: Path, handle: "OpenSlide", known: Known) -> About:
    notes = list(known.notes)
    icc = usable_profile(_profile(handle), notes)
    facts = facts_of(path, handle.properties) if known.facts is None else known.facts
    return About(stated_pixel_size(handle.properties), tuple(notes), icc, facts)


def _profile(handle: "OpenSlide") -> bytes | None:
    """Return the ICC profile of the slide, None if the file has none, or b"" if the profile is damaged."""
    try:
        profile = handle.color_profile
    except PyCMSError:
        return b""
    return None if profile is None else profile.tobytes()


class _OpenSlideSource:
    """The levels of a slide, as OpenSlide provides them.

    OpenSlide accepts positions only in level-0 px. If a downsample is not a whole number, OpenSlide therefore shifts
    and interpolates the pixels of that level by a fraction of a pixel. Level 0 is always exact.
    """

    def __init__(self, file: Path, handle: "OpenSlide", known: Known) -> None:
        self._path, self._file = known.shown_as or file, file
        self._close = known.close
        self._handles = [handle]
        """Open handles. The last one is in use. Other threads may still read from earlier handles, so all handles stay
        open until the slide is closed."""
        self._opening = threading.Lock()
        full = handle.level_dimensions[0]
        self.level_sizes = tuple(SizeLevel(*size) for size in handle.level_dimensions)
        self.downsamples = tuple(
            (downsample_of(full, size) or float(downsample)) if level else 1.0
            for level, (size, downsample) in enumerate(
                zip(handle.level_dimensions, handle.level_downsamples, strict=True)
            )
        )
        self._is_ycbcr = tuple(size in known.ycbcr_sizes for size in handle.level_dimensions)
        colour = handle.properties.get("openslide.background-color", "")
        is_colour = len(colour) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in colour)
        self._background = np.frombuffer(bytes.fromhex(colour), np.uint8) if is_colour else np.array(GLASS, np.uint8)

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level: uint8 [height, width, 3], RGB.

        All four numbers are whole px of that level. The area outside the level has the colour of glass.
        """
        size = self.level_sizes[level]
        result = bare_glass(width, height)
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, size.width), min(y + height, size.height)
        if left >= right or top >= bottom:
            return result
        rows = max(1, BAND_PIXELS // (right - left))
        for first in range(top, bottom, rows):
            last = min(first + rows, bottom)
            band = self._band(level, left, first, right - left, last - first)
            result[first - y : last - y, left - x : right - x] = band
        return result

    def close(self) -> None:
        for handle in self._handles:
            handle.close()
        if self._close is not None:
            self._close()

    def _band(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        from openslide import OpenSlideError

        handle = self._handles[-1]
        scale = handle.level_downsamples[level]
        try:
            rgba = np.asarray(handle.read_region((round(x * scale), round(y * scale)), level, (width, height)))
        except OpenSlideError as error:
            self._replace(handle)
            message = f"{self._path.name} is damaged: a part of it cannot be decoded ({error})."
            raise SlideError(self._path, message, COPY_REMEDY) from error
        alpha = rgba[:, :, 3:]
        rgb = rgb_of_ycbcr(rgba[:, :, :3]) if self._is_ycbcr[level] else rgba[:, :, :3]
        if (alpha == 255).all():
            return rgb
        opacity = alpha.astype(np.uint16)
        blended = rgb * opacity + self._background * (255 - opacity)
        return ((blended + 127) // 255).astype(np.uint8)

    def _replace(self, broken: "OpenSlide") -> None:
        """Replace the handle `broken` by a new one, which can read the undamaged parts of the slide.

        Do nothing if another thread has already replaced it.
        """
        from openslide import OpenSlide, OpenSlideError

        with self._opening:
            if self._handles[-1] is broken and len(self._handles) < MOST_HANDLES:
                try:
                    self._handles.append(OpenSlide(self._file))
                except (OpenSlideError, OSError):
                    return  # the file no longer exists; the next read reports this
