"""The limits of all readers, and the `SlideError`s with which they refuse larger pictures."""

import struct
import zlib
from pathlib import Path

from model.base.errors import SlideError

MAX_PIXELS = 256_000_000
"""16 000 x 16 000 px, twenty times a spot. Pillow holds 4 bytes a pixel, and our copy 3 more where the disk has no
room for it: 1.8 GB at most, which an 8 GB laptop can still give. Larger pictures must be read by the piece."""

WHOLE_PIXELS = 25_000_000
"""Pictures up to 5000 x 5000 px lie in memory, 75 MB: a spot is read more than once."""

MAX_SAMPLE_BYTES = 1_250_000_000
"""Bytes of the undecoded-depth samples (16 bit, four channels ...), so that with our 3 bytes a pixel 2 GB suffice."""

MIN_SIDE = 64
"""px. Below this side not one cell group is to be seen (64 px are 18 um at 0.286 um/px, 32 um at 0.5): an icon."""

DAMAGE = (
    OSError,  # unreadable, truncated (Pillow), unidentified
    EOFError,
    ArithmeticError,  # division by a declared zero, overflow
    LookupError,  # a tag or a table entry that is not there
    ValueError,  # tifffile's own error, shapes that do not fit, bad text
    TypeError,  # a tag of another type than its meaning needs
    AttributeError,  # a tag left unset
    NameError,  # tifffile leaves a name unbound on some damaged tags
    SyntaxError,  # Pillow's "broken PNG file"
    RuntimeError,  # every decoder of imagecodecs; not implemented
    MemoryError,  # a declared size that slipped past the limits above
    ImportError,  # a decoder that imagecodecs was built without
    struct.error,
    zlib.error,
)
"""What Pillow, tifffile and imagecodecs were seen or documented to raise on damaged files: they validate little and
stumble where they stumble, so each kind is listed. Each becomes a `SlideError`; nothing else is swallowed."""

EXPORT_REMEDY = "Export the region of interest as PNG or TIFF from your viewer (in QuPath: File > Export images)."
TILE_REMEDY = "Save it as a tiled, pyramidal TIFF (in QuPath: File > Export images > OME TIFF), or export a region."
COPY_REMEDY = "Copy or export the file again from where it came from."


def size_text(width: int, height: int) -> str:
    """Return the size in px as text, such as "3500 x 3500 px"."""
    return f"{width} x {height} px"


def check_side(path: Path, width: int, height: int) -> None:
    """Refuse a picture too small to hold tissue."""
    if width < 1 or height < 1:
        raise SlideError(path, f"{path.name} is damaged: it declares a picture without pixels.", COPY_REMEDY)
    if min(width, height) < MIN_SIDE:
        raise SlideError(
            path,
            f"{path.name} is {size_text(width, height)}: too small to hold tissue.",
            f"Open a picture of at least {MIN_SIDE} x {MIN_SIDE} px; a spot has about 3500 x 3500.",
        )


def check_size(path: Path, width: int, height: int) -> None:
    """Refuse a picture too small to hold tissue or too large to be decoded in full, before any pixel is decoded."""
    check_side(path, width, height)
    if width * height > MAX_PIXELS:
        raise SlideError(
            path,
            f"{path.name} declares {size_text(width, height)}; pictures above {MAX_PIXELS // 1_000_000} megapixels "
            "are read only where they are kept in small tiles or strips.",
            TILE_REMEDY,
        )


def check_sample_bytes(path: Path, count: int) -> None:
    """Refuse samples (`count` bytes once decompressed) that would not fit the memory kept for a picture."""
    if count > MAX_SAMPLE_BYTES:
        raise SlideError(
            path,
            f"{path.name} needs {count / 1e9:.1f} GB to be decoded; the limit is {MAX_SAMPLE_BYTES / 1e9:.2f} GB.",
            "Save it with three channels (RGB) of 8 bits each, or export a smaller region.",
        )


def damaged(path: Path, kind: str) -> SlideError:
    """Return the error for a `kind` of file ("PNG", "TIFF" ...) that cannot be decoded."""
    return SlideError(path, f"{path.name} is a damaged {kind} file and cannot be decoded.", COPY_REMEDY)


def incomplete(path: Path, kind: str) -> SlideError:
    """Return the error for a file that ends before its picture does."""
    message = f"{path.name} is an incomplete {kind} file: part of the picture is missing."
    return SlideError(path, message, f"{COPY_REMEDY} The copy or download may have been cut short.")
