"""Run a plan (a list of spots): analyse the spots without a result, save each result at once, and write the tables.

A run can end at any moment, even without warning. The next run with the same arguments continues it. A result is
complete when its record exists, and the tables are always made from the records.
"""

import errno
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from model.base.errors import CohortRunError, RunStoppedError
from model.base.plural import plural
from model.base.probability_text import probability_text
from model.base.progress import Notice, Progress
from model.cohort.analyse import Job
from model.cohort.disk_space import check_before, check_during, free_bytes
from model.cohort.look_back import Before, look_back
from model.cohort.outcome import EngineFailed, Outcome, SpotDone, SpotFailed
from model.cohort.plan import Plan
from model.cohort.result_tables import write_errors
from model.cohort.run_folder import RunFolder, now
from model.cohort.run_notes import notes_of, refuse_other_source
from model.cohort.spot import PlannedSpot
from model.cohort.spot_queue import SpotQueue
from model.cohort.workers import Workers

T = TypeVar("T")

STAGE = "analysing spots"
PAUSE_S = 10.0
"""Seconds between two attempts to reach a folder that disappeared."""
PATIENCE = 60
"""Maximum number of attempts to reach a folder that disappeared. Together they take ten minutes."""
_LASTING = (
    errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR,
    errno.EEXIST, errno.ENAMETOOLONG,
)  # fmt: skip
"""Numbers of operating-system errors that stop the run at once, such as a full disk. After other write errors, the run
waits and tries again, because they may disappear.
"""
_GROWTH = 20


@dataclass(frozen=True)
class RunOptions:
    """Options of a run that do not affect its results. `arguments` is written to run.json."""

    arguments: Mapping[str, Any] = field(default_factory=dict)
    most: int | None = None
    """Maximum number of spots that are analysed in this run."""
    retry_set_aside: bool = False
    patience: int = PATIENCE
    pause: Callable[[float], None] = time.sleep
    free: Callable[[Path], int] = free_bytes
    queue: Callable[[Sequence[PlannedSpot]], SpotQueue] = SpotQueue
    """Creates the queue of the spots without a result. A different queue may change the order of spots during the
    run."""


@dataclass(frozen=True)
class RunSummary:
    """The result of a run.

    All numbers are numbers of spots, except `left_out`, the number of files that are not images.
    """

    planned: int
    before: int
    done: int
    failed: int
    left_out: int
    waiting: int
    """Number of spots that this run did not try: spots beyond the limit `RunOptions.most`, and spots that were set
    aside.
    """
    parquet: bool
    notes: tuple[str, ...] = ()


def run_cohort(
    plan: Plan, job: Job, folder: RunFolder, workers: Workers, options: RunOptions = RunOptions()
) -> Generator[Progress, None, RunSummary]:
    """Analyse the spots of `plan` that have no result in `folder`, and return the summary of the run.

    Raise CohortRunError if the model cannot be loaded or there is not enough space. Raise RunStoppedError if the run
    has begun but cannot continue, because its disk is full or its cluster is lost; finished spots are kept.
    """
    before = yield from look_back(folder, plan, job)
    refuse_other_source(folder, plan, before)
    run = _Run(plan, job, folder, options, before)
    finished = False
    try:
        yield from run.prepare(workers)
        yield from run.work(workers)
        summary = yield from run.finish()
        finished = True
    finally:
        workers.close()
        if not finished:
            with suppress(OSError):  # the disk may be full or disconnected; the error that ended the run reports this
                run.write("stopped")
    return summary


class _Run:
    """The state of one run from its start to its end, and the steps of the run."""

    def __init__(self, plan: Plan, job: Job, folder: RunFolder, options: RunOptions, before: Before) -> None:
        self._plan, self._job, self._folder, self._options = plan, job, folder, options
        self._before = before
        self._table, self._errors = before.table, before.errors
        self._numbers = {spot.key: number for number, spot in enumerate(plan.spots)}
        self._had = len(before.done)
        self._started = now()
        todo = [spot for spot in plan.spots if spot.key not in before.done and not self._is_set_aside(spot)]
        self._todo = todo[: options.most]
        self._queue = options.queue(self._todo)
        self._tries, self._running, self._ended, self._errors_written = 0, 0, 0, 0
        self._workers = ""

    def _is_set_aside(self, spot: PlannedSpot) -> bool:
        row = self._errors.get(spot.key)
        return row is not None and row.get("kind") == "set aside" and not self._options.retry_set_aside

    def prepare(self, workers: Workers) -> Generator[Progress, None, None]:
        """Check the disk, write run.json, and start the workers if there is anything to do."""
        folder = self._folder
        check_before(folder.path, len(self._todo), self._job, self._options.free(folder.path))
        try:
            self.write("running")
        except OSError as error:
            message = f"{folder.path} cannot be written ({error.strerror or error})."
            remedy = (
                "Check the disk and your permissions, close programs that have tables of the run open, or "
                "choose another folder."
            )
            raise CohortRunError(message, remedy) from error
        spots = plural(len(self._plan.spots), "spot")
        folder.log(f"run {self._job.run_id} of {self._plan.source}: {spots}, {self._had} done before, "
                   f"{len(self._todo)} to analyse")  # fmt: skip
        for note in self._plan.notes:
            folder.log(f"note: {note}")
        if self._todo:
            self._workers = yield from workers.start()
            folder.log(self._workers)
            yield self._progress(notice=Notice(self._workers))

    def work(self, workers: Workers) -> Generator[Progress, None, None]:
        """Analyse the spots of the run until none is left."""
        yield self._progress()
        while True:
            while self._running < workers.room and (spot := self._queue.next()) is not None:
                self._submit(workers, spot)
            if self._running:
                yield from self._steps(workers)
                ended = workers.next()
                if ended is not None:
                    self._running -= 1
                    yield from self._take(*ended)
                    yield self._progress()
            elif self._queue.missing:
                yield from self._wait(workers)
            else:
                return

    def _steps(self, workers: Workers) -> Generator[Progress, None, None]:
        """Yield the progress reports of the workers.

        If there are none, yield one report, because a run can be stopped only when it yields.
        """
        told = False
        for progress in workers.steps():
            told = True
            if isinstance(progress.partial, Notice):
                self._folder.log(progress.partial.text)
                yield self._progress(notice=progress.partial)
            else:
                yield progress
        if not told:
            yield self._progress()

    def _submit(self, workers: Workers, spot: PlannedSpot) -> None:
        workers.submit(spot)
        self._running += 1

    def _progress(self, stage: str = STAGE, notice: Notice | None = None) -> Progress:
        return Progress(stage, self._had + self._ended, self._had + len(self._todo), notice)

    def _wait(self, workers: Workers) -> Generator[Progress, None, None]:
        """Wait for folders that disappeared, then try one spot of each. Give up after too many attempts."""
        missing = ", ".join(self._queue.missing)
        if self._tries >= self._options.patience:
            self._folder.log(f"gave up waiting for these folders: {missing}")
            for spot in self._queue.give_up():
                yield from self._failed(spot, SpotFailed(
                    f"The folder {spot.folder} disappeared and did not return.",
                    "Connect the disk or network drive of this folder, and run the same command again.", "unreachable",
                ))  # fmt: skip
            return
        if not self._tries:
            self._folder.log(f"waiting for {missing}")
        self._tries += 1
        yield self._progress(f"waiting for {missing}")
        self._options.pause(PAUSE_S)
        for spot in self._queue.probes():
            self._submit(workers, spot)

    def _take(self, spot: PlannedSpot, outcome: Outcome) -> Generator[Progress, None, None]:
        """Save the outcome of `spot`, or put the spot back into the queue if its folder disappeared."""
        if isinstance(outcome, EngineFailed):
            self._folder.log(f"the model could not be loaded: {outcome.reason}")
            raise CohortRunError(outcome.reason, outcome.remedy)
        if isinstance(outcome, SpotFailed) and outcome.kind == "unreachable" and spot.was_there:
            self._queue.unreachable(spot)
            return
        if self._queue.reached(spot):
            self._tries = 0
            self._folder.log(f"{spot.folder} can be reached again")
        if isinstance(outcome, SpotDone):
            outcome = self._checked(outcome)
        if isinstance(outcome, SpotFailed):
            yield from self._failed(spot, outcome)
        else:
            yield from self._done(spot, outcome)

    def _checked(self, done: SpotDone) -> SpotDone | SpotFailed:
        """Return `done`, or a failure if the worker used another model, program or number format than this run."""
        found, identity = done.record["prediction"], self._folder.identity
        bundle, device = found["bundle"], found["device"]
        if bundle["sha256"] != identity.bundle_sha256 or found["made_by"] != identity.program:
            return SpotFailed(
                f"{done.record['worker']} analysed it with {bundle['name']} {bundle['version']} in {found['made_by']}, "
                "which is not the model and the program of this run. The result was not used.",
                "Install the same version and the same bundle on all computers.",
            )
        self._before.arithmetic = self._before.arithmetic or device["arithmetic"]
        if device["arithmetic"] != self._before.arithmetic:
            return SpotFailed(
                f"{device['words']} computed in {device['arithmetic']}, the other spots of this run in "
                f"{self._before.arithmetic}. The result was not used.",
                "Use devices of one kind (--device), or exact precision.",
            )
        return done

    def _written(self, write: Callable[[], T]) -> Generator[Progress, None, T]:
        """Call `write`, which writes to the folder of the run, and return its result.

        Wait and try again while the folder cannot be reached.
        """
        folder, tries = self._folder, 0
        while True:
            try:
                folder.check_there()
                check_during(folder.path, self._options.free(folder.path))
                return write()
            except OSError as error:
                if error.errno in _LASTING or tries >= self._options.patience:
                    raise _unwritten(folder.path, error) from error
            tries += 1
            yield self._progress(f"waiting for {folder.path}")
            self._options.pause(PAUSE_S)

    def _done(self, spot: PlannedSpot, done: SpotDone) -> Generator[Progress, None, None]:
        folder = self._folder
        yield from self._written(lambda: folder.save(done))
        self._ended += 1
        self._errors.pop(spot.key, None)
        self._before.add(self._numbers[spot.key], spot, dict(done.record))
        found = done.record["prediction"]
        number = probability_text(found["survival_probability"])
        folder.log(f"done {spot.name}: p {number} {found['qualifier']}, reliability "
                   f"{found['reliability']['level']}, {found['seconds']} s on {done.record['worker']}")  # fmt: skip
        if self._table.is_due:
            yield from self._written(lambda: self._refresh(self._write_results))

    def _failed(self, spot: PlannedSpot, failed: SpotFailed) -> Generator[Progress, None, None]:
        """Save the reason why `spot` has no result."""
        self._errors[spot.key] = yield from self._written(lambda: self._folder.save_failure(spot, failed))
        self._ended += 1
        self._folder.log(f"{failed.kind} {spot.name}: {failed.reason} {failed.detail}")
        if len(self._errors) - self._errors_written > self._errors_written // _GROWTH:
            yield from self._written(lambda: self._refresh(self._write_errors))

    def _refresh(self, write: Callable[[], None]) -> None:
        """Write a table during the run by calling `write`.

        If the file is locked by another program, the error is only logged, because the table is written again later.
        """
        try:
            write()
        except PermissionError as error:
            self._folder.log(f"a table was not written now: {error}")

    def _write_results(self) -> None:
        self._write_run("running")
        self._table.write(self._folder.path)

    def _write_errors(self) -> None:
        known = sorted((key for key in self._errors if key in self._numbers), key=self._numbers.__getitem__)
        left_out = ({"image": one.place, "kind": "failed", "reason": one.reason, "remedy": one.remedy}
                    for one in self._plan.left_out)  # fmt: skip
        write_errors(self._folder.path, (*(self._errors[key] for key in known), *left_out))
        self._errors_written = len(self._errors)

    def write(self, state: str) -> None:
        """Write the tables of the run, and run.json with the `state` of the run."""
        self._folder.check_there()
        # During the run, run.json is written first, because the next run refuses a folder that has tables but no
        # run.json.
        if state == "running":
            self._write_run(state)
        self._table.write(self._folder.path)
        self._write_errors()
        if state != "running":
            self._write_run(state)

    def _write_run(self, state: str) -> None:
        self._folder.write_run({
            "state": state,
            "source": self._plan.source,
            "arguments": dict(self._options.arguments),
            "arithmetic": self._before.arithmetic or None,
            "spots": {"planned": len(self._plan.spots), "done": len(self._table), "failed": len(self._errors),
                      "left_out": len(self._plan.left_out)},
            "workers": self._workers,
            "started_at": self._started,
            "written_at": now(),
        })  # fmt: skip

    def finish(self) -> Generator[Progress, None, RunSummary]:
        """Write all tables and run.json, and return the summary of the run."""
        left = len(self._plan.spots) - len(self._table) - len(self._errors)
        parquet = yield from self._written(lambda: self._table.write_parquet(self._folder.path))
        yield from self._written(lambda: self.write("stopped" if left else "finished"))
        waiting = len(self._plan.spots) - self._had - len(self._todo)
        done = plural(len(self._table), "spot has", "spots have")
        self._folder.log(f"end: {done} a result, {len(self._errors)} failed, {plural(left, 'is', 'are')} left")
        return RunSummary(
            len(self._plan.spots), self._had, len(self._table) - self._had, len(self._errors),
            len(self._plan.left_out), waiting, parquet, notes_of(self._plan, self._before),
        )  # fmt: skip


def _unwritten(folder: Path, error: OSError) -> RunStoppedError:
    return RunStoppedError(
        f"The results could not be written to {folder} ({error.strerror or error}).",
        "Free some space, check the folder, close programs that have its tables open, and run the same command again. "
        "Finished spots are kept.",
    )
