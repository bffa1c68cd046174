"""Damage files of every kind and open them, as the program does: `make fuzz`, or

    python tests/fuzz/fuzz.py --seconds 3600 --seed 1 --keep faults/ [--target csv]

Every file must open or be refused with a `HistocastError`. Anything else is a fault: another exception, the end of the
process, more than 20 s of processor time, more than 4 GB of memory. Faults are kept with a number from which the same
file can be made again. The exit code is 1 if there is one.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from mutations import mutated  # noqa: E402
from targets import TARGETS  # noqa: E402

from model.base.errors import HistocastError  # noqa: E402

LONGEST_S = 20.0
MEMORY_BYTES = 4_000_000_000
OPENED, REFUSED = "opened", "refused"


@dataclass
class Found:
    """The results of one target, counted by kind, and its faults as text with their number."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    """Number of the damaged file, name of the good one, and what happened."""


class TooLongError(BaseException):
    """A file took more than `LONGEST_S` of processor time. No reader catches it."""


def damaged(name: str, seed: int, number: int, good: list[Path]) -> tuple[Path, bytes]:
    """Return a good file of the target `name` and its bytes with the damage of this number."""
    source = random.Random(f"{name} {seed} {number}")
    path = source.choice(good)
    return path, mutated(path.read_bytes(), source)


def opened(name: str, path: Path) -> str:
    """Return what became of the file: opened, refused, or the stack of a fault."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            TARGETS[name].open(path)
    except HistocastError as error:
        if not str(error).strip() or not error.remedy.strip():
            return f"an error without a sentence or a remedy: {error!r}"
        return REFUSED
    except Exception:  # noqa: BLE001 every other exception is a fault
        return traceback.format_exc()
    return OPENED


def good_files(name: str, folder: Path) -> list[Path]:
    folder.mkdir(parents=True)
    TARGETS[name].write(folder)
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def run_here(name: str, seed: int, numbers: range, folder: Path) -> Found:
    """Open damaged files in this process, without limits; for a few of them in the tests."""
    good, found = good_files(name, folder / "good"), Found()
    for number in numbers:
        path, data = damaged(name, seed, number, good)
        place = folder / path.name
        place.write_bytes(data)
        _note(found, number, path.name, opened(name, place))
        place.unlink()
    return found


def _note(found: Found, number: int, name: str, result: str) -> None:
    kind = result if result in {OPENED, REFUSED} else "fault"
    found.counts[kind] += 1
    if kind == "fault":
        found.faults.append((number, name, result))


# -- with limits, in a process that may die ----------------------------------------------------------------------
def _work(name: str, seed: int, first: int, link: Connection) -> None:
    """Open damaged files until the process is ended; announce each before it is opened."""
    import faulthandler
    import resource

    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))

    def too_long(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGPROF, too_long)
    with tempfile.TemporaryDirectory() as folder:
        good = good_files(name, Path(folder) / "good")
        number = first
        while True:
            path, data = damaged(name, seed, number, good)
            place = Path(folder) / path.name
            place.write_bytes(data)
            link.send((number, path.name, None))
            signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
            try:
                result = opened(name, place)
            except TooLongError:
                result = f"more than {LONGEST_S:.0f} s of processor time\n{traceback.format_exc()}"
            signal.setitimer(signal.ITIMER_PROF, 0)
            link.send((number, path.name, result))
            place.unlink()
            number += 1


def run_apart(name: str, seed: int, seconds: float) -> Found:
    """Open damaged files in another process for some seconds; start it again after it died."""
    found, until, number = Found(), time.monotonic() + seconds, 0
    context = multiprocessing.get_context("fork")
    while time.monotonic() < until:
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(name, seed, number, there), daemon=False)
        process.start()
        there.close()
        current = ""
        try:
            while time.monotonic() < until:
                if not here.poll(10 * LONGEST_S):
                    _note(found, number, current, "no sign of life")
                    number += 1
                    break
                number, current, result = here.recv()
                if result is not None:
                    _note(found, number, current, result)
                    number += 1
        except EOFError:
            process.join()
            _note(found, number, current, f"the process ended with code {process.exitcode}")
            number += 1
        process.kill()
        process.join()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="time for all targets together (default: 60)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=sorted(TARGETS), action="append", help="only this reader (repeatable)")
    parser.add_argument("--keep", type=Path, help="folder for the files that are faults")
    args = parser.parse_args()
    names, total = args.target or sorted(TARGETS), Counter()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(HISTOCAST_HOME=home, HISTOCAST_ISOLATION="off")
        for name in names:
            found = run_apart(name, args.seed, args.seconds / len(names))
            total += found.counts
            print(f"{name:10} {sum(found.counts.values()):7} files: {dict(found.counts)}", flush=True)
            for number, file, result in found.faults[:20]:
                print(f"  seed {args.seed}, number {number}, {file}:\n{result.rstrip()}", flush=True)
                if args.keep is not None:
                    _keep(args.keep, name, args.seed, number)
    print(f"all        {sum(total.values()):7} files: {dict(total)}; seed {args.seed}")
    return 1 if total["fault"] else 0


def _keep(folder: Path, name: str, seed: int, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as good:
        path, data = damaged(name, seed, number, good_files(name, Path(good) / "good"))
    (folder / f"{name}-{seed}-{number}-{path.name}").write_bytes(data)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
