"""Processes that behave like separate computers: a scheduler, workers that come and go, and the run.

Each has a folder and a home of its own. With `networked`, each also has its own network, mounts and host name (Linux
namespaces, as root only): the processes reach each other through a bridge, by addresses, as computers do.
"""

import asyncio
import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tiny_cohort

from model.cohort.analyse import Job
from model.cohort.cluster import Tls, remote_workers
from model.cohort.run import RunOptions

_NEW_MOUNTS, _NEW_NAMES, _NEW_NETWORK = 0x00020000, 0x04000000, 0x40000000


@dataclass(frozen=True)
class Machine:
    """What a process needs to become a computer: its name, its folder, and its address in the network, if any."""

    name: str
    folder: Path
    address: str = ""

    @property
    def listens_at(self) -> str:
        return self.address or "127.0.0.1"


class Hosts:
    """The computers of a test, by name. `close` switches all of them off."""

    def __init__(self, processes, folder: Path) -> None:
        self._processes, self._folder = processes, folder
        self._running: dict[str, tuple[Any, Any]] = {}
        self._numbers: dict[str, int] = {}
        self._cables: dict[str, str] = {}
        self._bridge = ""

    def networked(self) -> str:
        """Give each computer that starts from now on its own network; return why that is impossible, else ""."""
        if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
            return "only root can make networks, on Linux with iproute2"
        bridge = f"hc{secrets.token_hex(4)}"
        try:
            _ip("link", "add", bridge, "type", "bridge")
        except subprocess.CalledProcessError as error:
            return f"this system forbids networks: {error.stderr.decode().strip()}"
        self._bridge = bridge
        _ip("link", "set", bridge, "up")
        return ""

    def on(self, name: str, function: Callable, *given: Any) -> Any:
        """Switch the computer `name` on to run `function(machine, connection, *given)`; return what it sends first."""
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        machine = Machine(name, folder, f"10.213.77.{number}" if self._bridge else "")
        ours, theirs = self._processes.Pipe()
        process = self._processes.Process(target=_run, args=(function, machine, theirs, given))
        process.start()
        theirs.close()
        self._running[name] = process, ours
        if self._bridge:
            assert ours.recv() == "namespaces"
            inner, outer = (f"hc{end}{secrets.token_hex(4)}" for end in "io")
            self._cables[name] = outer
            _ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", str(process.pid))
            _ip("link", "set", outer, "master", self._bridge)
            _ip("link", "set", outer, "up")
            ours.send(inner)
        return ours.recv()

    def tell(self, name: str, message: Any = None) -> None:
        """Send a message to a computer."""
        self._running[name][1].send(message)

    def hear(self, name: str) -> Any:
        """Return the next message of a computer; None if it ended without another one."""
        try:
            return self._running[name][1].recv()
        except EOFError:
            return None

    def off(self, name: str, kill: bool = True) -> None:
        """Switch a computer off without notice, or wait until it switches off."""
        process, connection = self._running.pop(name)
        if kill and process.is_alive():
            process.kill()
        process.join()
        connection.close()
        process.close()
        if name in self._cables:
            # Linux removes the network of an ended process some time later; its address must not answer until then.
            with suppress(subprocess.CalledProcessError):
                _ip("link", "delete", self._cables.pop(name))

    def close(self) -> None:
        for name in list(self._running):
            self.off(name)
        if self._bridge:
            _ip("link", "delete", self._bridge)


def _ip(*given: str) -> None:
    subprocess.run(["ip", *given], check=True, capture_output=True)


def _run(function: Callable, machine: Machine, connection, given: tuple) -> None:
    """Become `machine`, then run the function."""
    if machine.address:
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.unshare(_NEW_MOUNTS | _NEW_NAMES | _NEW_NETWORK) == 0
        socket.sethostname(machine.name)
        subprocess.run(["mount", "--make-rprivate", "/"], check=True)
        connection.send("namespaces")
        device = connection.recv()
        _ip("link", "set", "lo", "up")
        _ip("addr", "add", f"{machine.address}/24", "dev", device)
        _ip("link", "set", device, "up")
    os.environ["HISTOCAST_HOME"] = str(machine.folder / "home")
    os.chdir(machine.folder)
    function(machine, connection, *given)


def scheduler(machine: Machine, connection, tls: Tls | None = None) -> None:
    """Run a Dask scheduler; the first message is its address."""
    from distributed import Scheduler

    async def serve() -> None:
        protocol = "tls" if tls else "tcp"
        given = {"security": _security(tls)} if tls else {}
        made = Scheduler(host=machine.listens_at, port=0, protocol=protocol, dashboard_address=":0", **given)
        async with made:
            connection.send(made.address)
            await made.finished()

    asyncio.run(serve())


def worker(machine: Machine, connection, address: str, tls: Tls | None = None) -> None:
    """Run a Dask worker with one thread; the first message is its address. It leaves at SIGTERM, as `dask worker`."""
    from distributed import Worker

    async def serve() -> None:
        made = Worker(
            address, nthreads=1, host=machine.listens_at, local_directory=str(machine.folder),
            security=_security(tls) if tls else None,
        )  # fmt: skip
        async with made:
            asyncio.get_running_loop().add_signal_handler(
                signal.SIGTERM, lambda: asyncio.ensure_future(made.close(reason="signal"))
            )
            connection.send(made.address)
            await made.finished()

    asyncio.run(serve())


def _security(tls: Tls | None):
    from distributed.security import Security

    assert tls is not None
    files = {"tls_ca_file": str(tls.authority)}
    for side in ("scheduler", "worker", "client"):
        files |= {f"tls_{side}_cert": str(tls.certificate), f"tls_{side}_key": str(tls.key)}
    return Security(require_encryption=True, **files)


def run(
    machine: Machine, connection, address: str, source: Path, bundle: Path, out: Path, stops=(), engine=None, tls=None
) -> None:
    """Run the cohort on the scheduler. The first message is "begun".

    After each number of spots in `stops`, send that number and wait for an answer. While the run waits for a folder,
    send "waiting" and wait for an answer; so no time passes. The last message is the summary.
    """
    given = tiny_cohort.identity(bundle)
    engine, job = engine or tiny_cohort.TinySource(bundle, out.parent), Job(given.run_id)
    connection.send("begun")

    def ask(message: Any) -> None:
        connection.send(message)
        connection.recv()

    with remote_workers(address, tls, engine, job) as workers:
        following, ended = workers.next, iter(range(10**6))

        def counted():
            found = following()
            if found is not None and (number := next(ended) + 1) in stops:
                ask(number)
            return found

        workers.next = counted
        options = RunOptions(pause=lambda _: ask("waiting"))
        summary = tiny_cohort.result_of_run(
            source, bundle, out, workers=lambda *_: workers, engine=engine, options=options
        )
    connection.send(summary)


def mounted(machine: Machine, connection, function: Callable, share: Path, seen: Path, *given: Any) -> None:
    """Mount the folder `share` at `seen` on this computer only, then run the function."""
    subprocess.run(["mount", "--bind", str(share), str(seen)], check=True)
    function(machine, connection, *given)


@dataclass(frozen=True)
class UnmountingSource(tiny_cohort.TinySource):
    """Unmounts the folder `seen` on the computer "two" during its first analysis."""

    seen: Path = Path()

    def _deadly(self, tiles):
        if socket.gethostname() == "two" and "lost" not in (self.folder / tiny_cohort.BEGUN).read_text():
            self.note("lost")
            subprocess.run(["umount", "--lazy", str(self.seen)], check=True)


@dataclass(frozen=True)
class LeavingSource(tiny_cohort.TinySource):
    """Ends its worker as a job system does, in the analysis of the fourth spot, the first two times."""

    def _deadly(self, tiles):
        from distributed import get_worker

        done = len(list((self.folder / "run" / "records").glob("??/*.json")))
        if done == 3 and len(self.notes("leaves")) < 2:
            plugins = get_worker().plugins.values()
            (stopped,) = (plugin._stopped for plugin in plugins if hasattr(plugin, "_stopped"))
            self.note("leaves")
            os.kill(os.getpid(), signal.SIGTERM)
            stopped.wait()
