"""Open a TIFF with the program's own reader, or with OpenSlide if no other reader supports the scanner's format."""

from pathlib import Path

from model.slide.base import Slide
from model.slide.dicom_elements import MARK, MARK_AT
from model.slide.openslide_reader import open_openslide, vendor_of
from model.slide.regular import first_bytes
from model.slide.tiff import open_tiff

OUR_TIFFS = (None, "generic-tiff", "aperio")
"""OpenSlide's names for the kinds of TIFF that the program's own reader opens. The pages of such files consist of plain
tiles.

At full resolution, both readers return the same bytes for these kinds. At other levels only the program's own reader is
exact (see `openslide_reader`). TIFFs of other makers have overlapping tiles, padded levels or several areas, which only
OpenSlide supports."""


def open_any_tiff(path: Path, decode: bool = True) -> Slide:
    """Open and return the TIFF `path`.

    If `decode` is false, no page is decoded completely, and its pixels may not be readable.
    """
    # A file can be TIFF and DICOM at once. OpenSlide opens such a file as DICOM, unless its suffix is .tif or .tiff.
    is_both = first_bytes(path, MARK_AT + len(MARK))[MARK_AT:] == MARK
    return open_tiff(path, decode) if is_both or vendor_of(path) in OUR_TIFFS else open_openslide(path)


def describe_any_tiff(path: Path) -> Slide:
    """Open and return the TIFF `path` without decoding a page completely."""
    return open_any_tiff(path, decode=False)
