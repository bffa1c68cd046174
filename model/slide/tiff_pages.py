"""Find the pages of a TIFF that make up the slide: the full-resolution page and its smaller copies."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from model.slide.limits import DAMAGE, incomplete
from model.slide.tiff_description import description_of

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

MAX_PAGES = 32
"""Maximum number of pages that are examined. In all known formats the full resolution is among the first pages."""

REDUCED, REDUCED_OR_MASK = 0b1, 0b101
"""Bits of NewSubfileType: the bit of smaller copies (thumbnail, label, pyramid level), and the bits of smaller copies
and masks."""
UNCOMPRESSED = 1
YCBCR = 6
LEAST_SHRINK = 1.2
"""Minimum factor by which a level of a pyramid is smaller than the full resolution."""
ROUNDED_PX = 1.5
"""Maximum difference in px between the size of a level and the size computed from the full resolution. Programs round
sizes up, down, or at each level.
"""

NO_TISSUE = re.compile(r"^(label|macro|overview|barcode|thumbnail|preview)\b", re.IGNORECASE | re.MULTILINE)
"""Matches the words with which Aperio and others describe photographs of the glass. The program never shows these
photographs."""


def pages_of(tiff: "TiffFile") -> "list[TiffPage]":
    """Return the pages of the file's main chain, at most MAX_PAGES + 1.

    If the first page is damaged, raise the error that tifffile raises for it.
    """
    from tifffile import TiffPage

    pages: list[TiffPage] = []
    for index in range(MAX_PAGES + 1):
        try:
            page = tiff.pages[index]
            if isinstance(page, TiffPage):
                pages.append(page)
        except DAMAGE:
            if index == 0:
                raise
            break  # the end of the chain, or a damaged page after intact ones
    return pages


def check_chain(path: Path, tiff: "TiffFile", last: "TiffPage") -> None:
    """Refuse a file that ends before the page after `last`, because levels are missing in such a truncated copy.

    The first page may be complete in such a file, because scanners write the tags after the pixels.
    """
    form, file = tiff.tiff, tiff.filehandle

    def number(at: int, layout: str, size: int) -> int | None:
        if at + size > file.size:
            return None
        file.seek(at)
        return int(struct.unpack(layout, file.read(size))[0])

    def next_page(page: int) -> int | None:
        """Return the position in the file of the page that follows the page at position `page`; 0 if none follows.

        Return None if the file ends early.
        """
        tags = number(page, form.tagnoformat, form.tagnosize)
        return None if tags is None else number(
            page + form.tagnosize + tags * form.tagsize, form.offsetformat, form.offsetsize
        )

    following = next_page(last.offset)
    if following is None or (following != 0 and next_page(following) is None):
        raise incomplete(path, "TIFF")


def smaller_copies(pages: "list[TiffPage]", full: "TiffPage") -> "list[tuple[TiffPage, float]]":
    """Return the pages that are smaller copies of `full`, with their downsamples, ascending.

    Candidates are the sub-pages of `full` (OME), pages marked as reduced, and tiled pages (Aperio does not mark them).
    The size of a copy must be the size of `full` divided by a factor. Photographs of the glass are recognised by their
    shape and description, and left out.
    """
    found: dict[int, tuple[TiffPage, float]] = {}
    for page in (*_sub_pages(full), *pages):
        marked = page not in pages or int(page.subfiletype) & REDUCED or page.is_tiled
        downsample = _downsample(full, page) if page is not full and marked else None
        if downsample and _alike(full, page) and not NO_TISSUE.search(description_of(page)[:1000]):
            found.setdefault(page.imagewidth, (page, downsample))
    return sorted(found.values(), key=lambda copy: copy[1])


def _sub_pages(full: "TiffPage") -> "Iterator[TiffPage]":
    from tifffile import TiffPage

    if not full.subifds or full.pages is None:
        return
    for index in range(min(len(full.pages), MAX_PAGES)):
        page = full.pages[index]
        if isinstance(page, TiffPage):
            yield page


def _alike(full: "TiffPage", page: "TiffPage") -> bool:
    return (
        not int(page.subfiletype) & (REDUCED_OR_MASK ^ REDUCED)
        and page.samplesperpixel == full.samplesperpixel
        and page.dtype == full.dtype
        and {int(page.photometric), int(full.photometric)} <= {2, YCBCR} | {int(full.photometric)}
    )


def _downsample(full: "TiffPage", page: "TiffPage") -> float | None:
    return downsample_of((full.imagewidth, full.imagelength), (page.imagewidth, page.imagelength))


def downsample_of(full: tuple[int, int], copy: tuple[int, int]) -> float | None:
    """Return the factor between `full` and `copy`, both (width, height) in px, or None if `copy` is not a smaller copy.

    Sizes are rounded, so their ratio differs slightly from the intended factor. A whole number is preferred if it fits.
    """
    if min(copy) < 1:
        return None
    ratio = (full[0] / copy[0] + full[1] / copy[1]) / 2
    for factor in (float(max(1, round(ratio))), ratio):
        fits = all(abs(whole / factor - part) <= ROUNDED_PX for whole, part in zip(full, copy, strict=True))
        if fits and factor >= LEAST_SHRINK:
            return factor
    return None
