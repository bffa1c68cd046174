"""Find the cores of a slide, or read them from a file, and apply a core map."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.slide.base import Slide
    from model.slide.record import ImageRecord
    from model.tma.array import TmaArray

AUTO = "auto"


def cores_of(
    given: str, slide: "Slide", image: "ImageRecord", core_map: Path | None
) -> "tuple[TmaArray, tuple[str, ...]]":
    """Return the array of cores and notes about it. `given` is "auto" or the path of a file with cores."""
    from model.tma.core_map import mapped, read_core_map
    from model.tma.finding import find_cores
    from model.tma.slide_objects import SlideObjects, on_slide, read_cores_on

    known = None if core_map is None else read_core_map(core_map)  # report faults of the map before the search
    if given == AUTO:
        found = find_cores(slide, image.mpp)
        array, notes = found.array, found.notes
    else:
        array, notes = read_cores_on(Path(given), slide.size)
    if known is None:
        return array, notes
    array, more = mapped(array, known)
    if given != AUTO:
        on_slide(SlideObjects(array), Path(given), slide.size)  # the map may have marked cores as present
    return array, (*notes, *more)
