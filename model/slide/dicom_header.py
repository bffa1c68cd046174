"""Read the header of a DICOM file, but only the values that the program uses."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from model.base.errors import SlideError
from model.slide.dicom_elements import (
    MARK,
    MARK_AT,
    PER_FRAME,
    PIXELS,
    BrokenError,
    Element,
    tag_text,
    walk,
)
from model.slide.regular import regular_file, unreadable

WHOLE_SLIDE = "1.2.840.10008.5.1.4.1.1.77.1.6"
"""UID of the SOP class "VL Whole Slide Microscopy Image Storage"."""

TIFF_STARTS = (b"II*\0", b"II+\0", b"MM\0*", b"MM\0+")
TIFF_SUFFIXES = (".tif", ".tiff", ".btf", ".tf8", ".svs", ".ndpi", ".scn", ".bif")
"""Suffixes of TIFF files. A file can be TIFF and DICOM at once, because DICOM does not define its first 128 bytes. The
suffix then decides how it is opened."""

REMEDY = "Open a DICOM file of the kind VL Whole Slide Microscopy Image."

LONGEST_VALUE = 1024
"""Maximum length in bytes of a value that the program uses. Such a value is a number, a few code words, or a UID of at
most 64 characters."""

_WANTED: Mapping[int, tuple[str, str, str]] = {
    0x0002_0002: ("media_class", "UI", "Media Storage SOP Class UID"),
    0x0002_0010: ("syntax", "UI", "Transfer Syntax UID"),
    0x0008_0008: ("image_type", "CS", "Image Type"),
    0x0008_0016: ("sop_class", "UI", "SOP Class UID"),
    0x0008_0018: ("instance", "UI", "SOP Instance UID"),
    0x0020_000E: ("series", "UI", "Series Instance UID"),
    0x0020_9161: ("concatenation", "UI", "Concatenation UID"),
    0x0020_9311: ("organization", "CS", "Dimension Organization Type"),
    0x0028_0002: ("samples", "US", "Samples per Pixel"),
    0x0028_0004: ("photometric", "CS", "Photometric Interpretation"),
    0x0028_0006: ("planar", "US", "Planar Configuration"),
    0x0028_0008: ("frames", "IS", "Number of Frames"),
    0x0028_0010: ("tile_rows", "US", "Rows"),
    0x0028_0011: ("tile_columns", "US", "Columns"),
    0x0028_0100: ("bits", "US", "Bits Allocated"),
    0x0028_0101: ("stored_bits", "US", "Bits Stored"),
    0x0028_0102: ("high_bit", "US", "High Bit"),
    0x0048_0006: ("columns", "UL", "Total Pixel Matrix Columns"),
    0x0048_0007: ("rows", "UL", "Total Pixel Matrix Rows"),
    0x0048_0303: ("focal_planes", "UL", "Total Pixel Matrix Focal Planes"),
}
"""Top-level elements that the program uses, by tag: field of `DicomHeader`, value representation, and name in DICOM's
dictionary.
"""

_NUMBER_BYTES = {"US": 2, "UL": 4}


class DicomError(SlideError):
    """Raised for a file that has the DICOM prefix, but whose header cannot be read."""


@dataclass(frozen=True)
class DicomHeader:
    """The values of a header that the program uses. A value is "" or None if the file does not state it."""

    media_class: str = ""
    syntax: str = ""
    sop_class: str = ""
    instance: str = ""
    series: str = ""
    concatenation: str = ""
    organization: str = ""
    image_type: tuple[str, ...] = ()
    photometric: str = ""
    samples: int | None = None
    planar: int | None = None
    bits: int | None = None
    stored_bits: int | None = None
    high_bit: int | None = None
    frames: int | None = None
    tile_rows: int | None = None
    tile_columns: int | None = None
    columns: int | None = None
    rows: int | None = None
    focal_planes: int | None = None

    @property
    def is_whole_slide(self) -> bool:
        return WHOLE_SLIDE in (self.sop_class, self.media_class)

    @property
    def is_picture(self) -> bool:
        """Return whether the object contains a picture. Reports, annotations and directories do not."""
        return self.tile_rows is not None

    @property
    def is_level(self) -> bool:
        """Return whether the object is a level of the slide.

        Labels and overviews are not levels. An object without an Image Type counts as a level.
        """
        return "VOLUME" in self.image_type or not self.image_type


@dataclass(frozen=True)
class _Refused:
    """The reason why a file with the DICOM prefix cannot be read."""

    reason: str
    remedy: str


def header_of(path: Path) -> DicomHeader | None:
    """Return the header of the file `path`, or None if it is not DICOM, or if it is also a TIFF and has a TIFF suffix.

    Raise DicomError if the header cannot be parsed, and another SlideError if the file cannot be read. A file that has
    not changed is parsed only once, because the program lists a folder several times while it opens one of its images.
    """
    known = regular_file(path)
    try:
        found = _parsed(str(path), known.st_mtime_ns, known.st_size, known.st_ino)
    except OSError as error:
        raise unreadable(path, error) from error
    if isinstance(found, _Refused):
        raise _error(path, found)
    return found


@lru_cache(maxsize=16_384)
def _parsed(path: str, changed_ns: int, size: int, inode: int) -> DicomHeader | _Refused | None:
    with open(path, "rb") as file:
        head = file.read(MARK_AT + len(MARK))
        if head[MARK_AT:] != MARK or (head.startswith(TIFF_STARTS) and path.lower().endswith(TIFF_SUFFIXES)):
            return None
        try:
            return _header(file, size)
        except BrokenError as error:
            return _Refused(str(error), error.remedy)


def pixels_of(path: Path) -> Element | None:
    """Return the element of `path` that holds the pixels, or None if there is none.

    The walk includes the descriptions of all frames, which may be long and which `header_of` skips. Raise SlideError if
    the file breaks a rule of DICOM.
    """
    last = None
    for element in elements_of(path, PIXELS):
        last = element
    return last if last is not None and last.tag == PIXELS and last.depth == 0 else None


def elements_of(path: Path, until: int) -> Iterator[Element]:
    """Yield the elements of the file `path` (see `dicom_elements.walk`).

    Raise SlideError if the file breaks a rule of DICOM or cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from walk(file, os.fstat(file.fileno()).st_size, until)
    except BrokenError as error:
        raise _error(path, _Refused(str(error), error.remedy)) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _error(path: Path, why: _Refused) -> DicomError:
    return DicomError(path, f"{path.name} cannot be read as DICOM: {why.reason}.", why.remedy)


def _header(file: BinaryIO, size: int) -> DicomHeader:
    found: dict[str, object] = {}
    for element in walk(file, size, PER_FRAME):
        if element.depth or element.tag not in _WANTED:
            continue
        field, vr, name = _WANTED[element.tag]
        what = f"{name} {tag_text(element.tag)}"
        if element.vr not in (vr, ""):
            raise BrokenError(f"{what} is stored as {element.vr}, not as {vr}")
        if element.length > LONGEST_VALUE:
            raise BrokenError(f"{what} is longer than {LONGEST_VALUE} bytes")
        file.seek(element.at)
        value = _value(what, vr, file.read(element.length))
        if value is not None:
            found[field] = value
    return DicomHeader(**found)  # type: ignore[arg-type]


def _value(what: str, vr: str, data: bytes) -> object:
    """Return the value in the bytes `data` of a DICOM element, or None if there are no bytes.

    `vr` is the value representation, and `what` names the element in messages.
    """
    if not data:
        return None
    if vr in _NUMBER_BYTES:
        if len(data) != _NUMBER_BYTES[vr]:
            raise BrokenError(f"{what} is not one number")
        return int.from_bytes(data, "little")
    text = data.decode("ascii", "replace").strip("\0 ")
    if vr == "IS":
        if not re.fullmatch(r"[+-]?[0-9]{1,11}", text):
            raise BrokenError(f"{what} is not one number")
        return int(text)
    if vr == "UI" and not re.fullmatch(r"[0-9.]{0,64}", text):
        raise BrokenError(f"{what} is not a UID")
    if what.startswith("Image Type"):
        return tuple(part.strip() for part in text.split("\\")) if text else None
    return text
