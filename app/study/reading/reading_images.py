"""The images of a reading: places of files come in, opened images go out, the next one ready before it is asked for."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.session.values import OpenedImage
from app.ui.jobs import Job, JobRunner
from app.ui.messages import log_error
from app.viewer.tasks import Opened, Tasks
from model.study.reading_state import CaseImage


class ReadingImages(QObject):
    """Owns at most two slides: the one that is shown, and the next."""

    opened = Signal(object)
    """(OpenedImage, CaseImage) of the case that was asked for last."""
    failed = Signal(object)
    """The exception of a case that could not be opened."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._runner = JobRunner("reading")
        self._shown: OpenedImage | None = None
        self._asked: Path | None = None
        self._ready: dict[Path, OpenedImage] = {}
        self._under_way: dict[Path, Job] = {}

    def show(self, case: CaseImage, following: CaseImage | None) -> None:
        """Open the image of `case`, at once where it is ready; then that of the `following` one."""
        self._asked = case.path
        keep = {case.path, following.path if following else case.path}
        for path in set(self._ready) - keep:
            self._ready.pop(path).slide.close()
        for path in set(self._under_way) - keep:
            self._under_way[path].cancel()
        if case.path in self._ready:
            self._hand_over(case)
        else:
            self._open(case)
        if following is not None and following.path not in self._ready:
            self._open(following)

    def drop(self) -> None:
        """Nothing is shown any more; whoever draws the image has let go of it."""
        self._asked = None
        for image in self._ready.values():
            image.slide.close()
        self._ready = {}
        if self._shown is not None:
            self._shown.slide.close()
            self._shown = None

    def shutdown(self) -> None:
        self._asked = None
        self._runner.shutdown()
        self.drop()

    def _open(self, case: CaseImage) -> None:
        if case.path in self._under_way or (self._shown is not None and _path(self._shown) == case.path):
            return

        def opened(result: Opened) -> None:
            self._ready[case.path] = result.image
            if self._asked == case.path:
                self._hand_over(case)

        def failed(error: BaseException) -> None:
            log_error(error)
            if self._asked == case.path:
                self.failed.emit(error)

        job = self._runner.run(self._tasks.open_image(case.path), opened, failed)
        self._under_way[case.path] = job
        job.finished.connect(lambda: self._under_way.pop(case.path, None))

    def _hand_over(self, case: CaseImage) -> None:
        before, self._shown = self._shown, self._ready.pop(case.path)
        self.opened.emit((self._shown, case))
        if before is not None:
            # After the canvas has let go of it; a tile may still be read, for which closing waits, not here.
            self._runner.run(self._tasks.close_image(before.slide), None, log_error)


def _path(image: OpenedImage) -> Path:
    return Path(image.record.path)
