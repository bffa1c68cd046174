"""Open an image and create its record. The window, the command line and cohorts all open images with this module."""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from model.base.errors import SlideError
from model.base.files import hash_steps
from model.base.geometry import SizeL0
from model.base.progress import Progress, result_of
from model.slide.base import Slide
from model.slide.companions import files_of
from model.slide.decoding import describe_slide, slide_steps
from model.slide.pixel_size import pixel_size_warnings
from model.slide.record import ImageRecord
from model.slide.registry import images_at
from model.slide.remembered import resolve_mpp

HASHING = "checking the file"
SOON_BYTES = 50_000_000
"""Maximum size in bytes of a file that is read completely before it is shown. Reading so much from a local disk takes
0.1 s. A single uncompressed spot has 37 MB."""


def open_image(path: Path, mpp: float | None = None) -> tuple[Slide, ImageRecord]:
    """Open an image and return it with its record, like `open_steps`, but in one call without progress reports."""
    return result_of(open_steps(path, mpp))


def open_steps(
    path: Path, mpp: float | None = None, glimpse: Callable[[Slide, ImageRecord], object] | None = None
) -> Generator[Progress, None, tuple[Slide, ImageRecord]]:
    """Open a slide and return it with its record.

    The pixel size is `mpp` if it is given. Otherwise it is the pixel size in the file, or else the one stored for the
    folder.

    A picture that must be decoded completely yields progress reports. A slide of some gigabytes opens at once. After
    that, all its files are read to compute the SHA-256, with a report every few megabytes. If this takes long,
    `glimpse` is called first with the slide and its record without SHA-256, and a report contains the result of
    `glimpse`, so that the slide can be shown early. If the caller cancels, the slide is closed. Raise SlideError if the
    file cannot be opened.
    """
    slide = yield from slide_steps(path)
    kept = False
    try:
        used, source = resolve_mpp(slide, mpp)
        record = ImageRecord(
            path=str(slide.path.absolute()),
            sha256="",
            width_px=slide.size.width,
            height_px=slide.size.height,
            mpp=used,
            mpp_source=source,
            notes=slide.notes + pixel_size_warnings(slide.mpp, slide.mpp_source, slide.facts.rejected),
        )
        sizes = _sizes(slide.path)
        if glimpse is not None and sum(sizes.values()) > SOON_BYTES:
            yield Progress(HASHING, partial=glimpse(slide, record))
        sha256 = yield from _hashed(slide.path, sizes)
        kept = True
        return slide, replace(record, sha256=sha256)
    finally:
        if not kept:
            slide.close()


def first_steps(
    path: Path, glimpse: Callable[[Slide, ImageRecord], object] | None = None
) -> Generator[Progress, None, tuple[Slide, ImageRecord, tuple[SlideError, ...]]]:
    """Open an image like `open_steps`. If `path` is a folder, open the first image in it that can be opened.

    Also return the errors of the images that were tried before. If no image can be opened, raise the SlideError of the
    first image.
    """
    refused: list[tuple[Path, SlideError]] = []
    for image in images_at(path):
        try:
            slide, record = yield from open_steps(image, glimpse=glimpse)
        except SlideError as error:
            refused.append((image, error))
        else:
            # The error of a slide with several files may name one of these files. The path in the error is replaced by
            # the path of the slide.
            return slide, record, tuple(SlideError(at, one.message, one.remedy) for at, one in refused)
    raise refused[0][1]


def extent(path: Path) -> tuple[SizeL0, float | None]:
    """Return the size of the image `path`, and its pixel size in um/px (None if the file states none).

    No large picture is decoded. Raise SlideError if the file cannot be opened.
    """
    with closing(describe_slide(path)) as slide:
        return slide.size, slide.mpp


def identity(path: Path) -> Generator[Progress, None, str]:
    """Return the identity of the slide `path`: the SHA-256 of its file.

    For a slide of several files (DICOM, MIRAX, Hamamatsu VMS) it is the SHA-256 of a text. This text has one line per
    file with its hex SHA-256; the lines are sorted.
    """
    return (yield from _hashed(path, _sizes(path)))


def _sizes(path: Path) -> dict[Path, int]:
    """Return all files of the slide with their sizes in bytes."""
    with _readable(path):
        return {file: file.stat().st_size for file in files_of(path)}


def _hashed(path: Path, sizes: dict[Path, int]) -> Generator[Progress, None, str]:
    total, done, hashes = sum(sizes.values()), 0, []
    with _readable(path):
        for file, size in sizes.items():
            hashes.append((yield from hash_steps(file, HASHING, done, total)))
            done += size
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(f"{one}\n" for one in sorted(hashes)).encode("ascii")).hexdigest()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Raise a `SlideError` if the `with` block cannot read the files of the slide `path` from the disk."""
    try:
        yield
    except OSError as error:
        message = f"{path.name} cannot be read: {error}."
        raise SlideError(path, message, "Check that you may read the file and that its disk is connected.") from error
