"""Small pictures of a study's spots, read in the background, one file at a time, for the visible rows only."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap

from app.study.tasks import core_pictures
from app.ui.crash import log
from app.ui.picture_requests import PictureRequests, small_pixmap
from app.viewer.canvas.tile_reading import to_qimage
from app.viewer.network_tasks import Tasks
from model.base.geometry import RegionL0
from model.base.private_trace import private_line
from model.slide.registry import kind_for_log
from model.study.case_table import CasePicture

if TYPE_CHECKING:
    import numpy as np

SIDE_PX, RATIO = 88, 2.0
"""Longer side of a picture in px, and how many of them are one px of the screen, so that dense screens are sharp."""
MOST_PICTURES = 1000
"""Maximum number of pictures in memory. Each takes about 30 KB, so all together take at most 30 MB."""


class SpotPictures(PictureRequests):
    """Reads the pictures of one file at a time on a thread of its own. A new request replaces the previous one."""

    arrived = Signal()
    """Emitted when pictures were read, or could not be read."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__("case-pictures")
        self._tasks = tasks
        self._pictures: dict[CasePicture, QPixmap | None] = {}
        """The pictures that were read; None for one that could not be read."""

    def picture(self, key: CasePicture | None) -> QPixmap | None:
        """Return the picture of a spot; None if it does not exist or was not read yet."""
        return self._pictures.get(key) if key is not None else None

    def _read(self, waiting: list[CasePicture]) -> None:
        first = waiting[0]
        if first.region is None:
            task = self._tasks.thumbnail(first.path, SIDE_PX)
            self._runner.run(
                task, lambda pixels: self._keep({first: pixels}), lambda error: self._fail((first,), error)
            )
            return
        # A slide with many cores is opened once for all of them that are visible.
        cores = {key.region: key for key in waiting if key.path == first.path and key.region is not None}

        def read(found: "Mapping[RegionL0, np.ndarray]") -> None:
            self._keep({key: found.get(region) for region, key in cores.items()})

        self._runner.run(
            core_pictures(first.path, tuple(cores), SIDE_PX), read, lambda error: self._fail((*cores.values(),), error)
        )

    def _keep(self, found: "Mapping[CasePicture, np.ndarray | None]") -> None:
        while self._pictures and len(self._pictures) + len(found) > MOST_PICTURES:
            del self._pictures[next(iter(self._pictures))]
        self._pictures |= {key: None if pixels is None else _pixmap(pixels) for key, pixels in found.items()}
        self.arrived.emit()

    def _fail(self, keys: tuple[CasePicture, ...], error: BaseException) -> None:
        log.info("no picture of a spot in a file %s: %s", kind_for_log(keys[0].path), private_line(error))
        self._keep(dict.fromkeys(keys))


def _pixmap(pixels: "np.ndarray") -> QPixmap:
    result = small_pixmap(to_qimage(pixels), SIDE_PX)
    result.setDevicePixelRatio(RATIO)
    return result
