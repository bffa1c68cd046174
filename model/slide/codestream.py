"""Read size, components and colour markers from the headers of JPEG and JPEG 2000 codestreams, without decoding.

A damaged header raises `ValueError`. The time and memory needed depend only on the number of bytes, and not on the
sizes that the header states.
"""

import re
import struct
from dataclasses import dataclass

Bytes = bytes | memoryview

MOST_SCANS = 100
"""Maximum number of scans of a JPEG that is decoded. Progressive files written by libjpeg have ten scans, and files of
other encoders have about twenty. Each scan covers the whole picture, so decoding a small file with thousands of scans
would take minutes."""

MOST_SCANS_COUNTED = 1_000
"""Number of scans at which the counting of scans stops."""

MOST_J2K_COMPONENTS = 16_384
"""Maximum number of components that the standard allows (ISO/IEC 15444-1, A.5.1)."""

# Matches all markers that begin a segment. Stuffed zeros, fill bytes, TEM and RST do not begin a segment and may occur
# within entropy-coded data.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_SOI, _EOI, _SOS, _APP0, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # DHT, JPG and DAC do not begin frames
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_LOSSLESS = frozenset((0xC3, 0xC7, 0xCB, 0xCF))
_HIERARCHICAL = frozenset((0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF))

_J2K_SOC_SIZ, _COD, _SOT, _SOD, _EOC = b"\xff\x4f\xff\x51", 0xFF52, 0xFF90, 0xFF93, 0xFFD9
_JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"


@dataclass(frozen=True)
class JpegHeader:
    """What a JPEG states before its first scan, and how many scans it has."""

    width: int
    height: int
    bits: int
    ids: tuple[int, ...]
    """Ids of the components, in the order of the frame header."""
    sampling: tuple[tuple[int, int], ...]
    """Horizontal and vertical sampling factor of each component."""
    has_jfif: bool
    adobe_transform: int | None
    """Colour transform in the Adobe marker: 0 is RGB or CMYK, 1 YCbCr, 2 YCCK. None if there is no Adobe marker."""
    progressive: bool
    lossless: bool
    scans: int
    """Number of scans in the bytes that were read, at most `MOST_SCANS_COUNTED`."""
    hierarchical: bool = False
    """Whether the picture is stored as differences from smaller pictures. No common library decodes such pictures."""

    @property
    def subsampled(self) -> bool:
        """Return whether the components have different sizes."""
        return len(set(self.sampling)) > 1


@dataclass(frozen=True)
class J2kComponent:
    """One component of a JPEG 2000 codestream. Each of its samples covers a block of `dx` x `dy` px."""

    bits: int
    signed: bool
    dx: int
    dy: int


@dataclass(frozen=True)
class J2kHeader:
    """What a JPEG 2000 codestream states before its first packet."""

    width: int
    height: int
    tile_width: int
    tile_height: int
    components: tuple[J2kComponent, ...]
    mct: bool
    """Whether the first three components were encoded with the multiple-component transform. If so, decoding gives
    RGB."""
    reversible: bool
    jp2_colour: int | None = None
    """Colour space according to the JP2 file that contains the codestream: 16 sRGB, 17 grey, 18 sYCC."""

    @property
    def subsampled(self) -> bool:
        """Return whether a component has fewer samples than the picture has pixels."""
        return any(part.dx != 1 or part.dy != 1 for part in self.components)


def jpeg_header(data: Bytes, tables: Bytes = b"") -> JpegHeader:
    """Return the contents of the header of a JPEG.

    `tables` is a short stream with the JPEG tables of a TIFF, including its markers. Bytes that belong to no segment
    are skipped, as in libjpeg.
    """
    if bytes(data[:2]) != b"\xff\xd8":
        raise ValueError("the JPEG does not begin with the marker SOI")
    found = _Jpeg()
    if tables:
        found.walk(tables)
        found.frame, found.scans = None, 0
    found.walk(data)
    if found.frame is None:
        raise ValueError("the JPEG has no frame header")
    kind, body = found.frame
    if len(body) < 6 or len(body) < 6 + 3 * body[5] or not body[5]:
        raise ValueError("the JPEG's frame header is cut short")
    bits, height, width, count = struct.unpack(">BHHB", body[:6])
    parts = [body[at : at + 3] for at in range(6, 6 + 3 * count, 3)]
    if width and not height:
        raise ValueError("the JPEG states its height after the picture, which is not supported")  # marker DNL
    if not width:
        raise ValueError("the JPEG states no size")
    sampling = tuple((part[1] >> 4, part[1] & 15) for part in parts)
    if any(not 1 <= factor <= 4 for pair in sampling for factor in pair):
        raise ValueError("the JPEG has an impossible sampling factor")
    return JpegHeader(
        width,
        height,
        bits,
        tuple(part[0] for part in parts),
        sampling,
        found.has_jfif,
        found.adobe_transform,
        kind in _PROGRESSIVE,
        kind in _LOSSLESS,
        found.scans,
        kind in _HIERARCHICAL,
    )


class _Jpeg:
    """Collects the facts of a `JpegHeader` while it walks from marker to marker."""

    def __init__(self) -> None:
        self.frame: tuple[int, bytes] | None = None
        self.has_jfif = False
        self.adobe_transform: int | None = None
        self.scans = 0

    def walk(self, data: Bytes) -> None:
        """Store the facts in the segments of the JPEG `data`.

        Stop at the end of `data`, at the marker EOI, or when `MOST_SCANS_COUNTED` scans were counted.
        """
        at = 2
        while self.scans < MOST_SCANS_COUNTED and (match := _MARKER.search(data, at)):
            kind, at = match[1][0], match.end()
            if kind == _EOI:
                return
            if kind == _SOI:
                continue
            length = int.from_bytes(data[at : at + 2], "big")
            if length < 2 or at + length > len(data):
                if self.scans:
                    return  # the header is complete; the bytes may be only the beginning of a file
                raise ValueError("a segment of the JPEG's header is cut short")
            self._segment(kind, bytes(data[at + 2 : at + length]))
            at += length

    def _segment(self, kind: int, body: bytes) -> None:
        if kind == _SOS:
            self.scans += 1
        elif self.scans:
            return  # the colours are stated before the first scan
        elif kind in _FRAMES:
            if self.frame is not None:
                raise ValueError("the JPEG has two frame headers")
            self.frame = (kind, body)
        elif kind == _APP0 and body[:5] == b"JFIF\0":
            self.has_jfif = True
        elif kind == _APP14 and body[:5] == b"Adobe" and len(body) >= 12:
            self.adobe_transform = body[11]


def j2k_header(data: Bytes) -> J2kHeader:
    """Return the contents of the headers of a JPEG 2000 codestream and of its first tile part.

    The codestream may be in a JP2 file.
    """
    stream, colour = bare_codestream(data)
    if bytes(stream[:4]) != _J2K_SOC_SIZ:
        raise ValueError("the JPEG 2000 codestream does not begin with the markers SOC and SIZ")
    size = _segment(stream, 4)
    width, height, tile_width, tile_height, components = _size(size)
    coding: bytes | None = None
    at = 4 + 2 + len(size)
    while True:
        kind = int.from_bytes(stream[at : at + 2], "big")
        if kind in (_SOD, _EOC) or len(stream) - at < 4:
            break
        if kind < 0xFF30:
            raise ValueError("the JPEG 2000 header is broken: a marker is missing")
        body = _segment(stream, at + 2)
        if kind == _COD:
            coding = body  # the coding style of a tile part overrides the main header
        at += 4 + len(body)
    if coding is None or len(coding) < 10:
        raise ValueError("the JPEG 2000 header states no coding style")
    mct = coding[4] != 0
    return J2kHeader(width, height, tile_width, tile_height, components, mct, coding[9] == 1, colour)


def _segment(stream: Bytes, at: int) -> bytes:
    """Return the segment whose length is stored at the position `at`, without the two bytes of the length."""
    length = int.from_bytes(stream[at : at + 2], "big")
    if length < 2 or at + length > len(stream):
        raise ValueError("a segment of the JPEG 2000 header is cut short")
    return bytes(stream[at + 2 : at + length])


def _size(body: bytes) -> tuple[int, int, int, int, tuple[J2kComponent, ...]]:
    """Return width, height, tile width, tile height and components from the SIZ segment `body`."""
    if len(body) < 36:
        raise ValueError("the JPEG 2000 header states no size")
    right, bottom, left, top, tile_width, tile_height, _, _, count = struct.unpack(">8IH", body[2:36])
    if not 1 <= count <= MOST_J2K_COMPONENTS or len(body) < 36 + 3 * count:
        raise ValueError("the JPEG 2000 header has an impossible number of components")
    if right <= left or bottom <= top or not (tile_width and tile_height):
        raise ValueError("the JPEG 2000 header states no size")
    components = tuple(
        J2kComponent((depth & 127) + 1, depth > 127, dx, dy)
        for depth, dx, dy in struct.iter_unpack("3B", body[36 : 36 + 3 * count])
    )
    if any(not (part.dx and part.dy) or part.bits > 38 for part in components):
        raise ValueError("the JPEG 2000 header has an impossible component")
    return right - left, bottom - top, tile_width, tile_height, components


def bare_codestream(data: Bytes) -> tuple[Bytes, int | None]:
    """Return the codestream in `data`. If `data` is a JP2 file, also return the colour space that the file states."""
    if bytes(data[:12]) != _JP2_SIGNATURE:
        return data, None
    colour: int | None = None
    at, end = 0, len(data)
    while at + 8 <= end:
        length, kind = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8])
        head = 8
        if length == 1:
            length, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if kind == b"jp2c":
            return data[at + head :], colour
        if length == 0 or length < head or at + length > end:
            break
        if kind == b"colr" and colour is None and bytes(data[at + head : at + head + 1]) == b"\x01":
            colour = int.from_bytes(data[at + head + 3 : at + head + 7], "big")
        at += head if kind == b"jp2h" else length  # a superbox, whose boxes follow
    raise ValueError("the JP2 file has no codestream")
