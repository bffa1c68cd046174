"""Read any area of levels that are cut into pieces (tiles, strips or bands), and cache decoded pieces.

The cache keeps the most recently used pieces. An analysis region is read in strips, and many strips need the same row
of pieces.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from model.base.geometry import SizeLevel
from model.slide.resample import bare_glass, block_means

KEPT_BYTES = 96_000_000
"""Maximum size in bytes of the cached pieces (decoded tiles, strips or bands) of a slide. The rows of tiles that an
analysis region touches fit into the cache.
"""


class Pieces(Protocol):
    """One level, cut into pieces (tiles, strips or bands) of the same size.

    Several threads call `decoded` at the same time.
    """

    width: int
    height: int
    piece: tuple[int, int]
    """Width and height in px of a piece (tile, strip or band)."""

    def decoded(self, col: int, row: int) -> np.ndarray:
        """Return the piece (tile, strip or band) in this column and row: uint8 [h, w, 3], RGB.

        It may extend beyond the edge of the level.
        """
        ...

    def reduced(self, col: int, row: int, by: int) -> np.ndarray | None:
        """Return the piece reduced by `by` while it is decoded: uint8 [h / by, w / by, 3], RGB.

        `by` is 2 or 4, and divides the sides of a piece. The pixels are for the display alone. Return None if the piece
        cannot be decoded at a reduced size.
        """
        ...


class PieceSource:
    """A source of levels that are cut into pieces (tiles, strips or bands).

    Downsamples ascend from level to level; `close` closes the file.
    """

    def __init__(
        self, levels: Sequence[tuple[Pieces, float]], close: Callable[[], None], keeps_bytes: int = KEPT_BYTES
    ) -> None:
        self._levels = [pieces for pieces, _ in levels]
        self._close, self._keeps_bytes = close, keeps_bytes
        self.level_sizes = tuple(SizeLevel(pieces.width, pieces.height) for pieces, _ in levels)
        self.downsamples = tuple(downsample for _, downsample in levels)
        self._kept: OrderedDict[tuple[int, int, int, int], np.ndarray] = OrderedDict()
        self._kept_bytes = 0
        self._keeping = threading.Lock()

    def pixels(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a level: uint8 [height, width, 3], RGB.

        All four numbers are whole px of that level. The area outside the level has the colour of glass.
        """
        return self._joined(level, 1, (x, y, width, height))

    def reduced(self, level: int, by: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        """Return the pixels of a rectangle of a reduced level (see `model.slide.reduced`)."""
        of = self._levels[level]
        if of.piece[0] % by == 0 and of.piece[1] % by == 0:
            return self._joined(level, by, (x, y, width, height))
        right, bottom = min((x + width) * by, of.width), min((y + height) * by, of.height)
        return block_means(self.pixels(level, x * by, y * by, right - x * by, bottom - y * by), by)

    def _joined(self, level: int, by: int, box: tuple[int, int, int, int]) -> np.ndarray:
        """Return the rectangle `box` of a level that is reduced by `by`; its numbers are px of the reduced level.

        The sides of the pieces must be multiples of `by`.
        """
        of, (x, y, width, height) = self._levels[level], box
        across, down = of.piece[0] // by, of.piece[1] // by
        result = bare_glass(width, height)
        right, bottom = min(x + width, -(-of.width // by)), min(y + height, -(-of.height // by))
        if right <= max(x, 0) or bottom <= max(y, 0):
            return result
        for row in range(max(y, 0) // down, (bottom - 1) // down + 1):
            for col in range(max(x, 0) // across, (right - 1) // across + 1):
                piece = self._piece(level, col, row, by)
                left, top = max(x, col * across), max(y, row * down)
                part = piece[top - row * down : bottom - row * down, left - col * across : right - col * across]
                result[top - y : top - y + part.shape[0], left - x : left - x + part.shape[1]] = part
        return result

    def close(self) -> None:
        self._kept.clear()
        self._close()

    def _piece(self, level: int, col: int, row: int, by: int) -> np.ndarray:
        key = (level, col, row, by)
        kept = self._cached(key)
        if kept is not None:
            return kept
        piece = self._decoded(key)
        with self._keeping:
            if key not in self._kept:
                self._kept[key] = piece
                self._kept_bytes += piece.nbytes
            while self._kept_bytes > self._keeps_bytes and len(self._kept) > 1:
                self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes
        return piece

    def _decoded(self, key: tuple[int, int, int, int]) -> np.ndarray:
        level, col, row, by = key
        of = self._levels[level]
        if by == 1:
            return of.decoded(col, row)
        whole = self._cached((level, col, row, 1))
        piece = of.reduced(col, row, by) if whole is None else None
        if piece is not None:
            return piece
        whole = of.decoded(col, row) if whole is None else whole
        across, down = of.piece
        return block_means(whole[: of.height - row * down, : of.width - col * across], by)

    def _cached(self, key: tuple[int, int, int, int]) -> np.ndarray | None:
        with self._keeping:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept
