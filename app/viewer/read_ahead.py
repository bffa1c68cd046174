"""The next image of the folder, read before anybody asks: sessions come in, an opened image is kept ready or let go.

It begins when an analysis has ended, on the thread that owns the engine, and is given up as soon as the session is of
another run, model, device or precision. A slide has one owner: this room, until it is taken or closed.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject

from app.session.session import Session
from app.session.store import Store
from app.session.values import NextImage
from app.ui.jobs import Job, JobRunner
from app.ui.messages import explain, log_error
from app.viewer.tasks import Ahead, Opened, Tasks, file_stamp
from model.base.errors import SlideError
from model.base.progress import Progress


@dataclass(eq=False)
class _Attempt:
    """One image that is read ahead."""

    path: Path
    job: Job | None = None
    """None once it has ended."""
    ahead: Ahead | None = None
    wanted: bool = True

    def close(self) -> None:
        """Close the slide if nobody took it. Only once the job has ended: until then it may be reading."""
        if self.ahead is not None:
            self.ahead.opened.image.slide.close()
            self.ahead = None


class ReadAhead(QObject):
    """Follows the session by itself; `take` gives what is ready."""

    def __init__(self, store: Store, tasks: Tasks, runner: JobRunner) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._runner = runner
        self._attempt: _Attempt | None = None
        self._belongs_to: tuple[object, ...] = ()
        store.changed.connect(self._follow)

    def take(self, path: Path) -> Opened | None:
        """The image at `path` if it is ready and its file still what it was; it is the caller's to close then."""
        attempt = self._attempt
        if attempt is None or attempt.path != path or attempt.ahead is None:
            return None
        if file_stamp(path) != attempt.ahead.stamp:
            return None
        opened, attempt.ahead = attempt.ahead.opened, None
        return opened

    def make_way(self) -> None:
        """The user waits for something else on this thread: stop encoding, keep what is opened."""
        if self._attempt is not None and self._attempt.job is not None:
            self._attempt.job.cancel()

    def close(self) -> None:
        """Let go of what is ready. After the runner's end."""
        self._give_up()

    def _follow(self, old: Session, new: Session) -> None:
        belongs_to = _key(new)
        if belongs_to == self._belongs_to:
            return
        self._belongs_to = belongs_to
        self._give_up()
        path = new.neighbour(1)
        if path is not None and _is_time(new):
            self._begin(new, path)

    def _begin(self, session: Session, path: Path) -> None:
        bundle = session.bundle
        if bundle is None:
            return
        attempt = self._attempt = _Attempt(path)
        task = self._tasks.read_ahead(path, bundle, session.device, session.precision, session.encodes_ahead)
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
    """What an image read ahead belongs to: with anything in it changed, the user has acted."""
    bundle = session.bundle.sha256 if session.bundle else ""
    return (
        _is_time(session), session.run, session.neighbour(1), bundle, session.device, session.precision,
        session.encodes_ahead,
    )  # fmt: skip


def _is_time(session: Session) -> bool:
    """After an analysis, while nothing else computes."""
    return session.prediction is not None and session.activity == "idle" and session.measuring is None
