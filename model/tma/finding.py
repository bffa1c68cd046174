"""Find the cores of an open slide. The positions of the cores are in level-0 px."""

from collections.abc import Generator
from dataclasses import dataclass, replace

from model.base.errors import TmaError
from model.base.geometry import PointL0, RegionL0
from model.base.progress import Progress, result_of
from model.region.region import Placement, place_at
from model.slide.base import Slide
from model.tma.array import Core, TmaArray
from model.tma.detect import detect_steps
from model.tma.labels import Place

THUMBNAIL_PX = 2048
"""Length in px of the longer side of the overview in which cores are searched. In the overview of a whole slide, a core
of 0.6 mm has a diameter of about 20 px.
"""


@dataclass(frozen=True)
class FoundArray:
    """The array of cores that was found on a slide, and notes for the user, one sentence each."""

    array: TmaArray
    notes: tuple[str, ...]


def find_cores(slide: Slide, mpp: float | None) -> FoundArray:
    """Return the cores of `slide`, like `find_steps`, but in one call without progress reports."""
    return result_of(find_steps(slide, mpp))


def find_steps(slide: Slide, mpp: float | None) -> Generator[Progress, None, FoundArray]:
    """Find and return the cores of `slide`. `mpp` is its pixel size in um/px, or None if it is unknown.

    Raise TmaError if the slide shows no array of cores.
    """
    yield Progress("reading the overview")
    width, height = slide.size.width, slide.size.height
    scale = max(1.0, max(width, height) / THUMBNAIL_PX)
    size = max(1, round(width / scale)), max(1, round(height / scale))
    overview = slide.read(RegionL0(0, 0, width, height), *size)
    scale_x, scale_y = width / size[0], height / size[1]
    found = yield from detect_steps(overview, mpp * scale_x if mpp else None)
    if found is None:
        message = f"No cores were found on {slide.path.name}."
        remedy = (
            "If this slide is a tissue microarray, check its pixel size, or give the cores in a file (--cores FILE)."
        )
        raise TmaError(message, remedy)
    cores = tuple(
        Core(
            place=Place(core.row, core.col),
            centre=PointL0((core.x + 0.5) * scale_x, (core.y + 0.5) * scale_y),
            radius=core.radius * scale_x,
            status="missing" if core.missing else "present",
            confidence=core.confidence,
        )
        for core in found.cores
    )
    notes: tuple[str, ...] = ()
    if found.strays:
        one = "1 round object lies off the grid and has no name."
        notes = (one if found.strays == 1 else f"{found.strays} round objects lie off the grid and have no name.",)
    return FoundArray(TmaArray(cores), notes)


def region_over(core: Core, mpp: float | None, window_px: int, model_mpp: float) -> Placement:
    """Return the analysis region centred on `core`."""
    placed = place_at(core.centre, mpp, window_px, model_mpp)
    return replace(placed, note=f"the analysis region lies over core {core.label}")
