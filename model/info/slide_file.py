"""Describe the slide or picture in a file. No picture is decoded completely."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from model.base.errors import SlideError
from model.base.progress import Progress
from model.info.slide_report import FileRecord, SlideReport, slide_report
from model.slide.base import Slide
from model.slide.companions import files_of
from model.slide.decoding import describe_slide
from model.slide.opening import identity


def slide_file_steps(path: Path, hashed: bool) -> Generator[Progress, None, SlideReport]:
    """Return the report of the image file or DICOM folder `path`.

    If `hashed` is true, the whole file is read to compute its SHA-256.
    """
    with closing(describe_slide(path)) as slide:
        report = described(slide)
        if not hashed:
            return report
        sha256 = yield from identity(slide.path)
        return slide_report(slide, report.files, sha256=sha256)


def described(slide: Slide, used: tuple[float | None, str] | None = None) -> SlideReport:
    """Return the report of an open slide. `used` is the pixel size in use and its source.

    Raise SlideError if the files of the slide cannot be listed.
    """
    return slide_report(slide, _files(slide.path), used)


def _files(path: Path) -> tuple[FileRecord, ...]:
    try:
        return tuple(FileRecord(file.name, file.stat().st_size) for file in files_of(path))
    except OSError as error:
        message = f"{path.name} cannot be read: {error}."
        raise SlideError(path, message, "Check that you may read the file and that its disk is connected.") from error
