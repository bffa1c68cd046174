"""Lay the window over a slide: sizes and pixel sizes come in, a place in level-0 px and its story go out."""

import math
from dataclasses import dataclass
from typing import Literal

from model.base.geometry import PointL0, RegionL0, SizeL0

Kind = Literal["fitted", "centred", "padded", "placed"]

FITTED_SHARE = 0.10
"""An image whose sides are within 10 % of the window's counts as one cut-out spot: nothing to place by hand."""


@dataclass(frozen=True)
class Placement:
    """A window on a slide: `region` in level-0 px (square; may reach past the slide), how it got there, in words."""

    region: RegionL0
    kind: Kind
    note: str


def region_side_l0(window_px: int, model_mpp: float, mpp: float | None) -> float:
    """Side of the window in level-0 px; with an unknown pixel size one slide px is taken as one model px."""
    side = window_px * model_mpp / mpp if mpp else float(window_px)
    # Half a pixel over the whole window is less than any pixel size is known to: not worth resampling for.
    return float(window_px) if abs(side - window_px) < 0.5 else side


def place(size: SizeL0, mpp: float | None, window_px: int, model_mpp: float) -> Placement:
    """The window in the middle of the slide, on whole pixels when it is not resampled."""
    side = region_side_l0(window_px, model_mpp, mpp)
    region = RegionL0(round((size.width - side) / 2), round((size.height - side) / 2), side, side)
    if min(size.width, size.height) < side * (1 - FITTED_SHARE):
        covered = region.inside_share(size)
        # Rounded down: of a picture that is there, nobody is told that all is glass.
        padded = f"{math.floor(100 * (1 - covered))}%"
        note = f"the image is smaller than the window: {padded} of the window is padded with glass"
        return Placement(region, "padded", note)
    if max(size.width, size.height) <= side * (1 + FITTED_SHARE):
        return Placement(region, "fitted", "the image is one spot; the window covers it")
    return Placement(region, "centred", "the image is larger than the window, which lies in its middle")


def place_at(centre: PointL0, mpp: float | None, window_px: int, model_mpp: float) -> Placement:
    """The window where the user put it: centred on `centre`, rounded to whole level-0 px."""
    side = region_side_l0(window_px, model_mpp, mpp)
    region = RegionL0(round(centre.x - side / 2), round(centre.y - side / 2), side, side)
    return Placement(region, "placed", "the window was placed by hand")
