"""Read small pictures for the visible rows of a list, one after the other, on a thread of its own."""

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage, QPixmap

from app.ui.jobs import JobRunner


class PictureRequests(QObject):
    """Requests of pictures by key. A new request replaces the previous one. Subclasses read and keep the pictures."""

    def __init__(self, thread: str) -> None:
        """Prepare a thread with the name `thread`. It starts with the first request."""
        super().__init__()
        self._runner = JobRunner(thread, gives_way=True)
        self._runner.freed.connect(self._next)
        self._pictures: dict[Any, Any] = {}
        """What was read, by key, the oldest first; what stands for no picture is the choice of the subclass."""
        self._requested: tuple[Any, ...] = ()
        self._paused = False

    def request(self, keys: tuple[Any, ...]) -> None:
        """Request the pictures of the visible rows. Drop earlier requests for other rows."""
        self._requested = keys
        self._next()

    def pause(self, paused: bool) -> None:
        """Pause or resume reading. Reading pauses while the network runs, because both use the same processors."""
        if paused != self._paused:
            self._paused = paused
            self._next()

    def shutdown(self) -> None:
        """Drop all requests, and end the thread."""
        self._requested = ()
        self._runner.shutdown()

    def _next(self) -> None:
        waiting = [key for key in self._requested if key not in self._pictures]
        if waiting and not self._paused and not self._runner.is_busy:
            self._read(waiting)

    @abstractmethod
    def _read(self, waiting: list[Any]) -> None:
        """Start reading the first of the requested pictures that were not read yet."""


def small_pixmap(image: QImage, side: int) -> QPixmap:
    """Return `image` with at most `side` px on its longer side."""
    if max(image.width(), image.height()) > side:
        size = image.size().scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        image = image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(image)
