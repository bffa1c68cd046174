"""End the program without notice at random moments, and check that nothing is lost: `make torture`, or

    python tests/torture/torture.py --kills 200 --seed 1 [--kind reading] [--keep faults/]

For each kind of work, a process works, is killed, everything is opened and checked, and the next process continues from
what is there. Every second kill comes at a numbered step (an access to a file, a statement), so that it can be
repeated; the others come at a random time, also in the middle of a step. Afterwards each hardship is tried once: a full
disk, a folder that cannot be written, a clock that goes backwards, a cache that disappears, a slide that disappears,
too little memory. The exit code is 1 if anything was lost.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
for folder in (str(HERE), str(ROOT)):
    if folder not in sys.path:
        sys.path.insert(0, folder)

from kinds import KINDS, Kind  # noqa: E402
from moments import Steps  # noqa: E402

PRELOADED = ("torch", "tifffile", "h5py", "model.predict.pipeline", "model.training.train", "kinds", "app.ui.settings")
"""Modules that the process is started with of which all others are copies, so that each starts at once."""
KILLED = -9


@dataclass
class Outcome:
    """What happened to one kind: numbers of kills, of runs that came to their end, and what was lost."""

    kills: int = 0
    ends: int = 0
    acknowledged: int = 0
    faults: list[str] = field(default_factory=list)


@contextlib.contextmanager
def environment(home: Path) -> Iterator[None]:
    """Give this process and its children a home of their own."""
    given = {"HISTOCAST_HOME": str(home), "HISTOCAST_ISOLATION": "off", "OMP_NUM_THREADS": "1",
             "QT_QPA_PLATFORM": "offscreen",
             "PYTHONPATH": os.pathsep.join((str(HERE), str(ROOT), os.environ.get("PYTHONPATH", "")))}  # fmt: skip
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def processes() -> Any:
    """Return the way to start processes: copies of one that has loaded everything, where the system allows that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    multiprocessing.util.get_temp_dir()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def _child(name: str, root: Path, last: int | None, link: Connection) -> None:
    """Do the work of a kind; end at step `last`."""
    os.environ["HISTOCAST_HOME"] = str(root / "home")
    steps = Steps(last)
    steps.begin()
    KINDS[name].work(root, link.send)
    link.send(("steps", steps.count))


class Round:
    """Kills one kind of work again and again in one folder."""

    def __init__(self, kind: Kind, context: Any, root: Path, draw: random.Random) -> None:
        self._kind, self._context, self._root, self._draw = kind, context, root, draw
        self._said: list[str] = []
        self._steps, self._seconds = 0, 0.0
        self.outcome = Outcome()

    def measure(self) -> None:
        """Do the work once without a kill, to know its number of steps and its time."""
        self._begin()
        begin = time.monotonic()
        code = self._run(None)
        self._seconds = time.monotonic() - begin
        if code != 0:
            raise RuntimeError(f"{self._kind.name} fails without a kill")
        self._check(ended=True)

    def kill(self, number: int, timed: bool) -> None:
        """Continue the work, kill it, and check; begin anew if the work came to its end."""
        if not timed:
            code = self._run(self._draw.randint(1, max(1, self._steps)))
        else:
            code = self._run(None, self._draw.uniform(0, self._seconds))
        if code == 0:
            self.outcome.ends += 1
        elif code == KILLED:
            self.outcome.kills += 1
        else:
            self._fault(f"kill {number}: the next run ended with code {code}")
        self._check(ended=code == 0)
        if code != KILLED:
            self._begin()

    def finish(self) -> None:
        """Let the work come to its end after the kills."""
        code = self._run(None)
        if code != 0:
            self._fault(f"the work could not be finished: code {code}")
        self._check(ended=True)

    def _begin(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)
        self._root.mkdir(parents=True)
        with environment(self._root / "home"):
            self._kind.prepare(self._root)
        self._said = []

    def _run(self, last: int | None, seconds: float | None = None) -> int:
        """Run a process, note what it says, and return its exit code."""
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_child, args=(self._kind.name, self._root, last, there))
        process.start()
        there.close()
        until = None if seconds is None else time.monotonic() + seconds
        try:
            while True:
                if until is not None and not here.poll(max(0.0, until - time.monotonic())):
                    process.kill()
                    until = None
                    continue
                self._note(here.recv())
        except (EOFError, OSError):
            pass
        process.join()
        code = int(process.exitcode or 0)
        process.close()
        return code

    def _note(self, said: Any) -> None:
        if isinstance(said, tuple):
            self._steps = max(self._steps, said[1])
        else:
            self._said.append(said)
            self.outcome.acknowledged += 1

    def _check(self, ended: bool) -> None:
        with environment(self._root / "home"):
            try:
                (self._kind.check_end if ended else self._kind.check)(self._root, self._said)
            except Exception:  # noqa: BLE001 whatever a check raises means that something cannot be used any more
                self._fault(traceback.format_exc())

    def _fault(self, text: str) -> None:
        self.outcome.faults.append(text)


def torture(name: str, kills: int, seed: int, folder: Path, timed: bool = True) -> Outcome:
    """Kill the work of one kind so often, and return what happened. Without `timed`, all moments can be repeated."""
    round_ = Round(KINDS[name], processes(), folder, random.Random(f"{name} {seed}"))
    with environment(folder / "home"):
        round_.measure()
        round_._begin()
        number = 0
        while round_.outcome.kills < kills and number < 4 * kills and len(round_.outcome.faults) < 5:
            round_.kill(number, timed and number % 2 == 1)
            number += 1
        round_.finish()
    return round_.outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="number of kills of all kinds together (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=sorted(KINDS), action="append", help="only this kind (repeatable)")
    parser.add_argument("--no-hardships", action="store_true", help="only kills")
    args = parser.parse_args()
    names, total, faults = args.kind or list(KINDS), Counter(), 0
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        for place, name in enumerate(names):
            share = args.kills // len(names) + (place < args.kills % len(names))
            found = torture(name, share, args.seed, Path(folder) / name.replace(" ", "-"))
            total.update(kills=found.kills, ends=found.ends, acknowledged=found.acknowledged)
            faults += len(found.faults)
            print(f"{name:13} {found.kills:4} kills, {found.ends:4} runs to the end, {found.acknowledged:6} "
                  f"acknowledged, {len(found.faults)} faults", flush=True)  # fmt: skip
            for fault in found.faults:
                print(f"  seed {args.seed}: {fault.rstrip()}", flush=True)
        print(f"{'all':13} {total['kills']:4} kills, {total['ends']:4} runs to the end, {total['acknowledged']:6} "
              f"acknowledged, {faults} faults; seed {args.seed}")  # fmt: skip
        if not args.no_hardships:
            from hardships import try_all

            faults += try_all(Path(folder))
    return 1 if faults else 0


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())
