"""List the pictures in a TIFF, and choose the one that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.errors import SlideError
from model.slide.limits import DAMAGE
from model.slide.ome_images import Ome, ome_of, physical_size, planes_of, separate_channels
from model.slide.ome_xml import OmeImage, is_ome
from model.slide.pixel_size import COARSEST_DENSITY_MPP, Claim, PixelSize, believed, shortened
from model.slide.tiff_description import (
    aperio_claim,
    description_of,
    imagej_channels,
    is_aperio,
    resolution_statements,
)
from model.slide.tiff_pages import MAX_PAGES, NO_TISSUE, REDUCED_OR_MASK, pages_of
from model.slide.tiff_samples import COLOURS, PALETTE

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

MAX_OME_PAGES = 64
"""Maximum number of pages beyond the first MAX_PAGES that are examined. They are pages that an OME-XML names as the
first page of a picture."""
MAX_IFD = 10_000
"""Largest page number that an OME-XML may name. Pages form a chain, so the program must visit all earlier pages."""
MAX_NAMED = 4
"""Maximum number of pictures that a note names. Further pictures are only counted."""


@dataclass(frozen=True)
class Contents:
    """The contents of a TIFF.

    These are the ImageDescription of its first page, its pages, its OME-XML if any, and the page that is shown.
    """

    text: str
    pages: "list[TiffPage]"
    ome: Ome | None
    page: "TiffPage"

    @property
    def image(self) -> OmeImage | None:
        """Return the OME Image that is shown, or None if there is no OME-XML or no Image matches."""
        return self.ome.image_of(self.page) if self.ome else None

    @property
    def is_aperio(self) -> bool:
        return is_aperio(self.text)

    @property
    def scans(self) -> "list[TiffPage]":
        """Return the pages that the OME-XML does not name as photographs of the glass."""
        return [page for page in self.pages if page is self.page or not self._is_glass(page)]

    def _is_glass(self, page: "TiffPage") -> bool:
        image = self.ome.image_of(page) if self.ome else None
        return image is not None and bool(NO_TISSUE.search(image.name))

    def pixel_size(self) -> PixelSize:
        """Return the pixel size that the file states for the page that is shown. Other pages are ignored."""
        ome = self.ome.pixel_size(self.page) if self.ome else None
        imagej, tags = resolution_statements(self.page, self.text)
        return believed([aperio_claim(description_of(self.page)), ome, imagej, tags])


def contents_of(path: Path, tiff: "TiffFile") -> Contents:
    """Return what was read from the open TIFF `tiff`: its pages, its OME-XML if any, and the page that is shown."""
    pages = pages_of(tiff)
    text = description_of(pages[0])
    ome = ome_of(text, path.name) if is_ome(text) else None
    if ome is not None and len(pages) > MAX_PAGES:
        pages += _pages_behind(tiff, ome)
    return Contents(text, pages, ome, _shown(pages, ome))


def check_colours_together(path: Path, contents: Contents) -> None:
    """Refuse an ImageJ or OME file that stores each colour on a separate page, because a single page would be grey."""
    samples = int(contents.page.samplesperpixel)
    channels = imagej_channels(contents.text)
    if contents.ome is not None:
        image = contents.image
        unknown = contents.ome.images if samples < 3 else ()
        channels = separate_channels(unknown if image is None else (image,), samples)
    if channels and channels > samples:
        raise SlideError(
            path,
            f"{path.name} stores its {channels} channels as separate grey pictures.",
            "Save the channels as one RGB picture (in ImageJ: Image > Type > RGB Color, then save again).",
        )


def series_of(contents: Contents, levels: "Sequence[TiffPage]") -> tuple[tuple[str, ...], int | None]:
    """Return one line for each picture of the file, and the index of the picture that is shown.

    If there is only one picture, return () and None.
    """
    if contents.ome is not None and contents.ome.images:
        lines = _ome_lines(contents, contents.ome)
        shown = contents.ome.index_of(contents.page)
    else:
        pictures = [page for page in contents.pages if page is contents.page or not _among(page, levels)]
        lines = [_page_line(contents, page) for page in pictures]
        shown = next(index for index, page in enumerate(pictures) if page is contents.page)
    return (tuple(lines), shown) if len(lines) > 1 else ((), None)


def series_notes(contents: Contents, levels: "Sequence[TiffPage]") -> list[str]:
    """Return notes on the shown picture if the file contains pictures that are not levels of it."""
    if contents.is_aperio:
        return []  # an Aperio file contains known additional pages: a thumbnail and photographs of the glass
    if contents.ome is not None and contents.ome.images:
        return _ome_notes(contents, contents.ome, levels)
    pages, page = contents.pages, contents.page
    if len(pages) == 1 or all(_among(other, levels) for other in pages):
        return []
    count = f"more than {MAX_PAGES}" if len(pages) > MAX_PAGES else str(len(pages))
    number = next(index for index, other in enumerate(pages) if other is page)
    kind = "the largest in colour" if any(_area(other) > _area(page) for other in pages) else "the largest"
    return [f"page {number + 1} of {count}, {kind}" if number else f"first of {count} pages"]


def _pages_behind(tiff: "TiffFile", ome: Ome) -> "list[TiffPage]":
    from tifffile import TiffPage

    pages: list[TiffPage] = []
    for ifd in sorted(ifd for ifd in ome.first_pages() if MAX_PAGES < ifd <= MAX_IFD)[:MAX_OME_PAGES]:
        try:
            page = tiff.pages[ifd]
        except DAMAGE:
            break  # the chain ends earlier, or is damaged after intact pages
        if isinstance(page, TiffPage):
            pages.append(page)
    return pages


def _shown(pages: "list[TiffPage]", ome: Ome | None) -> "TiffPage":
    """Return the page that is most likely the scan.

    A reduced copy or a mask is chosen only if the file has no other page. Among the other pages, the first criterion
    that distinguishes two pages decides. A page is preferred if it is not named as a photograph of the glass, has a
    pixel size that is not coarse, has colours, is larger, or comes earlier, in this order.
    """
    candidates = [page for page in pages if not int(page.subfiletype) & REDUCED_OR_MASK] or pages[:1]

    def rank(page: "TiffPage") -> tuple[bool, bool, bool, int]:
        image = ome.image_of(page) if ome else None
        name = image.name if image else "" if ome else description_of(page)[:1000]
        claim = physical_size(image) if image else None
        coarse = isinstance(claim, Claim) and claim.x_um > COARSEST_DENSITY_MPP
        return not NO_TISSUE.search(name), not coarse, _in_colour(page), _area(page)

    return max(candidates, key=rank)


def _in_colour(page: "TiffPage") -> bool:
    photometric = int(page.photometric)
    return photometric == PALETTE or COLOURS.get(photometric, 3) > 1


def _area(page: "TiffPage") -> int:
    return int(page.imagewidth) * int(page.imagelength)


def _among(page: "TiffPage", levels: "Sequence[TiffPage]") -> bool:
    return any(page is level for level in levels)


def _page_line(contents: Contents, page: "TiffPage") -> str:
    named = None if contents.ome else NO_TISSUE.search(description_of(page)[:1000])
    name = f" ({named.group(1).lower()})" if named and page is not contents.page else ""
    return f"page {page.index + 1}{name}: {_size(page)}, {_colours(page)}"


def _size(page: "TiffPage") -> str:
    return f"{page.imagewidth} x {page.imagelength} px"


def _colours(page: "TiffPage") -> str:
    return "colour" if _in_colour(page) else "grey"


def _ome_lines(contents: Contents, ome: Ome) -> list[str]:
    """Return one line for each Image, in the order of the OME-XML."""
    pages: dict[int, TiffPage] = {}
    for page in contents.pages:
        index = ome.index_of(page)
        if index is not None:
            pages.setdefault(index, page)
    return [_ome_line(ome, number, pages.get(number)) for number in range(len(ome.images))]


def _ome_line(ome: Ome, number: int, page: "TiffPage | None") -> str:
    image = ome.images[number]
    name = f'"{shortened(image.name)}"' if image.name.strip() else f"picture {number + 1}"
    size = " x ".join("?" if side is None else str(side) for side in image.size)
    planes = planes_of(image, int(page.samplesperpixel) if page else 1)
    claim = physical_size(image)
    parts = [
        f"{size} px",
        _colours(page) if page is not None else "page not known" if ome.lies_here(image) else "not in this file",
        *([f"{planes} planes"] if page is not None and planes > 1 else []),
        *([f"{claim.x_um:.4g} um/px"] if isinstance(claim, Claim) else []),
    ]
    return f"{name}: {', '.join(parts)}"


def _ome_notes(contents: Contents, ome: Ome, levels: "Sequence[TiffPage]") -> list[str]:
    notes = []
    shown, lines = ome.index_of(contents.page), _ome_lines(contents, ome)
    used = {ome.index_of(page) for page in levels if _among(page, contents.pages)} | {shown}
    others = [line for number, line in enumerate(lines) if number not in used]
    if others and len(lines) > 1:
        more = f" and {len(others) - MAX_NAMED} more" if len(others) > MAX_NAMED else ""
        which = f"page {contents.page.index + 1}" if shown is None else lines[shown]
        notes.append(f"shown is {which}; not shown: {'; '.join(others[:MAX_NAMED])}{more}")
    image = contents.image
    planes = planes_of(image, int(contents.page.samplesperpixel)) if image else 1
    if planes > 1:
        notes.append(f"first of {planes} planes")
    elsewhere = ome.other_files()
    if elsewhere:
        more = f" and {len(elsewhere) - MAX_NAMED} more" if len(elsewhere) > MAX_NAMED else ""
        names = ", ".join(shortened(name) for name in elsewhere[:MAX_NAMED])
        notes.append(f"the set continues in other files, which are not opened: {names}{more}")
    return notes
