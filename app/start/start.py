"""The window's start: images come in; the window already open takes them, or a splash and then a window of its own."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.start.single_instance import Asked, hand_over
from app.start.splash import splash


def start(
    paths: Sequence[Path],
    analyse: bool = False,
    bundle: str = "",
    device: str = "",
    precision: str = "",
    alone: bool = False,
) -> int:
    """Show `paths` in the window that is open, or open one and stay until it is closed; the exit code.

    A start with a model, device or precision of its own has a window of its own: the open one keeps its choices.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Histocast")
    asked = Asked(tuple(Path(os.path.abspath(path)) for path in paths), analyse)
    if not (alone or bundle or device or precision) and hand_over(asked):
        return 0
    curtain = splash()
    curtain.show()
    app.processEvents()
    # What takes time is loaded behind the splash.
    from app.start.main import run

    return run(asked.paths, analyse=analyse, bundle=bundle, device=device, precision=precision, curtain=curtain)
