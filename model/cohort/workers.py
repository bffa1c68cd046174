"""The interface of what analyses spots, and its simplest form: one spot at a time in this process."""

import traceback
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

from model.base.progress import Progress
from model.cohort.analyse import Job, analyse_spot
from model.cohort.engine_source import EngineSource
from model.cohort.outcome import EngineFailed, Outcome, SpotFailed, reason_of
from model.cohort.smaller_batches import SmallerBatches
from model.cohort.spot import PlannedSpot

if TYPE_CHECKING:
    from model.predict.engine import Engine

LOOK_S = 0.5
"""Longest time in seconds for which `Workers.next` waits, so that a run shows its state and can be stopped."""


class Workers(Protocol):
    """Analyses spots, one or several at the same time. Call `start` first and `close` last, whatever happens."""

    def start(self) -> Generator[Progress, None, str]:
        """Prepare the workers and return a sentence about them. Raise the error of a model that cannot be loaded."""
        ...

    @property
    def room(self) -> int:
        """Return how many spots may be submitted at the same time now; at least 1."""
        ...

    def submit(self, spot: PlannedSpot) -> None:
        """Add a spot to those that are analysed."""
        ...

    def steps(self) -> Generator[Progress, None, None]:
        """Do work that lies before `next` in the thread of the run, with a report after each step; most do none.

        A `Notice` as the partial result of a report is logged.
        """
        ...

    def next(self) -> tuple[PlannedSpot, Outcome] | None:
        """Wait until one of the submitted spots ends, and return it with its outcome.

        Return None if none ended within about half a second.
        """
        ...

    def close(self) -> None:
        """Stop all work."""
        ...


class LocalWorkers:
    """Analyses one spot at a time in a thread of this process.

    The thread makes an unexpected error an outcome of its spot, and lets Ctrl+C end the run at once. `scratch` is the
    folder for temporary files; None means the system's.
    """

    room = 1

    def __init__(self, source: EngineSource, job: Job, scratch: Path | None = None) -> None:
        self._source, self._job, self._scratch = source, job, scratch
        self._engine: Engine | None = None
        self._stopped = Event()
        self._thread = ThreadPoolExecutor(1, "cohort")
        self._waiting: list[tuple[PlannedSpot, Future[Outcome]]] = []

    def start(self) -> Generator[Progress, None, str]:
        engine = yield from self._source.load()
        self._engine = with_smaller_batches(engine)
        return f"One spot at a time on {engine.device.title}; {engine.device.reason}."

    def submit(self, spot: PlannedSpot) -> None:
        self._waiting.append((spot, self._thread.submit(self._analyse, spot)))

    def steps(self) -> Generator[Progress, None, None]:
        yield from ()

    def next(self) -> tuple[PlannedSpot, Outcome] | None:
        spot, future = self._waiting[0]
        if not wait_for((future,), LOOK_S).done:
            return None
        del self._waiting[0]
        error = future.exception()
        if error is not None and isinstance(error, Exception):
            return spot, unexpected(error)
        return spot, future.result()  # raises what is no error, such as Ctrl+C

    def close(self) -> None:
        self._stopped.set()
        self._thread.shutdown(cancel_futures=True)

    def _analyse(self, spot: PlannedSpot) -> Outcome:
        if self._engine is None:
            return EngineFailed("The model was not loaded.", "Report this error.")
        with closing(analyse_spot(spot, self._job, self._engine, self._scratch)) as steps:
            return run_until(steps, self._stopped) or SpotFailed("The run was stopped.", "Run the same command again.")


def run_until(steps: Generator[Progress, None, Outcome], stopped: Event) -> Outcome | None:
    """Run `steps` to their end and return the outcome; None if `stopped` was set before."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        if stopped.is_set():
            return None


def unexpected(error: BaseException) -> SpotFailed:
    """Return the outcome of a spot whose analysis raised an error that was not foreseen; the log gets its traceback."""
    reason, remedy = reason_of(error)
    return SpotFailed(reason, remedy, detail="".join(traceback.format_exception(error)))


def with_smaller_batches(engine: "Engine") -> "Engine":
    """Return the engine with an encoder that continues with fewer tiles at once when the memory is not sufficient."""
    return replace(engine, encoder=SmallerBatches(engine.encoder))
