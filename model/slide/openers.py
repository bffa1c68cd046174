"""Open a file with the reader of its format. The reader's module is imported when the first such file is opened.

The window loads the table of readers (`registry`) when it starts; importing all readers would take a tenth of a second.
"""

from collections.abc import Generator
from pathlib import Path

from model.base.progress import Progress
from model.slide.base import Slide
from model.slide.dicom_elements import MARK, MARK_AT
from model.slide.regular import first_bytes

OUR_TIFFS = (None, "generic-tiff", "aperio")
"""OpenSlide's names of those TIFFs that are read without it: pages in plain tiles, which our reader gives exactly, in
every level (`openslide_reader` cannot); at full resolution both give the same bytes. Other makers' TIFFs overlap tiles,
pad levels or split areas in ways that OpenSlide knows."""


def open_plain(path: Path) -> Slide:
    """Open a PNG, JPEG, BMP or WebP file."""
    from model.slide import plain

    return plain.open_plain(path)


def plain_steps(path: Path) -> Generator[Progress, None, Slide]:
    """Open a PNG, JPEG, BMP or WebP file, with reports while it is decoded."""
    from model.slide import plain

    return (yield from plain.plain_steps(path))


def describe_plain(path: Path) -> Slide:
    """Describe a PNG, JPEG, BMP or WebP file without decoding the picture."""
    from model.slide import plain

    return plain.describe_plain(path)


def open_tiff(path: Path, decode: bool = True) -> Slide:
    """Open a TIFF with the reader that knows it: ours, or OpenSlide where a maker's TIFF needs it."""
    from model.slide import openslide_reader, tiff

    # OpenSlide takes a file that is DICOM as well for DICOM unless it ends in .tif or .tiff.
    is_both = first_bytes(path, MARK_AT + len(MARK))[MARK_AT:] == MARK
    if is_both or openslide_reader.vendor_of(path) in OUR_TIFFS:
        return tiff.open_tiff(path, decode)
    return openslide_reader.open_openslide(path)


def describe_tiff(path: Path) -> Slide:
    """Describe a TIFF without decoding a page in full."""
    return open_tiff(path, decode=False)


def open_dicom(path: Path) -> Slide:
    """Open a DICOM whole slide: one of its files, or their folder."""
    from model.slide import dicom_open

    return dicom_open.open_dicom(path)


def open_openslide(path: Path) -> Slide:
    """Open a file with OpenSlide."""
    from model.slide import openslide_reader

    return openslide_reader.open_openslide(path)


def open_mirax(path: Path) -> Slide:
    """Open a MIRAX slide with OpenSlide, if the folder with its pixels is there."""
    from model.slide.companions import mirax_folder

    mirax_folder(path)
    return open_openslide(path)
