"""Read a page of an open TIFF by tiles, strips or bands, without decoding the whole page."""

import math
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.base.errors import SlideError
from model.slide.colour_space import Colours
from model.slide.faults import contradiction, fault, is_unsupported
from model.slide.limits import DAMAGE
from model.slide.resample import bare_glass
from model.slide.tiff_codecs import Decoded, declared_space, decode_piece, piece_colours
from model.slide.tiff_reduced import reduced_jpeg
from model.slide.tiff_samples import segment_to_rgb, unread_compression
from model.slide.tiff_sparse import is_written

if TYPE_CHECKING:
    from tifffile import TiffFile, TiffPage

MAX_SEGMENT_BYTES = 64_000_000
"""Maximum decoded size in bytes of one tile or strip. A page with larger tiles or strips is not read tile by tile."""

BAND_BYTES = 1_000_000
"""Approximate size in bytes of the bands in which uncompressed, contiguous samples are read. The bands need not match
the strips of the file."""

WORKERS = 4
"""Number of threads that decode a whole page. More threads gain little, because they share the memory."""


class PagePieces:
    """One page, cut into the tiles or strips of the file, or into bands of rows.

    Bands are used if the samples are uncompressed and contiguous.
    """

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
        self._written = is_written(page)
        # If a strip was never written, the strips are not contiguous.
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
        """Return the size in bytes of a decoded tile, strip or band, as samples or as RGB, whichever is larger."""
        return self.piece[0] * self.piece[1] * max(self._samples * self._item.itemsize, 3)

    def decoded(self, col: int, row: int, notes: list[str] | None = None) -> np.ndarray:
        """Return the piece (tile, strip or band) in this column and row: uint8 [h, w, 3], RGB.

        Pieces at the page's edge are smaller.

        Notes on conversions of the samples are added to `notes`.
        """
        width = min(self.piece[0], self.width - col * self.piece[0])
        height = min(self.piece[1], self.height - row * self.piece[1])
        if not self.bare and not self._written[row, col]:
            return bare_glass(width, height)
        try:
            parts = [self._plane(plane, col, row, height) for plane in range(self._planes)]
            planes = [part.samples for part in parts]
            samples = np.concatenate(planes, axis=2) if len(planes) > 1 else planes[0]
            if samples.shape[0] < height or samples.shape[1] < width:
                raise ValueError("a tile or strip is smaller than declared")
            notes = [] if notes is None else notes
            if samples.dtype.itemsize != self._item.itemsize:
                depths = f"a tile or strip holds {samples.dtype.name} samples, but it declares {self._item.name}"
                raise contradiction(self._path, depths)
            part, used = samples[:height, :width], self._used_bits or parts[0].used_bits
            return segment_to_rgb(self._path, self._page, part, notes, used, parts[0].ycbcr)
        except DAMAGE as error:
            raise self._fault(error) from error

    def reduced(self, col: int, row: int, by: int) -> np.ndarray | None:
        """Return the piece in this column and row, decoded at a reduced size (see `Pieces.reduced`)."""
        if self.bare or self._planes > 1 or not self._written[row, col]:
            return None
        right, bottom = (col + 1) * self.piece[0], (row + 1) * self.piece[1]
        if right > self.width or bottom > self.height:
            return None  # the blocks at the edge also hold padding, which must not mix with the picture
        try:
            return reduced_jpeg(self._path, self._page, self._segment(row * self._cols + col), self.piece, by)
        except DAMAGE:
            return None  # `decoded` reports the damage, or decodes what is left

    def first_written(self) -> tuple[int, int]:
        """Return column and row of the first tile, strip or band that the file contains."""
        row, col = (0, 0) if self.bare else np.argwhere(self._written)[0]
        return int(col), int(row)

    def whole(self, notes: list[str]) -> np.ndarray:
        """Return the whole page: uint8 [h, w, 3], RGB. Notes on conversions of the samples are added to `notes`."""
        pixels = np.empty((self.height, self.width, 3), np.uint8)
        noted = self.first_written()

        def decode(row: int) -> None:
            for col in range(self._cols):
                part = self.decoded(col, row, notes if (col, row) == noted else None)
                top, left = row * self.piece[1], col * self.piece[0]
                pixels[top : top + part.shape[0], left : left + part.shape[1]] = part

        with ThreadPoolExecutor(WORKERS, "decoding") as pool:
            list(pool.map(decode, range(self._rows)))
        return pixels

    def colours(self) -> Colours | None:
        """Return the colour space of the samples, judged by the first tile or strip in the file.

        Return None if the page does not have three colours.
        """
        if declared_space(self._page) is None:
            return None
        col, row = self.first_written()
        try:
            return piece_colours(self._page, b"" if self.bare else self._segment(row * self._cols + col))
        except DAMAGE as error:
            raise self._fault(error) from error

    def _plane(self, plane: int, col: int, row: int, height: int) -> Decoded:
        """Return the samples [h, w, s] of one piece (tile, strip or band) of a plane, as stored."""
        if self.bare:
            first = plane * self.height + row * self.piece[1]
            data = self._bytes(int(self._page.dataoffsets[0]) + first * self._row_bytes, height * self._row_bytes)
            stored = np.frombuffer(data, self._item.newbyteorder(self._page.parent.byteorder))
            return Decoded(stored.astype(self._item, copy=False).reshape(height, self.width, -1))
        index = (plane * self._rows + row) * self._cols + col
        return decode_piece(self._path, self._page, self._segment(index), index, self.piece)

    def _segment(self, index: int) -> bytes:
        return self._bytes(int(self._page.dataoffsets[index]), int(self._page.databytecounts[index]))

    def _fault(self, error: BaseException) -> SlideError:
        if is_unsupported(error):
            return unread_compression(self._path, self._page)
        return fault(self._path, "TIFF", error)

    def _bytes(self, offset: int, count: int) -> bytes:
        with self._reading:
            self._file.seek(offset)
            data: bytes = self._file.read(count)
        if len(data) < count:
            raise EOFError("the file ends in the middle of a tile or strip")
        return data
