"""Walk through the elements of a DICOM file and yield where each value lies, without loading values.

General parsers recurse, unpack and allocate as the file states: a file of 300 bytes can end the program that way. This
walk has limits on size and nesting, and keeps nothing.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from model.slide.limits import COPY_REMEDY

MARK_AT, MARK = 128, b"DICM"

MOST_HEADER_BYTES = 128_000_000
"""Before the pixels. The places of 200,000 frames take about 40 MB, the largest colour profiles a few."""
MOST_ELEMENTS = 4_000_000
LONGEST_UNWALKED = 4096
"""Bytes of what is said of one frame that are passed over: each nested sequence takes 16 at least, so that no more than
256 fit in, which no parser stumbles over. To walk through those of 50,000 frames takes seconds."""
DEEPEST_NESTING = 16
"""Sequences within sequences. Headers of whole slides have about 5; some parsers overflow their stack at some 1000."""

PER_FRAME, PIXELS, SYNTAX = 0x5200_9230, 0x7FE0_0010, 0x0002_0010
_PIXEL_TAGS = (PIXELS, 0x7FE0_0008, 0x7FE0_0009)
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFE_E000, 0xFFFE_E00D, 0xFFFE_E0DD
UNDEFINED = 0xFFFF_FFFF

_LONG_VRS = frozenset((b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"))
_IMPLICIT = "1.2.840.10008.1.2"
_UNREADABLE = {
    "1.2.840.10008.1.2.1.99": "compressed (deflated)",
    "1.2.840.10008.1.2.4.95": "compressed (deflated)",
    "1.2.840.10008.1.2.8.1": "compressed (deflated)",
    "1.2.840.10008.1.2.2": "stored in the retired big-endian order",
}
"""Transfer syntaxes whose header is not made of plain little-endian elements. No whole slide needs them, and a deflated
header of a few bytes may unpack to gigabytes."""
_SYNTAX_REMEDY = "Convert it to Explicit VR Little Endian (with DCMTK: dcmconv +te IN OUT)."


_HEAD = struct.Struct("<HHI")


class Element(NamedTuple):
    """One element of the walk; `depth` 0 is the top level, 1 lies in an item of a top-level sequence."""

    tag: int
    vr: str
    """Empty where the file leaves value representations out."""
    at: int
    """Where the value begins."""
    length: int
    """`UNDEFINED` of pixels in fragments and of sequences that end at a delimiter."""
    depth: int


class BrokenError(Exception):
    """An error for a header that breaks a rule: `str(error)` completes "FILE cannot be read as DICOM: ..."."""

    def __init__(self, reason: str, remedy: str = COPY_REMEDY) -> None:
        super().__init__(reason)
        self.remedy = remedy


class _Open(NamedTuple):
    """A sequence or item that has begun."""

    end: int | None
    """None: at its delimiter."""
    is_item: bool
    implicit: bool


_CUT = "it ends in the middle of its header"


def walk(file: BinaryIO, size: int, until: int) -> Iterator[Element]:
    """Yield the elements of `file` in order, nested ones too, up to the pixels, which are the last, or the tag `until`.

    A `BrokenError` is raised where a rule or a limit is broken.
    """
    return _Walk(file, size).elements(until)


class _Walk:
    """One walk through one file, and its current position."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        self._at = MARK_AT + len(MARK)
        self._around: list[_Open] = []
        self._syntax, self._in_meta, self._implicit = "", True, False
        self._in_frames = False
        """Whether the walk is in the sequence with what is said of each frame."""

    def elements(self, until: int) -> Iterator[Element]:
        file, around = self._file, self._around
        file.seek(self._at)
        for _ in range(MOST_ELEMENTS):
            while around and around[-1].end is not None and self._at >= around[-1].end:
                around.pop()
            if self._at >= self._size and not around:
                return
            head = self._head()
            group, number, count = _HEAD.unpack(head)
            if group == 0xFFFE:
                self._delimit(group << 16 | number, count)
                continue
            tag = group << 16 | number
            if not around:
                self._begin(group)
                if tag >= until and tag not in _PIXEL_TAGS:
                    return
            elif not around[-1].is_item:
                raise BrokenError("a sequence holds something that is not an item")
            implicit = around[-1].implicit if around else self._implicit
            element = _element(file, tag, head, self._at, implicit, len(around) // 2)
            yield element
            if not around and tag in _PIXEL_TAGS:
                return
            self._pass(element, implicit)
        raise BrokenError(f"its header has more than {MOST_ELEMENTS} elements")

    def _head(self) -> bytes:
        if self._at > MOST_HEADER_BYTES:
            raise BrokenError(f"its header is longer than {MOST_HEADER_BYTES // 1_000_000} MB")
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise BrokenError(_CUT)
        return head

    def _begin(self, group: int) -> None:
        """Begin an element of the top level: the first one after group 2 is stored as the transfer syntax states."""
        self._in_frames = False
        if self._in_meta and group != 2:
            self._in_meta, self._implicit = False, self._syntax == _IMPLICIT
            if self._syntax in _UNREADABLE:
                reason = f"its header is {_UNREADABLE[self._syntax]}, which is not supported"
                raise BrokenError(reason, _SYNTAX_REMEDY)

    def _delimit(self, tag: int, count: int) -> None:
        self._at = _delimited(tag, count, self._at + _HEAD.size, self._around)
        if tag == _ITEM and self._in_frames and len(self._around) == 2 and count <= LONGEST_UNWALKED:
            self._around.pop()
            self._at += count
            self._file.seek(self._at)

    def _pass(self, element: Element, implicit: bool) -> None:
        """Enter the sequence `element`, or skip its value."""
        if not self._around:
            self._in_frames = element.tag == PER_FRAME
            if element.tag == SYNTAX and self._in_meta:
                self._file.seek(element.at)
                self._syntax = self._file.read(min(element.length, 64)).decode("ascii", "replace").strip("\0 ")
        self._at = _after(self._file, element, self._size, implicit, self._around)
        self._file.seek(self._at)


def _element(file: BinaryIO, tag: int, head: bytes, at: int, implicit: bool, depth: int) -> Element:
    if implicit:
        return Element(tag, "", at + 8, int.from_bytes(head[4:], "little"), depth)
    vr = head[4:6]
    if vr in _LONG_VRS:
        return Element(tag, vr.decode(), at + 12, int.from_bytes(file.read(4), "little"), depth)
    if not (vr.isalpha() and vr.isupper()):
        raise BrokenError(f"the element {tag_text(tag)} has no value representation")
    return Element(tag, vr.decode(), at + 8, int.from_bytes(head[6:], "little"), depth)


def _after(file: BinaryIO, element: Element, size: int, implicit: bool, around: list[_Open]) -> int:
    """Return where the walk continues after the head of `element`: in a sequence, or after the value."""
    end = None if element.length == UNDEFINED else element.at + element.length
    outer = next((one.end for one in reversed(around) if one.end is not None), size)
    if end is not None and end > outer:
        raise BrokenError(f"the element {tag_text(element.tag)} is longer than its container")
    if _is_sequence(file, element):
        if element.depth >= DEEPEST_NESTING:
            raise BrokenError(f"its header has more than {DEEPEST_NESTING} sequences within one another")
        # What an "unknown" sequence holds has no value representations (PS3.5, 6.2.2, note 2).
        around.append(_Open(end, False, implicit or element.vr == "UN"))
        return element.at
    if end is None:
        raise BrokenError(f"the element {tag_text(element.tag)} has no length")
    return end


def _is_sequence(file: BinaryIO, element: Element) -> bool:
    if element.vr == "SQ":
        return True
    if element.length == UNDEFINED:
        return element.vr in ("", "UN")
    if element.vr or element.length < 8:
        return False
    # Without value representations: what begins as an item does may be parsed as one by others.
    file.seek(element.at)
    return file.read(4) == b"\xfe\xff\x00\xe0"


def _delimited(tag: int, length: int, at: int, around: list[_Open]) -> int:
    """Open or close what the item or delimiter `tag` opens or closes; the walk continues at `at`, after it."""
    top = around[-1] if around else None
    if top is None or (tag == _ITEM_END) != top.is_item or tag not in (_ITEM, _ITEM_END, _SEQUENCE_END):
        raise BrokenError("an item or a delimiter is in a place where none is allowed")
    if tag == _ITEM:
        end = None if length == UNDEFINED else at + length
        outer = next((one.end for one in reversed(around) if one.end is not None), None)
        if end is not None and outer is not None and end > outer:
            raise BrokenError("an item is longer than its sequence")
        around.append(_Open(end, True, top.implicit))
    elif top.end is not None:
        raise BrokenError("an item or a delimiter is in a place where none is allowed")
    else:
        around.pop()
    return at


def tag_text(tag: int) -> str:
    """Return a tag as DICOM writes it: (GGGG,EEEE), in hexadecimal digits."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
