"""Start the window: hand the images over to an open window, or show the splash and open a new one."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.start.single_instance import OpenRequest, hand_over
from app.start.splash import splash


def start(
    paths: Sequence[Path],
    analyse: bool = False,
    bundle: str = "",
    device: str = "",
    precision: str = "",
    alone: bool = False,
) -> int:
    """Show `paths` in the open window, or in a new one until it is closed; return the exit code.

    A start with `alone`, or with its own model, device or precision, opens a new window; the open one is not changed.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Histocast")
    request = OpenRequest(tuple(Path(os.path.abspath(path)) for path in paths), analyse)
    if not (alone or bundle or device or precision) and hand_over(request):
        return 0
    screen = splash()
    screen.show()
    app.processEvents()
    # Slow modules are loaded while the splash is shown.
    from app.start.main import run

    return run(request.paths, analyse=analyse, bundle=bundle, device=device, precision=precision, splash=screen)
