"""Run Qt-free generators of `Progress` in the background and report to the GUI thread with Qt signals.

A job first waits, then runs, and then has succeeded, failed or been cancelled. The signal `finished` is always the
last.

A `Job` is one run of a task; the object stays in the GUI thread. A `JobRunner` runs its jobs in the order of their
start, on one thread or several. A `LatestJob` runs the newest of several tasks and ignores reports of older tasks. The
threads communicate through one private signal. This file does not depend on what the tasks do.
"""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from model.base.progress import Progress

Task = Generator[Progress, None, Any]

SHORTEST_BETWEEN_REPORTS_S = 0.05
"""Minimum time in seconds between two reports: at most 20 per second. More reports would not be visible, and each
report causes a repaint."""

NICENESS = 10
"""Niceness of background work.

Background work gets about a tenth of a processor core that it shares with the window. On a free core, it is not slowed
down.
"""


class Closing:
    """The state of closing the program: how long to wait for cancelled work, and which work was abandoned.

    While a library is loaded or a batch is computed, work cannot be interrupted for seconds. Such work is abandoned:
    the process ends with `os._exit`, while the thread may still run. This is safe because files are written completely
    or not at all. Work that saves something is not cancelled; `JobRunner.finish` waits for it.
    """

    def __init__(self) -> None:
        self._until_s: float | None = None
        self.abandoned: list[str] = []
        """Names of the runners that were abandoned while their thread was still running."""

    def begin(self, patience_s: float | None) -> None:
        """Start to close. All runners together wait for at most `patience_s` seconds. None means no limit."""
        self._until_s = None if patience_s is None else time.monotonic() + patience_s
        self.abandoned = []

    @property
    def seconds(self) -> float | None:
        """Return the number of seconds for which runners may still wait for cancelled work; None means no limit."""
        return None if self._until_s is None else max(0.0, self._until_s - time.monotonic())


CLOSING = Closing()


@dataclass(frozen=True)
class _End:
    """The end of a job: how it ended, and its result or exception."""

    how: Literal["succeeded", "failed", "cancelled"]
    payload: Any = None


class Job(QObject):
    """One run of a task. Connect its signals, then start it with a runner. It is deleted after `finished`."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _crossed = Signal(object)

    def __init__(self, task: Task, between: Callable[[], None] | None = None) -> None:
        """Prepare to run `task`. `between` is called in the worker thread after each of its steps."""
        super().__init__()
        self._task = task
        self._between = between
        self.begun = False
        """Whether the worker thread has taken the job."""
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
        """Request that the task stops at its next yield. This may take long, so the caller must not wait."""
        self._cancel_asked.set()

    def abandon(self) -> None:
        """Ignore all further reports of the task, because the program ends."""
        self._timer.stop()
        self._over = True

    # -- in the worker thread -----------------------------------------------------------------------------------
    def work(self) -> None:
        """Run the task to its end. The runner calls this in its own thread, so it must not access any widget."""
        self.begun = True
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
                if self._between is not None:
                    self._between()
            return _End("cancelled")
        finally:
            self._task.close()

    def _offer(self, progress: Progress) -> None:
        """Store the newest report for the GUI thread.

        If the report has no partial result, keep the newest partial result that is not shown yet.
        """
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
        """Emit the last report, then the signal for `end`, then `finished`. Later calls have no effect."""
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
    """Runs jobs in the order of their start, on one thread or several. No thread starts before the first job."""

    freed = Signal()
    """Emitted when a job has finished and has been removed."""

    def __init__(self, name: str, gives_way: bool = False, threads: int = 1) -> None:
        """Prepare the threads. With more than one, several jobs run at the same time and may end in any order.

        If `gives_way` is true, the threads have a lower priority than the window. Use this for work that needs much
        processor time. Processes that such a thread starts have the lower priority too.
        """
        super().__init__()
        self._name, self.threads = name, threads
        self._executor = ThreadPoolExecutor(threads, name, initializer=_give_way if gives_way else None)
        self._turns: list[Future[None]] = []
        """One call of `_work_next` for each job. It does nothing if the job already ran between the steps of another
        job."""
        self._jobs: list[Job] = []
        self._waiting: deque[Job] = deque()
        self._over = False

    def start(self, job: Job) -> None:
        """Queue `job` and become its owner, so that it is never deleted in the worker thread.

        During shutdown, the end of one job may start another job. That job is cancelled immediately.
        """
        job.setParent(self)
        job.finished.connect(lambda: self._forget(job))
        self._jobs.append(job)
        if self._over:
            job.settle(_End("cancelled"))
        else:
            self._waiting.append(job)
            self._turns = [turn for turn in self._turns if not turn.done()]
            self._turns.append(self._executor.submit(self._work_next))

    def behind(self, task: Task) -> Job:
        """Return a job for a long task. All waiting jobs run between two steps of this task.

        The long task therefore does not delay work that the user waits for, and none of its own work is lost. The job
        is not started yet: connect its signals, then pass it to `start`.
        """
        return Job(task, between=self._work_waiting)

    def run(self, task: Task, succeeded: Callable[[Any], None] | None, failed: Callable[[BaseException], None]) -> Job:
        """Queue `task` as a job. Pass its result to `succeeded`, or its exception to `failed`."""
        job = Job(task)
        if succeeded is not None:
            job.succeeded.connect(succeeded)
        job.failed.connect(failed)
        self.start(job)
        return job

    # -- in the worker thread -----------------------------------------------------------------------------------
    def _work_next(self) -> None:
        """Run the job that waits longest, unless it was run between the steps of another job."""
        try:
            job = self._waiting.popleft()
        except IndexError:
            return
        job.work()

    def _work_waiting(self) -> None:
        while self._waiting:
            self._work_next()

    # -- in the GUI thread --------------------------------------------------------------------------------------
    @property
    def is_busy(self) -> bool:
        """Return whether a job is running or waiting."""
        return bool(self._jobs)

    def cancel_all(self) -> None:
        """Request that every job stops. Do not wait for the jobs."""
        for job in self._jobs:
            job.cancel()

    def finish(self) -> None:
        """Run every queued job to its end, then stop the thread. Use this for work that must not be lost."""
        self._executor.shutdown(wait=True)
        self._settle_all()

    def shutdown(self) -> None:
        """Cancel all jobs, wait for the next yield of the running job, and emit the end of each job.

        If the program closes and its time limit ends first, abandon the running job. All its further reports are
        ignored.
        """
        self._over = True
        self.cancel_all()
        self._waiting.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)
        if wait([turn for turn in self._turns if not turn.cancelled()], CLOSING.seconds).not_done:
            CLOSING.abandoned.append(self._name)
            for job in self._jobs:
                job.abandon()
            return
        self._executor.shutdown(wait=True)
        self._settle_all()

    def _settle_all(self) -> None:
        """Emit the end of every job and delete it. Call this only after the thread has ended."""
        self._over = True
        for job in list(self._jobs):
            if job.begun:
                QCoreApplication.sendPostedEvents(job)
            else:
                job.settle(_End("cancelled"))
        # Delete the jobs here. With PySide6 6.11, the garbage collector crashes if they are deleted as children of the
        # runner.
        for child in self.children():
            QCoreApplication.sendPostedEvents(child, QEvent.Type.DeferredDelete)

    def _forget(self, job: Job) -> None:
        self._jobs.remove(job)
        job.deleteLater()
        self.freed.emit()


class LatestJob:
    """Runs the newest of several tasks. It cancels the older job and ignores all further reports of that job.

    Cancelling takes time, and a result may already be on its way. Only the callbacks of the newest job are called, so
    that an outdated result is never shown. Use one `LatestJob` for each kind of result, for instance "the pixels of the
    selected tile". Several instances can share a runner.
    """

    def __init__(self, runner: JobRunner, late_error: Callable[[BaseException], None]) -> None:
        """Prepare to run tasks on `runner`. `late_error` is called with the exceptions of ignored jobs, to log them."""
        self._runner = runner
        self._late_error = late_error
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Return whether the newest job is still running, that is, neither ended nor cancelled."""
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
        """Cancel the previous task and run `task`. The functions are called only while it is the newest task.

        `finished` is called last, when another task can be started. `late` is called with a result that came too late,
        so that its resources (for example an open file) can be released.
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
        """Request that the newest job stops, and ignore all its further reports."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()


def _give_way() -> None:
    """Lower the priority of this thread. Threads that an inference engine starts from it inherit the priority."""
    # On other systems, new threads do not inherit the priority, or the call would slow down the whole process.
    if sys.platform == "linux":
        thread = threading.get_native_id()
        # A priority that is already lower stays, because the system would refuse to raise it.
        os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))
