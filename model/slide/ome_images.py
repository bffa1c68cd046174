"""Find the Image of an OME-XML to which a TIFF page belongs, and the pixel size that this Image states."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from model.slide.ome_xml import OmeDocument, OmeImage, OmeXmlError, TiffData, parse_ome
from model.slide.pixel_size import INCH_UM, RejectedPixelSize, Statement, length_claim, number_of, shortened

if TYPE_CHECKING:
    from tifffile import TiffPage

FIELD = "OME-XML"
PHYSICAL_SIZE = "OME-XML PhysicalSize"

MICROMETRE = "µm"
UNITS_UM = {
    "Mm": 1e12, "km": 1e9, "m": 1e6, "dm": 1e5, "cm": 1e4, "mm": 1e3, "nm": 1e-3, "pm": 1e-6, "\u00c5": 1e-4,
    "\u212b": 1e-4, "in": INCH_UM, "inch": INCH_UM, "\u00b5m": 1.0, "\u03bcm": 1.0, "um": 1.0, "micron": 1.0,
    "microns": 1.0, "micrometer": 1.0, "micrometre": 1.0, "\u00c2\u00b5m": 1.0, "\u00ce\u00bcm": 1.0,
}  # fmt: skip
"""Units of length that OME-XML files use for pixel sizes, each in um. Unicode has two characters for mu and two for
Angstrom, and files use all of them. In some files, the UTF-8 bytes of mu were decoded as Latin-1, which gives two
characters."""
NO_UNITS = ("pixel", "reference frame")
"""Units that OME-XML files use for lengths that were never measured."""


@dataclass(frozen=True)
class Ome:
    """The OME-XML of a file called `file_name`. If it cannot be used, `document` is None and `problem` states why."""

    file_name: str
    document: OmeDocument | None
    problem: RejectedPixelSize | None = None

    @cached_property
    def _found(self) -> dict[int, int | None]:
        """Return the cache of `index_of`: the index of the Image by page number."""
        return {}

    @property
    def images(self) -> tuple[OmeImage, ...]:
        return self.document.images if self.document else ()

    def index_of(self, page: "TiffPage") -> int | None:
        """Return the index of the Image to which `page` belongs, a page of the file's main chain of pages.

        Return None if no Image or more than one Image matches.
        """
        number = int(page.index)
        if number not in self._found:
            samples = int(page.samplesperpixel)
            fitting = [index for index, image in enumerate(self.images) if _fits(image, page)]
            claiming = [index for index in fitting if number in self._ifds(self.images[index], samples)]
            self._found[number] = claiming[0] if len(claiming) == 1 else None
        return self._found[number]

    def image_of(self, page: "TiffPage") -> OmeImage | None:
        index = self.index_of(page)
        return None if index is None else self.images[index]

    def first_pages(self) -> tuple[int, ...]:
        """Return the number of the first page of each Image that is stored in this file."""
        starts = [min((block.start for block in self._ifds(image).blocks), default=-1) for image in self.images]
        return tuple(dict.fromkeys(start for start in starts if start >= 0))

    def other_files(self) -> tuple[str, ...]:
        """Return the names of the other files that contain pages of the same set of Images."""
        blocks = [block for image in self.images for block in image.tiff_data if not self._is_here(block)]
        return tuple(dict.fromkeys(block.file_name or block.uuid for block in blocks))

    def lies_here(self, image: OmeImage) -> bool:
        """Return whether the pages of `image` are in this file, according to the OME-XML."""
        return not image.tiff_data or any(self._is_here(block) for block in image.tiff_data)

    def pixel_size(self, page: "TiffPage") -> Statement:
        """Return the pixel size that the Image of `page` states; other Images are ignored."""
        if self.problem is not None or self.document is None:
            return self.problem
        if not self.images:
            elsewhere = self.document.metadata_file
            text, reason = f"BinaryOnly {elsewhere}", "the metadata are in that other file, which is not opened"
            return None if elsewhere is None else RejectedPixelSize(FIELD, shortened(text), reason)
        image = self.image_of(page)
        if image is not None:
            return physical_size(image)
        if not any("PhysicalSizeX" in image.pixels or "PhysicalSizeY" in image.pixels for image in self.images):
            return None
        sizes = ", ".join(dict.fromkeys(_sizes_text(image) for image in self.images))
        reason = f"no single Image matches page {page.index + 1} with {page.imagewidth} x {page.imagelength} px"
        return RejectedPixelSize(FIELD, shortened(sizes), reason)

    def _ifds(self, image: OmeImage, samples: int = 1) -> "_Ifds":
        """Return the pages of this file that belong to `image`; each page holds `samples` channels."""
        if not image.tiff_data:
            # No position is stated. According to the specification the pages then follow one another. The size decides
            # to which Image a page belongs.
            return _Ifds((range(0, 2**31),))
        planes = planes_of(image, samples)
        here = [block for block in image.tiff_data if self._is_here(block)]
        return _Ifds(tuple(range(one.ifd, one.ifd + (planes if one.count is None else one.count)) for one in here))

    def _is_here(self, block: TiffData) -> bool:
        if self.document is not None and block.uuid and block.uuid == self.document.uuid:
            return True
        return not (block.uuid or block.file_name) or block.file_name == self.file_name


@dataclass(frozen=True)
class _Ifds:
    blocks: tuple[range, ...]

    def __contains__(self, ifd: object) -> bool:
        return any(ifd in block for block in self.blocks)


def ome_of(text: str, file_name: str) -> Ome:
    """Parse the OME-XML `text` of a file called `file_name`."""
    try:
        return Ome(file_name, parse_ome(text))
    except OmeXmlError as error:
        return Ome(file_name, None, RejectedPixelSize(FIELD, shortened(text), str(error)))


def physical_size(image: OmeImage) -> Statement:
    """Return what PhysicalSizeX and PhysicalSizeY of the Image state; without a unit, they are in micrometres."""
    sizes = [image.pixels.get(f"PhysicalSize{axis}") for axis in "XY"]
    named = [image.pixels.get(f"PhysicalSize{axis}Unit") for axis in "XY"]
    units = [MICROMETRE if unit is None else unit.strip() for unit in named]
    unmeasured = any(unit in NO_UNITS for unit in units)
    # If the file states a unit for only one side, the unit counts for both sides.
    if sizes == [None, None] or (unmeasured and not any(unit in UNITS_UM for unit in filter(None, named))):
        return None
    texts = [f"{size or 'none'} {unit or ''}".strip() for size, unit in zip(sizes, named, strict=True)]
    text = shortened(" x ".join(dict.fromkeys(texts)))
    if unmeasured:
        return RejectedPixelSize(PHYSICAL_SIZE, text, "its PhysicalSizeX or PhysicalSizeY is not a length")
    unknown = [unit for unit in units if unit not in UNITS_UM]
    if unknown:
        return RejectedPixelSize(PHYSICAL_SIZE, text, f'its unit "{shortened(unknown[0])}" is not known')
    um = [_in_um(size, UNITS_UM[unit]) for size, unit in zip(sizes, units, strict=True)]
    statement = length_claim(um[0], um[1], 1.0, FIELD)
    if isinstance(statement, RejectedPixelSize):
        return replace(statement, field=PHYSICAL_SIZE, text=text)
    return None if statement is None else replace(statement, text=text)


def significant_bits(image: OmeImage | None) -> str | None:
    """Return the attribute SignificantBits of `image` as text, or None if it is absent."""
    return None if image is None else image.pixels.get("SignificantBits")


def planes_of(image: OmeImage, samples: int) -> int:
    """Return the number of pages that the Image has; each page holds `samples` channels."""
    counts = [image.whole(axis) or 1 for axis in ("SizeZ", "SizeT")]
    return math.prod(counts) * math.ceil((image.whole("SizeC") or 1) / samples)


def separate_channels(images: Sequence[OmeImage], samples: int) -> int | None:
    """Return the number of channels if each channel is a separate picture, otherwise None.

    The channels are separate pictures if an Image has more channels than a page has `samples`.
    """
    most = max((image.whole("SizeC") or 0 for image in images), default=0)
    return most if most > samples else None


def _in_um(text: str | None, unit_um: float) -> object:
    """Return `text` converted to um if it is a number; otherwise return it unchanged."""
    number = number_of(text)
    return text if number is None else number * unit_um


def _fits(image: OmeImage, page: "TiffPage") -> bool:
    return image.size == (int(page.imagewidth), int(page.imagelength))


def _sizes_text(image: OmeImage) -> str:
    size = " x ".join("?" if side is None else str(side) for side in image.size)
    return f"{size} px at {shortened(image.pixels.get('PhysicalSizeX', 'none'))}"
