"""Open an image the one way everybody does: a path comes in, a `Slide` and the record of what was opened go out."""

import hashlib
from collections.abc import Generator
from pathlib import Path

from model.errors import SlideError
from model.files import hash_steps
from model.prediction import ImageRecord
from model.progress import Progress, result_of
from model.slide.base import Slide
from model.slide.companions import files_of
from model.slide.pixel_size import pixel_size_warnings
from model.slide.registry import slide_steps
from model.slide.remembered import resolve_mpp

HASHING = "checking the file"


def open_image(path: Path, mpp: float | None = None) -> tuple[Slide, ImageRecord]:
    """As `open_steps`, in one go."""
    return result_of(open_steps(path, mpp))


def open_steps(path: Path, mpp: float | None = None) -> Generator[Progress, None, tuple[Slide, ImageRecord]]:
    """The opened slide, and its record with the pixel size settled: `mpp` if given, else the file's, else the folder's.

    A picture that has to be decoded in full reports meanwhile. A slide of some gigabytes opens at once. Either is then
    read through for its SHA-256, with a report every few megabytes; given up meanwhile, it is closed. Raises SlideError
    where the file cannot be opened.
    """
    slide = yield from slide_steps(path)
    kept = False
    try:
        used, source = resolve_mpp(slide, mpp)
        sha256 = yield from identity(slide.path)
        record = ImageRecord(
            path=str(slide.path.absolute()),
            sha256=sha256,
            width_px=slide.size.width,
            height_px=slide.size.height,
            mpp=used,
            mpp_source=source,
            notes=slide.notes + pixel_size_warnings(slide.mpp, slide.mpp_source),
        )
        kept = True
        return slide, record
    finally:
        if not kept:
            slide.close()


def identity(path: Path) -> Generator[Progress, None, str]:
    """What the slide `path` is known by: the SHA-256 of its file.

    Of a slide of several files (DICOM, MIRAX, Hamamatsu VMS): SHA-256 over the hex SHA-256 of each, sorted, one a line.
    """
    try:
        files = files_of(path)
        total = sum(file.stat().st_size for file in files)
        done, hashes = 0, []
        for file in files:
            hashes.append((yield from hash_steps(file, HASHING, done, total)))
            done += file.stat().st_size
    except OSError as error:
        message = f"{path.name} cannot be read: {error}."
        raise SlideError(path, message, "Check that you may read the file and that its disk is there.") from error
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(hashes)).encode("ascii")).hexdigest()
