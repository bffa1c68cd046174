"""Report a failed start in the log, on standard error and in a dialog without Qt.

This module uses only the standard library, because Qt itself may be the cause.
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
    """Install a hook that reports uncaught exceptions before the process ends."""
    sys.excepthook = _uncaught


def report_start_error(message: str, remedy: str, details: str = "", shows: bool = True) -> None:
    """Report why the program does not start, in the log and on standard error.

    Also show a dialog if `shows` is set and there is no terminal.
    """
    log = _write(f"{message} {remedy}\n{details}")
    print(f"{message}\n  {remedy}", file=sys.stderr)
    if shows and not _has_terminal():
        show_dialog(TITLE, f"{message}\n\n{remedy}" + (f"\n\nDetails: {log}" if log else ""))


def show_dialog(title: str, text: str) -> bool:
    """Show a message box of the operating system. Return False if this is not possible."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.user32.MessageBoxW(None, text, title, 0x10))
    command = _dialog_command(title, text)
    if command is None:
        return False
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _dialog_command(title: str, text: str) -> list[str] | None:
    """Return a command that shows a message box on this system, or None if there is none."""
    if sys.platform == "darwin":
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        return ["osascript", "-e", f'display alert "{title}" message "{quoted}" as critical']
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
    details = _private_details(error)
    if isinstance(error, ImportError):
        name = error.name or str(error)
        message = f"A part of the program cannot be loaded: {name} ({error})."
        remedy = "Install the program again. If the error remains, check the antivirus quarantine for removed files."
    else:
        message = f"Something unexpected happened ({kind.__name__}: {error})."
        remedy = "Run histocast doctor in a terminal, and send its output to your administrator."
    report_start_error(message, remedy, details)


def _private_details(error: BaseException) -> str:
    """Return the stack of `error` for the log, without messages that may name files or patients.

    If modules of the program are missing, return the stack and the class of `error`.
    """
    try:
        from model.base.private_trace import private_trace
    except ImportError:
        return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
    return private_trace(error)


def _has_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _write(text: str) -> Path | None:
    """Append `text` to the log and return the file. Return None if it cannot be written."""
    try:
        from model.base.places import log_folder

        file = log_folder() / "histocast.log"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} CRITICAL start {text}\n")
    except (OSError, ImportError):
        return None
    return file
