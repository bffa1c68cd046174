"""Moments at which a process ends without notice: at one of its steps, or when the parent decides.

A step is an access to a file system or a statement of a study's file: opening, renaming, removing, flushing. Python
reports them to an audit hook. The same number ends the process at the same step of the same work.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

_EVENTS = frozenset((
    "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.link", "shutil.copyfile",
    "shutil.copymode", "shutil.rmtree",
))  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def end_now() -> None:
    """End this process as a power cut or `kill -9` would."""
    os.kill(os.getpid(), KILL)


class Steps:
    """Counts the steps of this process from `begin` on, and calls `then` at step number `last`."""

    def __init__(self, last: int | None = None, then: Callable[[], None] = end_now, every: bool = False) -> None:
        self.count = 0
        self._last, self._then, self._every = last, then, every
        self._inside = False

    def begin(self) -> None:
        """Count from now on. A hook cannot be removed, so this is for a process that does nothing else."""
        self._counted(os, "fsync")
        sys.addaudithook(self._event)

    def step(self) -> None:
        """Count one step."""
        if self._inside:  # what `then` does is no step of the work
            return
        self.count += 1
        due = self._last is not None and (self.count % self._last == 0 if self._every else self.count == self._last)
        if due:
            self._inside = True
            try:
                self._then()
            finally:
                self._inside = False

    def _event(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "sqlite3.connect/handle":
            with contextlib.suppress(Exception):  # the connection could not be opened
                given[0].set_trace_callback(lambda _: self.step())
        elif event in _EVENTS and not (event == "open" and not _writes(given)):
            self.step()

    def _counted(self, module: Any, name: str) -> None:
        before = getattr(module, name)

        def counted(*given: Any) -> Any:
            self.step()
            return before(*given)

        setattr(module, name, counted)


def _writes(given: tuple[Any, ...]) -> bool:
    """Return whether a file is opened for writing. Most files are only read, for example the code itself."""
    _, mode, flags = given
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)
