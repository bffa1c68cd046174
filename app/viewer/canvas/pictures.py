"""Copy or save pictures of the view. A background job draws them.

A picture shows the view at the time of the request, even if the user moves the view afterwards.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.language.text import counted, mark, tr
from app.session.session import Session
from app.session.store import Store
from app.session.values import Notice, Saving
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import explain, log_error
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.figure import FIGURE_DPI, FIGURE_RATIO, LINE_FORMATS, Steps, file_steps, picture_steps, png_steps
from app.viewer.canvas.page_parts import PageWish
from app.viewer.canvas.publication import page_steps, page_still
from app.viewer.canvas.snapshot import figure_still, view_still
from app.viewer.canvas.tissue import Drawn
from model.base.errors import ExportError
from model.base.progress import Progress

VIEW = mark("the view")
_NOT_WRITTEN = "troubleshooting.md#a-file-cannot-be-written"


class Pictures(QObject):
    """Makes one picture of the view at a time, to copy or save it.

    Meanwhile, `session.work.saving` has the name of the picture.
    """

    def __init__(self, canvas: Canvas, store: Store) -> None:
        super().__init__()
        self._canvas, self._store = canvas, store
        self._runner = JobRunner("pictures")
        self._job = LatestJob(self._runner, log_error)
        self.page_wish = PageWish()
        """The last answer about a figure for a publication, with which the next question begins."""
        store.changed.connect(self._follow)

    def view(self, then: Callable[[QImage], None]) -> None:
        """Draw the view as it is on the screen, and call `then` with the picture."""
        still = view_still(self._canvas, self._store.session)
        if still is not None:
            self._start(tr(VIEW), picture_steps(still), lambda drawn: then(drawn.image))

    def save_view(self, path: Path) -> None:
        """Save the view as it is on the screen, as PNG."""
        still = view_still(self._canvas, self._store.session)
        if still is not None:
            self._save(path, file_steps(still, path))

    def save_figure(self, path: Path) -> None:
        """Save the view as a figure, in the format that the suffix of `path` names."""
        lines = path.suffix.lower() in LINE_FORMATS
        still = figure_still(self._canvas, self._store.session, FIGURE_RATIO, lines)
        if still is not None:
            self._save(path, file_steps(still, path, FIGURE_DPI))

    def save_page(self, path: Path, wish: PageWish) -> None:
        """Save the view as a figure for a publication, in the format that the suffix of `path` names."""
        self.page_wish = wish
        try:
            page = page_still(self._canvas, self._store.session, wish, path.suffix.lower() in LINE_FORMATS)
        except ExportError as error:
            self._tell(explain(error))
            return
        if page is not None:
            self._save(path, page_steps(page, path))

    def save_image(self, image: QImage, path: Path) -> None:
        """Save an existing picture as PNG."""

        def failed(error: BaseException) -> None:
            log_error(error)
            self._tell(not_written(path) if isinstance(error, OSError) else explain(error))

        self._runner.run(png_steps(image, path), lambda drawn: self._tell(_saved(path)), failed)

    def stop(self) -> None:
        """Stop making the picture, at the user's request."""
        saving = self._store.session.work.saving
        if self._job.is_running and saving is not None:
            self._end(Notice("info", tr("Stopped: {name} was not saved.", name=saving.name)))

    def shutdown(self) -> None:
        self._runner.shutdown()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _save(self, path: Path, steps: Steps) -> None:
        self._start(path.name, steps, lambda drawn: self._tell(_saved(path)), lambda error: not_written(path))

    def _start(
        self,
        name: str,
        steps: Steps,
        done: Callable[[Drawn], None],
        not_done: Callable[[OSError], Notice] | None = None,
    ) -> None:
        if self._job.is_running:
            return

        def succeeded(drawn: Drawn) -> None:
            self._end()
            done(drawn)
            if drawn.lost:
                self._tell(_with_losses(drawn.lost))

        def failed(error: BaseException) -> None:
            log_error(error)
            self._end(not_done(error) if not_done and isinstance(error, OSError) else explain(error))

        def progressed(progress: Progress) -> None:
            self._store.change(lambda s: s.with_saving(Saving(name, progress)))

        self._store.change(lambda s: s.with_saving(Saving(name)))
        self._job.start(steps, succeeded, failed, progressed=progressed)

    def _end(self, told: Notice | None = None) -> None:
        """Remove the progress of the picture from the session, and show the notice `told`.

        Call this after the picture was finished, has failed, or was stopped.
        """
        self._job.cancel()
        self._store.change(lambda s: s.with_saving(None))
        if told is not None:
            self._tell(told)

    def _tell(self, told: Notice) -> None:
        self._store.change(lambda s: s.noticed(told))

    def _follow(self, old: Session, new: Session) -> None:
        """Stop making the picture when its slide is closed."""
        before, after = (one.image.opened.slide if one.image.opened else None for one in (old, new))
        if self._job.is_running and new.work.saving is not None and before is not after and before is not None:
            name = new.work.saving.name
            remedy = tr("Open the image again and save once more.")
            title = tr("Another image was opened: {name} was not saved.", name=name)
            self._end(Notice("warning", title, remedy, _NOT_WRITTEN))


def not_written(path: Path) -> Notice:
    """Return the error notice about a picture that could not be written."""
    remedy = tr("Choose another folder, or make room on the disk.")
    return Notice("error", tr("{path} could not be written.", path=path), remedy, _NOT_WRITTEN)


def _saved(path: Path) -> Notice:
    return Notice("success", tr("Saved as {path}.", path=path))


def _with_losses(lost: int) -> Notice:
    return Notice(
        "warning",
        counted(
            lost,
            "The picture was made, but {number} part of it could not be read and looks blurred.",
            "The picture was made, but {number} parts of it could not be read and look blurred.",
        ),
        tr("Check that the disk with the slide is connected."),
        _NOT_WRITTEN,
    )
