"""Give the spots of a run to the connected workers of a Dask cluster.

If a worker disappears, another worker analyses its spot. Workers return their results to this process, and only this
process writes to the folder of the run. A worker that cannot analyse any spot gets no more spots. Otherwise it would
fail one spot after the other, faster than the other workers analyse theirs.
"""

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from model.base.errors import CohortRunError, RunStoppedError
from model.base.plural import plural
from model.base.progress import Notice, Progress
from model.cohort.analyse import Job
from model.cohort.engine_source import EngineSource
from model.cohort.outcome import EngineFailed, Outcome, SpotFailed
from model.cohort.spot import PlannedSpot
from model.cohort.workers import LOOK_S, unexpected

if TYPE_CHECKING:
    from distributed import Client, Future

    from model.cohort.cluster_plugin import Pin

MOST_LOST = 2
"""If this number of workers disappeared while they analysed the same spot, the spot is set aside and not tried again.
"""
LEAST_MEMORY = 4_000_000_000
"""Memory in bytes that a worker needs for the model and a spot. By default, `dask worker --nthreads 1` may use only one
processor core's share of the memory. A worker that needs more pauses for ever.
"""
_PATIENCE_S = 2.0
"""Seconds between two checks whether the first worker has connected."""
_BLIND_S = 60.0
"""Time in seconds for which a worker that could not reach a folder gets no more spots of this folder."""


@dataclass(frozen=True)
class _Running:
    """A spot that is being analysed. `worker` is the address of the worker that analyses it."""

    spot: PlannedSpot
    future: "Future"
    worker: str


class ClusterWorkers:
    """Gives every worker of a cluster one spot at a time. `model.cohort.cluster` creates the instances.

    Each spot is submitted to one worker, by the worker's address. Dask itself does not assign the spots: if the
    analysis of a spot ends its worker process, Dask would count this as a failure of all spots that wait at the worker.
    `text` describes the cluster.
    """

    def __init__(
        self, client: "Client", source: EngineSource, job: Job, pins: "tuple[Pin, ...]", text: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._client, self._source, self._job, self._pins, self._text = client, source, job, pins, text
        self._clock = clock
        self._plugin = f"histocast-{job.run_id}-{os.getpid()}"
        self._has_plugin = False
        self._ended: SimpleQueue[Future] = SimpleQueue()
        self._transfers = ThreadPoolExecutor(1, "cohort-transfer")
        self._running: dict[str, _Running] = {}
        self._waiting: deque[PlannedSpot] = deque()
        self._there: set[str] = set()
        """Addresses of the workers that were connected at the last check."""
        self._examined: set[str] = set()
        self._refused: set[str] = set()
        """Addresses of workers that get no spots: they leave, have another version of the program, or cannot load the
        model."""
        self._blind: dict[tuple[str, str], float] = {}
        """Time at which a worker failed to reach a folder, by (address of the worker, folder)."""
        self._unreached: dict[str, SpotFailed] = {}
        self._engine_failed: EngineFailed | None = None
        self._lost: Counter[str] = Counter()
        """Number of workers that disappeared during the analysis of a spot, by the spot's key."""
        self._count = 0
        self._has_worked = False
        """Whether a worker has returned a result, which shows that the run is set up correctly."""
        self._news: list[str] = []

    def start(self) -> Generator[Progress, None, str]:
        from model.cohort.cluster_plugin import EnginePlugin, program_of_worker, serves_dashboard

        while not self._addresses():
            yield Progress("waiting for a worker")
            time.sleep(_PATIENCE_S)
        yield Progress("checking the workers")
        programs = self._client.run(program_of_worker, on_error="return")
        faults = [_fault(address, found) for address, found in programs.items()]
        faults = [fault for fault in (*faults, self._fault_of_scheduler()) if fault]
        if faults:
            remedy = f"Install the same version on all computers; this one has {program_of_worker()[0]}."
            raise CohortRunError("The cluster has another version of the program:", remedy, tuple(sorted(faults)))
        self._client.register_plugin(EnginePlugin(self._plugin, self._source, self._job, self._pins))
        self._has_plugin = True
        self._there, self._examined = set(programs), set(programs)
        self._news += [note for address, found in sorted(programs.items()) if (note := _note_on_memory(address, found))]
        hosts = {found[1] for found in programs.values()}
        there = f"{plural(len(self._there), 'worker')} on {plural(len(hosts), 'computer')}; {self._text}"
        shown: bool = self._client.run_on_scheduler(serves_dashboard)
        return f"{there}, dashboard {self._client.dashboard_link}" if shown else there

    def _fault_of_scheduler(self) -> str:
        """Return why the program on the scheduler's computer cannot be used, as text; "" if it can be used.

        The scheduler needs the program too, because it handles the functions that the workers run.
        """
        from model.cohort.cluster_plugin import program_of_worker

        try:
            found: Any = self._client.run_on_scheduler(program_of_worker)
        except (ImportError, AttributeError) as error:
            found = error
        return _fault("the scheduler", found)

    @property
    def room(self) -> int:
        return max(1, len(self._there - self._refused))

    def submit(self, spot: PlannedSpot) -> None:
        self._waiting.append(spot)

    def steps(self) -> Generator[Progress, None, None]:
        self._look()
        news, self._news = self._news, []
        for text in news:
            yield Progress("analysing spots", partial=Notice(text))
        if not self._there - self._refused:
            yield Progress("waiting for a worker")

    def next(self) -> tuple[PlannedSpot, Outcome] | None:
        ended = self._spot_of_lost_worker()
        if ended is None:
            self._assign()
            ended = self._spot_for_no_worker()
        if ended is not None:
            return ended
        try:
            future: Any = self._ended.get(timeout=LOOK_S)
        except Empty:
            return None
        running = self._running.pop(future.key, None)
        return None if running is None else self._judged(running)

    def _addresses(self) -> set[str]:
        """Return the addresses of all workers that are connected now."""
        try:
            return set(self._client.nthreads())
        except OSError as error:
            raise _lost_scheduler() from error

    def _look(self) -> None:
        """Update the set of connected workers, and check that each new worker runs the same version of the program."""
        from model.cohort.cluster_plugin import program_of_worker

        self._there = self._addresses()
        self._examined &= self._there
        self._refused &= self._there
        new = self._there - self._examined
        if new:
            programs = self._client.run(program_of_worker, workers=sorted(new), on_error="return")
            for address, found in programs.items():
                fault = _fault(address, found)
                if fault:
                    self._refuse(address, fault)
                else:
                    self._news.append(f"{address} on {found[1]} joined. {_note_on_memory(address, found)}".rstrip())
            self._examined |= programs.keys()

    def _refuse(self, address: str, why: str) -> None:
        self._refused.add(address)
        self._news.append(f"{address} gets no more spots: {why}")

    def _assign(self) -> None:
        """Give waiting spots to idle workers."""
        from model.cohort.cluster_plugin import analyse_on_worker

        busy = {running.worker for running in self._running.values()}
        for address in sorted(self._there & self._examined - self._refused - busy):
            spot = next((one for one in self._waiting if not self._is_blind(address, one.folder)), None)
            if spot is None:
                continue
            self._waiting.remove(spot)
            # Dask needs a new key for each try of a spot; with the old key, it would return the first outcome again.
            self._count += 1
            future = self._client.submit(
                analyse_on_worker, spot, self._plugin, key=f"{self._plugin}-{spot.key}-{self._count}", pure=False,
                workers=[address], allow_other_workers=False,
            )  # fmt: skip
            self._running[future.key] = _Running(spot, future, address)
            future.add_done_callback(self._ended.put)

    def _is_blind(self, address: str, folder: str) -> bool:
        """Return whether the worker at `address` failed to reach `folder` less than `_BLIND_S` seconds ago."""
        since = self._blind.get((address, folder))
        return since is not None and self._clock() - since < _BLIND_S

    def _judged(self, running: _Running) -> tuple[PlannedSpot, Outcome] | None:
        """Return the spot whose analysis has ended, with its outcome.

        If the worker and not the spot is the cause of a failure, return None. Another worker then tries the spot.
        """
        spot, outcome = running.spot, self._outcome(running)
        if outcome is None:
            self._refused.add(running.worker)
            self._news.append(f"{running.worker} leaves; another worker analyses {spot.name}")
        elif isinstance(outcome, EngineFailed):
            self._engine_failed = outcome
            self._refuse(running.worker, f"{outcome.reason} {outcome.remedy}")
        elif isinstance(outcome, SpotFailed) and outcome.kind == "unreachable":
            self._blind[running.worker, spot.folder] = self._clock()
            self._unreached[spot.folder] = outcome
            self._news.append(f"{running.worker}: {outcome.reason}")
        else:
            self._has_worked = True
            return spot, outcome
        self._waiting.appendleft(spot)
        return None

    def _outcome(self, running: _Running) -> Outcome | None:
        """Return the outcome that a worker sent for a spot.

        Return None if the worker left or disappeared before the outcome arrived.
        """
        future: Any = running.future
        if future.status == "error":
            error = future.exception()
            if isinstance(error, ImportError):
                return EngineFailed(f"A package is missing or damaged: {error}.", "Install Histocast there again.")
            return unexpected(error)
        if future.status != "finished":
            raise _lost_scheduler()
        transfer = self._transfers.submit(future.result)
        while True:
            try:
                outcome: Outcome | None = transfer.result(timeout=LOOK_S)
                return outcome
            except CancelledError:
                return None
            except OSError as error:
                if transfer.done():  # other OSErrors are timeouts, because TimeoutError is a subclass of OSError
                    raise _lost_scheduler() from error
                if running.worker not in self._addresses():
                    self._client.cancel([future])  # the result is lost with the worker

    def _spot_of_lost_worker(self) -> tuple[PlannedSpot, Outcome] | None:
        """Put the spots back into the queue that workers were analysing when they disappeared.

        If too many workers have now disappeared during the analysis of one spot, return this spot with its failure.
        """
        for key, running in list(self._running.items()):
            if running.worker in self._there or running.future.done():
                continue
            del self._running[key]
            self._client.cancel([running.future])
            if not self._left(running.worker):
                self._lost[running.spot.key] += 1
                self._news.append(f"{running.worker} disappeared during the analysis of {running.spot.name}")
            if self._lost[running.spot.key] >= MOST_LOST:
                return running.spot, SpotFailed(
                    f"{MOST_LOST} workers ended during its analysis, so it was set aside.",
                    "Check the workers' logs; their memory may be too small. To try again: --retry-set-aside.",
                    "set aside",
                )  # fmt: skip
            self._waiting.appendleft(running.spot)
        return None

    def _left(self, address: str) -> bool:
        """Return whether the worker announced its end, as a worker does when its user or a job system removes it."""
        events = self._client.get_events(address)
        return any(isinstance(event, dict) and event.get("action") == "closing-worker" for _, event in events)

    def _spot_for_no_worker(self) -> tuple[PlannedSpot, Outcome] | None:
        """Return a spot that none of the connected workers can analyse, with the reason."""
        able = self._there - self._refused
        if not able:  # wait for more workers, unless all of them failed to load the model
            failed = self._engine_failed if self._there and not self._has_worked else None
            return (self._waiting.popleft(), failed) if failed and self._waiting else None
        for spot in self._waiting:
            if all(self._is_blind(address, spot.folder) for address in able):
                self._waiting.remove(spot)
                for address in able:  # the run decides when any worker tries the folder again
                    del self._blind[address, spot.folder]
                return spot, self._unreached[spot.folder]
        return None

    def close(self) -> None:
        self._transfers.shutdown(wait=False, cancel_futures=True)
        if self._client.status != "running":
            return
        self._client.cancel([running.future for running in self._running.values()])
        self._running.clear()
        if self._has_plugin and self._addresses():
            self._client.unregister_worker_plugin(self._plugin)


def _fault(address: str, found: Any) -> str:
    """Return why the program on the worker at `address` cannot be used, as text; "" if it can be used.

    `found` is the result of `program_of_worker`.
    """
    from model.cohort.cluster_plugin import program_of_worker

    if isinstance(found, BaseException):
        return f"{address} cannot load the program ({found})"
    program, host, _ = found
    return "" if program == program_of_worker()[0] else f"{address} on {host} has {program}"


def _note_on_memory(address: str, found: tuple[str, str, int]) -> str:
    """Return a warning if the worker's memory limit is too low, so that Dask would pause or end it; otherwise ""."""
    limit = found[2]
    if not 0 < limit < LEAST_MEMORY:
        return ""
    return (
        f"{address} on {found[1]} may use only {limit / 1000000000.0:.1f} GB: start it with --memory-limit 0 or "
        "a larger limit."
    )


def _lost_scheduler() -> RunStoppedError:
    return RunStoppedError(
        "The connection to the scheduler was lost.",
        "When the scheduler is running again, run the same command again. Finished spots are kept.",
    )
