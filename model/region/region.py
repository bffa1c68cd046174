"""Place the analysis region on a slide, using the slide's size and pixel size and the model's pixel size."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.geometry import PointL0, RegionL0, SizeL0

Kind = Literal["fitted", "centred", "padded", "placed", "tiles"]

FITTED_SHARE = 0.10
"""Maximum relative difference between the sides of an image and of the region for which the image counts as one spot.

The user need not place the region on such an image."""


@dataclass(frozen=True)
class Placement:
    """A placed analysis region. `region` is in level-0 px; it is square and may reach beyond the slide.

    `kind` is a keyword for how the region was placed, and `note` says the same in a sentence for users. If `kind` is
    "tiles", there is no analysis region, and the square contains the tiles of a feature file.
    """

    region: RegionL0
    kind: Kind
    note: str


def region_side_l0(window_px: int, model_mpp: float, mpp: float | None) -> float:
    """Return the side of the region in level-0 px. `model_mpp` and `mpp` are um/px.

    If the slide's pixel size `mpp` is unknown (None), one pixel of the slide counts as one pixel of the model.
    """
    side = window_px * model_mpp / mpp if mpp else float(window_px)
    # A difference below half a pixel is smaller than the error of any stated pixel size. The region then keeps its size
    # and need not be resampled.
    return float(window_px) if abs(side - window_px) < 0.5 else side


def place(size: SizeL0, mpp: float | None, window_px: int, model_mpp: float) -> Placement:
    """Return the region in the middle of the slide. The coordinates of its corner are whole numbers of level-0 px."""
    side = region_side_l0(window_px, model_mpp, mpp)
    region = RegionL0(round((size.width - side) / 2), round((size.height - side) / 2), side, side)
    if min(size.width, size.height) < side * (1 - FITTED_SHARE):
        covered = region.inside_share(size)
        # The percentage is rounded down, so that a region that contains a small image is never reported as 100% glass.
        padded = f"{math.floor(100 * (1 - covered))}%"
        note = f"the image is smaller than the analysis region: {padded} of the region is padded with glass"
        return Placement(region, "padded", note)
    if max(size.width, size.height) <= side * (1 + FITTED_SHARE):
        return Placement(region, "fitted", "the image is one spot; the analysis region covers it")
    return Placement(region, "centred", "the image is larger than the analysis region, which is centred on it")


def place_at(centre: PointL0, mpp: float | None, window_px: int, model_mpp: float) -> Placement:
    """Return the region with the centre chosen by the user. Its corner is rounded to whole level-0 px."""
    side = region_side_l0(window_px, model_mpp, mpp)
    region = RegionL0(round(centre.x - side / 2), round(centre.y - side / 2), side, side)
    return Placement(region, "placed", "the analysis region was placed by hand")


def place_spot(
    region: RegionL0 | None, size: SizeL0, mpp: float | None, window_px: int, model_mpp: float
) -> Placement:
    """Return where a spot of a study is analysed: around the centre of its `region`, or in the middle of its image."""
    if region is None:
        return place(size, mpp, window_px, model_mpp)
    return place_at(region.centre, mpp, window_px, model_mpp)


def around(boxes: np.ndarray, note: str) -> Placement:
    """Return the smallest square around the `boxes` float64 [n, 4] (x, y, width, height), centred on them."""
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    side = float(max(right - left, bottom - top))
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    return Placement(RegionL0(float(x), float(y), side, side), "tiles", note)
