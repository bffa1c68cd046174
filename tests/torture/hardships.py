"""Hardships that are no kill: a full disk, a folder that cannot be written, a clock that goes backwards, and others.

Each is tried with each kind of work in a process of its own. The work must end well, or with an error that has a
sentence for the user; then the hardship ends, everything must open, and the work must come to its end.
"""

import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kinds import KINDS
from moments import Steps
from torture import environment, processes

FULL_BYTES = (1, 2_000, 30_000)
"""Sizes at which writing a file fails, as on a full disk."""
MEMORY_BYTES = 60_000_000
"""What the work may take beyond what its process has at its start."""
FINE, FORESEEN, FAULT = 0, 3, 4


def full_disk(bytes_: int) -> Callable[[Path], None]:
    """No file can become larger than so many bytes."""

    def begin(_: Path) -> None:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing then fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    return begin


def read_only(root: Path) -> None:
    """The folder and everything in it can be read only."""
    for path in (root, *root.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    if os.geteuid() == 0:
        _give_up_rights()


def _give_up_rights() -> None:
    """Give up what root may do beyond the permissions of files; another user could not read Python's own files."""
    import ctypes
    import struct

    header, nothing = struct.pack("Ii", 0x20080522, 0), bytes(24)
    if ctypes.CDLL(None).capset(header, nothing) != 0:
        raise OSError("the rights of root cannot be given up")


def backward_clock(_: Path) -> None:
    """Each question for the time gets an earlier one."""
    now = [time.time()]

    def earlier() -> float:
        now[0] -= 3600.0
        return now[0]

    time.time = earlier


def vanishing_cache(root: Path) -> None:
    """The cache is deleted after every few steps."""
    Steps(7, lambda: shutil.rmtree(root / "home", ignore_errors=True), every=True).begin()


def vanishing_images(root: Path) -> None:
    """The images are removed after some steps."""

    def remove() -> None:
        for name in ("spots", "images"):
            shutil.rmtree(root / name, ignore_errors=True)

    Steps(12, remove).begin()


def little_memory(_: Path) -> None:
    """Nothing large can be allocated any more."""
    import resource

    import psutil

    used = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


HARDSHIPS: dict[str, Callable[[Path], None]] = {
    **{f"full disk at {size} bytes": full_disk(size) for size in FULL_BYTES},
    "read-only folder": read_only,
    "backward clock": backward_clock,
    "vanishing cache": vanishing_cache,
    "vanishing images": vanishing_images,
    "little memory": little_memory,
}
LOSES_INPUT = frozenset({"vanishing images"})
"""Hardships after which the work cannot come to its end, because its input is gone."""


def _suffer(name: str, hardship: str, root: Path, link: Connection) -> None:
    from app.cli.errors import is_out_of_memory
    from model.base.errors import HistocastError

    os.environ["HISTOCAST_HOME"] = str(root / "home")
    try:
        HARDSHIPS[hardship](root)
        KINDS[name].work(root, link.send)
    except (HistocastError, OSError, MemoryError):
        os._exit(FORESEEN)
    except AssertionError:  # the command line refused, with a sentence
        os._exit(FORESEEN)
    except (ImportError, RuntimeError) as error:  # the command line says so in a sentence
        if is_out_of_memory(error):
            os._exit(FORESEEN)
        link.send(("fault", traceback.format_exc()))
        os._exit(FAULT)
    except BaseException:  # noqa: BLE001 every other exception is a fault
        link.send(("fault", traceback.format_exc()))
        os._exit(FAULT)


def _finish(name: str, root: Path, link: Connection) -> None:
    os.environ["HISTOCAST_HOME"] = str(root / "home")
    KINDS[name].work(root, link.send)


def _run(context: Any, target: Callable[..., None], *given: Any) -> tuple[int, list[str], str]:
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=target, args=(*given, there))
    process.start()
    there.close()
    said, fault = [], ""
    try:
        while True:
            got = here.recv()
            if isinstance(got, tuple):
                fault = got[1]
            else:
                said.append(got)
    except (EOFError, OSError):
        pass
    process.join()
    return int(process.exitcode or 0), said, fault


def suffer(name: str, hardship: str, root: Path) -> str:
    """Try one hardship with one kind of work; return what went wrong, or ""."""
    context, kind = processes(), KINDS[name]
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    with environment(root / "home"):
        (root / "home").mkdir()
        kind.prepare(root)
        code, said, fault = _run(context, _suffer, name, hardship, root)
        for path in (root, *root.rglob("*")):
            path.chmod(path.stat().st_mode | 0o700)
        if code not in (FINE, FORESEEN):
            return fault or f"the process ended with code {code}"
        if hardship == "vanishing cache":
            said = [line for line in said if not line.startswith(("settings", "cache", "queue"))]  # deleted with it
        try:
            kind.check(root, said)
            if hardship not in LOSES_INPUT:
                code, more, _ = _run(context, _finish, name, root)
                if code != 0:
                    return f"the work could not be finished afterwards: code {code}"
                kind.check_end(root, [*said, *more])
        except Exception:  # noqa: BLE001 whatever a check raises means that something cannot be used any more
            return traceback.format_exc()
    return ""


def try_all(folder: Path) -> int:
    """Try all hardships with all kinds, print what went wrong, and return the number of faults."""
    count = 0
    for hardship in HARDSHIPS:
        faults = []
        for name in KINDS:
            fault = suffer(name, hardship, folder / "hardship" / name.replace(" ", "-"))
            if fault:
                faults.append(f"  {name}: {fault.rstrip()}")
        print(f"{hardship:24} {len(KINDS)} kinds of work, {len(faults)} faults", *faults, sep="\n", flush=True)
        count += len(faults)
    return count


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="hardships-") as place:
        sys.exit(1 if try_all(Path(place)) else 0)
