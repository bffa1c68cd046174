"""Check that the frames of a DICOM level have the positions and the number that its header states.

OpenSlide has three faults here. It ends the process if the frames have no fixed order and the sequence with their
positions is missing. It allocates memory for as many frames as the header states. It shows background instead of a
frame whose position is not stated.
"""

import math
import re
from pathlib import Path

from model.base.errors import SlideError
from model.slide.dicom import Instance
from model.slide.dicom_elements import PER_FRAME, PIXELS, Element
from model.slide.dicom_header import DicomHeader, elements_of
from model.slide.limits import COPY_REMEDY, EXPORT_REMEDY, damaged

FULL, SPARSE = "TILED_FULL", "TILED_SPARSE"
LEAST_FRAME_BYTES = 8
"""Size in bytes of the head of an item. Every frame is an item, so it takes more bytes than this in its file."""

_PLACE = re.compile(rb"\x48\x00\x1e\x02SL\x04\x00(.{4})\x48\x00\x1f\x02SL\x04\x00(.{4})", re.DOTALL)
"""Matches Column Position (0048,021E) followed by Row Position (0048,021F), both as explicit elements."""


def check_frames(level: Instance) -> tuple[str, ...]:
    """Return notes on the frames of `level`.

    Raise SlideError if the file is too short for the stated number of frames, or if their positions cannot be used.
    """
    path, header = level.path, level.header
    if header.organization not in ("", FULL, SPARSE):
        stated = f"{path.name} states the Dimension Organization Type {header.organization} (0020,9311)"
        raise SlideError(path, f"{stated}; only {FULL} and {SPARSE} are supported.", EXPORT_REMEDY)
    if not header.frames or header.frames < 0:
        raise SlideError(path, f"{path.name} does not state its Number of Frames (0028,0008).", COPY_REMEDY)
    if header.frames * LEAST_FRAME_BYTES > path.stat().st_size:
        message = f"{path.name} is damaged: it is too short for the {header.frames} frames that it states."
        raise SlideError(path, message, COPY_REMEDY)
    return _check_places(path, header) if header.organization == SPARSE else ()


def _check_places(path: Path, header: DicomHeader) -> tuple[str, ...]:
    """Return a note on the tiles that were never written.

    Raise SlideError if two frames have the same position or a frame has no position, because OpenSlide would show empty
    glass in place of their tissue.
    """
    if not (header.tile_columns and header.tile_rows and header.columns and header.rows):
        raise damaged(path, "DICOM")
    stated = {(_number(col), _number(row)) for col, row in _PLACE.findall(_stated_places(path))}
    places = sum(0 < col <= header.columns and 0 < row <= header.rows for col, row in stated)
    frames = header.frames or 0
    if places < frames:
        message = f"{path.name} states positions for only {places} of its {frames} frames (5200,9230): the others "
        raise SlideError(path, f"{message}cannot be shown.", COPY_REMEDY)
    tiles = math.ceil(header.columns / header.tile_columns) * math.ceil(header.rows / header.tile_rows)
    missing = tiles - places
    if missing <= 0 or header.concatenation:
        return ()
    words = "tile was never written and is" if missing == 1 else "tiles were never written and are"
    return (f"{missing} {words} shown as background ({path.name})",)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little", signed=True)


def _stated_places(path: Path) -> bytes:
    """Return the bytes of the sequence that describes the frames, or b"" if there is none."""
    start: Element | None = None
    for element in elements_of(path, PIXELS):
        if start is not None and element.depth == 0:
            with path.open("rb") as file:
                file.seek(start.at)
                return file.read(element.at - start.at)
        if element.depth == 0 and element.tag == PER_FRAME and element.vr == "SQ":
            start = element
    return b""
