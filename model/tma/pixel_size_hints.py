"""What suggests the pixel size of an image that states none: round tissue, and other images of the folder.

A hint is only shown to the user, with its evidence. The program never uses it without an answer, and the pixel size
of a model is no evidence.
"""

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.base.errors import SlideError
from model.base.progress import Progress
from model.slide.decoding import describe_slide
from model.tma.discs import SMALLEST_PX, usual_radius
from model.tma.ground import stained

CORE_MM = (0.6, 1.0, 1.5, 2.0)
"""Diameters of the needles for tissue microarrays, in mm. A core has about the diameter of its needle."""
FINEST_MPP, COARSEST_MPP = 0.1, 10.0
"""Range of the pixel sizes that are suggested, in um/px: from scans at 100x to overviews of whole slides."""
MOST_FILES = 12
"""Maximum number of other images of the folder whose headers are read."""
_SAME = 0.02
"""Largest relative difference between pixel sizes of files that count as the same."""
_LARGEST_SHARE = 0.55
"""Maximum radius of round tissue, as a share of the shorter side of the picture: a spot that fills it."""


@dataclass(frozen=True)
class PixelSizeHints:
    """The evidence on an unknown pixel size.

    `files_mpp` (um/px) is stated by all of the `files` other images of the folder that state one; None if there is none
    or if they differ. `core_px` is the diameter of round tissue in level-0 px; None without round tissue.
    """

    files_mpp: float | None = None
    files: int = 0
    core_px: float | None = None

    @property
    def candidates(self) -> tuple[tuple[float, float], ...]:
        """Return the usual diameters of cores in mm, each with the pixel size in um/px that it would mean."""
        if self.core_px is None:
            return ()
        found = ((mm, 1000 * mm / self.core_px) for mm in CORE_MM)
        return tuple((mm, mpp) for mm, mpp in found if FINEST_MPP <= mpp <= COARSEST_MPP)


def hint_steps(
    overview: np.ndarray | None, width: int, others: Sequence[Path]
) -> Generator[Progress, None, PixelSizeHints]:
    """Return the evidence on the pixel size of an image.

    `overview` is a picture of the whole image, uint8 [h, w, 3], and `width` the width of the image in level-0 px.
    `others` are other images of the folder. A file that cannot be read is no evidence.
    """
    stated: list[float] = []
    for path in others[:MOST_FILES]:
        yield Progress("reading pixel sizes of the folder")
        try:
            slide = describe_slide(path)
        except SlideError:
            continue
        try:
            if slide.mpp is not None:
                stated.append(slide.mpp)
        finally:
            slide.close()
    yield Progress("looking at the overview")
    same = bool(stated) and max(stated) <= min(stated) * (1 + _SAME)
    middle = float(np.median(stated)) if same else None
    return PixelSizeHints(middle, len(stated) if same else 0, core_diameter(overview, width))


def core_diameter(overview: np.ndarray | None, width: int) -> float | None:
    """Return the usual diameter of round pieces of tissue, in level-0 px; None if there are none.

    `overview` is uint8 [h, w, 3]; `width` is the width of the image in level-0 px.
    """
    if overview is None or overview.min() == overview.max():
        return None
    longest = _LARGEST_SHARE * min(overview.shape[:2])
    if longest < SMALLEST_PX:
        return None
    radius = usual_radius(stained(overview), (SMALLEST_PX, longest))
    if radius is None or not math.isfinite(radius):
        return None
    return 2 * radius * width / overview.shape[1]
