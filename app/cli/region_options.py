"""The options that select analysis regions or cores of an image, and the parts of the image that they select."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.pipeline import Pipeline
from app.cli.progress import Steps

if TYPE_CHECKING:
    from model.bundle.manifest import Manifest
    from model.region.region import Placement
    from model.result.prediction import Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord
    from model.tma.array import Core

REGION_HELP = "centre of an analysis region, full-resolution px from the top left corner; repeatable"
CORES_HELP = "analyse the cores that this table or QuPath GeoJSON does not mark as missing"


@dataclass(frozen=True)
class Part:
    """A part of an image to analyse: the region around a point, or the region over a core.

    The point is given in full-resolution pixel coordinates. If neither a point nor a core is given, the region is at
    the centre of the image.
    """

    centre: tuple[int, int] | None = None
    core: "Core | None" = None

    @property
    def name(self) -> str:
        """Return the suffix for the names of the part's files: "A-3" or "4317-3062".

        It is empty for the region at the centre.
        """
        if self.core is not None:
            return self.core.label
        return "" if self.centre is None else f"{self.centre[0]}-{self.centre[1]}"

    @property
    def title(self) -> str:
        if self.core is not None:
            return f"core {self.core.label}"
        return "" if self.centre is None else f"region at {self.centre[0]}, {self.centre[1]} px"

    def placement(self, slide: "Slide", image: "ImageRecord", manifest: "Manifest") -> "Placement":
        """Return the analysis region of this part of the slide for the model that `manifest` describes."""
        from model.base.geometry import PointL0
        from model.region.region import place, place_at

        if self.core is not None:
            from model.tma.finding import region_over

            return region_over(self.core, image.mpp, manifest.window_px, manifest.mpp)
        if self.centre is None:
            return place(slide.size, image.mpp, manifest.window_px, manifest.mpp)
        return place_at(PointL0(*self.centre), image.mpp, manifest.window_px, manifest.mpp)

    def analyse(self, pipeline: Pipeline, slide: "Slide", image: "ImageRecord", engine: Any) -> "Steps[Prediction]":
        if self.core is not None:
            return pipeline.analyse_core(slide, image, engine, self.core)
        if self.centre is None:
            return pipeline.analyse(slide, image, engine)
        from model.base.geometry import RegionL0

        return pipeline.analyse_region(slide, image, engine, RegionL0(*self.centre, 0, 0))


def centre(text: str) -> tuple[int, int]:
    """Parse "X,Y" into the centre of a region in full-resolution pixel coordinates."""
    try:
        x, y = (int(number) for number in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a position; use X,Y in px, as in 4317,3062") from error
    return x, y


def parts_of(
    slide: "Slide", regions: tuple[tuple[int, int], ...], cores: Path | None
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return the parts of `slide` to analyse, and notes about the file of cores.

    Raise SlideError or TmaError if a region or core lies outside the slide, or if no core is present.
    """
    from model.base.errors import SlideError

    parts = [Part(centre=place) for place in regions]
    for x, y in regions:
        if not (0 <= x < slide.size.width and 0 <= y < slide.size.height):
            size = f"{slide.size.width} x {slide.size.height} px"
            message = f"The region at {x}, {y} lies outside {slide.path.name}, which has {size}."
            raise SlideError(slide.path, message, "Give the centre of the region in full-resolution pixels.")
    if cores is not None:
        from model.base.errors import TmaError
        from model.tma.slide_objects import read_cores_on

        array, notes = read_cores_on(cores, slide.size)
        if not array.present:
            raise TmaError(f"{cores.name} marks every core as missing.", "Correct the table of cores.")
        return (*parts, *(Part(core=core) for core in array.present)), notes
    return tuple(parts) or (Part(),), ()
