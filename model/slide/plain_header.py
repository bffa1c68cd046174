"""Read the header of a PNG, JPEG, BMP or WebP file without a library, before memory is allocated for its pixels.

A picture that would take too much memory or time to decode is refused.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import SlideError
from model.slide import signatures
from model.slide.codestream import MOST_SCANS, JpegHeader, jpeg_header
from model.slide.colour_space import RGB, YCBCR, jpeg_colours
from model.slide.facts import Facts
from model.slide.faults import fault, unsupported
from model.slide.limits import DAMAGE, TILE_REMEDY, check_size
from model.slide.picture_size import webp_size
from model.slide.png_chunks import png_header
from model.slide.watched import Gaps

MAX_DECODING_BYTES = 2_000_000_000
"""Maximum peak memory in bytes for decoding. A laptop with 8 GB has this much available."""
PILLOW_BYTES = 4
"""Number of bytes per pixel in Pillow's memory: RGB and one unused byte."""
WEBP_BYTES = 16
"""Number of bytes per pixel that decoding a WebP needs: two canvases of libwebp, Pillow's copy and Pillow's picture
(15.4 were measured).
"""
COEFFICIENT_BYTES = 2
"""Number of bytes per sample that decoding a JPEG with several scans needs. libjpeg keeps all samples until the last
scan.
"""

_HEAD_BYTES = 65_536
_CHUNK_BYTES = 1_000_000
_PNG_COLOURS = {0: "grey", 2: RGB, 3: "palette", 4: "grey with alpha", 6: "RGBA"}
_BMP_HEADER_BYTES, _OS2_HEADER_BYTES = 34, 12
_BMP_RUN_LENGTHS = (1, 2)
_JPEG_READ_BITS, _JPEG_READ_COMPONENTS = 8, (1, 3, 4)


@dataclass(frozen=True)
class PlainHeader:
    """The header of a file that is small enough to be decoded."""

    facts: Facts
    size: tuple[int, int] | None = None
    """Width and height of the stored picture, or None if the file has another format."""
    notes: tuple[str, ...] = ()
    gaps: Gaps = ()
    """Parts of the file that Pillow must not read."""
    profile: bytes | None = None
    """The unpacked ICC profile of a PNG."""
    exif: bytes | None = None
    """The EXIF block of a PNG."""


def plain_header(path: Path) -> PlainHeader:
    """Read the header of `path`.

    Raise SlideError if the header is damaged, or if the picture uses unsupported features or needs too much memory or
    time. For a folder, an unreadable file or another format, return an empty header. Opening such a path later raises
    an error with the reason.
    """
    try:
        if not path.is_file():
            return PlainHeader(Facts())  # reading a pipe could wait forever
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return PlainHeader(Facts())
    for name, signature, reads in _FORMATS:
        if signature.match(head):
            try:
                return reads(path, head)
            except DAMAGE as error:
                raise fault(path, name, error) from error
    return PlainHeader(Facts())


def _png(path: Path, head: bytes) -> PlainHeader:
    with path.open("rb") as file:
        found = png_header(file)
    colours = _PNG_COLOURS[found.colour_type]
    facts = Facts("PNG", "Pillow", "deflate", colours, found.bits)
    check_decoding(path, found.width, found.height, PILLOW_BYTES)
    return PlainHeader(facts, (found.width, found.height), found.notes, found.gaps, found.profile, found.exif)


def _webp(path: Path, head: bytes) -> PlainHeader:
    width, height = webp_size(head)
    check_decoding(path, width, height, WEBP_BYTES)
    is_lossless = b"VP8L" in (head[12:16], _first_picture(head))
    compression = "WebP, lossless" if is_lossless else "WebP"
    return PlainHeader(Facts("WebP", "Pillow", compression, RGB if is_lossless else YCBCR, 8), (width, height))


def _first_picture(head: bytes) -> bytes:
    """Return the name of the first chunk with pixels after the header VP8X.

    Only `head`, the first bytes of the file, is searched. Return b"" if it contains no such chunk.
    """
    at = 12
    while at + 8 <= len(head):
        kind = head[at : at + 4]
        if kind in (b"VP8 ", b"VP8L"):
            return kind
        # The chunks of an animation frame begin 16 bytes after its chunk header.
        at += 24 if kind == b"ANMF" else 8 + (int.from_bytes(head[at + 4 : at + 8], "little") + 1 & ~1)
    return b""


def _bmp(path: Path, head: bytes) -> PlainHeader:
    """Return width, height and bit depth from the header of a BMP file, of OS/2 1.x or of Windows.

    A negative height in the header means that the top row comes first.
    """
    if len(head) < _BMP_HEADER_BYTES:
        raise ValueError("the BMP has no header")
    is_os2 = int.from_bytes(head[14:18], "little") == _OS2_HEADER_BYTES
    width, height, _, bits = struct.unpack("<hhHH", head[18:26]) if is_os2 else struct.unpack("<iiHH", head[18:30])
    check_decoding(path, width, abs(height), PILLOW_BYTES)
    has_runs = not is_os2 and int.from_bytes(head[30:34], "little") in _BMP_RUN_LENGTHS
    compression = "run lengths" if has_runs else "none"
    colours = "palette" if bits <= 8 else RGB
    sample_bits = {16: 5, 24: 8, 32: 8}.get(bits, bits)
    return PlainHeader(Facts("BMP", "Pillow", compression, colours, sample_bits), (width, abs(height)))


def _jpeg(path: Path, head: bytes) -> PlainHeader:
    try:
        header = jpeg_header(head)
    except ValueError:
        header = jpeg_header(path.read_bytes())  # long segments may precede the picture
    check_size(path, header.width, header.height)
    if _scan_marks(path) != 1:
        header = jpeg_header(path.read_bytes())
    _check_jpeg(path, header)
    compression = "JPEG, progressive" if header.progressive else "JPEG, lossless" if header.lossless else "JPEG"
    colours, note = _jpeg_colours(header)
    facts = Facts("JPEG", "Pillow", compression, colours, header.bits)
    return PlainHeader(facts, (header.width, header.height), (note,) if note else ())


def _scan_marks(path: Path) -> int:
    """Return the number of scan markers in the JPEG file `path`, up to about `MOST_SCANS`.

    Some of these markers may occur by chance in other segments.
    """
    count, last = 0, b""
    with path.open("rb") as file:
        while count <= MOST_SCANS and (chunk := file.read(_CHUNK_BYTES)):
            count += (last + chunk).count(b"\xff\xda")
            last = chunk[-1:]
    return count


def _check_jpeg(path: Path, header: JpegHeader) -> None:
    """Refuse a JPEG that Pillow's libjpeg cannot decode, or can decode only with too much time or memory."""
    if header.scans > MOST_SCANS:
        raise unsupported(path, f"progressive JPEG with more than {MOST_SCANS} scans, which takes too long to decode")
    if header.bits != _JPEG_READ_BITS:
        raise unsupported(path, f"JPEG of {header.bits} bits per sample, which is not supported")
    if header.hierarchical or len(header.ids) not in _JPEG_READ_COMPONENTS:
        kind = "hierarchical JPEG" if header.hierarchical else f"JPEG of {len(header.ids)} components"
        raise unsupported(path, f"{kind}, which is not supported")
    across, down = (max(pair[axis] for pair in header.sampling) for axis in (0, 1))
    samples = sum(pair[0] * pair[1] for pair in header.sampling) / (across * down)
    kept = COEFFICIENT_BYTES * samples if header.progressive or header.scans > 1 else 0
    check_decoding(path, header.width, header.height, PILLOW_BYTES + kept)


def _jpeg_colours(header: JpegHeader) -> tuple[str, str | None]:
    """Return the colour space as text, and a warning if markers contradict each other."""
    if len(header.ids) == 1:
        return "grey", None
    if len(header.ids) == 4:
        return "YCCK" if header.adobe_transform == 2 else "CMYK", None
    colours = jpeg_colours(_libjpeg_space(header), header)
    is_assumed = not (header.has_jfif or header.adobe_transform is not None) and colours.text != colours.space
    if is_assumed and colours.note is None:
        return f"{colours.space}, assumed (the file does not state it)", None
    return colours.text, colours.note


def _libjpeg_space(header: JpegHeader) -> str:
    """Return the colour space that libjpeg assumes for three components (jdapimin.c).

    All common programs use libjpeg, so they show these colours.
    """
    if header.has_jfif:
        return YCBCR
    if header.adobe_transform is not None:
        return RGB if header.adobe_transform == 0 else YCBCR
    return RGB if bytes(header.ids) == b"RGB" else YCBCR


def check_decoding(path: Path, width: int, height: int, pixel_bytes: float) -> None:
    """Refuse a picture that is too large or whose decoding needs too much memory, before memory is allocated."""
    check_size(path, width, height)
    needed = width * height * pixel_bytes
    if needed > MAX_DECODING_BYTES:
        limit = f"{MAX_DECODING_BYTES / 1e9:.0f} GB"
        message = f"{path.name} needs {needed / 1e9:.1f} GB to be decoded; the limit is {limit}."
        raise SlideError(path, message, TILE_REMEDY)


_FORMATS: tuple[tuple[str, re.Pattern[bytes], Callable[[Path, bytes], PlainHeader]], ...] = (
    ("PNG", signatures.PNG, _png),
    ("JPEG", signatures.JPEG, _jpeg),
    ("WebP", signatures.WEBP, _webp),
    ("BMP", signatures.BMP, _bmp),
)
