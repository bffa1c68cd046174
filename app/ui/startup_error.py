"""A start that failed: an error comes in; a line in the log, words on standard error and a dialog without Qt go out.

Standard library only: what failed may be Qt itself.
"""

import os
import shutil
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

TITLE = "Histocast could not start"


def install() -> None:
    """From now on an error that nobody caught is told before the process ends."""
    sys.excepthook = _uncaught


def report_start_error(message: str, remedy: str, details: str = "", shows: bool = True) -> None:
    """Tell why the program does not start: in the log, and in a dialog where no terminal shows it (and `shows`)."""
    log = _write(f"{message} {remedy}\n{details}")
    print(f"{message}\n  {remedy}", file=sys.stderr)
    if shows and not _has_terminal():
        show_dialog(TITLE, f"{message}\n\n{remedy}" + (f"\n\nDetails: {log}" if log else ""))


def show_dialog(title: str, text: str) -> bool:
    """The system's own message box; False where none could be shown."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.MessageBoxW(None, text, title, 0x10))
    command = _dialog_command(title, text)
    if command is None:
        return False
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _dialog_command(title: str, text: str) -> list[str] | None:
    """What shows a message box here; None where nothing is known to."""
    if sys.platform == "darwin":
        words = text.replace("\\", "\\\\").replace('"', '\\"')
        return ["osascript", "-e", f'display alert "{title}" message "{words}" as critical']
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    for name, options in (
        ("zenity", ["--error", "--no-markup", f"--title={title}", f"--text={text}"]),
        ("kdialog", ["--title", title, "--error", text]),
        ("xmessage", ["-center", "-title", title, text]),
    ):
        if shutil.which(name):
            return [name, *options]
    return None


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    if isinstance(error, KeyboardInterrupt):
        return
    details = "".join(traceback.format_exception(kind, error, trace))
    if isinstance(error, ImportError):
        name = error.name or str(error)
        message = f"A part of the program cannot be loaded: {name} ({error})."
        remedy = "Install the program again; if it stays, an antivirus may have taken a file away: see its quarantine."
    else:
        message = f"Something unexpected happened ({kind.__name__}: {error})."
        remedy = "Run histocast doctor in a terminal, and send what it says to whoever looks after this program."
    report_start_error(message, remedy, details)


def _has_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _write(text: str) -> Path | None:
    """Append to the log; the file, or None where it could not be written."""
    try:
        from model.base.places import log_folder

        file = log_folder() / "histocast.log"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} CRITICAL start {text}\n")
    except (OSError, ImportError):
        return None
    return file
