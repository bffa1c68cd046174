"""The real window on the screen, with fake tasks of the viewer, for the scripts of the journeys.

A script runs in a process of its own. The test that starts it limits the time.
"""

import importlib.util
import os
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.actions.dialogs.dialog_functions import Dialogs
from app.session.session import Session
from app.session.store import Store
from app.viewer.controller import ViewerController
from app.window.main_window import MainWindow

FAKES = Path(__file__).parents[1] / "app" / "fakes.py"
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
app = QApplication([])


def end_at_error(kind, error, trace):
    """End the process at an exception in a slot, which Qt would only print."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(1)


sys.excepthook = end_at_error


def fake_tasks():
    """Return the tasks of the tests of the window."""
    spec = importlib.util.spec_from_file_location("histocast_driven_fakes", FAKES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.FakeTasks()


def shown_window(**dialogs):
    """Show the window with a known model. `dialogs` answer in place of the dialogs of the operating system."""
    window = MainWindow(ViewerController(Store(Session()), fake_tasks()), Dialogs(**dialogs))
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    serve_until(window.isActiveWindow)
    window.controller.choose_bundle("demo")
    serve_until(lambda: window.controller.session.bundle is not None)
    return window


def serve_until(holds):
    """Serve events until `holds` returns True."""
    while not holds():
        app.processEvents()


def press(widget, key, modifier=PLAIN):
    """Press a key in `widget`."""
    QTest.keyClick(widget, key, modifier)


def click(button):
    """Click the middle of a button that is visible and enabled."""
    serve_until(lambda: button.isVisible() and button.isEnabled())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def text_of(widget):
    """Return all texts of the visible labels in `widget`."""
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def dialog_of(kind):
    """Return the open dialog of this class."""
    found: list[QWidget] = []

    def there():
        found[:] = [one for one in app.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        return bool(found)

    serve_until(there)
    return found[0]
