"""Thumbnails of image files, read in the background one at a time."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap

from app.actions.handlers import to_image
from app.ui.crash import log
from app.ui.picture_requests import PictureRequests, small_pixmap
from app.viewer.network_tasks import Tasks
from model.base.private_trace import private_line
from model.slide.registry import kind_for_log

SIDE_PX = 112
"""Longer side of a thumbnail in px. It is twice the drawn size, for screens with two device px per screen px."""
MOST_PICTURES = 500
"""Maximum number of thumbnails in memory. Each takes about 40 KB, so all together take at most 20 MB."""
_NOT_MADE = "not made"
"""Marks an image without a thumbnail, because reading the image takes too long. Opening the image creates one."""


class Thumbnails(PictureRequests):
    """Reads one thumbnail at a time on a thread of its own. A new request replaces the previous one."""

    arrived = Signal(object)
    """Path of an image whose thumbnail was read or could not be read."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("thumbnails")
        self._tasks = tasks
        self._pictures: dict[Path, QPixmap | str | None] = {}
        """The thumbnails by path: None for a file that cannot be opened, `_NOT_MADE` for one without a thumbnail."""

    def picture(self, path: Path) -> QPixmap | None:
        """Return the thumbnail of `path`; None if it does not exist or was not read yet."""
        known = self._pictures.get(path)
        return known if isinstance(known, QPixmap) else None

    def failed(self, path: Path) -> bool:
        """Return whether the file could not be opened as an image."""
        return path in self._pictures and self._pictures[path] is None

    def _read(self, waiting: list[Path]) -> None:
        path = waiting[0]
        # This is not a `LatestJob`, because the thumbnail is kept even if its row is not visible any more.
        task = self._tasks.thumbnail(path, SIDE_PX)
        self._runner.run(task, lambda pixels: self._keep(path, pixels), lambda error: self._fail(path, error))

    def give(self, path: Path, pixels: np.ndarray) -> None:
        """Use `pixels` (uint8 [h, w, 3], RGB, any size) as the thumbnail of `path`, unless there is one already."""
        bare = pixels.min() == pixels.max()  # `pixels` has one colour only if the slide was too large for an overview
        if self.picture(path) is None and not bare:
            self._keep(path, pixels)

    def _keep(self, path: Path, pixels: np.ndarray | None) -> None:
        while len(self._pictures) >= MOST_PICTURES:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[path] = _NOT_MADE if pixels is None else _pixmap(pixels)
        self.arrived.emit(path)

    def _fail(self, path: Path, error: BaseException) -> None:
        log.info("no thumbnail of a file %s: %s", kind_for_log(path), private_line(error))
        self._pictures[path] = None
        self.arrived.emit(path)


def _pixmap(pixels: np.ndarray) -> QPixmap:
    return small_pixmap(to_image(pixels), SIDE_PX)
