"""Find the tiles and strips of a TIFF page that were never written, using its table of offsets."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.base.errors import SlideError
from model.slide.faults import unsupported
from model.slide.limits import COPY_REMEDY, damaged, incomplete

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

UNCOMPRESSED, YCBCR = 1, 6


def check_complete(path: Path, tiff: "TiffFile", page: "TiffPage", is_level: bool = False) -> int:
    """Raise SlideError if strips or tiles of the page lie beyond the end of the file; tifffile would show them black.

    Return the number of strips or tiles that were never written according to the file's own table. Such strips or tiles
    are allowed. All strips or tiles of a page may be missing only if `is_level` is true, which means that the page is a
    smaller copy of another page.
    """
    if int(page.imagedepth) > 1:
        remedy = "Export the slice that you need as 8-bit RGB (in ImageJ: Image > Duplicate, then save as TIFF)."
        raise unsupported(path, f"a volume of {page.imagedepth} slices, which is not supported", remedy)
    segments = math.prod(page.chunked)
    if min(len(page.dataoffsets), len(page.databytecounts)) < segments:
        raise damaged(path, "TIFF")
    offsets, counts = _table(page)
    if min(offsets.min(initial=0), counts.min(initial=0)) < 0:
        raise damaged(path, "TIFF")
    empty = (offsets == 0) | (counts == 0)
    if empty.all() and not is_level:
        message = f"{path.name} holds no picture: none of its {_pieces(segments, page)} was written."
        raise SlideError(path, message, f"{COPY_REMEDY} The program that made it may not have finished.")
    bits = int(page.imagewidth) * int(page.imagelength) * int(page.samplesperpixel) * int(page.bitspersample)
    plain = int(page.compression) == UNCOMPRESSED and int(page.photometric) != YCBCR
    short = plain and not page.is_tiled and not empty.any() and int(counts.sum()) * 8 < bits
    if short or bool((offsets + counts > tiff.filehandle.size)[~empty].any()):
        raise incomplete(path, "TIFF")
    return int(empty.sum())


def is_written(page: "TiffPage") -> np.ndarray:
    """Return which tiles or strips of `page` the file contains, bool [rows, cols].

    If the colours are in separate planes, a tile counts only if the file contains it in all planes.
    """
    offsets, counts = _table(page)
    if page.is_tiled:
        across, down = int(page.tilewidth), int(page.tilelength)
    else:
        across, down = int(page.imagewidth), int(page.rowsperstrip)
    shape = (-1, math.ceil(int(page.imagelength) / down), math.ceil(int(page.imagewidth) / across))
    written: np.ndarray = ((offsets != 0) & (counts != 0)).reshape(shape).all(axis=0)
    return written


def has_gaps_of_its_own(full: "TiffPage", level: "TiffPage", downsample: float) -> bool:
    """Return whether `level`, a smaller copy of `full`, lacks a tile where `full` has pixels.

    Such a level would show glass instead of tissue.
    """
    written = is_written(full)
    counted = np.zeros((written.shape[0] + 1, written.shape[1] + 1), np.int64)
    counted[1:, 1:] = written.cumsum(0).cumsum(1)
    piece = (int(full.tilewidth), int(full.tilelength)) if full.is_tiled else (full.imagewidth, int(full.rowsperstrip))
    for row, col in np.argwhere(~is_written(level)):
        # One px of the level at each edge is left out, because sizes are rounded.
        left, right = _span(int(col), int(level.tilewidth), downsample, piece[0], written.shape[1])
        top, bottom = _span(int(row), int(level.tilelength), downsample, piece[1], written.shape[0])
        if counted[bottom, right] - counted[top, right] - counted[bottom, left] + counted[top, left] > 0:
            return True
    return False


def gaps_note(empty: int, page: "TiffPage") -> str:
    """Return the note on `empty` tiles or strips of `page` that the file does not contain."""
    verb = "was never written and is" if empty == 1 else "were never written and are"
    return f"{_pieces(empty, page)} {verb} shown as glass"


def left_out_note(number: int, empty: int, page: "TiffPage") -> str:
    """Return the note on level `number`, which is left out.

    The level lacks `empty` tiles or strips at places where the full resolution has pixels.
    """
    return f"level {number} left out: the file lacks {_pieces(empty, page)} of it"


def _pieces(count: int, page: "TiffPage") -> str:
    word = "tile" if page.is_tiled else "strip"
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _span(number: int, side: int, downsample: float, piece: int, most: int) -> tuple[int, int]:
    """Return which pieces (tiles or strips) of the full page one piece of a smaller level covers along one axis.

    The result is (first, end); `end` is not covered.

    `number` is the number of the level's piece along this axis, and `side` is its length in px of the level. `piece` is
    the length in px of a piece of the full page, and `most` is the number of pieces of the full page along this axis.
    """
    first = math.floor((number * side + 1) * downsample / piece)
    last = math.ceil(((number + 1) * side - 1) * downsample / piece)
    return min(max(first, 0), most), min(max(last, 0), most)


def _table(page: "TiffPage") -> tuple[np.ndarray, np.ndarray]:
    """Return the offset and the length in bytes of each tile or strip of `page`.

    The file's tables may have more entries than the page has tiles or strips.
    """
    segments = math.prod(page.chunked)
    offsets = np.asarray(page.dataoffsets[:segments], dtype=np.int64)
    return offsets, np.asarray(page.databytecounts[:segments], dtype=np.int64)
