"""Store a large picture in tiles on the disk and read it from there.

This is needed for formats that can only be decoded completely. Where the system allows it, the file has no name in the
cache folder. It disappears when the slide is closed, and even when the program crashes, so that no copy of a patient's
picture remains.
"""

import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import numpy as np

from model.base.errors import SlideError
from model.base.places import spool_folder
from model.slide.pieces import PieceSource

TILE_PX = 512
KEPT_BYTES = 32_000_000
"""Maximum size in bytes of the cached tiles: a row of tiles of the widest picture. The operating system also keeps the
file in memory while memory is free."""
ROOM = 2
"""Free disk space that is required, as a multiple of the picture's bytes. The picture must not fill the disk."""

Crop = Callable[[tuple[int, int, int, int]], np.ndarray]
"""Function that returns the pixels of a box (left, top, right, bottom) of the picture: uint8 [h, w, 3], RGB."""


def spooled(path: Path, crop: Crop, width: int, height: int) -> PieceSource:
    """Store a picture of `width` x `height` px on the disk. `crop` returns the pixels of a box.

    `path` is the file of the picture, for messages. Raise OSError if the disk has not enough space.
    """
    folder = spool_folder()
    folder.mkdir(parents=True, exist_ok=True)
    cols, rows = -(-width // TILE_PX), -(-height // TILE_PX)
    needed = cols * rows * TILE_PX * TILE_PX * 3
    if shutil.disk_usage(folder).free < ROOM * needed:
        raise OSError(f"{folder} has no free space for a picture of {needed >> 20} MB")
    with ExitStack() as closing:
        file = closing.enter_context(tempfile.TemporaryFile(dir=folder))
        tile = np.zeros((TILE_PX, TILE_PX, 3), np.uint8)
        for row in range(rows):
            for col in range(cols):
                left, top = col * TILE_PX, row * TILE_PX
                part = crop((left, top, min(left + TILE_PX, width), min(top + TILE_PX, height)))
                tile[: part.shape[0], : part.shape[1]] = part
                file.write(tile.data)
        file.flush()
        closing.pop_all()
    return PieceSource([(_Tiles(path, file, width, height), 1.0)], file.close, KEPT_BYTES)


class _Tiles:
    """The tiles of a picture, stored row by row in a file on the disk.

    Tiles at the right and bottom edges are padded to full size.
    """

    def __init__(self, path: Path, file: IO[bytes], width: int, height: int) -> None:
        self._path = path
        self.width, self.height = width, height
        self.piece = (TILE_PX, TILE_PX)
        self._file, self._cols = file, -(-width // TILE_PX)
        self._reading = threading.Lock()

    def decoded(self, col: int, row: int) -> np.ndarray:
        tile = TILE_PX * TILE_PX * 3
        try:
            with self._reading:
                self._file.seek((row * self._cols + col) * tile)
                data = self._file.read(tile)
            return np.frombuffer(data, np.uint8).reshape(TILE_PX, TILE_PX, 3)
        except (OSError, ValueError) as error:  # ValueError: the file has fewer bytes than were written
            message = f"The pixels of {self._path.name} cannot be read back from the cache folder."
            remedy = "Check the disk with the cache folder, then open the image again."
            raise SlideError(self._path, message, remedy) from error

    def reduced(self, col: int, row: int, by: int) -> np.ndarray | None:
        """Return None, because the pixels in the file are not compressed."""
        return None
