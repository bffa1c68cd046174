"""Background work: a Qt-free generator of `Progress` comes in, Qt signals in the GUI thread go out.

A job's life:   waiting -> running -> succeeded | failed | cancelled, then `finished`, always and last.

The `Job` stays in the GUI thread and speaks for the generator, which runs on the one thread of a `JobRunner`. One
private signal crosses between them. Nothing in here knows what the work is about.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from model.base.progress import Progress

Task = Generator[Progress, None, Any]

SHORTEST_BETWEEN_REPORTS_S = 0.05
"""20 reports a second: more cannot be seen, and each one repaints."""

NICENESS = 10
"""A tenth of the window's share of a contended core; alone, the work is as fast as ever."""


@dataclass(frozen=True)
class _End:
    """How a job ended, and what it leaves: its result or its exception."""

    how: Literal["succeeded", "failed", "cancelled"]
    payload: Any = None


class Job(QObject):
    """One run of a task. Connect first, then give it to a runner; it is deleted after `finished`."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _crossed = Signal(object)

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task
        self._cancel_asked = threading.Event()
        self._lock = threading.Lock()
        self._latest: Progress | None = None
        self._announced = False
        self._last_report_s = float("-inf")
        self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._report)
        self._crossed.connect(self._receive)

    def cancel(self) -> None:
        """Ask the task to stop at its next yield. It may take long; the caller must not wait for it."""
        self._cancel_asked.set()

    @property
    def is_cancelling(self) -> bool:
        return self._cancel_asked.is_set()

    # -- in the worker thread -----------------------------------------------------------------------------------
    def work(self) -> None:
        """Run the task to its end. Called by the runner, in its thread; nothing here may touch a widget."""
        try:
            end = self._run_task()
        except BaseException as error:  # noqa: BLE001 - whatever a task raises is told; a silent worker is worse
            end = _End("failed", error)
        self._crossed.emit(end)

    def _run_task(self) -> _End:
        try:
            while not self._cancel_asked.is_set():
                try:
                    progress = next(self._task)
                except StopIteration as stop:
                    return _End("succeeded", stop.value)
                self._offer(progress)
            return _End("cancelled")
        finally:
            self._task.close()

    def _offer(self, progress: Progress) -> None:
        """Keep the newest report for the GUI thread, and with it the newest partial result not shown yet."""
        with self._lock:
            if progress.partial is None and self._latest is not None:
                progress = replace(progress, partial=self._latest.partial)
            self._latest = progress
            announced, self._announced = self._announced, True
        if not announced:
            self._crossed.emit(None)

    # -- in the GUI thread --------------------------------------------------------------------------------------
    def _receive(self, end: _End | None) -> None:
        if end is not None:
            self.settle(end)
            return
        wait_s = self._last_report_s + SHORTEST_BETWEEN_REPORTS_S - time.monotonic()
        if wait_s <= 0:
            self._report()
        elif not self._timer.isActive():
            self._timer.start(int(wait_s * 1000) + 1)

    def _report(self) -> None:
        with self._lock:
            progress, self._latest, self._announced = self._latest, None, False
        if progress is not None and not self._over:
            self._last_report_s = time.monotonic()
            self.progressed.emit(progress)

    def settle(self, end: _End) -> None:
        """Tell the last report, then the end, then `finished`; once."""
        if self._over:
            return
        self._timer.stop()
        self._report()
        self._over = True
        if end.how == "succeeded":
            self.succeeded.emit(end.payload)
        elif end.how == "failed":
            self.failed.emit(end.payload)
        else:
            self.cancelled.emit()
        self.finished.emit()


class JobRunner(QObject):
    """Runs jobs one after another on a thread of its own, which starts with the first job."""

    freed = Signal()
    """A job has said its end and is forgotten."""

    def __init__(self, name: str, gives_way: bool = False) -> None:
        """`gives_way`: its work fills the processor, and the window's own thread is to go first."""
        super().__init__()
        self._executor = ThreadPoolExecutor(1, name, initializer=_give_way if gives_way else None)
        self._jobs: dict[Job, Future[None]] = {}
        self._over = False

    def start(self, job: Job) -> None:
        """Queue `job`. The runner owns it from here: a job must not die in the worker thread.

        After the runner's end, which lets every job say its own, a job that one of them leads to is cancelled at once.
        """
        job.setParent(self)
        job.finished.connect(lambda: self._forget(job))
        if self._over:
            self._jobs[job] = Future()
            job.settle(_End("cancelled"))
        else:
            self._jobs[job] = self._executor.submit(job.work)

    def run(self, task: Task, succeeded: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job:
        """Queue `task` as a job; its end is told to `succeeded` or `failed`."""
        job = Job(task)
        if succeeded is not None:
            job.succeeded.connect(succeeded)
        job.failed.connect(failed)
        self.start(job)
        return job

    @property
    def is_busy(self) -> bool:
        return bool(self._jobs)

    def cancel_all(self) -> None:
        for job in self._jobs:
            job.cancel()

    def finish(self) -> None:
        """Let every queued job run to its end, then end: for work that must not be lost."""
        self._executor.shutdown(wait=True)
        self._settle_all()

    def shutdown(self) -> None:
        """Cancel all, wait for the running one to reach its next yield, and let every job say its end."""
        self._over = True
        self.cancel_all()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._settle_all()

    def _settle_all(self) -> None:
        """After the thread's end: let every job say its own, and die."""
        self._over = True
        for job, future in list(self._jobs.items()):
            if future.cancelled():
                job.settle(_End("cancelled"))
            else:
                QCoreApplication.sendPostedEvents(job)
        # Now, not when the runner dies: with PySide6 6.11, jobs that die as its children crash the garbage collector.
        for child in self.children():
            QCoreApplication.sendPostedEvents(child, QEvent.Type.DeferredDelete)

    def _forget(self, job: Job) -> None:
        del self._jobs[job]
        job.deleteLater()
        self.freed.emit()


def _give_way() -> None:
    """Let this thread, and those that a network starts from it, go behind the window's own where both want to run."""
    # Elsewhere a thread does not hand its priority on, or the whole process would be slowed.
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # Never back up: that would be refused.
        os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
