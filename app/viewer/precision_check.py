"""Measure the difference of *fast* and *fastest* from *exact* in a job of some minutes.

The check has its own thread and engines, so that the user can open, draw and export files in parallel. The check ends
when an analysis starts, because the two would slow each other down.
"""

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from app.session.session import Session
from app.session.store import Store
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import explain, log_error
from app.viewer.network_tasks import Tasks
from model.base.progress import Progress
from model.result.prediction import KnownError, Precision


class PrecisionCheck(QObject):
    """Runs the precision check in a job. The job runs only while `device.measuring` of the session is set."""

    ended = Signal()
    """Emitted when the check has succeeded or failed, or the user stopped it. The engine can be loaded again."""

    def __init__(self, store: Store, tasks: Tasks, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._runner = JobRunner("measure", gives_way=True)
        self._job = LatestJob(self._runner, log_error)
        store.changed.connect(self._follow)

    def start(self) -> None:
        """Start to measure the errors of *fast* and *fastest* with the current device and model."""
        session = self._store.session
        if not session.can_measure or session.bundle is None:
            return
        self._store.change(Session.measuring_started)
        task = self._tasks.measure_fast(session.bundle, session.device.asked)
        self._job.start(task, self._measured, self._failed, progressed=self._progressed)

    def stop(self) -> None:
        """Stop the precision check, at the user's request."""
        if self._store.session.device.measuring is not None:
            self._store.change(Session.measuring_ended)
            self.ended.emit()

    def shutdown(self) -> None:
        self._runner.shutdown()

    def _follow(self, old: Session, new: Session) -> None:
        if new.device.measuring is None:
            self._job.cancel()

    def _progressed(self, progress: Progress) -> None:
        self._store.change(lambda s: s.measuring_progressed(progress, self._clock()))

    def _measured(self, errors: Mapping[Precision, KnownError]) -> None:
        self._store.change(lambda s: s.measured_fast(errors))
        self.ended.emit()

    def _failed(self, error: BaseException) -> None:
        log_error(error)
        self._store.change(lambda s: s.measuring_ended(explain(error)))
        self.ended.emit()
