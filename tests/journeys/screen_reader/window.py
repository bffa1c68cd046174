"""Show the window with an analysed spot of fake tasks, and print what a reader of AT-SPI finds in it.

`window.py PYTHON`: PYTHON is the interpreter that has the bindings of AT-SPI. It runs `reader.py` beside this file.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.actions.dialogs.dialog_functions import Dialogs
from app.session.session import Session
from app.session.store import Store
from app.viewer.controller import ViewerController
from app.window.main_window import MainWindow

FAKES = Path(__file__).parents[2] / "app" / "fakes.py"
NOT_THERE = 3
"""Exit code of the reader if the window is not on its bus yet."""
app = QApplication([])
app.setApplicationName("histocast-spoken")


def fake_tasks():
    """Return the tasks of the tests of the window."""
    spec = importlib.util.spec_from_file_location("histocast_spoken_fakes", FAKES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.FakeTasks()


def serve_until(holds):
    """Serve events until `holds` returns True. The test that started this process limits the time."""
    while not holds():
        app.processEvents()


def read():
    """Run the reader until it finds the window, and return what it prints. This process answers it meanwhile."""
    while True:
        with tempfile.TemporaryFile("w+") as output:
            command = [sys.argv[1], Path(__file__).with_name("reader.py")]
            reader = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
            while reader.poll() is None:
                app.processEvents()
            output.seek(0)
            if reader.returncode != NOT_THERE:
                return output.read()


window = MainWindow(ViewerController(Store(Session()), fake_tasks()), Dialogs())
controller = window.controller
window.resize(1440, 900)
window.show()
controller.choose_bundle("demo")
serve_until(lambda: controller.session.bundle is not None)
controller.open_image(Path("/data/spot-1.png"))
serve_until(lambda: controller.session.image.opened is not None)
controller.analyse()
serve_until(lambda: "ig" in controller.session.explanation.found)
controller.change(lambda s: s.selecting(17))
print(read(), flush=True)
os._exit(0)
