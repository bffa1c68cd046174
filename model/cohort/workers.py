"""The interface of workers, which analyse spots, and the simplest workers: one spot at a time in this process."""

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
"""Maximum time in seconds for which `Workers.next` waits, so that a run can show its state and can be stopped."""


class Workers(Protocol):
    """Analyses spots, one or several at the same time. Call `start` first and `close` last, even after an error."""

    def start(self) -> Generator[Progress, None, str]:
        """Prepare the workers and return a text that describes them. Raise an error if the model cannot be loaded."""
        ...

    @property
    def room(self) -> int:
        """Return how many submitted spots may be unfinished at the same time; at least 1."""
        ...

    def submit(self, spot: PlannedSpot) -> None:
        """Submit a spot for analysis."""
        ...

    def steps(self) -> Generator[Progress, None, None]:
        """Do the work that the thread of the run must do before `next`; yield a report after each step.

        Most workers have no such work. If the partial result of a report is a `Notice`, the run logs it.
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

    An unexpected exception in the thread becomes the outcome of its spot, and Ctrl+C ends the run at once. `scratch` is
    the folder for temporary files; None means the system's temporary folder.
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
        return spot, future.result()  # raises KeyboardInterrupt and other exceptions that are not errors of the spot

    def close(self) -> None:
        self._stopped.set()
        self._thread.shutdown(cancel_futures=True)

    def _analyse(self, spot: PlannedSpot) -> Outcome:
        if self._engine is None:
            return EngineFailed("The model was not loaded.", "Report this error.")
        with closing(analyse_spot(spot, self._job, self._engine, self._scratch)) as steps:
            return run_until(steps, self._stopped) or SpotFailed("The run was stopped.", "Run the same command again.")


def run_until(steps: Generator[Progress, None, Outcome], stopped: Event) -> Outcome | None:
    """Run the analysis `steps` to its end and return the outcome; None if `stopped` was set before the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        if stopped.is_set():
            return None


def unexpected(error: BaseException) -> SpotFailed:
    """Return the outcome of a spot whose analysis raised an unexpected exception. The log gets the traceback."""
    reason, remedy = reason_of(error)
    return SpotFailed(reason, remedy, detail="".join(traceback.format_exception(error)))


def with_smaller_batches(engine: "Engine") -> "Engine":
    """Return the engine with an encoder that continues with fewer tiles at once when the memory is not sufficient."""
    return replace(engine, encoder=SmallerBatches(engine.encoder))
