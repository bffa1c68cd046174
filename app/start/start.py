"""Start the program: pass the images to a window that is already open, or show the splash and open a new window."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.start.single_instance import OpenRequest, hand_over
from app.start.splash import show_splash
from app.ui.plain_import import use_plain_import
from model.base.collection import uncollected


def start(
    paths: Sequence[Path],
    analyse: bool = False,
    bundle: str = "",
    device: str = "",
    precision: str = "",
    alone: bool = False,
) -> int:
    """Show `paths` in the window that is already open, or in a new window. Return the exit code.

    If a new window is opened, return only when the user has closed it. If `alone` is true or a model, device or
    precision is given, a new window is always opened and the existing window stays unchanged.
    """
    use_plain_import()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Histocast")
    request = OpenRequest(tuple(Path(os.path.abspath(path)) for path in paths), analyse)
    if not (alone or bundle or device or precision) and hand_over(request):
        print("The files are shown in the window that is already open.")
        return 0
    screen = show_splash()
    # These slow modules are loaded while the splash is visible.
    with uncollected():
        from app.start.main import run

        gc.freeze()  # later collections leave out what was imported

    return run(request.paths, analyse=analyse, bundle=bundle, device=device, precision=precision, splash=screen)
