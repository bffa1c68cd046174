"""The parts of an image that are read: windows and cores named on the command line come in, what to read goes out."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.pipeline import Pipeline
from app.cli.progress import Steps

if TYPE_CHECKING:
    from model.result.prediction import Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord
    from model.tma.array import Core

REGION_HELP = "read the window round this pixel (full resolution, from the top left corner); may be given again"
CORES_HELP = "read the cores that this table, or GeoJSON of QuPath, says are there"


@dataclass(frozen=True)
class Part:
    """A window round a pixel of full resolution, or over a core; with neither, the one in the middle."""

    centre: tuple[int, int] | None = None
    core: "Core | None" = None

    @property
    def name(self) -> str:
        """What tells its files from those of other parts: "A-3", "4317-3062"; empty for the one in the middle."""
        if self.core is not None:
            return self.core.label
        return "" if self.centre is None else f"{self.centre[0]}-{self.centre[1]}"

    @property
    def words(self) -> str:
        if self.core is not None:
            return f"core {self.core.label}"
        return "" if self.centre is None else f"window round {self.centre[0]}, {self.centre[1]} px"

    def analyse(self, pipeline: Pipeline, slide: "Slide", image: "ImageRecord", engine: Any) -> "Steps[Prediction]":
        if self.core is not None:
            return pipeline.analyse_core(slide, image, engine, self.core)
        if self.centre is None:
            return pipeline.analyse(slide, image, engine)
        from model.base.geometry import RegionL0

        return pipeline.analyse_region(slide, image, engine, RegionL0(*self.centre, 0, 0))


def centre(text: str) -> tuple[int, int]:
    """ "X,Y" as it is typed."""
    try:
        x, y = (int(number) for number in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no place; give it as X,Y in px, as 4317,3062") from error
    return x, y


def parts_of(
    slide: "Slide", windows: tuple[tuple[int, int], ...], cores: Path | None
) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """What to analyse of `slide`, and in words what a user should know of the file of cores.

    An error with a remedy where a window or a core lies beside the slide, or there is no core.
    """
    from model.base.errors import SlideError

    parts = [Part(centre=place) for place in windows]
    for x, y in windows:
        if not (0 <= x < slide.size.width and 0 <= y < slide.size.height):
            size = f"{slide.size.width} x {slide.size.height} px"
            message = f"A window round {x}, {y} lies beside {slide.path.name}, which has {size}."
            raise SlideError(slide.path, message, "Give the middle of the window in pixels of full resolution.")
    if cores is not None:
        from model.base.errors import TmaError
        from model.tma.slide_objects import read_cores_on

        array, notes = read_cores_on(cores, slide.size)
        if not array.present:
            raise TmaError(f"{cores.name} says of every core that it is missing.", "Correct the table of cores.")
        return (*parts, *(Part(core=core) for core in array.present)), notes
    return tuple(parts) or (Part(),), ()
