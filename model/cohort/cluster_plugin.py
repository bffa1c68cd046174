"""Analyse spots on a Dask worker, with an engine that is loaded once per run on the device of the worker.

Only `model.cohort.cluster` and the workers import this module, because it needs the package `distributed`.
"""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from distributed import WorkerPlugin, get_worker

from model.base.progress import result_of
from model.cohort.analyse import Job, analyse_spot
from model.cohort.engine_source import EngineSource
from model.cohort.outcome import FORESEEN, EngineFailed, Outcome, reason_of
from model.cohort.spot import PlannedSpot
from model.cohort.workers import run_until, with_smaller_batches

if TYPE_CHECKING:
    from model.predict.engine import Engine


@dataclass(frozen=True)
class Pin:
    """The device of a worker, and the processor cores that the worker may use. An empty tuple means all cores."""

    device: str
    cores: tuple[int, ...] = ()


class EnginePlugin(WorkerPlugin):
    """Loads the engine when the first spot arrives, and analyses one spot at a time.

    `pins` holds the devices of the workers of a local cluster, by worker number. These workers are named 0, 1, 2 and so
    on. A restarted worker keeps its name and therefore its device.
    """

    def __init__(self, name: str, source: EngineSource, job: Job, pins: tuple[Pin, ...] = ()) -> None:
        self.name = name
        self._source, self._job, self._pins = source, job, pins

    def setup(self, worker: Any) -> None:
        """Prepare the worker process: set its processor cores and its folder for temporary files."""
        self._scratch = Path(worker.local_directory)
        self._pin = self._pins[int(worker.name) % len(self._pins)] if self._pins else Pin("")
        self._engine: Engine | EngineFailed | None = None
        self._lock, self._stopped = Lock(), Event()
        if self._pin.cores:
            _use_cores(self._pin.cores)

    def teardown(self, worker: Any) -> None:
        """Stop the running analysis after its current batch of tiles, because the worker closes."""
        self._stopped.set()

    def analyse(self, spot: PlannedSpot) -> Outcome | None:
        """Analyse `spot` and return the outcome, or None if the worker leaves the cluster before the analysis ends.

        The worker's other threads wait, because an engine can analyse only one spot at a time.
        """
        with self._lock:
            if self._engine is None:
                self._engine = self._loaded()
            if isinstance(self._engine, EngineFailed):
                return self._engine
            with closing(analyse_spot(spot, self._job, self._engine, self._scratch)) as steps:
                return run_until(steps, self._stopped)

    def _loaded(self) -> "Engine | EngineFailed":
        try:
            return with_smaller_batches(result_of(self._source.load(self._pin.device)))
        except FORESEEN as error:
            return EngineFailed(*reason_of(error))


def analyse_on_worker(spot: PlannedSpot, plugin: str) -> Outcome | None:
    """Analyse `spot` with the engine of the worker that runs this function.

    `plugin` is the name of the `EnginePlugin` that holds the engine. Return None if the worker leaves the cluster.
    """
    found: EnginePlugin | None = get_worker().plugins.get(plugin)
    return found.analyse(spot) if found is not None else None  # a closing worker has already removed the plugin


def program_of_worker(dask_worker: Any = None) -> tuple[str, str, int]:
    """Return the version of the program on a worker, the name of the worker's computer, and its memory limit in bytes.

    A limit of 0 means that there is no limit. Dask passes a worker or the scheduler as `dask_worker`; the scheduler has
    no limit.
    """
    import socket
    from importlib.metadata import version

    limit = getattr(getattr(dask_worker, "memory_manager", None), "memory_limit", None) or 0
    return f"histocast {version('histocast')}", socket.gethostname(), int(limit)


def serves_dashboard(dask_scheduler: Any = None) -> bool:
    """Return whether a scheduler has a dashboard.

    A scheduler that was started with `--no-dashboard` serves no pages for people at its HTTP address.
    """
    return any("bokeh" in type(one).__module__ for one in dask_scheduler.http_application.applications)


def _use_cores(cores: tuple[int, ...]) -> None:
    """Restrict this process, including torch and OpenVINO, to `cores` if the operating system supports it."""
    import torch

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)
    torch.set_num_threads(len(cores))
