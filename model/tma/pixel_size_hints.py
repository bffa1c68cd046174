"""What suggests the pixel size of an image that states none: round tissue, and other images of the folder.

A hint is only shown to the user, with its evidence. The program never uses it without an answer, and the pixel size
of a model is no evidence.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.base.errors import SlideError
from model.base.progress import Progress
from model.region.tissue import tissue_mask
from model.slide.decoding import describe_slide
from model.tma.discs import usual_radius
from model.tma.ground import stained
from model.tma.likeness import looks_like_array

CORE_MM = (0.6, 1.0, 1.5, 2.0)
"""Diameters of the needles for tissue microarrays, in mm. A core has about the diameter of its needle."""
FINEST_MPP, COARSEST_MPP = 0.1, 10.0
"""Range of the pixel sizes that are suggested, in um/px: from scans at 100x to overviews of whole slides."""
MOST_FILES = 12
"""Maximum number of other images of the folder whose headers are read."""
_SAME = 0.02
"""Largest relative difference between pixel sizes of files that count as the same."""
_LEAST_SHARE = 0.2
"""Minimum share of the picture that a single spot covers."""
_NARROWEST = 0.85
"""Minimum ratio of the sides of the box around a round spot."""
_LEAST_ROUND, _MOST_ROUND = 0.75, 1.08
"""Limits for the area of a round spot, relative to a circle inside its box. A square has 1.27."""
_MOST_AT_EDGE = 0.1
"""Maximum share of tissue at the edge of the picture. Tissue that goes on beyond the picture has no diameter."""


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
    """Return the diameter of a round spot, or the usual one of a microarray's cores, in level-0 px; None without them.

    `overview` is uint8 [h, w, 3]; `width` is the width of the image in level-0 px.
    """
    if overview is None or overview.min() == overview.max():
        return None
    radius = _spot_radius(tissue_mask(overview))
    if radius is None and looks_like_array(overview, None):
        radius = usual_radius(stained(overview))
    return None if radius is None else 2 * radius * width / overview.shape[1]


def _spot_radius(tissue: np.ndarray) -> float | None:
    """Return the radius of the largest piece of tissue, in px of the mask, if it is a disc that fills the picture."""
    from scipy import ndimage

    labels, _ = ndimage.label(ndimage.binary_fill_holes(ndimage.binary_closing(tissue, iterations=2)))
    areas = np.bincount(labels.ravel())
    areas[0] = 0
    largest = int(np.argmax(areas))
    if areas[largest] < _LEAST_SHARE * tissue.size:
        return None
    if np.concatenate([tissue[0], tissue[-1], tissue[:, 0], tissue[:, -1]]).mean() > _MOST_AT_EDGE:
        return None
    rows, cols = ndimage.find_objects(labels)[largest - 1]
    tall, wide = rows.stop - rows.start, cols.stop - cols.start
    radius = (tall + wide) / 4
    filled = areas[largest] / (np.pi * radius * radius)
    return radius if _NARROWEST < tall / wide < 1 / _NARROWEST and _LEAST_ROUND < filled < _MOST_ROUND else None
