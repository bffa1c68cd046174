"""Compare the colours that the header of a DICOM level declares with the colours of its frames.

OpenSlide uses only the header. It shows frames declared as RGB without conversion, and it converts frames declared as
YCbCr.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from model.slide.codestream import J2kHeader, JpegHeader, j2k_header, jpeg_header
from model.slide.dicom_elements import UNDEFINED, Element
from model.slide.dicom_header import DicomHeader

JPEG = ("1.2.840.10008.1.2.4.50",)
JPEG_2000 = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")

FRAME_HEAD_BYTES = 65_536
"""Number of bytes to read from the beginning of a frame. The frame's header has a few hundred bytes."""
MOST_TABLE_BYTES = 64_000_000
"""Maximum size in bytes of the table of frame positions. The table has 4 bytes per frame."""
_FRAGMENT = b"\xfe\xff\x00\xe0"


@dataclass(frozen=True)
class Colours:
    """How the samples of a level are stored, and whether they must be converted."""

    space: str
    is_ycbcr: bool = False
    """Whether OpenSlide returns Y, Cb and Cr instead of R, G and B."""
    note: str = ""


def colours_of(path: Path, header: DicomHeader, pixels: Element | None) -> Colours:
    """Return how the file `path` stores the colours of its level.

    `pixels` is the DICOM element with the frames of the level. Some of the frames are examined.
    """
    declared = header.photometric
    if header.syntax not in JPEG + JPEG_2000:
        return Colours(declared)
    found = set()
    for head in frame_heads(path, pixels):
        try:
            found.add(
                _jpeg(declared, jpeg_header(head)) if header.syntax in JPEG else _jpeg_2000(declared, j2k_header(head))
            )
        except ValueError:
            found.add(_doubt(declared, "the colour information of a frame cannot be read"))
    if len(found) > 1:
        return _doubt(declared, "its frames differ in how they store colours")
    return found.pop() if found else _doubt(declared, "no frame was found")


def _jpeg(declared: str, head: JpegHeader) -> Colours:
    """Return the colours of a JPEG. A JFIF marker means YCbCr; an Adobe marker states the colour space.

    If the file has neither marker, the declaration in the DICOM header applies.
    """
    certain = head.has_jfif or head.adobe_transform == 1 or head.subsampled
    is_rgb = head.adobe_transform == 0 or head.ids == (ord("R"), ord("G"), ord("B"))
    why = "JFIF" if head.has_jfif else "Adobe's marker" if head.adobe_transform is not None else "its components"
    if certain and is_rgb:
        return _doubt(declared, "its JPEG frames state both RGB and YCbCr")
    if declared == "RGB" and certain:
        space = f"YCbCr in the JPEG frames ({why}), RGB declared"
        return Colours(space, True, "the file declares RGB, but its JPEG frames hold YCbCr: they were converted")
    if declared != "RGB" and is_rgb:
        return _doubt(declared, f"its JPEG frames hold RGB ({why})")
    return Colours(declared)


def _jpeg_2000(declared: str, head: J2kHeader) -> Colours:
    """Return the colours of JPEG 2000.

    If the codestream uses the component transform, decoding gives RGB. Otherwise the decoded samples have the colour
    space in which they were encoded.
    """
    if head.mct:
        return Colours(f"{declared} declared; RGB through the component transform of the JPEG 2000 frames")
    if declared == "RGB" and not head.subsampled:
        return Colours(declared)
    space = f"YCbCr without a component transform in the JPEG 2000 frames, {declared} declared"
    if head.subsampled:
        note = f"the file declares {declared}, but its JPEG 2000 frames hold subsampled YCbCr: they were converted"
        return Colours(space, True, note)
    note = (
        f"colours may be wrong: the file declares {declared}, but its JPEG 2000 frames are stored without a component "
        "transform; they were treated as YCbCr and converted"
    )
    return Colours(space, True, note)


def _doubt(declared: str, reason: str) -> Colours:
    return Colours(f"{declared} declared", note=f"colours may be wrong: the file declares {declared}, but {reason}")


def frame_heads(path: Path, pixels: Element | None) -> tuple[bytes, ...]:
    """Return the first bytes of the first, the middle and the last frame.

    If no table lists the frames, return only the first bytes of the first frame.
    """
    if pixels is None or pixels.length != UNDEFINED:
        return ()
    with path.open("rb") as file:
        file.seek(pixels.at)
        table = _fragment(file, MOST_TABLE_BYTES)
        if table is None:
            return ()
        base = file.tell()
        places = [int.from_bytes(table[at : at + 4], "little") for at in range(0, len(table), 4)] or [0]
        wanted = dict.fromkeys((places[0], places[len(places) // 2], places[-1]))
        heads = []
        for place in wanted:
            file.seek(base + place)
            heads.append(_fragment(file, None) or b"")
    return tuple(heads)


def _fragment(file: BinaryIO, most: int | None) -> bytes | None:
    """Return the fragment at the current position of `file`, or None if no fragment begins there.

    Return None also if the fragment has more than `most` bytes.

    If `most` is None, return only the first bytes of the fragment.
    """
    start = file.read(8)
    length = int.from_bytes(start[4:], "little")
    if start[:4] != _FRAGMENT or (most is not None and length > most):
        return None
    return file.read(length if most is not None else min(length, FRAME_HEAD_BYTES))
