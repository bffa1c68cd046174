"""An administrator fixes language and name by a policy file, and finds both fixed in doctor and in the settings.

`administrator.py POLICY`: the file of the policy. Prints what was seen.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from model.base import policy

# Users cannot choose the place of the file, so no option or variable does it.
policy.policy_file = lambda: Path(sys.argv[1])

from driven import CONTROL, dialog_of, press, serve_until, shown_window, text_of  # noqa: E402
from PySide6.QtCore import Qt, QTimer  # noqa: E402

from app.actions.dialogs.settings_dialog import SettingsDialog  # noqa: E402
from app.cli import doctor, doctor_checks  # noqa: E402

printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    # The other checks load the network and compute a tile.
    code = doctor.run(doctor.argparse.Namespace(json=False), [doctor_checks.rules, doctor_checks.folders])
window = shown_window()
seen = {"doctor": printed.getvalue(), "code": code}


def look():
    """Look at the settings, which block the window, and close them."""
    dialog = dialog_of(SettingsDialog)
    seen["pages"] = {}
    for at in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(at)
        seen["pages"][dialog.tabs.tabText(at)] = text_of(dialog.tabs.currentWidget())
    seen["language"] = [dialog.language.currentText(), dialog.language.isEnabled()]
    seen["name"] = [dialog.operator.text(), dialog.operator.isEnabled()]
    dialog.reject()


QTimer.singleShot(0, window, look)
press(window, Qt.Key.Key_Comma, CONTROL)
serve_until(lambda: "name" in seen)
print(json.dumps(seen), flush=True)
os._exit(0)
