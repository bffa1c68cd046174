"""Walk through the elements of a DICOM file and yield the position of each value, without loading the values.

General parsers recurse, unpack and allocate memory as the file demands, so a file of 300 bytes can crash the program.
This walk limits size and nesting, and it stores nothing.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from model.slide.limits import COPY_REMEDY

MARK_AT, MARK = 128, b"DICM"

MOST_HEADER_BYTES = 128_000_000
"""Maximum size in bytes of the header before the pixels. The positions of 200,000 frames take about 40 MB, and the
largest colour profiles a few MB."""
MOST_ELEMENTS = 4_000_000
LONGEST_UNWALKED = 4096
"""Maximum size in bytes of a frame's description that the walk skips. Walking through the descriptions of 50,000 frames
would take seconds. A nested sequence takes at least 16 bytes, so a skipped description contains at most 256 nested
sequences, which every parser can handle."""
DEEPEST_NESTING = 16
"""Maximum nesting depth of sequences. Headers of whole slides have about 5 levels; some parsers crash at about 1000."""

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
"""Transfer syntaxes whose headers do not consist of plain little-endian elements. No whole slide needs them, and a few
bytes of a deflated header may unpack to gigabytes."""
_SYNTAX_REMEDY = "Convert the file to Explicit VR Little Endian (with DCMTK: dcmconv +te IN OUT)."


_HEAD = struct.Struct("<HHI")


class Element(NamedTuple):
    """One element that the walk yields. `depth` is 0 at the top level, and 1 in an item of a top-level sequence."""

    tag: int
    vr: str
    """Value representation, or "" if the file does not state value representations."""
    at: int
    """Position of the first byte of the value in the file."""
    length: int
    """Length of the value in bytes. It is `UNDEFINED` for pixels in fragments and for sequences that end with a
    delimiter."""
    depth: int


class BrokenError(Exception):
    """Raised if a header breaks a rule of DICOM or exceeds a limit.

    `str(error)` completes the sentence "FILE cannot be read as DICOM: ...".
    """

    def __init__(self, reason: str, remedy: str = COPY_REMEDY) -> None:
        super().__init__(reason)
        self.remedy = remedy


class _Open(NamedTuple):
    """A sequence or an item that the walk has entered and not yet left."""

    end: int | None
    """Position in the file at which the sequence or item ends. None if it ends with a delimiter."""
    is_item: bool
    implicit: bool


_CUT = "it ends in the middle of its header"


def walk(file: BinaryIO, size: int, until: int) -> Iterator[Element]:
    """Yield the elements of `file` in order, including nested elements.

    The walk ends after the pixels or before the tag `until`. Raise `BrokenError` if the file breaks a rule of DICOM or
    exceeds a limit of this module.
    """
    return _Walk(file, size).elements(until)


class _Walk:
    """A walk through one file, with its current position."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size = file, size
        self._at = MARK_AT + len(MARK)
        self._around: list[_Open] = []
        self._syntax, self._in_meta, self._implicit = "", True, False
        self._in_frames = False
        """Whether the walk is inside the sequence that describes the frames."""

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
        """Prepare the walk for a top-level element of `group`.

        From the first element after group 2 on, the elements are encoded as the transfer syntax states.
        """
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
        """Enter `element` if it is a sequence; otherwise skip its value."""
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
    """Return the position in the file at which the walk continues after the head of `element`.

    If `element` is a sequence, this is the position of its contents. Otherwise it is the position after the value.
    """
    end = None if element.length == UNDEFINED else element.at + element.length
    outer = next((one.end for one in reversed(around) if one.end is not None), size)
    if end is not None and end > outer:
        raise BrokenError(f"the element {tag_text(element.tag)} is longer than its container")
    if _is_sequence(file, element):
        if element.depth >= DEEPEST_NESTING:
            raise BrokenError(f"its header has more than {DEEPEST_NESTING} sequences within one another")
        # A sequence with the value representation UN has contents without value representations (PS3.5, 6.2.2, note 2).
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
    # A file without value representations does not mark its sequences. Other parsers may parse a value as a sequence if
    # it begins like an item.
    file.seek(element.at)
    return file.read(4) == b"\xfe\xff\x00\xe0"


def _delimited(tag: int, length: int, at: int, around: list[_Open]) -> int:
    """Open or close a sequence or item according to `tag`; return `at`, the position after the tag."""
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
    """Return a tag in DICOM's notation: (GGGG,EEEE) in hexadecimal digits."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
