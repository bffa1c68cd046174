"""The table of readers: a path comes in, an open `Slide` goes out, recognised by what the file holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.errors import SlideError
from model.slide.base import Slide
from model.slide.limits import COPY_REMEDY, EXPORT_REMEDY
from model.slide.plain import open_plain
from model.slide.tiff import open_tiff

HEAD_BYTES = 512
"""Read to recognise a file; the deepest signature (DICOM) ends at byte 132, the rest tells text from pictures."""


@dataclass(frozen=True)
class Reader:
    """A row of the table. `suffixes` only choose what a folder lists; `signature` (of the first bytes) decides."""

    name: str
    suffixes: tuple[str, ...]
    signature: re.Pattern[bytes]
    open: Callable[[Path], Slide]


def _bytes(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


READERS: tuple[Reader, ...] = (
    Reader("PNG", (".png",), _bytes(rb"\x89PNG\r\n\x1a\n"), open_plain),
    Reader("JPEG", (".jpg", ".jpeg"), _bytes(rb"\xff\xd8\xff"), open_plain),
    Reader("TIFF", (".tif", ".tiff", ".btf", ".svs"), _bytes(rb"II[*+]\x00|MM\x00[*+]"), open_tiff),
    Reader("BMP", (".bmp",), _bytes(rb"BM.{4}\x00\x00\x00\x00"), open_plain),
    Reader("WebP", (".webp",), _bytes(rb"RIFF.{4}WEBP"), open_plain),
)

_STRANGERS: tuple[tuple[str, re.Pattern[bytes], str], ...] = (
    ("a DICOM file; whole-slide formats are read by a later version", _bytes(rb".{128}DICM"), EXPORT_REMEDY),
    ("a Zeiss CZI file; whole-slide formats are read by a later version", _bytes(rb"ZISRAWFILE"), EXPORT_REMEDY),
    ("an Olympus ETS file; whole-slide formats are read by a later version", _bytes(rb"SIS\x00"), EXPORT_REMEDY),
    ("an SQLite database", _bytes(rb"SQLite format 3"), "Open it as a study, not as an image."),
    ("a PDF document", _bytes(rb"%PDF"), "Export the picture inside it as PNG."),
    ("a JPEG 2000 picture", _bytes(rb"\x00\x00\x00\x0cjP  |\xff\x4f\xff\x51"), "Save it as PNG or TIFF."),
    ("a HEIF or AVIF picture", _bytes(rb".{4}ftyp"), "Save it as PNG or TIFF."),
    ("a GIF picture, which has too few colours", _bytes(rb"GIF8"), "Save the original as PNG or TIFF."),
    ("a netpbm picture", _bytes(rb"P[1-7]\s"), "Save it as PNG or TIFF."),
    ("a ZIP archive", _bytes(rb"PK\x03\x04"), "Unpack it and open the picture inside."),
    ("a text file, not a picture", _bytes(rb"[\t\n\r\x20-\x7e\x80-\xff]+\Z"), "Open a PNG, JPEG or TIFF picture."),
)  # fmt: skip
"""Files people do try to open, and what to tell them."""


OWN_PICTURES = ".heatmap.png"
"""What our own exports are called: in a folder with results they are not taken for tissue."""


def open_slide(path: Path) -> Slide:
    """Open the image file `path`, whatever its suffix; every failure is a `SlideError`."""
    head = _head(path)
    for reader in READERS:
        if reader.signature.match(head):
            return reader.open(path)
    for words, signature, remedy in _STRANGERS:
        if signature.match(head):
            raise SlideError(path, f"{path.name} is {words}.", remedy)
    if is_slide_name(path):
        message = f"{path.name} is not the picture its name promises: its first bytes are of no known format."
        raise SlideError(path, message, COPY_REMEDY)
    kinds = ", ".join(reader.name for reader in READERS)
    raise SlideError(path, f"{path.name} is of a format that is not read.", f"Save it in one of: {kinds}.")


def _head(path: Path) -> bytes:
    """The first bytes of `path`, or a `SlideError` that says why there are none."""
    try:
        if path.is_dir():
            if not images_in(path):
                raise no_images(path)
            raise SlideError(path, f"{path.name} is a folder.", "Open a single image, or the folder as a list.")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        message = f"{path} does not exist."
        raise SlideError(path, message, "Check the name, and that its disk or network drive is there.") from error
    except (OSError, ValueError) as error:  # ValueError: a path no system accepts, such as one with a null byte
        message = f"{path.name} cannot be read: {error}."
        raise SlideError(path, message, "Check that you may read the file and that its disk is there.") from error
    if not head:
        raise SlideError(path, f"{path.name} is empty.", COPY_REMEDY)
    return head


def is_slide_name(path: Path) -> bool:
    """Whether the name alone promises an image that can be opened."""
    return any(path.suffix.lower() in reader.suffixes for reader in READERS)


def images_in(folder: Path) -> tuple[Path, ...]:
    """Images of `folder` by name, spot 2 before spot 10, without hidden files, sub-folders and our own pictures."""
    try:
        entries = [
            entry
            for entry in folder.iterdir()
            if is_slide_name(entry) and not entry.name.startswith(".") and not entry.name.endswith(OWN_PICTURES)
        ]
        return tuple(sorted((entry for entry in entries if entry.is_file()), key=_natural))
    except OSError as error:
        message = f"The folder {folder} cannot be listed: {error.strerror}."
        raise SlideError(folder, message, "Check the name, and that its disk or network drive is there.") from error


def no_images(folder: Path) -> SlideError:
    """What to say of a folder without images."""
    message = f"There is no image in the folder {folder.name or folder}."
    return SlideError(folder, message, "Name a folder with PNG, JPEG or TIFF files; sub-folders are not searched.")


def _natural(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """Sort key: digits by value, letters regardless of case, the exact name where both agree."""
    parts = re.split(r"([0-9]+)", path.name.casefold())
    key = [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts if part]
    return key, path.name
