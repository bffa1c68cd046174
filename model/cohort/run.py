"""Run a plan to its end: analyse what is missing, save each result at once, and write the tables.

The run can end at any moment, also without notice. The next run with the same arguments continues it: a result is
complete when its record exists, and the tables are always made from the records.
"""

import errno
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from model.base.errors import CohortRunError
from model.base.progress import Progress
from model.cohort.analyse import Job
from model.cohort.disk_space import check_before, check_during, free_bytes
from model.cohort.look_back import Before, look_back
from model.cohort.outcome import EngineFailed, Outcome, SpotDone, SpotFailed
from model.cohort.plan import Plan
from model.cohort.result_tables import write_errors
from model.cohort.run_folder import RunFolder, now, read_run
from model.cohort.spot import PlannedSpot
from model.cohort.spot_queue import SpotQueue
from model.cohort.workers import Workers

STAGE = "analysing spots"
PAUSE_S = 10.0
"""Seconds between two attempts to reach a folder that disappeared."""
PATIENCE = 60
"""Number of such attempts, which last ten minutes in all."""
_GROWTH = 20
_NAMED = 3
"""Number of repeated images that a note names."""


@dataclass(frozen=True)
class RunOptions:
    """How a run is carried out; nothing in it changes a number. `arguments` are written to run.json."""

    arguments: Mapping[str, Any] = field(default_factory=dict)
    most: int | None = None
    """Greatest number of spots that are analysed in this run."""
    retry_set_aside: bool = False
    patience: int = PATIENCE
    pause: Callable[[float], None] = time.sleep
    free: Callable[[Path], int] = free_bytes
    queue: Callable[[Sequence[PlannedSpot]], SpotQueue] = SpotQueue
    """Makes the queue of the spots without a result; another queue may change their order while the run goes on."""


@dataclass(frozen=True)
class RunSummary:
    """What a run found and did. All numbers count spots; `left_out` are files that were no images."""

    planned: int
    before: int
    done: int
    failed: int
    left_out: int
    waiting: int
    """Spots that this run did not try, because of the limit or because they were set aside."""
    parquet: bool
    notes: tuple[str, ...] = ()


def run_cohort(
    plan: Plan, job: Job, folder: RunFolder, workers: Workers, options: RunOptions = RunOptions()
) -> Generator[Progress, None, RunSummary]:
    """Analyse the spots of `plan` that have no result in `folder`, and return the summary.

    Raise CohortRunError if the model cannot be loaded or the disk is full; finished spots are kept.
    """
    before = yield from look_back(folder, plan, job)
    _refuse_other_source(folder, plan, before)
    run = _Run(plan, job, folder, options, before)
    finished = False
    try:
        yield from run.prepare(workers)
        yield from run.work(workers)
        finished = True
    finally:
        workers.close()
        if not finished:
            with suppress(OSError):  # the disk may be full or gone, and the error that ended the run says so
                run.write("stopped")
    return run.finish()


class _Run:
    """One run, from its first to its last spot."""

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
        self.write("running")
        folder.log(f"run {self._job.run_id} of {self._plan.source}: {len(self._plan.spots)} spots, {self._had} done "
                   f"before, {len(self._todo)} to analyse")  # fmt: skip
        for note in self._plan.notes:
            folder.log(f"note: {note}")
        if self._todo:
            self._workers = yield from workers.start()
            folder.log(self._workers)

    def work(self, workers: Workers) -> Generator[Progress, None, None]:
        """Analyse the spots until none is left."""
        while True:
            yield self._progress()
            while self._running < workers.room and (spot := self._queue.next()) is not None:
                self._submit(workers, spot)
            if self._running:
                yield from workers.steps()
                spot, outcome = workers.next()
                self._running -= 1
                yield from self._take(spot, outcome)
            elif self._queue.missing:
                yield from self._wait(workers)
            else:
                return

    def _submit(self, workers: Workers, spot: PlannedSpot) -> None:
        workers.submit(spot)
        self._running += 1

    def _progress(self, stage: str = STAGE) -> Progress:
        return Progress(stage, self._had + self._ended, self._had + len(self._todo))

    def _wait(self, workers: Workers) -> Generator[Progress, None, None]:
        """Wait for the folders that disappeared, then try one spot of each; give up when the patience is at its end."""
        missing = ", ".join(self._queue.missing)
        if self._tries >= self._options.patience:
            self._folder.log(f"gave up waiting for {missing}")
            for spot in self._queue.give_up():
                self._failed(spot, SpotFailed(
                    f"The folder {spot.folder} disappeared and did not return.",
                    "Connect its disk or network drive, and run the same command again.", "unreachable",
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
        """Save the outcome of `spot`."""
        if isinstance(outcome, EngineFailed):
            self._folder.log(f"the model could not be loaded: {outcome.reason}")
            raise CohortRunError(outcome.reason, outcome.remedy)
        if isinstance(outcome, SpotFailed) and outcome.kind == "unreachable":
            self._queue.unreachable(spot)
            return
        if self._queue.reached(spot):
            self._tries = 0
            self._folder.log(f"{spot.folder} is there again")
        if isinstance(outcome, SpotDone):
            outcome = self._checked(outcome)
        if isinstance(outcome, SpotFailed):
            self._failed(spot, outcome)
        else:
            yield from self._done(spot, outcome)

    def _checked(self, done: SpotDone) -> SpotDone | SpotFailed:
        """Return `done`, or a failure if the worker has another model, program or arithmetic than this run."""
        found, identity = done.record["prediction"], self._folder.identity
        bundle, device = found["bundle"], found["device"]
        if bundle["sha256"] != identity.bundle_sha256 or found["made_by"] != identity.program:
            return SpotFailed(
                f"{done.record['worker']} analysed it with {bundle['name']} {bundle['version']} in {found['made_by']}, "
                "which is not the model and the program of this run. The result was not taken.",
                "Install the same version and the same bundle on all computers.",
            )
        self._before.arithmetic = self._before.arithmetic or device["arithmetic"]
        if device["arithmetic"] != self._before.arithmetic:
            return SpotFailed(
                f"{device['words']} computed in {device['arithmetic']}, the other spots of this run in "
                f"{self._before.arithmetic}. The result was not taken.",
                "Use devices of one kind (--device), or exact precision.",
            )
        return done

    def _done(self, spot: PlannedSpot, done: SpotDone) -> Generator[Progress, None, None]:
        folder, tries = self._folder, 0
        while True:
            try:
                check_during(folder.path, self._options.free(folder.path))
                folder.save(done)
                break
            except OSError as error:
                if error.errno == errno.ENOSPC or tries >= self._options.patience:
                    raise _unwritten(folder.path, error) from error
                tries += 1
                yield self._progress(f"waiting for {folder.path}")
                self._options.pause(PAUSE_S)
        self._ended += 1
        self._errors.pop(spot.key, None)
        self._before.add(self._numbers[spot.key], spot, dict(done.record))
        found = done.record["prediction"]
        folder.log(f"done {spot.name}: p {found['survival_probability']:.3f} {found['qualifier']}, reliability "
                   f"{found['reliability']['level']}, {found['seconds']} s on {done.record['worker']}")  # fmt: skip
        if self._table.is_due:
            self._table.write(folder.path)

    def _failed(self, spot: PlannedSpot, failed: SpotFailed) -> None:
        self._ended += 1
        self._errors[spot.key] = self._folder.save_failure(spot, failed)
        self._folder.log(f"{failed.kind} {spot.name}: {failed.reason} {failed.detail}")
        if len(self._errors) - self._errors_written > self._errors_written // _GROWTH:
            self._write_errors()

    def _write_errors(self) -> None:
        known = sorted((key for key in self._errors if key in self._numbers), key=self._numbers.__getitem__)
        left_out = ({"image": one.place, "kind": "failed", "reason": one.reason, "remedy": one.remedy}
                    for one in self._plan.left_out)  # fmt: skip
        write_errors(self._folder.path, (*(self._errors[key] for key in known), *left_out))
        self._errors_written = len(self._errors)

    def write(self, state: str) -> None:
        """Write the tables and run.json."""
        folder = self._folder
        self._table.write(folder.path)
        self._write_errors()
        folder.write_run({
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

    def finish(self) -> RunSummary:
        """Write everything and return the summary."""
        left = len(self._plan.spots) - len(self._table) - len(self._errors)
        self.write("stopped" if left else "finished")
        parquet = self._table.write_parquet(self._folder.path)
        waiting = len(self._plan.spots) - self._had - len(self._todo)
        self._folder.log(f"end: {len(self._table)} spots have a result, {len(self._errors)} failed, {left} are left")
        return RunSummary(
            len(self._plan.spots), self._had, len(self._table) - self._had, len(self._errors),
            len(self._plan.left_out), waiting, parquet, self._notes(),
        )  # fmt: skip

    def _notes(self) -> tuple[str, ...]:
        """Return sentences on what the user may not expect."""
        notes = [*self._plan.notes]
        if self._before.damaged:
            notes.append(f"{self._before.damaged} damaged records were replaced.")
        if self._before.changed:
            notes.append(f"{self._before.changed} images have another content than before and were analysed again.")
        if self._before.elsewhere:
            notes.append(f"{self._before.elsewhere} results belong to spots that {self._plan.source} does not name "
                         "now. They are kept, but they are not in the tables.")  # fmt: skip
        twice = [names for names in self._before.spots.values() if len(names) > 1]
        if twice:
            named = "; ".join(" = ".join(names) for names in twice[:_NAMED])
            more = f" And {len(twice) - _NAMED} more." if len(twice) > _NAMED else ""
            notes.append(f"{len(twice)} spots occur under several names: {named}.{more}")
        return tuple(notes)


def _refuse_other_source(folder: RunFolder, plan: Plan, before: Before) -> None:
    """Raise CohortRunError if the folder has the results of another table, folder or study.

    A source that was moved, or that names more spots than before, is accepted.
    """
    run = read_run(folder.path)
    if run is not None and before.elsewhere and run.get("source") != plan.source:
        raise CohortRunError(
            f"{folder.path} has the results of {run.get('source')}, and {before.elsewhere} of them are not in "
            f"{plan.source}.", "Choose another folder. To join runs, use: histocast cohort merge.",
        )  # fmt: skip


def _unwritten(folder: Path, error: OSError) -> CohortRunError:
    return CohortRunError(
        f"The result of a spot could not be written to {folder} ({error.strerror or error}).",
        "Free some space, check the folder, and run the same command again. Finished spots are kept.",
    )
