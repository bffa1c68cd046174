"""Connect to a Dask cluster: either start a cluster on this computer, or use one that is already running."""

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from model.base.errors import CohortRunError
from model.cohort.analyse import Job
from model.cohort.cluster_workers import ClusterWorkers
from model.cohort.engine_source import EngineSource
from model.cohort.scratch import scratch_folder
from model.cohort.staging import check_allowed

if TYPE_CHECKING:
    from model.cohort.cluster_plugin import Pin


CONNECT_S = 30.0
"""Maximum time in seconds to wait for the connection to a scheduler."""


@dataclass(frozen=True)
class Tls:
    """The files of an encrypted connection: the certificate authority, and the certificate and key of this computer."""

    authority: Path
    certificate: Path
    key: Path


_OURS = ("localhost", "127.0.0.1", "::1")


def check_address(address: str) -> str:
    """Return a warning if the connection to `address` is not encrypted and leads to another computer; otherwise "".

    Raise PolicyError if this computer's policy forbids the network, and CohortRunError if `address` is not the address
    of a scheduler.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise CohortRunError(f"{address} is not a scheduler address.", "Give tls://HOST:PORT or tcp://HOST:PORT.")
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
    """Raise CohortRunError if the package `distributed` is not installed."""
    if find_spec("distributed") is None:
        raise CohortRunError(
            "A cluster needs Dask's package 'distributed', which is not installed.",
            "Install it: pip install 'histocast[cluster]'. Or run without --local-cluster and --scheduler.",
        )


@contextmanager
def local_workers(
    count: int, source: EngineSource, job: Job, pins: "tuple[Pin, ...]" = ()
) -> Iterator[ClusterWorkers]:
    """Start a cluster of `count` worker processes on this computer, and yield the object that gives them spots.

    The cluster accepts connections from this computer only. If a worker process ends unexpectedly, Dask starts it
    again.
    """
    check_dask()
    import dask
    from distributed import Client, LocalCluster

    with ExitStack() as stack:
        scratch = str(stack.enter_context(scratch_folder()))
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
                preload=["model.cohort.cluster_preload"],
            )
        )
        client = stack.enter_context(Client(cluster, set_as_default=False))
        words = "; ".join(sorted({pin.device for pin in pins})) or "their own devices"
        yield ClusterWorkers(client, source, job, pins, f"started by this run; {words}")


@contextmanager
def remote_workers(
    address: str, tls: Tls | None, source: EngineSource, job: Job, timeout_s: float = CONNECT_S
) -> Iterator[ClusterWorkers]:
    """Connect to the scheduler at `address`, and yield the object that gives spots to its workers.

    `address` is tcp://HOST:PORT or tls://HOST:PORT.

    If `tls` is None, Dask takes the files of an encrypted connection from its own configuration. Raise CohortRunError
    if no scheduler answers, or if it refuses these files.
    """
    check_dask()
    from distributed import Client

    try:
        security = _security(tls)
        asyncio.run(_connect(address, security, timeout_s))
        client = Client(address, security=security, set_as_default=False, timeout=timeout_s)
    except (OSError, ValueError, TypeError, RuntimeError) as error:  # Dask has no exception class of its own for this
        raise CohortRunError(
            f"The scheduler {address} cannot be reached: {error}.",
            "Check the address, that dask scheduler runs there, and the files of --tls-ca, --tls-cert and --tls-key.",
        ) from error
    with client:
        yield ClusterWorkers(client, source, job, (), f"scheduler {address}")


async def _connect(address: str, security: Any, timeout_s: float) -> None:
    """Test the connection to the scheduler, and raise an error if it fails.

    A Dask client that cannot connect would leave threads and warnings behind.
    """
    from distributed.comm import connect

    comm = await connect(address, timeout=timeout_s, **security.get_connection_args("client"))
    await comm.close()


def _security(tls: Tls | None) -> Any:
    """Return Dask's settings for encryption, from `tls` or, if that is None, from Dask's own configuration."""
    from distributed.security import Security

    if tls is None:
        return Security()
    for file in (tls.authority, tls.certificate, tls.key):
        file.stat()  # raises an error that names the missing file; Dask's error does not name it
    return Security(
        require_encryption=True, tls_ca_file=str(tls.authority), tls_client_cert=str(tls.certificate),
        tls_client_key=str(tls.key),
    )  # fmt: skip


def local_pins(count: int, device: str) -> "tuple[Pin, ...]":
    """Return the device of each of `count` workers on this computer: one of the GPUs, or a share of the cores.

    `device` is the value of the option --device. Raise DeviceError if it cannot be used.
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
    """Return the processor cores for worker `number` of `count`: an equal share of `cores`, but at least one."""
    if count >= len(cores):
        return (cores[number % len(cores)],)
    return tuple(cores[number * len(cores) // count : (number + 1) * len(cores) // count])
