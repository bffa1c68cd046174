"""The entry point of the packaged program: runs the program or one of its helper processes."""

import multiprocessing
import os
import sys
from importlib import import_module

from app.ui.startup_error import install
from model.base.own_program import RUN_MODULE

MODULES = ("app.measure.responsiveness", "app.measure.viewer_responsiveness", "model.slide.isolated.start")
"""Modules that run in a process of their own: they measure the window or decode images. No other can be run so."""


def main() -> int:
    """Run the program; log a failed start, and show it in a dialog if there is no terminal."""
    # Worker processes of multiprocessing start here too and never return from the next line.
    multiprocessing.freeze_support()
    _ensure_std_streams()
    install()
    if sys.argv[1:2] == [RUN_MODULE] and sys.argv[2:3] and sys.argv[2] in MODULES:
        return int(import_module(sys.argv[2]).main(sys.argv[3:]))
    from app.__main__ import main as run

    return run()


def _ensure_std_streams() -> None:
    """Open missing standard streams: a Windows program without a console has none, but libraries write to them."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
