"""The way into the frozen program: the process's arguments come in; the program, or one of its helpers, runs.
"""

import multiprocessing
import os
import sys
from importlib import import_module

from app.cli.bench.separate_process import MODULE
from app.ui.startup_error import install

MODULES = ("app.measure.responsiveness", "app.measure.viewer_responsiveness")
"""What measures the window in a process of its own; nothing else can be run so."""


def main() -> int:
    """Run what the arguments ask for; a start that fails is told in the log and, without a terminal, in a dialog."""
    # Processes that are started anew come in here too, and go no further than this line.
    multiprocessing.freeze_support()
    _ensure_std_streams()
    install()
    if sys.argv[1:2] == [MODULE] and sys.argv[2:3] and sys.argv[2] in MODULES:
        return int(import_module(sys.argv[2]).main(sys.argv[3:]))
    from app.__main__ import main as run

    return run()


def _ensure_std_streams() -> None:
    """A Windows program without a console has no streams at all; libraries write to them all the same."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
