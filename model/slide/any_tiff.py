"""Open a TIFF with our reader, or with OpenSlide where its maker's format needs that."""

from pathlib import Path

from model.slide.base import Slide
from model.slide.dicom_elements import MARK, MARK_AT
from model.slide.openslide_reader import open_openslide, vendor_of
from model.slide.regular import first_bytes
from model.slide.tiff import open_tiff

OUR_TIFFS = (None, "generic-tiff", "aperio")
"""OpenSlide's names of those TIFFs that are read without it: pages in plain tiles, which our reader gives exactly, in
every level (`openslide_reader` cannot); at full resolution both give the same bytes. Other makers' TIFFs overlap tiles,
pad levels or split areas in ways that only OpenSlide supports."""


def open_any_tiff(path: Path, decode: bool = True) -> Slide:
    """Open the TIFF `path`; without `decode` no page is decoded in full, and its pixels may not be readable."""
    # OpenSlide takes a file that is DICOM as well for DICOM unless it ends in .tif or .tiff.
    is_both = first_bytes(path, MARK_AT + len(MARK))[MARK_AT:] == MARK
    return open_tiff(path, decode) if is_both or vendor_of(path) in OUR_TIFFS else open_openslide(path)


def describe_any_tiff(path: Path) -> Slide:
    """Open the TIFF `path` without decoding a page in full."""
    return open_any_tiff(path, decode=False)
