"""Open the next image of the folder, and encode its features, before the user requests it.

This starts when an analysis has ended, on the thread that owns the engine, and is cancelled when run, model, device or
precision change. A slide has one owner: `ReadAhead`, until the slide is taken or closed. That is why its job is no
`LatestJob`: also a cancelled job hands over a slide, which must be closed when the job has ended.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

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
    """An image that is read ahead, with its job."""

    path: Path
    job: Job | None = None
    """None when it has ended."""
    ahead: Ahead | None = None
    wanted: bool = True

    def close(self) -> None:
        """Close the slide if nobody took it. Call this after the job has ended, which may read the slide until then."""
        if self.ahead is not None:
            self.ahead.opened.image.slide.close()
            self.ahead = None


class ReadAhead(QObject):
    """Follows the session; `take` returns an image that is ready."""

    def __init__(self, store: Store, tasks: Tasks, runner: JobRunner) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._runner = runner
        self._attempt: _Attempt | None = None
        self._belongs_to: tuple[object, ...] = ()
        store.changed.connect(self._follow)

    def take(self, path: Path) -> Opened | None:
        """Return the image at `path` if it is ready and its file unchanged; the caller then closes it."""
        attempt = self._attempt
        if attempt is None or attempt.path != path or attempt.ahead is None:
            return None
        if file_stamp(path) != attempt.ahead.stamp:
            return None
        opened, attempt.ahead = attempt.ahead.opened, None
        return opened

    def make_way(self) -> None:
        """Stop encoding, because the user waits for something else on this thread; keep the opened image."""
        if self._attempt is not None and self._attempt.job is not None:
            self._attempt.job.cancel()

    def close(self) -> None:
        """Close what is ready. Call this after the runner has ended."""
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
        task = self._tasks.read_ahead(path, bundle, device.asked, device.precision, device.encodes_ahead)
        job = self._runner.run(task, None, lambda error: self._failed(path, error))
        job.progressed.connect(lambda progress: self._arrived(attempt, progress))
        job.finished.connect(lambda: self._ended(attempt))
        attempt.job = job
        self._store.change(lambda s: s.reading_ahead(NextImage(path)))

    def _arrived(self, attempt: _Attempt, progress: Progress) -> None:
        if isinstance(progress.partial, Ahead):
            attempt.ahead = progress.partial

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
    """Return what reading ahead depends on. If any of it changes, the attempt is cancelled."""
    bundle, device = session.bundle.sha256 if session.bundle else "", session.device
    return (
        _is_time(session), session.work.run, session.image.neighbour(1), bundle, device.asked, device.precision,
        device.encodes_ahead,
    )  # fmt: skip


def _is_time(session: Session) -> bool:
    """Return whether an analysis has ended and nothing else computes."""
    ended = session.analysis.prediction is not None and session.work.activity == "idle"
    return ended and session.device.measuring is None
