"""Show the window with an analysed spot of fake tasks, and print what a reader of AT-SPI finds in it.

`window.py PYTHON`: PYTHON is the interpreter that has the bindings of AT-SPI. It runs `reader.py` beside this file.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from driven import app, serve_until, shown_window

NOT_THERE = 3
"""Exit code of the reader if the window is not on its bus yet."""
app.setApplicationName("histocast-spoken")


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


controller = shown_window().controller
controller.open_image(Path("/data/spot-1.png"))
serve_until(lambda: controller.session.image.opened is not None)
controller.analyse()
serve_until(lambda: "ig" in controller.session.explanation.found)
controller.change(lambda s: s.viewed(advanced=True).selecting(17))
print(read(), flush=True)
os._exit(0)
