"""DICOM files put together by hand, element by element, and what breaks the rules of their headers."""

import struct

UNDEFINED = 0xFFFF_FFFF


def element(tag: int, vr: str, value: bytes, length: int | None = None) -> bytes:
    """One explicit little-endian element (PS3.5, 7.1.2)."""
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF) + vr.encode()
    count = len(value) if length is None else length
    if vr in ("OB", "OW", "SQ", "UN", "UT"):
        return head + struct.pack("<HI", 0, count) + value
    return head + struct.pack("<H", count) + value


def item(body: bytes, length: int | None = None) -> bytes:
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(body) if length is None else length) + body


ITEM_END, SEQUENCE_END = struct.pack("<HHI", 0xFFFE, 0xE00D, 0), struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def dicom(*elements: bytes, syntax: str = "1.2.840.10008.1.2.1") -> bytes:
    meta = element(0x0002_0002, "UI", b"1.2.840.10008.5.1.4.1.1.77.1.6")
    meta += element(0x0002_0010, "UI", syntax.encode() + b"\0" * (len(syntax) % 2))
    sop = element(0x0008_0016, "UI", b"1.2.840.10008.5.1.4.1.1.77.1.6")
    return b"\0" * 128 + b"DICM" + meta + sop + b"".join(elements)


def nested(depth: int) -> bytes:
    """Sequences in sequences, as long as their delimiters say."""
    begin = element(0x0040_0555, "SQ", item(b"", UNDEFINED), UNDEFINED)
    return begin * depth + (ITEM_END + SEQUENCE_END) * depth


def unknown(depth: int) -> bytes:
    """The same as unknown elements, whose contents have no value representations (PS3.5, 6.2.2)."""
    body = b""
    for _ in range(depth - 1):
        whole = item(body + ITEM_END, UNDEFINED) + SEQUENCE_END
        body = struct.pack("<HHI", 0x0040, 0x0555, UNDEFINED) + whole
    return element(0x0040_0555, "UN", item(body + ITEM_END, UNDEFINED) + SEQUENCE_END, UNDEFINED)


def nested_by_length(depth: int) -> bytes:
    body = b""
    for _ in range(depth):
        body = element(0x0040_0555, "SQ", item(body))
    return body


HOSTILE = {
    "an IS where a number belongs": (dicom(element(0x0048_0006, "IS", b"1e400 ")), "stored as IS, not as UL"),
    "deflated garbage": (dicom(b"\xde\xad\xbe\xef" * 70, syntax="1.2.840.10008.1.2.1.99"), "deflated"),
    "20,000 sequences": (dicom(nested(20_000)), "more than 16 sequences"),
    "20 sequences, by length": (dicom(nested_by_length(20)), "more than 16 sequences"),
    "20 unknown sequences": (dicom(unknown(20)), "more than 16 sequences"),
    "a value of 4 GB": (dicom(element(0x0009_0008, "UN", b"", 0xFFFF_FFF0)), "longer than its container"),
    "an endless code": (dicom(element(0x0008_0008, "CS", b"A" * 5000)), "longer than 1024 bytes"),
    "a cut header": (dicom()[:-7], "longer than its container"),
    "a cut element": (dicom(b"\x08\x00\x18\x00U"), "ends in the middle"),
    "an open sequence": (dicom(element(0x0040_0555, "SQ", item(b"", UNDEFINED), UNDEFINED)), "ends in the middle"),
    "an item outside": (dicom(item(b"")), "where none is allowed"),
    "an end outside": (dicom(SEQUENCE_END), "where none is allowed"),
    "an end inside a stated length": (dicom(element(0x0040_0555, "SQ", item(ITEM_END))), "where none is allowed"),
    "no item": (dicom(element(0x0040_0555, "SQ", element(0x0008_0018, "UI", b"1.2.3.4 "))), "not an item"),
    "an item beyond its sequence": (dicom(element(0x0040_0555, "SQ", item(b"", 99)), b"\0" * 200), "longer than its"),
    "an element beyond its item": (
        dicom(element(0x0040_0555, "SQ", item(element(0x0008_0018, "UI", b"", 60))), b"\0" * 90),
        "longer than its container",
    ),
    "no representation": (dicom(b"\x08\x00\x18\x00\0\0\0\0"), "no value representation"),
    "an endless text": (dicom(element(0x0040_0555, "UT", b"", UNDEFINED)), "has no length"),
    "two numbers": (dicom(element(0x0048_0006, "UL", b"\1\0\0\0\2\0\0\0")), "not one number"),
    "a UID of letters": (dicom(element(0x0020_000E, "UI", b"one.two ")), "not a UID"),
    "big-endian": (dicom(syntax="1.2.840.10008.1.2.2"), "big-endian"),
}
"""By name: the whole file, and words of the sentence that is due."""
