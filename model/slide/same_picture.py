"""Return the pages of a TIFF that are levels of the slide. Compare their pictures to recognise other pages.

Each level is compared with the next finer level in a few small squares, which are as far apart as possible. The
comparison detects pages that show another slide, section or place, that are mirrored or inverted, or that have other
colours. It does not detect a page that differs only in a small area.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from model.base.errors import SlideError
from model.slide.pieces import PieceSource
from model.slide.tiff_segments import PagePieces

if TYPE_CHECKING:
    from tifffile import TiffPage

PATCH = (48, 64)
"""Minimum and maximum side of a compared square, in px of the coarser level. 64 x 64 px need one or a few tiles."""
ENOUGH = 2
"""Number of squares that are compared in two levels. Squares without structure (see `FLAT`) do not count. In
measurements, more squares did not change the result."""
FAR_APART = 8.0
"""Minimum size ratio of two levels for which only one square is compared.

With such a ratio, each square needs many tiles of the finer level."""
SLOW = (33003, 33005, 34712, 50002, 52546)
"""TIFF compression tags (JPEG 2000, JPEG XL) for which only one square is compared. Decoding one of their tiles takes
about 6 ms, thirty times as long as for JPEG."""
FLAT = 6.0
"""Standard deviation in grey levels below which a square has no structure. Such a square shows only glass or black with
noise."""
LEAST_CORRELATION = 0.6
"""Minimum mean correlation of the squares of two levels that show the same picture.

It was measured on two real slides. Copies 2 to 16 times smaller, averaged or with omitted pixels, in JPEG of quality 30
and 95, had at least 0.72. Mirrored, turned or shifted copies had at most 0.49."""
COLOUR_TOLERANCE = 40.0
"""Maximum difference in grey levels between the mean colours of a square in two levels."""

Box = tuple[int, int, int, int]
"""Left edge, top edge, width and height of a rectangle, in px."""


@dataclass(frozen=True)
class Level:
    """A page that may be a level of the slide, and the reader of its tiles or strips."""

    page: "TiffPage"
    pieces: PagePieces
    downsample: float


def same_picture(levels: Sequence[Level], notes: list[str]) -> list[Level]:
    """Return the first of `levels`, which is the slide itself, and the later levels that show the same picture.

    A note is added to `notes` for each level that is left out.
    """
    if len(levels) < 2:
        return list(levels)
    # All levels are compared at the same positions, so the next comparison often reuses a tile that was decoded before.
    source = PieceSource([(level.pieces, level.downsample) for level in levels], close=lambda: None)
    places = [(x * levels[1].downsample, y * levels[1].downsample) for x, y in _places(levels[1])]
    kept = [0]
    for number, level in enumerate(levels[1:], 1):
        reason = _difference(source, _Pair(levels, kept[-1], number), places)
        if reason is None:
            kept.append(number)
        else:
            size = f"{level.pieces.width} x {level.pieces.height} px"
            notes.append(f"a page of {size} was left out: its size fits a smaller copy, but {reason}")
    return [levels[number] for number in kept]


@dataclass(frozen=True)
class _Pair:
    """Two levels to compare, by number. `ratio` states how many times smaller the second level is."""

    levels: Sequence[Level]
    finer: int
    coarser: int

    @property
    def ratio(self) -> float:
        return self.levels[self.coarser].downsample / self.levels[self.finer].downsample

    @property
    def is_slow(self) -> bool:
        return self.ratio > FAR_APART or int(self.levels[0].page.compression) in SLOW


def _difference(source: PieceSource, pair: _Pair, places: list[tuple[float, float]]) -> str | None:
    """Return why the second level of the pair is not a copy of the first, or None if it is a copy.

    `places` are the centres of squares in level-0 px.
    """
    wanted = 1 if pair.is_slow else ENOUGH
    downsample = pair.levels[pair.coarser].downsample
    found: list[float] = []
    failed = 0
    for x, y in places:
        try:
            likeness = _likeness(source, pair, (x / downsample, y / downsample))
        except SlideError:
            failed += 1
            continue
        if likeness is not None:
            found.append(likeness)
        if len(found) == wanted:
            break
    if failed == len(places):
        return "it cannot be decoded"
    if found and sum(found) / len(found) < LEAST_CORRELATION:
        return "it shows something else"
    return None


def _places(level: Level) -> list[tuple[float, float]]:
    """Return the centres of squares to compare, in px of the level.

    The first are the most detailed tiles of each quarter of the level. The tile with the most bytes counts as the most
    detailed. The middle of the level and the middles of its quarters follow. If the tiles cannot be compared by their
    bytes, return only these middles.
    """
    width, height = level.pieces.width, level.pieces.height
    middles = [(width * x / 4, height * y / 4) for x, y in ((2, 2), (1, 1), (3, 3), (3, 1), (1, 3))]
    across, down = level.pieces.piece
    cols, rows = math.ceil(width / across), math.ceil(height / down)
    counts = np.asarray(level.page.databytecounts, dtype=np.int64)[: cols * rows]
    if len(counts) < cols * rows or counts.min() == counts.max():
        return middles
    table = counts.reshape(rows, cols)
    best: list[tuple[int, int, int]] = []
    for part_rows in _halves(rows):
        for part_cols in _halves(cols):
            part = table[part_rows, part_cols]
            row, col = np.unravel_index(int(part.argmax()), part.shape)
            best.append((int(part.max()), int(row) + part_rows.start, int(col) + part_cols.start))
    centres = [
        ((col * across + min((col + 1) * across, width)) / 2, (row * down + min((row + 1) * down, height)) / 2)
        for _, row, col in sorted(best, reverse=True)
    ]
    return [*centres, *middles]


def _halves(count: int) -> list[slice]:
    return [slice(0, count)] if count < 2 else [slice(0, count // 2), slice(count // 2, count)]


def _likeness(source: PieceSource, pair: _Pair, centre: tuple[float, float]) -> float | None:
    """Return the correlation of a square around `centre` in both levels, -1 to 1.

    Return None if the square is almost uniform in both levels (see `FLAT`), and -1 if its mean colours differ too much.
    """
    size, ratio, piece = source.level_sizes[pair.coarser], pair.ratio, pair.levels[pair.finer].pieces.piece
    left, width = _inside(centre[0], piece[0] / ratio, size.width)
    top, height = _inside(centre[1], piece[1] / ratio, size.height)
    coarse = source.pixels(pair.coarser, left, top, width, height).astype(np.float64)
    edges = [left * ratio, top * ratio, (left + width) * ratio, (top + height) * ratio]
    x, y = math.floor(edges[0]), math.floor(edges[1])
    fine = source.pixels(pair.finer, x, y, math.ceil(edges[2]) - x, math.ceil(edges[3]) - y)
    ways = _shrunk(fine, (width, height), (edges[0] - x, edges[1] - y, edges[2] - x, edges[3] - y), ratio)
    if float(np.abs(ways[0].mean((0, 1)) - coarse.mean((0, 1))).max()) > COLOUR_TOLERANCE:
        return -1.0
    spreads = [float(np.sqrt(square.var((0, 1)).mean())) for square in (coarse, ways[0])]
    if max(spreads) < FLAT:
        return None
    blurred = _correlation(_blurred(coarse), _blurred(ways[0]))
    return max(blurred, *(_correlation(coarse, way) for way in ways))


def _inside(centre: float, piece: float, length: int) -> tuple[int, int]:
    """Return the start and length of a span of whole px around `centre`, along one axis.

    If possible, the span is inside one piece (tile, strip or band) of the finer level. `piece` is the length of such a
    piece, and `length` is the length of the coarser level. Both are in px of the coarser level.
    """
    pieces = max(1, math.ceil(PATCH[0] / piece))
    first = math.floor(centre / piece) - (pieces - 1) // 2
    start = max(0, math.ceil(first * piece))
    end = min(length, math.floor((first + pieces) * piece))
    if end - start < min(PATCH[0], length):
        start, end = max(0, length - PATCH[0]), length
    if end - start > PATCH[1]:
        start = min(max(start, round(centre) - PATCH[1] // 2), end - PATCH[1])
        end = start + PATCH[1]
    return start, end - start


def _shrunk(
    fine: np.ndarray, size: tuple[int, int], box: tuple[float, float, float, float], ratio: float
) -> list[np.ndarray]:
    """Return `box` of `fine` shrunk to `size` in three ways.

    Programs shrink pictures by averaging blocks, by taking the middle pixel of each block, or by taking its first
    pixel.
    """
    image = Image.fromarray(fine)
    middle = ratio / 2 - 0.5
    first = (max(box[0] - middle, 0.0), max(box[1] - middle, 0.0), box[2] - middle, box[3] - middle)
    return [
        np.asarray(image.resize(size, Image.Resampling.BOX, box)).astype(np.float64),
        np.asarray(image.resize(size, Image.Resampling.NEAREST, box)).astype(np.float64),
        np.asarray(image.resize(size, Image.Resampling.NEAREST, first)).astype(np.float64),
    ]


def _blurred(square: np.ndarray) -> np.ndarray:
    """Return `square` averaged over 2 x 2 px.

    This reduces the effect of levels that are shifted by half a pixel, and the noise of levels made by omitting pixels.
    """
    height, width = (length // 2 for length in square.shape[:2])
    return square[: 2 * height, : 2 * width].reshape(height, 2, width, 2, 3).mean(axis=(1, 3))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Return the correlation of two squares [h, w, 3], or 0 if one of them is flat.

    The mean of each colour is subtracted first.
    """
    one, other = one - one.mean((0, 1)), other - other.mean((0, 1))
    norm = math.sqrt(float((one * one).sum()) * float((other * other).sum()))
    return float((one * other).sum()) / norm if norm else 0.0
