"""The table of readers: recognise the format of a file by its first bytes and open it as a `Slide`."""

import os
import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import SlideError
from model.base.progress import Progress, result_of
from model.slide import signatures
from model.slide.base import Slide
from model.slide.dicom import is_series_folder
from model.slide.dicom_header import TIFF_SUFFIXES
from model.slide.folder import Listing, list_folder, no_images
from model.slide.limits import COPY_REMEDY, EXPORT_REMEDY
from model.slide.opener import Opener
from model.slide.regular import first_bytes
from model.slide.signatures import signature

HEAD_BYTES = 512
"""Number of bytes to read to recognise a file. The last signature (DICOM) ends at byte 132; the other bytes help to
distinguish texts from pictures."""


@dataclass(frozen=True)
class Reader:
    """A row of the table of readers.

    `suffixes` decide which files of a folder are listed; `signature` matches the first bytes of a file.

    If there is no signature, the suffix decides, because such a file begins like any text or like a thumbnail picture.
    """

    name: str
    suffixes: tuple[str, ...]
    signature: re.Pattern[bytes] | None
    opener: Opener

    def reads(self, path: Path, head: bytes) -> bool:
        """Return whether this reader opens the file `path`, whose first bytes are `head`."""
        return self.is_named_for(path) if self.signature is None else bool(self.signature.match(head))

    def is_named_for(self, path: Path) -> bool:
        return path.suffix.lower() in self.suffixes


_DICOM = Opener("model.slide.dicom_open", "open_dicom")
_OPENSLIDE = Opener("model.slide.openslide_reader", "open_openslide")
_PLAIN = Opener("model.slide.plain", "open_plain", "plain_steps", "describe_plain")

READERS: tuple[Reader, ...] = (
    Reader("MIRAX", (".mrxs",), None, Opener("model.slide.openslide_reader", "open_mirax")),
    Reader("Hamamatsu VMS", (".vms", ".vmu"), None, _OPENSLIDE),
    Reader("PNG", (".png",), signatures.PNG, _PLAIN),
    Reader("JPEG", (".jpg", ".jpeg"), signatures.JPEG, _PLAIN),
    Reader("DICOM", (".dcm", ".dicom"), signatures.DICOM, _DICOM),
    Reader(
        "TIFF",
        TIFF_SUFFIXES,
        signatures.TIFF,
        Opener("model.slide.any_tiff", "open_any_tiff", describes="describe_any_tiff"),
    ),
    Reader("Zeiss CZI", (".czi",), signature(rb"ZISRAWFILE"), _OPENSLIDE),
    Reader("BMP", (".bmp",), signatures.BMP, _PLAIN),
    Reader("WebP", (".webp",), signatures.WEBP, _PLAIN),
)

_STRANGERS: tuple[tuple[str, re.Pattern[bytes], str], ...] = (
    ("an Olympus ETS file", signature(rb"SIS\x00"), EXPORT_REMEDY),
    ("a Philips iSyntax file", signature(rb"<DataObject ObjectType=\"DPUfsImport\""), EXPORT_REMEDY),
    ("an SQLite database", signature(rb"SQLite format 3"), "Open this file as a study, not as an image."),
    ("a PDF document", signature(rb"%PDF"), "Export the picture in this file as PNG."),
    ("a JPEG 2000 picture", signature(rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51"), "Save the picture as PNG or TIFF."),
    ("a HEIF or AVIF picture", signature(rb".{4}ftyp"), "Save the picture as PNG or TIFF."),
    ("a GIF picture, which has too few colours", signature(rb"GIF8"), "Save the original as PNG or TIFF."),
    ("a netpbm picture", signature(rb"P[1-7]\s"), "Save the picture as PNG or TIFF."),
    ("a ZIP archive", signature(rb"PK\x03\x04"), "Unpack the file and open the picture inside."),
    ("a text file, not a picture", signature(rb"[\t\n\r\x20-\x7e\x80-\xff]+\Z"), "Open a PNG, JPEG or TIFF picture."),
)  # fmt: skip
"""Formats that this program does not support but that users may try to open: name, first bytes, remedy."""


def open_slide(path: Path) -> Slide:
    """Open and return an image like `slide_steps`, but in one call without progress reports."""
    return result_of(slide_steps(path))


def slide_steps(path: Path) -> Generator[Progress, None, Slide]:
    """Open the image file or DICOM folder `path`; raise a `SlideError` if this fails. The suffix does not matter.

    Pictures that must be decoded completely yield progress reports and can be cancelled.
    """
    if os.path.isdir(path) and is_series_folder(path):
        return (yield from _DICOM.open_steps(path))
    return (yield from _reader_of(path).opener.open_steps(path))


def describe_slide(path: Path) -> Slide:
    """Return a slide with the facts of the image file or DICOM folder `path`, as quickly as possible.

    No picture is decoded completely. Notes and facts are the same as from `open_slide`, but pixels may not be readable,
    and damage in the pixels may not be detected.
    """
    if os.path.isdir(path) and is_series_folder(path):
        return _DICOM.describe(path)
    return _reader_of(path).opener.describe(path)


def _reader_of(path: Path) -> Reader:
    """Return the row of the table for the file `path`; if there is none, raise a `SlideError` that names its format."""
    head = _head(path)
    able = [reader for reader in READERS if reader.reads(path, head)]
    # A file can begin like TIFF and like DICOM. Its suffix then decides.
    for reader in sorted(able, key=lambda reader: not reader.is_named_for(path)):
        return reader
    for words, begin, remedy in _STRANGERS:
        if begin.match(head):
            raise SlideError(path, f"{path.name} is {words}.", remedy)
    if is_slide_name(path):
        message = f"{path.name} has the suffix of a picture, but its first bytes belong to no supported format."
        raise SlideError(path, message, COPY_REMEDY)
    kinds = ", ".join(reader.name for reader in READERS)
    raise SlideError(
        path, f"{path.name} has a format that is not supported.", f"Save the image in one of these formats: {kinds}."
    )


def _head(path: Path) -> bytes:
    """Return the first bytes of `path`; raise a `SlideError` with the reason if it cannot be read."""
    if path.is_dir():
        listing = listed(path)
        if not listing.images:
            raise no_images(path, listing.skipped)
        raise SlideError(path, f"{path.name} is a folder.", "Open a single image, or the folder as a list.")
    head = first_bytes(path, HEAD_BYTES)
    if not head:
        raise SlideError(path, f"{path.name} is empty.", COPY_REMEDY)
    return head


def is_slide_name(path: Path) -> bool:
    """Return whether `path` has the suffix of a supported image format."""
    return any(path.suffix.lower() in reader.suffixes for reader in READERS)


def kind_for_log(path: Path) -> str:
    """Return the suffix of `path` if it is that of an image format, otherwise words: "case 3.Smith" has no suffix."""
    return path.suffix.lower() if is_slide_name(path) else "of another kind"


def listed(folder: Path) -> Listing:
    """Return the images in `folder`, the skipped files and the reasons (`model.slide.folder`)."""
    return list_folder(folder, is_slide_name)


def images_in(folder: Path) -> tuple[Path, ...]:
    """Return only the images in `folder`, without the skipped files."""
    return listed(folder).images


def images_at(path: Path) -> tuple[Path, ...]:
    """Return the images to try, in order, for the `path` that the user chose: the file, or the images of the folder.

    If the folder is itself a slide, this slide comes before the other images in the folder.
    """
    if not os.path.isdir(path):
        return (path,)
    images = images_in(path)
    if is_series_folder(path):
        return (path, *(image for image in images if image != path))
    return images or (path,)
