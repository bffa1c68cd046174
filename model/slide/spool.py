"""A large picture that can only be decoded in full: its pixels go to the disk tile by tile, and are read from there.

The file lies in the cache folder without a name where the system allows that, and is gone with the slide, however the
program ends: no copy of a patient's picture stays behind.
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
from model.base.places import cache_folder
from model.slide.pieces import PieceSource

TILE_PX = 512
KEPT_BYTES = 32_000_000
"""A row of tiles of the widest picture: the system keeps the file in memory by itself, as long as nobody needs that."""
ROOM = 2
"""Times the picture's bytes must be free on the disk: a cache is not to fill it."""

Crop = Callable[[tuple[int, int, int, int]], np.ndarray]
"""A box (left, top, right, bottom) of the picture -> uint8 [h, w, 3], RGB."""


def spooled(path: Path, crop: Crop, width: int, height: int) -> PieceSource:
    """Store the picture of the file `path`, which `crop` gives box by box, `width` x `height` px, on the disk.

    OSError where there is not enough space.
    """
    folder = cache_folder()
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
    """The tiles in the file, row by row; those at the right and bottom edge are as large as the others."""

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
        except (OSError, ValueError) as error:  # ValueError: fewer bytes than were written
            message = f"The pixels of {self._path.name} cannot be read back from the cache folder."
            raise SlideError(self._path, message, "Check the disk it lies on, then open the image again.") from error
