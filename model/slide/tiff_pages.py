"""Find the pages of a TIFF that are the slide: the full-resolution page and its smaller copies."""

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
"""Pages looked at; the full resolution comes first in all formats known, a thumbnail or two aside."""

REDUCED, REDUCED_OR_MASK = 0b1, 0b101
"""NewSubfileType bits of a page that is a smaller copy (thumbnail, label, pyramid level), or that or a mask."""
UNCOMPRESSED = 1
YCBCR = 6
LEAST_SHRINK = 1.2
"""A copy less than that much smaller is no level of a pyramid."""
ROUNDED_PX = 1.5
"""How far a level's size may be off the divided size: some round down, some up, some from level to level."""

NO_TISSUE = re.compile(r"^(label|macro|overview|barcode|thumbnail|preview)\b", re.IGNORECASE | re.MULTILINE)
"""How Aperio and others describe or name the photographs of the glass beside the scan: they are never shown."""


def pages_of(tiff: "TiffFile") -> "list[TiffPage]":
    """Return the pages of the file's own chain, at most one more than MAX_PAGES; raise the damage of the first."""
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
            break  # the end of the list, or a damaged page behind good ones
    return pages


def check_chain(path: Path, tiff: "TiffFile", last: "TiffPage") -> None:
    """Refuse a file that ends before the page that follows `last`: a truncated copy lacks levels.

    Scanners write tags after the pixels, so that the first page may be complete.
    """
    form, file = tiff.tiff, tiff.filehandle

    def number(at: int, layout: str, size: int) -> int | None:
        if at + size > file.size:
            return None
        file.seek(at)
        return int(struct.unpack(layout, file.read(size))[0])

    def next_page(page: int) -> int | None:
        """Return where the page after the one at `page` lies, 0 for none; None where the file ends before that."""
        tags = number(page, form.tagnoformat, form.tagnosize)
        return None if tags is None else number(
            page + form.tagnosize + tags * form.tagsize, form.offsetformat, form.offsetsize
        )

    following = next_page(last.offset)
    if following is None or (following != 0 and next_page(following) is None):
        raise incomplete(path, "TIFF")


def smaller_copies(pages: "list[TiffPage]", full: "TiffPage") -> "list[tuple[TiffPage, float]]":
    """Return pages that show what `full` shows, smaller, with their downsamples, ascending.

    They are its sub-pages (OME), pages marked as reduced, and tiled pages (Aperio marks none), where the size is that
    of `full` divided; photographs of the glass are recognised by shape and description.
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
    """Return the factor from `copy` (width, height in px) to `full`: a whole number where that explains it, else None.

    Sizes are rounded, so the ratio of two sizes differs a little from the intended factor.
    """
    if min(copy) < 1:
        return None
    ratio = (full[0] / copy[0] + full[1] / copy[1]) / 2
    for factor in (float(max(1, round(ratio))), ratio):
        fits = all(abs(whole / factor - part) <= ROUNDED_PX for whole, part in zip(full, copy, strict=True))
        if fits and factor >= LEAST_SHRINK:
            return factor
    return None
