"""Limits of all readers, and the `SlideError`s for pictures that exceed them."""

import struct
import zlib
from pathlib import Path

from model.base.errors import SlideError

MAX_PIXELS = 256_000_000
"""Maximum number of pixels of a picture that is decoded completely: 16 000 x 16 000 px, or 20 times the pixels of a
spot.

Pillow needs 4 bytes per pixel, and the program's copy another 3 if the disk has no space for it. In total this is at
most 1.8 GB, which a laptop with 8 GB has available. Larger pictures must be read in tiles or strips.
"""

WHOLE_PIXELS = 25_000_000
"""Maximum number of pixels of a picture that is kept in memory: 5000 x 5000 px, 75 MB. Spots are smaller, and the
program reads them repeatedly."""

MAX_SAMPLE_BYTES = 1_250_000_000
"""Maximum size in bytes of a picture's samples before their conversion to 8 bits. Samples may have 16 bits or four
channels, for example. Together with the result of 3 bytes per pixel, 2 GB suffice."""

MIN_SIDE = 64
"""Minimum length in px of the shorter side of a picture. 64 px are 18 um at 0.286 um/px and 32 um at 0.5 um/px. A
smaller picture shows no group of tissue cells and is probably an icon."""

DAMAGE = (
    OSError,  # unreadable, truncated (Pillow), unidentified
    EOFError,
    ArithmeticError,  # division by a declared zero, overflow
    LookupError,  # a missing tag or table entry
    ValueError,  # errors of tifffile, shapes that do not fit, invalid text
    TypeError,  # a tag of the wrong type
    AttributeError,  # a tag without a value
    NameError,  # tifffile leaves a name undefined for some damaged tags
    SyntaxError,  # Pillow's "broken PNG file"
    RuntimeError,  # all decoders of imagecodecs; features that are not implemented
    MemoryError,  # a stated size that the limits above did not catch
    ImportError,  # a decoder that this imagecodecs does not include
    struct.error,
    zlib.error,
)
"""Exceptions that Pillow, tifffile and imagecodecs raise for damaged files, as observed or documented. These libraries
check little, so many types of exceptions occur. Each of them becomes a `SlideError`; other exceptions are not
caught."""

EXPORT_REMEDY = "Export the region of interest as PNG or TIFF from your viewer (in QuPath: File > Export images)."
TILE_REMEDY = (
    "Save the picture as a tiled, pyramidal TIFF (in QuPath: File > Export images > OME TIFF), or export a region."
)
COPY_REMEDY = "Copy or export the file again from its source."


def size_text(width: int, height: int) -> str:
    """Return the size in px as text, such as "3500 x 3500 px"."""
    return f"{width} x {height} px"


def check_side(path: Path, width: int, height: int) -> None:
    """Raise SlideError if a picture of this size in px is too small to show tissue."""
    if width < 1 or height < 1:
        raise SlideError(path, f"{path.name} is damaged: it declares a picture without pixels.", COPY_REMEDY)
    if min(width, height) < MIN_SIDE:
        raise SlideError(
            path,
            f"{path.name} is {size_text(width, height)}: too small to hold tissue.",
            f"Open a picture of at least {MIN_SIDE} x {MIN_SIDE} px; a spot has about 3500 x 3500.",
        )


def check_size(path: Path, width: int, height: int) -> None:
    """Raise SlideError if a picture is too small to show tissue or too large to be decoded completely.

    The check needs no pixels, so it is made before anything is decoded.
    """
    check_side(path, width, height)
    if width * height > MAX_PIXELS:
        raise SlideError(
            path,
            f"{path.name} declares {size_text(width, height)}; pictures above {MAX_PIXELS // 1_000_000} megapixels "
            "are read only if they are stored in small tiles or strips.",
            TILE_REMEDY,
        )


def check_sample_bytes(path: Path, count: int) -> None:
    """Raise SlideError if the decompressed samples of a picture, `count` bytes, exceed `MAX_SAMPLE_BYTES`."""
    if count > MAX_SAMPLE_BYTES:
        raise SlideError(
            path,
            f"{path.name} needs {count / 1e9:.1f} GB to be decoded; the limit is {MAX_SAMPLE_BYTES / 1e9:.2f} GB.",
            "Save the picture with three channels (RGB) of 8 bits each, or export a smaller region.",
        )


def damaged(path: Path, kind: str) -> SlideError:
    """Return the error for a file of the given `kind` ("PNG", "TIFF" and others) that cannot be decoded."""
    return SlideError(path, f"{path.name} is a damaged {kind} file and cannot be decoded.", COPY_REMEDY)


def incomplete(path: Path, kind: str) -> SlideError:
    """Return the error for a file that ends before its picture is complete."""
    message = f"{path.name} is an incomplete {kind} file: part of the picture is missing."
    return SlideError(path, message, f"{COPY_REMEDY} The copy or download may have been cut short.")
