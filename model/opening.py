"""Open an image the one way everybody does: a path comes in, a `Slide` and the record of what was opened go out."""

from pathlib import Path

from model.files import file_sha256
from model.prediction import ImageRecord
from model.slide.base import Slide
from model.slide.registry import open_slide
from model.slide.remembered import resolve_mpp


def open_image(path: Path, mpp: float | None = None) -> tuple[Slide, ImageRecord]:
    """The opened slide, and its record with the pixel size settled: `mpp` if given, else the file's, else the folder's.

    Raises SlideError where the file cannot be opened.
    """
    slide = open_slide(path)
    used, source = resolve_mpp(slide, mpp)
    record = ImageRecord(
        path=str(path.absolute()),
        sha256=file_sha256(path),
        width_px=slide.size.width,
        height_px=slide.size.height,
        mpp=used,
        mpp_source=source,
        notes=slide.notes,
    )
    return slide, record
