"""A pathologist opens a spot, analyses it by key, reads the result, and asks for help on it. Prints what was seen."""

import json
import os
from pathlib import Path

from driven import press, serve_until, shown_window, text_of
from PySide6.QtCore import Qt

SPOT = Path("/data/spot-1.png")
window = shown_window(image=lambda parent, folder: SPOT)
session = lambda: window.controller.session  # noqa: E731
press(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
serve_until(lambda: session().image.opened is not None)
press(window.canvas.focusProxy(), Qt.Key.Key_F5)
serve_until(lambda: session().analysis.prediction is not None and "ig" in session().explanation.found)
result = text_of(window.result)
press(window, Qt.Key.Key_F1)
serve_until(lambda: window.help.shown is not None and window.help.shown.isVisible())
print(json.dumps({
    "title": window.windowTitle(), "result": result, "help": session().view.help,
    "badge": window.bar.research.isVisible(),
}), flush=True)  # fmt: skip
os._exit(0)
