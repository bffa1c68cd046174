"""Importing modules in a program with Qt: PySide must not read the source of each of them."""

import subprocess
import sys

CODE = """
import linecache
from app.start import start
start.hand_over = lambda request: True
start.start([])
import app.session.values, model.region.grid
print(sum(name.endswith(("session/values.py", "region/grid.py")) for name in linecache.cache))
"""


def test_the_source_of_modules_imported_after_the_start_is_not_read():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.splitlines()[-1] == "0"
