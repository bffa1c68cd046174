"""How the window feels, measured in a process of its own: nothing comes in; what `app.gauge` found goes out."""

import json
import os
import subprocess
import sys
from collections.abc import Generator
from typing import Any

from app.cli.display import why_no_window
from model.progress import Progress

_POLL_S = 0.5
_LINES = (
    ("start_s", "start to the window drawn", "s"),
    ("load_s", "devices looked up, engine loaded", "s"),
    ("load_gap_ms", "longest gap while loading", "ms"),
    ("inference_gap_ms", "longest gap while analysing", "ms"),
    ("inference_gap_p99_ms", "of a hundred gaps the longest but one", "ms"),
    ("first_tiles_s", "analysis to the first tiles drawn", "s"),
    ("result_s", "analysis to the number drawn", "s"),
)


def measure_feel(device: str) -> Generator[Progress, None, dict[str, Any]]:
    """Start the window, load, analyse a sample spot; off screen where there is no display."""
    environment = dict(os.environ)
    if why_no_window() is not None:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "app.gauge", "--device", device]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            while process.poll() is None:
                yield Progress("measuring the window")
                _wait(process)
        finally:
            process.terminate()
        printed = process.stdout.read() if process.stdout else ""
    try:
        return dict(json.loads(printed))
    except ValueError:
        return {"error": f"the window ended with code {process.returncode}"}


def show_feel(found: dict[str, Any]) -> None:
    """A line each, as far as it was measured."""
    print(f"the window ({found.get('platform', 'not opened')})")
    if found["error"]:
        print(f"  not measured: {found['error']}")
    for key, words, unit in _LINES:
        if found.get(key) is not None:
            print(f"  {words:<42}{found[key]:>9} {unit}")


def _wait(process: "subprocess.Popen[str]") -> None:
    try:
        process.wait(_POLL_S)
    except subprocess.TimeoutExpired:
        return
