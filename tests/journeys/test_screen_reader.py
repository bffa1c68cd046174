"""What a screen reader on Linux finds in the real window: read through AT-SPI under Xvfb, where both are installed.

`tests/app/window/test_access.py` reads the same from Qt's own interfaces and runs everywhere.
"""

import ctypes.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "screen_reader"
SYSTEM_PYTHON = "/usr/bin/python3"
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
LAUNCHERS = [Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher")]


def missing():
    """Return what this computer lacks for the test; "" if it lacks nothing."""
    for program in ("Xvfb", "dbus-run-session"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    if not any(path.exists() for path in LAUNCHERS):
        return "at-spi2-core is not installed"
    if ctypes.util.find_library("xcb-cursor") is None:
        return "libxcb-cursor0, which Qt needs for X11, is not installed"
    if not Path(SYSTEM_PYTHON).exists():
        return f"{SYSTEM_PYTHON} is not there"
    tried = subprocess.run([SYSTEM_PYTHON, "-c", BINDINGS], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "the Python bindings of AT-SPI (gir1.2-atspi-2.0) are not installed"


@pytest.mark.skipif(bool(missing()), reason=missing() or "all is there")
def test_a_screen_reader_finds_the_result_the_map_and_every_control(on_screen):
    given = on_screen | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    command = ["dbus-run-session", "--", sys.executable, str(SCRIPTS / "window.py"), SYSTEM_PYTHON]
    done = subprocess.run(command, env=given, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    # The registry of AT-SPI, which is started on the way, prints to the same stream.
    found = json.loads(next(line for line in done.stdout.splitlines() if line.startswith(b'[{"role"')))

    tissue = next(one for one in found if one["name"] == "Tissue")
    assert "0.71, probability of 5-year survival, uncalibrated, low risk." in tissue["description"]
    assert "Map: Occlusion, in points." in tissue["description"]
    assert "Selected tile: row 2, column 2" in tissue["description"]
    sliders = {one["name"]: one["value"] for one in found if one["role"] == "slider"}
    assert (sliders["Opacity"], sliders["Step of the analysis"]) == (45, 18)
    images = next(at for at, one in enumerate(found) if one["name"] == "Images of the folder")
    assert (found[images]["role"], found[images + 1]["name"]) == ("list", "spot-1.png, 0.71 uncalibrated, ok")
    choices = [one for one in found if one["role"] == "combo box"]
    assert choices
    assert [one["name"] for one in choices if not one["labels"] and not one["description"]] == []
    # A filler without a name is a viewport; the widget around it has the name.
    assert [one for one in found if one["focusable"] and not one["name"] and one["role"] != "filler"] == []
    names = [one["name"] for one in found]
    places = [names.index(name) for name in ("Images of the folder", "Tissue", "Running probability", "Result")]
    assert places == sorted(places)
