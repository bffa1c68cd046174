"""Thumbnails of image files: paths on the screen come in, pictures read in the background go out one by one."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmap

from app.actions.handlers import to_image
from app.ui.crash import log
from app.ui.jobs import Job, JobRunner
from app.viewer.tasks import Tasks

SIDE_PX = 112
"""Read at twice the size they are drawn at, for dense screens."""
KEPT = 500
"""Pictures of about 40 KB each: 20 MB at most."""
_NOT_MADE = "not made"
"""Of a picture that would have to be decoded in full for it; it comes once the image was opened."""


class Thumbnails(QObject):
    """Reads one picture at a time on a thread of its own, the most recently wished first."""

    arrived = Signal(object)
    """The path whose picture, or whose failure, is known now."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._runner = JobRunner("thumbnails", gives_way=True)
        self._runner.freed.connect(self._next)
        self._pictures: dict[Path, QPixmap | str | None] = {}
        """None of a file that cannot be opened."""
        self._wished: tuple[Path, ...] = ()
        self._held = False

    def picture(self, path: Path) -> QPixmap | None:
        """The picture, None where it is not there (yet)."""
        known = self._pictures.get(path)
        return known if isinstance(known, QPixmap) else None

    def failed(self, path: Path) -> bool:
        """Whether the file turned out to be no image that can be opened."""
        return path in self._pictures and self._pictures[path] is None

    def wish(self, paths: tuple[Path, ...]) -> None:
        """These are on the screen now; what was wished before and is not among them is forgotten."""
        self._wished = paths
        self._next()

    def hold(self, held: bool) -> None:
        """Read nothing while the network works: both would need the same processors."""
        self._held = held
        self._next()

    def shutdown(self) -> None:
        self._wished = ()
        self._runner.shutdown()

    def _next(self) -> None:
        waiting = [path for path in self._wished if path not in self._pictures]
        if not waiting or self._held or self._runner.is_busy:
            return
        path = waiting[0]
        job = Job(self._tasks.thumbnail(path, SIDE_PX))
        job.succeeded.connect(lambda pixels: self._keep(path, pixels))
        job.failed.connect(lambda error: self._fail(path, error))
        self._runner.start(job)

    def give(self, path: Path, pixels: np.ndarray) -> None:
        """A picture of `path` that is known from elsewhere: uint8 [h, w, 3], RGB, as large as it may be."""
        bare = pixels.min() == pixels.max()  # a stand-in: the slide was too large for an overview
        if self.picture(path) is None and not bare:
            self._keep(path, pixels)

    def _keep(self, path: Path, pixels: np.ndarray | None) -> None:
        while len(self._pictures) >= KEPT:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[path] = _NOT_MADE if pixels is None else _pixmap(pixels)
        self.arrived.emit(path)

    def _fail(self, path: Path, error: BaseException) -> None:
        log.info("no thumbnail of %s: %s", path, error)
        self._pictures[path] = None
        self.arrived.emit(path)


def _pixmap(pixels: np.ndarray) -> QPixmap:
    image = to_image(pixels)
    if max(image.width(), image.height()) > SIDE_PX:
        size = image.size().scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.KeepAspectRatio)
        image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(image)
