"""Read width and height from the first bytes of a picture inside a TIFF, or of a WebP file, without decoding.

Raise `ValueError` if the bytes are damaged or contain a sequence of images.
"""

import struct

Size = tuple[int, int]

_JXL_BOXES = b"\x00\x00\x00\x0cJXL \r\n\x87\n"
_JXL_RATIOS = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_JXR_WIDTH, _JXR_HEIGHT = 0xBC80, 0xBC81
_MOST_ENTRIES = 1_000


def png_size(data: bytes) -> Size:
    """Return width and height of a PNG (ISO/IEC 15948, 11.2.1)."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        raise ValueError("the PNG has no header")
    return _positive(struct.unpack(">II", data[16:24]))


def webp_size(data: bytes) -> Size:
    """Return width and height of a WebP (RFC 9649). If the WebP has a canvas, return the size of the canvas."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 25:
        raise ValueError("the WebP has no header")
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L" and data[20] == 0x2F:
        packed = int.from_bytes(data[21:25], "little")
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a" and len(data) >= 30:
        width, height = struct.unpack("<HH", data[26:30])
        return _positive((width & 0x3FFF, height & 0x3FFF))
    raise ValueError("the WebP has no header")


def lerc_size(data: bytes) -> Size:
    """Return width and height of a LERC blob of version 2 or later (Esri, Lerc2.h)."""
    if data[:6] != b"Lerc2 " or len(data) < 22:
        raise ValueError("the LERC data have no header that is known")
    at = 14 if int.from_bytes(data[6:10], "little") >= 3 else 10  # after a checksum
    height, width = struct.unpack("<ii", data[at : at + 8])
    return _positive((width, height))


def jxr_size(data: bytes) -> Size:
    """Return width and height of a JPEG XR. Its container is a table of tags (ITU-T T.832, annex A)."""
    if data[:3] != b"II\xbc" or len(data) < 10:
        raise ValueError("the JPEG XR has no header")
    table = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[table : table + 2], "little")
    found: dict[int, int] = {}
    for at in range(table + 2, table + 2 + 12 * min(count, _MOST_ENTRIES), 12):
        tag, kind = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        if tag in (_JXR_WIDTH, _JXR_HEIGHT):
            found[tag] = int.from_bytes(data[at + 8 : at + 8 + {1: 1, 3: 2}.get(kind, 4)], "little")
    return _positive((found.get(_JXR_WIDTH, 0), found.get(_JXR_HEIGHT, 0)))


def jxl_size(data: bytes) -> Size:
    """Return width and height of a JPEG XL with one picture (ISO/IEC 18181-1, annex D). Refuse animations."""
    bits = _Bits(_inside_jxl_boxes(data))
    if bits.take(16) != 0x0AFF:
        raise ValueError("the JPEG XL has no header")
    size = _jxl_size(bits)
    if not bits.take(1) and bits.take(1):  # some metadata differ from the default and there are additional fields
        bits.take(3)  # orientation
        if bits.take(1):
            _jxl_size(bits)  # the intrinsic size, at which the picture should be shown
        if bits.take(1) or bits.take(1):
            raise ValueError("the JPEG XL holds a preview or an animation")
    return _positive(size)


def _jxl_size(bits: "_Bits") -> Size:
    small = bits.take(1)

    def side() -> int:
        return (bits.take(5) + 1) * 8 if small else bits.take((9, 13, 18, 30)[bits.take(2)]) + 1

    height = side()
    ratio = bits.take(3)
    if not ratio:
        return side(), height
    across, down = _JXL_RATIOS[ratio - 1]
    return height * across // down, height


def _inside_jxl_boxes(data: bytes) -> bytes:
    """Return the first bytes of the codestream inside the boxes of a JPEG XL file."""
    if data[:12] != _JXL_BOXES:
        return data[:64]
    at = 12
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        head = 16 if length == 1 else 8
        if kind in (b"jxlc", b"jxlp"):
            at += head + (4 if kind == b"jxlp" else 0)
            return data[at : at + 64]
        length = int.from_bytes(data[at + 8 : at + 16], "big") if length == 1 else length
        if length < head:
            break
        at += length
    raise ValueError("the JPEG XL file has no codestream")


class _Bits:
    """Reads the bits of a JPEG XL header, the lowest bit of each byte first."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data, "little"), len(data) * 8

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise ValueError("the JPEG XL header is cut short")
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        return taken


def _positive(size: tuple[int, ...]) -> Size:
    if min(size) < 1:
        raise ValueError("the picture states no size")
    return size[0], size[1]
