"""Run Qt-free generators of `Progress` in the background and report to the GUI thread with Qt signals.

A job is waiting, then running, then succeeded, failed or cancelled; `finished` always comes last.

`Job` is one run of a task and stays in the GUI thread. `JobRunner` has one thread and runs its jobs one after another.
`LatestJob` runs the newest of several tasks and ignores what the older ones still report. One private signal crosses
the threads. Nothing in this file depends on what the work is about.
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
"""At most 20 reports a second: nobody sees more, and each one repaints."""

NICENESS = 10
"""About a tenth of the window's share of a contended core. On a free core the work is as fast as without it."""


@dataclass(frozen=True)
class _End:
    """How a job ended, with its result or its exception."""

    how: Literal["succeeded", "failed", "cancelled"]
    payload: Any = None


class Job(QObject):
    """One run of a task. Connect its signals first, then start it with a runner; it is deleted after `finished`."""

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
        """Request that the task stops at its next yield. This may take long; the caller must not wait for it."""
        self._cancel_asked.set()

    @property
    def is_cancelling(self) -> bool:
        """Return whether `cancel` was called."""
        return self._cancel_asked.is_set()

    # -- in the worker thread -----------------------------------------------------------------------------------
    def work(self) -> None:
        """Run the task to its end. The runner calls this in its own thread; nothing here may touch a widget."""
        try:
            end = self._run_task()
        except BaseException as error:  # noqa: BLE001 - every error of a task is reported; no worker fails silently
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
        """Keep the newest report for the GUI thread, together with the newest partial result not shown yet."""
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
        """Emit the last report, then the end, then `finished`. Later calls do nothing."""
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
    """Run jobs one after another on one thread, which starts with the first job."""

    freed = Signal()
    """A job has finished and was removed."""

    def __init__(self, name: str, gives_way: bool = False) -> None:
        """Prepare the thread. `gives_way`: for work that fills the processor, at a lower priority than the window."""
        super().__init__()
        self._executor = ThreadPoolExecutor(1, name, initializer=_give_way if gives_way else None)
        self._jobs: dict[Job, Future[None]] = {}
        self._over = False

    def start(self, job: Job) -> None:
        """Queue `job` and own it, so that it is never deleted in the worker thread.

        While the runner shuts down, the end of one job may start another: that one is cancelled at once.
        """
        job.setParent(self)
        job.finished.connect(lambda: self._forget(job))
        if self._over:
            self._jobs[job] = Future()
            job.settle(_End("cancelled"))
        else:
            self._jobs[job] = self._executor.submit(job.work)

    def run(self, task: Task, succeeded: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job:
        """Queue `task` as a job whose result goes to `succeeded`, or whose exception goes to `failed`."""
        job = Job(task)
        if succeeded is not None:
            job.succeeded.connect(succeeded)
        job.failed.connect(failed)
        self.start(job)
        return job

    @property
    def is_busy(self) -> bool:
        """Return whether a job is running or waiting."""
        return bool(self._jobs)

    def cancel_all(self) -> None:
        """Request that every job stops, without waiting for it."""
        for job in self._jobs:
            job.cancel()

    def finish(self) -> None:
        """Run every queued job to its end, then stop the thread. For work that must not be lost."""
        self._executor.shutdown(wait=True)
        self._settle_all()

    def shutdown(self) -> None:
        """Cancel all jobs, wait until the running one reaches its next yield, and emit the end of each."""
        self._over = True
        self.cancel_all()
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._settle_all()

    def _settle_all(self) -> None:
        """Emit the end of every job and delete it. Call this after the thread has ended."""
        self._over = True
        for job, future in list(self._jobs.items()):
            if future.cancelled():
                job.settle(_End("cancelled"))
            else:
                QCoreApplication.sendPostedEvents(job)
        # Delete the jobs now: with PySide6 6.11, jobs deleted with the runner as its children crash the garbage
        # collector.
        for child in self.children():
            QCoreApplication.sendPostedEvents(child, QEvent.Type.DeferredDelete)

    def _forget(self, job: Job) -> None:
        del self._jobs[job]
        job.deleteLater()
        self.freed.emit()


class LatestJob:
    """Run the newest of several tasks: cancel the older job, and ignore everything it still reports.

    Cancelling takes time, and a result may already be on its way. Only callbacks of the newest job are called, so that
    a late result is never shown. One `LatestJob` stands for one question, for instance "the pixels of the selected
    tile"; several may share a runner.
    """

    def __init__(self, runner: JobRunner, late_error: Callable[[BaseException], None]) -> None:
        """Prepare to run tasks on `runner`. `late_error` receives the errors of jobs that are ignored, for the log."""
        self._runner = runner
        self._late_error = late_error
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Return whether the newest job has neither ended nor been cancelled."""
        return self._job is not None

    def start(
        self,
        task: Task,
        succeeded: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        *,
        progressed: Callable[[Progress], None] | None = None,
        finished: Callable[[], None] | None = None,
        late: Callable[[Any], None] | None = None,
    ) -> None:
        """Run `task` instead of what ran before, and call the functions for it while it is the newest.

        `finished` is called after the end, when another task can be started. `late` receives a result that came too
        late, so that what it holds (an open file) can be released.
        """
        self.cancel()
        job = Job(task)

        def on_progress(progress: Progress) -> None:
            if progressed is not None and job is self._job:
                progressed(progress)

        def on_success(result: Any) -> None:
            if job is self._job:
                succeeded(result)
            elif late is not None:
                late(result)

        def on_failure(error: BaseException) -> None:
            (failed if job is self._job else self._late_error)(error)

        def on_end() -> None:
            if job is self._job:
                self._job = None
                if finished is not None:
                    finished()

        job.progressed.connect(on_progress)
        job.succeeded.connect(on_success)
        job.failed.connect(on_failure)
        job.finished.connect(on_end)
        self._job = job
        self._runner.start(job)

    def cancel(self) -> None:
        """Request that the newest job stops, and ignore it from now on."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()


def _give_way() -> None:
    """Lower the priority of this thread, and so of those that an inference engine starts from it."""
    # Other systems either do not pass a thread's priority on, or slow down the whole process.
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # Raising the priority again would be refused.
        os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
