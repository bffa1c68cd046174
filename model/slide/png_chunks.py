"""Walk through the chunks of a PNG without decoding pixels. Find what Pillow needs and what it must not read.

Pillow refuses a file if a text or the colour profile in it unpacks to more than 1 MB, even if the pixels are intact.
This module unpacks profiles up to a higher limit, and it does not unpack texts that are not needed.
"""

import zlib
from dataclasses import dataclass
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 500_000
"""Maximum number of chunks. The largest supported picture with 16-bit RGBA has 250,000 chunks of 8 kB, the usual
size."""
MAX_PROFILE_BYTES = 16_000_000
"""Maximum size in bytes of an unpacked ICC profile. Large profiles of printers have 2 to 4 MB."""
MAX_TEXT_BYTES = 1_000_000
"""Maximum size in bytes of an unpacked text. Pillow's limit is slightly higher."""

_KEPT_TEXT = (b"XML:com.adobe.xmp", b"Raw profile type exif")
"""Keywords of the text chunks that may contain the orientation of the picture."""
_LARGEST_CHUNK = 2**31 - 1
_NO_COLOUR_TYPE = (1, 5)


@dataclass(frozen=True)
class PngHeader:
    """The contents of a PNG file other than its pixels."""

    width: int
    height: int
    bits: int
    colour_type: int
    profile: bytes | None
    """The unpacked ICC profile. It is b"" if the profile is damaged or larger than `MAX_PROFILE_BYTES`, and None if
    there is none."""
    exif: bytes | None
    gaps: tuple[tuple[int, int], ...]
    """Parts of the file that Pillow must not read. Each is a pair: position of its first byte, and position after its
    last byte."""
    notes: tuple[str, ...]


def png_header(file: BinaryIO) -> PngHeader:
    """Read the chunks of `file`, even if it ends early, and return the header.

    Raise ValueError if the header is damaged.
    """
    start = file.read(33)
    if start[:8] != SIGNATURE or start[8:16] != b"\0\0\0\rIHDR" or len(start) < 33:
        raise ValueError("the PNG has no header")
    width, height = int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")
    bits, colour_type = start[24], start[25]
    if not (width and height) or bits not in (1, 2, 4, 8, 16) or colour_type > 6 or colour_type in _NO_COLOUR_TYPE:
        raise ValueError("the header of the PNG is damaged")
    found = _Found()
    at = 33
    for _ in range(MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if len(head) < 8 or length > _LARGEST_CHUNK or kind == b"IEND":
            break
        if kind in (b"iCCP", b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            found.note_chunk(file, kind, at, length)
        at += 12 + length
    else:
        raise ValueError("the PNG has too many chunks")
    return PngHeader(width, height, bits, colour_type, found.profile, found.exif, tuple(found.gaps), tuple(found.notes))


class _Found:
    """What the walk through the chunks of a PNG has found so far."""

    def __init__(self) -> None:
        self.profile: bytes | None = None
        self.exif: bytes | None = None
        self.gaps: list[tuple[int, int]] = []
        self.notes: list[str] = []
        self._kept: set[bytes] = set()

    def note_chunk(self, file: BinaryIO, kind: bytes, at: int, length: int) -> None:
        if kind == b"eXIf":
            if self.exif is None and length <= MAX_TEXT_BYTES:
                self.exif = file.read(length)
            return
        if kind == b"iCCP" and self.profile is None:
            self.profile = self._profile(file.read(min(length, MAX_PROFILE_BYTES)))
        if kind == b"iCCP" or not self._is_kept(kind, file, length):
            self.gaps.append((at, at + 12 + length))

    def _profile(self, chunk: bytes) -> bytes:
        _, _, packed = chunk.partition(b"\0")
        try:
            unpacked = _unpacked(packed[1:], MAX_PROFILE_BYTES)
        except zlib.error:
            return b""
        if unpacked is None:
            self.notes.append(f"ICC profile above {MAX_PROFILE_BYTES // 1_000_000} MB not read")
        return unpacked or b""

    def _is_kept(self, kind: bytes, file: BinaryIO, length: int) -> bool:
        """Return whether Pillow may read a text chunk.

        Pillow may read the first chunk with each needed keyword, if it unpacks to at most `MAX_TEXT_BYTES`.
        """
        chunk = file.read(min(length, MAX_TEXT_BYTES + 1))
        keyword, _, rest = chunk.partition(b"\0")
        if keyword not in _KEPT_TEXT or keyword in self._kept:
            return False
        packed = rest[1:] if kind == b"zTXt" else None
        if kind == b"iTXt" and rest[:1] == b"\x01":
            packed = rest[2:].split(b"\0", 2)[-1]
        try:
            fits = length <= MAX_TEXT_BYTES and (packed is None or _unpacked(packed, MAX_TEXT_BYTES) is not None)
        except zlib.error:
            return False
        if fits:
            self._kept.add(keyword)
        else:
            self.notes.append(f"text above {MAX_TEXT_BYTES // 1_000_000} MB not read ({keyword.decode('ascii')})")
        return fits


def _unpacked(packed: bytes, most: int) -> bytes | None:
    """Decompress `packed` with zlib, but stop after `most` bytes. Return None if there are more."""
    unpacked = zlib.decompressobj().decompress(packed, most + 1)
    return unpacked if len(unpacked) <= most else None
