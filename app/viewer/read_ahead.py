"""Open the next image of the folder, and compute its features, before the user requests the image.

Reading ahead starts when an analysis has ended, on the thread that owns the engine. It is cancelled when the session's
run number, the model, the device or the precision changes. The slide belongs to `ReadAhead` until a caller takes it or
it is closed. The job is not a `LatestJob`, because a cancelled job may also deliver a slide, which must be closed after
the job has ended.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.session.session import Session
from app.session.store import Store
from app.session.values import NextImage
from app.ui.jobs import Job, JobRunner
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Ahead, Opened, file_stamp
from model.base.errors import SlideError
from model.base.progress import Progress


@dataclass(eq=False)
class _Attempt:
    """An image that is opened in advance, with its job. `wanted` is false after the attempt was given up."""

    path: Path
    job: Job | None = None
    """The job; None after it has ended."""
    ahead: Ahead | None = None
    wanted: bool = True

    def close(self) -> None:
        """Close the slide, unless a caller took it. The job reads the slide, so the job must have ended before."""
        if self.ahead is not None:
            self.ahead.opened.image.slide.close()
            self.ahead = None


class ReadAhead(QObject):
    """Opens the next image of the folder in advance, and computes its features.

    `take` returns the image if it is ready.
    """

    opened = Signal()
    """Emitted when an image was opened in advance. Opening has used the process that was prepared for the next image,
    so that another process must be prepared."""

    def __init__(self, store: Store, tasks: Tasks, runner: JobRunner) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._runner = runner
        self._attempt: _Attempt | None = None
        self._belongs_to: tuple[object, ...] = ()
        store.changed.connect(self._follow)

    def take(self, path: Path) -> Opened | None:
        """Return the image at `path` if it is ready and its file is unchanged, else None. The caller must close it."""
        attempt = self._attempt
        if attempt is None or attempt.path != path or attempt.ahead is None:
            return None
        if file_stamp(path) != attempt.ahead.stamp:
            return None
        opened, attempt.ahead = attempt.ahead.opened, None
        return opened

    def make_way(self) -> None:
        """Stop encoding, because the user waits for other work on this thread. Keep the opened image."""
        if self._attempt is not None and self._attempt.job is not None:
            self._attempt.job.cancel()

    def close(self) -> None:
        """Close the image that is ready. Call this after the runner has ended."""
        self._give_up()

    def _follow(self, old: Session, new: Session) -> None:
        belongs_to = _key(new)
        if belongs_to == self._belongs_to:
            return
        self._belongs_to = belongs_to
        self._give_up()
        path = new.image.neighbour(1)
        if path is not None and _is_time(new):
            self._begin(new, path)

    def _begin(self, session: Session, path: Path) -> None:
        bundle, device = session.bundle, session.device
        if bundle is None:
            return
        attempt = self._attempt = _Attempt(path)
        task = self._tasks.read_ahead(path, bundle, device.asked, device.precision, _encodes(session))
        job = self._runner.run(task, None, lambda error: self._failed(path, error))
        job.progressed.connect(lambda progress: self._arrived(attempt, progress))
        job.finished.connect(lambda: self._ended(attempt))
        attempt.job = job
        self._store.change(lambda s: s.reading_ahead(NextImage(path)))

    def _arrived(self, attempt: _Attempt, progress: Progress) -> None:
        if isinstance(progress.partial, Ahead):
            attempt.ahead = progress.partial
            self.opened.emit()

    def _failed(self, path: Path, error: BaseException) -> None:
        log_error(error)
        if isinstance(error, SlideError):
            notice = replace(explain(error), tone="warning")
            self._store.change(lambda s: s.passed_over(path, notice))

    def _ended(self, attempt: _Attempt) -> None:
        attempt.job = None
        if not attempt.wanted:
            attempt.close()
        elif attempt is self._attempt:
            ready = NextImage(attempt.path, ready=True) if attempt.ahead is not None else None
            self._store.change(lambda s: s.reading_ahead(ready))

    def _give_up(self) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is None:
            return
        attempt.wanted = False
        if attempt.job is not None:
            attempt.job.cancel()
        else:
            attempt.close()
        self._store.change(lambda s: s.reading_ahead(None))


def _key(session: Session) -> tuple[object, ...]:
    """Return the values on which reading ahead depends. If one of them changes, the attempt is cancelled."""
    bundle, device = session.bundle.sha256 if session.bundle else "", session.device
    return (
        _is_time(session), session.work.run, session.image.neighbour(1), bundle, device.asked, device.precision,
        _encodes(session),
    )  # fmt: skip


def _encodes(session: Session) -> bool:
    """Return whether features are computed in advance.

    Return False while the queue works, which needs the processor.
    """
    return session.device.encodes_ahead and not session.queue.is_working


def _is_time(session: Session) -> bool:
    """Return whether an analysis has ended and no other computation runs."""
    ended = session.analysis.prediction is not None and session.work.activity == "idle"
    return ended and session.device.measuring is None
