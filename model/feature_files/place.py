"""Place the tiles of a feature file on its slide, and refuse a slide to which the file cannot belong."""

from dataclasses import dataclass

import numpy as np

from model.base.errors import FeatureFileError, UnstatedFactError
from model.feature_files.read import MOST_OUTSIDE, FeatureFile
from model.region.grid import GridSpec
from model.region.positions import Unit
from model.region.region import Placement, around
from model.slide.record import ImageRecord

_OTHER_SLIDE = "Give the slide from which the features were computed."


@dataclass(frozen=True, eq=False)
class PlacedTiles:
    """The tiles of a feature file, in raster order.

    `boxes` float64 [n, 4] are x, y, width and height of the tiles in `unit`. The array is read-only.

    `mpp` is the pixel size of the slide, um/px; None if it is unknown. `placement` is the square around the tiles.
    """

    grid: GridSpec
    boxes: np.ndarray
    unit: Unit
    mpp: float | None
    placement: Placement


def placed_on(file: FeatureFile, slide: ImageRecord | None) -> PlacedTiles:
    """Return the tiles in level-0 px of `slide`, or in the file's own unit if no pixel size is known."""
    mpp = file.mpp if slide is None or slide.mpp is None else slide.mpp
    positions = file.positions.in_px(mpp) if mpp else file.positions
    boxes, side = positions.boxes, file.encoder.tile_px
    boxes.setflags(write=False)
    grid = GridSpec(side, side, 1, len(boxes), "positions")
    placement = around(boxes, f"the tiles of the feature file: {file.text}")
    return PlacedTiles(grid, boxes, positions.unit, mpp, placement)


def refuse_other_slide(file: FeatureFile, slide: ImageRecord) -> None:
    """Raise FeatureFileError if `file` cannot belong to `slide`.

    A file cannot belong to the slide if it states another image or another image size, or if its tiles lie outside the
    slide.
    """
    where, name = file.path.name, slide.path
    if file.image_sha256 and slide.sha256 and file.image_sha256 != slide.sha256:
        raise FeatureFileError(f"The features in {where} were computed from another image than {name}.", _OTHER_SLIDE)
    size = (slide.width_px, slide.height_px)
    if file.size is not None and file.size != size:
        raise FeatureFileError(
            f"{where} belongs to a slide of {file.size[0]} x {file.size[1]} px; {name} has {size[0]} x {size[1]} px.",
            _OTHER_SLIDE,
        )
    mpp = slide.mpp or file.mpp
    if file.positions.unit == "um" and not mpp:
        raise UnstatedFactError(
            f"The positions in {where} are in um, and the pixel size of {name} is unknown.",
            "Give the pixel size of the slide with --mpp.",
        )
    boxes = file.positions.in_px(mpp).boxes if mpp else file.positions.boxes
    centres = boxes[:, :2] + boxes[:, 2:] / 2
    outside = int(((centres < 0) | (centres > size)).any(axis=1).sum())
    if outside > MOST_OUTSIDE * len(boxes):
        raise FeatureFileError(
            f"{outside} of the {len(boxes)} tiles in {where} lie outside {name} ({size[0]} x {size[1]} px).",
            (
                f"{_OTHER_SLIDE} If the file belongs to this slide, check the pixel size of the slide and "
                "give it with --mpp."
            ),
        )
