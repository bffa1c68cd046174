"""Analyse spots on a Dask cluster: one that this program starts on this computer, or one that is running already.

If a worker disappears, its spot is analysed by another one. Workers return results to this process, which alone writes
the folder of the run.
"""

import logging
import os
import tempfile
import time
from collections import Counter, deque
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from model.base.errors import CohortRunError
from model.base.progress import Progress
from model.cohort.analyse import Job
from model.cohort.engine_source import EngineSource
from model.cohort.outcome import Outcome, SpotFailed
from model.cohort.spot import PlannedSpot
from model.cohort.staging import check_allowed
from model.cohort.workers import unexpected

if TYPE_CHECKING:
    from distributed import Client, Future

    from model.cohort.cluster_plugin import Pin

MOST_LOST = 2
"""A spot during whose analysis so many workers disappeared is set aside."""
_PATIENCE_S = 2.0
"""Seconds between two looks whether a worker has come."""
_LOOK_S = 0.5
"""Seconds between two looks whether a busy worker has disappeared, or another one has come."""
_TRANSFER_S = 300
"""Longest time in seconds for the transfer of a finished result, with the files of the spot."""


@dataclass(frozen=True)
class Tls:
    """The files of encrypted connections, as Dask names them: authority, certificate and key of this side."""

    authority: Path
    certificate: Path
    key: Path


_OURS = ("localhost", "127.0.0.1", "::1")


def check_address(address: str) -> str:
    """Return a warning about a connection that is not encrypted; "" if there is none.

    Raise PolicyError if this computer's policy forbids the network, and CohortRunError if the address is not one.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise CohortRunError(f"{address} is no address of a scheduler.", "Give tls://HOST:PORT or tcp://HOST:PORT.")
    if parts.hostname in _OURS:
        return ""
    check_allowed(address)
    if parts.scheme == "tls":
        return ""
    return (
        f"The connection to {address} is not encrypted, and everyone who can reach its ports can run programs there. "
        "Use it only on a trusted network; otherwise use tls:// with --tls-ca, --tls-cert and --tls-key."
    )


def check_dask() -> None:
    """Raise CohortRunError if the package distributed is not installed."""
    if find_spec("distributed") is None:
        raise CohortRunError(
            "A cluster needs the package distributed, which is not installed.",
            "Install it: pip install 'histocast[cluster]'. Without it, leave out --local-cluster and --scheduler.",
        )


@dataclass
class _Running:
    """A spot that a worker analyses; `worker` is its address."""

    spot: PlannedSpot
    future: "Future"
    worker: str


class ClusterWorkers:
    """Gives every worker of a cluster one spot at a time. Use `local_workers` or `remote_workers`.

    Each spot is submitted to one worker by its address. If Dask itself assigned them, a spot that waits at a worker
    would be suspected when another spot ends the worker.
    """

    def __init__(self, client: "Client", source: EngineSource, job: Job, pins: "tuple[Pin, ...]", words: str) -> None:
        self._client, self._source, self._job, self._pins, self._words = client, source, job, pins, words
        self._plugin = f"histocast-{job.run_id}-{os.getpid()}"
        self._has_plugin = False
        self._ended: SimpleQueue[Future] = SimpleQueue()
        self._running: dict[str, _Running] = {}
        self._waiting: deque[PlannedSpot] = deque()
        self._lost: Counter[str] = Counter()
        """Number of workers that disappeared during the analysis of a spot, by the spot's key."""
        self._count = 0

    def start(self) -> Generator[Progress, None, str]:
        from model.cohort.cluster_plugin import EnginePlugin, program_of_worker

        while not self._addresses():
            yield Progress("waiting for a worker")
            time.sleep(_PATIENCE_S)
        yield Progress("checking the workers")
        programs = self._client.run(program_of_worker)
        ours, _ = program_of_worker()
        others = {f"{host} has {program}" for program, host in programs.values() if program != ours}
        if others:
            remedy = f"Install the same version on all computers; this one has {ours}."
            raise CohortRunError("Workers have another version of the program:", remedy, tuple(sorted(others)))
        self._client.register_plugin(EnginePlugin(self._plugin, self._source, self._job, self._pins))
        self._has_plugin = True
        hosts = {host for _, host in programs.values()}
        return f"{len(programs)} workers on {len(hosts)} computers; {self._words}"

    @property
    def room(self) -> int:
        return max(1, len(self._addresses()))

    def submit(self, spot: PlannedSpot) -> None:
        self._waiting.append(spot)

    def steps(self) -> Generator[Progress, None, None]:
        yield from ()

    def next(self) -> tuple[PlannedSpot, Outcome]:
        while True:
            aside = self._spot_of_lost_worker()
            if aside is not None:
                return aside, SpotFailed(
                    f"Its analysis ended {MOST_LOST} workers, so it was set aside.",
                    "Look into the logs of the workers (is the memory too small?). To try it again: --retry-set-aside.",
                    "set aside",
                )  # fmt: skip
            self._assign()
            try:
                future: Any = self._ended.get(timeout=_LOOK_S)
            except Empty:
                continue
            running = self._running.pop(future.key, None)
            if running is None:
                continue
            try:
                return running.spot, self._outcome(future)
            except TimeoutError:  # the worker disappeared with the result
                self._waiting.appendleft(running.spot)

    def _outcome(self, future: Any) -> Outcome:
        if future.status == "finished":
            outcome: Outcome = future.result(timeout=_TRANSFER_S)
            return outcome
        if future.status == "error":
            return unexpected(future.exception())
        raise _lost_scheduler()

    def _addresses(self) -> set[str]:
        """Return the addresses of all workers that are connected now."""
        try:
            return set(self._client.nthreads())
        except OSError as error:
            raise _lost_scheduler() from error

    def _assign(self) -> None:
        """Give spots that wait to workers that have none."""
        from model.cohort.cluster_plugin import analyse_on_worker

        busy = {running.worker for running in self._running.values()}
        for address in sorted(self._addresses() - busy):
            if not self._waiting:
                return
            spot = self._waiting.popleft()
            self._count += 1  # a spot that is tried again needs another key, or Dask would return its first outcome
            future = self._client.submit(
                analyse_on_worker, spot, self._plugin, key=f"{self._plugin}-{spot.key}-{self._count}", pure=False,
                workers=[address], allow_other_workers=False,
            )  # fmt: skip
            self._running[future.key] = _Running(spot, future, address)
            future.add_done_callback(self._ended.put)

    def _spot_of_lost_worker(self) -> PlannedSpot | None:
        """Let the spots of workers that disappeared wait again; return one that has now lost too many workers."""
        there = self._addresses()
        for key, running in list(self._running.items()):
            if running.worker in there or running.future.done():
                continue
            del self._running[key]
            self._client.cancel([running.future])
            self._lost[running.spot.key] += 1
            if self._lost[running.spot.key] >= MOST_LOST:
                return running.spot
            self._waiting.appendleft(running.spot)
        return None

    def close(self) -> None:
        if self._client.status != "running":
            return
        self._client.cancel([running.future for running in self._running.values()])
        self._running.clear()
        if self._has_plugin and self._addresses():
            self._client.unregister_worker_plugin(self._plugin)


def _lost_scheduler() -> CohortRunError:
    return CohortRunError(
        "The connection to the scheduler was lost.",
        "When it is running again, run the same command again. Finished spots are kept.",
    )


@contextmanager
def local_workers(
    count: int, source: EngineSource, job: Job, pins: "tuple[Pin, ...]" = ()
) -> Iterator[ClusterWorkers]:
    """Start a cluster of `count` worker processes on this computer, and yield its workers.

    It listens on this computer only. A worker that ends is started again.
    """
    check_dask()
    import dask
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="histocast-", ignore_cleanup_errors=True))
        stack.enter_context(dask.config.set({"temporary-directory": scratch}))
        cluster = stack.enter_context(
            LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                memory_limit=0,
                local_directory=scratch,
                silence_logs=logging.CRITICAL,
            )
        )
        client = stack.enter_context(Client(cluster, set_as_default=False))
        words = "; ".join(sorted({pin.device for pin in pins})) or "their own devices"
        yield ClusterWorkers(client, source, job, pins, f"started by this run; {words}")


@contextmanager
def remote_workers(address: str, tls: Tls | None, source: EngineSource, job: Job) -> Iterator[ClusterWorkers]:
    """Connect to the scheduler at `address` (tcp://HOST:PORT or tls://HOST:PORT) and yield its workers.

    Raise CohortRunError if there is none, or if the TLS files do not fit.
    """
    check_dask()
    from distributed import Client

    try:
        client = Client(address, security=_security(tls), set_as_default=False, timeout=30)
    except (OSError, ValueError, TypeError) as error:
        raise CohortRunError(
            f"The scheduler {address} cannot be reached: {error}.",
            "Check the address, that dask scheduler runs there, and the files of --tls-ca, --tls-cert and --tls-key.",
        ) from error
    with client:
        dashboard = client.scheduler_info().get("services", {}).get("dashboard")
        words = f"scheduler {address}" + (f", dashboard {client.dashboard_link}" if dashboard else "")
        yield ClusterWorkers(client, source, job, (), words)


def _security(tls: Tls | None) -> Any:
    if tls is None:
        return None
    from distributed.security import Security

    return Security(
        require_encryption=True, tls_ca_file=str(tls.authority), tls_client_cert=str(tls.certificate),
        tls_client_key=str(tls.key),
    )  # fmt: skip


def local_pins(count: int, device: str) -> "tuple[Pin, ...]":
    """Return a device for each of `count` workers on this computer: the GPUs in turn, or a part of the processor.

    `device` is that of the command line. Raise DeviceError if it cannot be used.
    """
    check_dask()
    from model.backbone.devices import AUTO, choose_device, list_devices
    from model.cohort.cluster_plugin import Pin

    chosen = choose_device(device).name
    gpus = [one.name for one in list_devices() if one.name.startswith("cuda")]
    if device == AUTO and gpus:
        return tuple(Pin(gpus[number % len(gpus)]) for number in range(count))
    if not chosen.startswith("cpu"):
        return tuple(Pin(chosen) for _ in range(count))
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else list(range(os.cpu_count() or 1))
    return tuple(Pin(chosen, shared_cores(cores, number, count)) for number in range(count))


def shared_cores(cores: list[int], number: int, count: int) -> tuple[int, ...]:
    """Return the cores of worker `number` of `count`: equal parts, or one core each if there are fewer cores."""
    if count >= len(cores):
        return (cores[number % len(cores)],)
    return tuple(cores[number * len(cores) // count : (number + 1) * len(cores) // count])
