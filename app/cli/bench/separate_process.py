"""Run a measurement of the window in a separate process and return its JSON output."""

import json
import os
import subprocess
from collections.abc import Generator
from typing import Any

from app.cli.display import why_no_window
from model.base.own_program import module_command
from model.base.progress import Progress

_POLL_S = 0.5


def measured_apart(module: str, arguments: list[str], stage: str) -> Generator[Progress, None, dict[str, Any]]:
    """Run `python -m module` and return its JSON output. If it fails, return the reason under the key `error`.

    `arguments` are passed to the module. `stage` is the text that the progress shows meanwhile.

    The process runs offscreen if there is no display.
    """
    environment = dict(os.environ)
    if why_no_window() is not None:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [*module_command(module), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            while process.poll() is None:
                yield Progress(stage)
                _wait(process)
        finally:
            process.terminate()
        printed = process.stdout.read() if process.stdout else ""
    try:
        return dict(json.loads(printed))
    except ValueError:
        return {"error": f"the process of the window ended with exit code {process.returncode}"}


def _wait(process: "subprocess.Popen[str]") -> None:
    try:
        process.wait(_POLL_S)
    except subprocess.TimeoutExpired:
        return
