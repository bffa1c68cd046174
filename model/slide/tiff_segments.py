"""A TIFF read piece by piece: a page of an open file comes in, its tiles, strips or bands go out; never all of it."""

import math
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.slide.base import GLASS
from model.slide.limits import DAMAGE, damaged
from model.slide.tiff_samples import segment_to_rgb

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

MAX_SEGMENT_BYTES = 64_000_000
"""Decoded bytes of one tile or strip. A page cut into larger pieces is not worth reading by the piece."""

BAND_BYTES = 1_000_000
"""Where the samples lie uncompressed in a row, they are read in bands of about so many bytes, however they were cut."""


class PagePieces:
    """One page, cut as the file cuts it (tiles, strips), or in bands of rows where its samples lie bare in the file."""

    def __init__(
        self, path: Path, tiff: "TiffFile", page: "TiffPage", reading: threading.Lock, used_bits: int | None = None
    ) -> None:
        self._used_bits = used_bits
        self._path, self._page, self._file, self._reading = path, page, tiff.filehandle, reading
        self.width, self.height = int(page.imagewidth), int(page.imagelength)
        self._samples = int(page.samplesperpixel)
        self._planes = self._samples if int(page.planarconfig) == 2 else 1
        self._item = np.dtype(page.dtype) if page.dtype is not None else np.dtype(np.uint8)
        self._row_bytes = self.width * (self._samples // self._planes) * self._item.itemsize
        self.bare = page.is_contiguous and not page.is_tiled and int(page.fillorder) == 1 and int(page.predictor) == 1
        if self.bare:
            self.piece = (self.width, min(self.height, max(1, BAND_BYTES // self._row_bytes)))
        elif page.is_tiled:
            self.piece = (int(page.tilewidth), int(page.tilelength))
        else:
            self.piece = (self.width, min(int(page.rowsperstrip), self.height))
        self._cols = math.ceil(self.width / self.piece[0])
        self._rows = math.ceil(self.height / self.piece[1])

    @property
    def piece_bytes(self) -> int:
        """Of one decoded piece, as samples or as RGB, whichever is more."""
        return self.piece[0] * self.piece[1] * max(self._samples * self._item.itemsize, 3)

    def decoded(self, col: int, row: int, notes: list[str] | None = None) -> np.ndarray:
        """The piece in this column and row: uint8 [h, w, 3], RGB, cut off at the page's edge.

        `notes` gets what was done to the samples.
        """
        width = min(self.piece[0], self.width - col * self.piece[0])
        height = min(self.piece[1], self.height - row * self.piece[1])
        try:
            parts = [self._plane(plane, col, row, height) for plane in range(self._planes)]
            present = [part for part in parts if part is not None]
            if len(present) < len(parts):
                return np.full((height, width, 3), GLASS, np.uint8)
            samples = np.concatenate(present, axis=2) if len(present) > 1 else present[0]
            if samples.shape[0] < height or samples.shape[1] < width:
                raise ValueError("a piece is smaller than declared")
            notes = [] if notes is None else notes
            return segment_to_rgb(self._path, self._page, samples[:height, :width], notes, self._used_bits)
        except DAMAGE as error:
            raise damaged(self._path, "TIFF") from error

    def _plane(self, plane: int, col: int, row: int, height: int) -> np.ndarray | None:
        """Samples [h, w, s] as stored; None where the file holds no bytes for them."""
        if self.bare:
            first = plane * self.height + row * self.piece[1]
            data = self._bytes(int(self._page.dataoffsets[0]) + first * self._row_bytes, height * self._row_bytes)
            stored = np.frombuffer(data, self._item.newbyteorder(self._page.parent.byteorder))
            return stored.astype(self._item, copy=False).reshape(height, self.width, -1)
        index = (plane * self._rows + row) * self._cols + col
        count = int(self._page.databytecounts[index])
        if count == 0:
            return None
        data = self._bytes(int(self._page.dataoffsets[index]), count)
        tables, header = self._page.jpegtables, self._page.jpegheader
        samples = self._page.decode(data, index, jpegtables=tables, jpegheader=header)[0]
        return None if samples is None else samples[0]

    def _bytes(self, offset: int, count: int) -> bytes:
        with self._reading:
            self._file.seek(offset)
            data: bytes = self._file.read(count)
        if len(data) < count:
            raise EOFError("the file ends before the piece does")
        return data
