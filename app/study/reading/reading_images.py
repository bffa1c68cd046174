"""Open the image of the current case of a blinded read.

The image of the next case is opened in advance.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.language.text import tr
from app.session.values import OpenedImage
from app.ui.jobs import Job, JobRunner
from app.ui.messages import log_error
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Opened
from model.base.errors import StudyError
from model.study.reading_state import CaseImage


class ReadingImages(QObject):
    """Holds at most two slides: the slide on the screen and the next one."""

    opened = Signal(object)
    """Emits (OpenedImage, CaseImage) of the case that was requested last."""
    failed = Signal(object)
    """Emits the exception of a case whose image could not be opened."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._runner = JobRunner("reading")
        self._shown: OpenedImage | None = None
        self._shown_case: CaseImage | None = None
        self._requested: CaseImage | None = None
        self._ready: dict[Path, OpenedImage] = {}
        self._opening: dict[Path, Job] = {}

    def show(self, case: CaseImage, following: CaseImage | None) -> None:
        """Show the image of `case`, immediately if it is already open. Then open the image of the case `following`."""
        self._requested = case
        keep = {case.path, following.path if following else case.path}
        for path in set(self._ready) - keep:
            self._ready.pop(path).slide.close()
        for path in set(self._opening) - keep:
            self._opening[path].cancel()
        if self._shown is not None and _path(self._shown) == case.path and self._shown_case != case:
            # The case is another core of the same slide.
            self._ready.setdefault(case.path, self._shown)
        if case.path in self._ready:
            self._show_ready(case)
        else:
            self._open(case)
        if following is not None and following.path not in self._ready:
            self._open(following)

    def blank(self) -> None:
        """Forget which case is on the screen, because the canvas was cleared.

        The next case that is requested is then shown, even if it is the same case.
        """
        self._shown_case = None

    def drop(self) -> None:
        """Close all images. The caller must make sure that the canvas no longer uses them."""
        self._requested = None
        for image in self._ready.values():
            image.slide.close()
        self._ready = {}
        if self._shown is not None:
            self._shown.slide.close()
            self._shown = self._shown_case = None

    def shutdown(self) -> None:
        self._requested = None
        self._runner.shutdown()
        self.drop()

    def _open(self, case: CaseImage) -> None:
        if case.path in self._opening or (self._shown is not None and _path(self._shown) == case.path):
            return

        def opened(result: Opened) -> None:
            self._ready[case.path] = result.image
            # In the meantime, the reader may have gone to another core of this slide.
            if self._requested is not None and self._requested.path == case.path:
                self._show_ready(self._requested)

        def failed(error: BaseException) -> None:
            log_error(error)
            if self._requested is not None and self._requested.path == case.path:
                self.failed.emit(error)

        job = self._runner.run(self._tasks.open_image(case.path), opened, failed)
        self._opening[case.path] = job
        job.finished.connect(lambda: self._opening.pop(case.path, None))

    def _show_ready(self, case: CaseImage) -> None:
        """Show `case`, unless its image differs from the image with which the study was created."""
        before, image = self._shown, self._ready.pop(case.path)
        if not case.is_right(image.record.sha256):
            if image is not before:
                image.slide.close()
            error = StudyError(
                tr("The image of this case differs from the image with which the study was created."), tr("Restore it.")
            )
            log_error(error)
            self.failed.emit(error)
            return
        self._shown, self._shown_case = image, case
        self.opened.emit((image, case))
        if before is not None and before is not image:
            # The canvas no longer uses the image. The task that closes it waits for a tile that is still being read.
            self._runner.run(self._tasks.close_image(before.slide), None, log_error)


def _path(image: OpenedImage) -> Path:
    return Path(image.record.path)
