"""Prepare the process of a command: file permissions, standard streams, and its reaction to Ctrl+C and SIGTERM."""

import io
import logging
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from app.cli.exit_codes import SOME_FAILED, STOPPED, TERMINATED
from model.base.printable import without_controls

PRIVATE = 0o077
"""Permission bits that new files and folders do not get. Results hold file names, which often name patients."""


class TerminatedError(KeyboardInterrupt):
    """The system asked this process to end (SIGTERM). The command cleans up as after Ctrl+C."""


class OutputError(Exception):
    """Standard output cannot be written.

    This is not an `OSError`, so that no command treats it as the failure of an image.
    """


class ShownText(io.TextIOWrapper):
    """A stream to the terminal that passes on no control characters: names of files may contain them."""

    def write(self, text: str) -> int:
        return super().write(without_controls(text))

    def write_controls(self, text: str) -> int:
        """Write `text` with its control characters."""
        return super().write(text)


class _Output(ShownText):
    """Standard output that reports its own failures as `OutputError`."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise OutputError(str(error)) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise OutputError(str(error)) from error


def prepare_process() -> None:
    """Prepare this process of the command line. Tests and the Python API do not call this function."""
    os.umask(PRIVATE)
    _open_missing_streams()
    if type(sys.stdout) is io.TextIOWrapper:
        old = sys.stdout
        encoding, line_buffering = old.encoding, old.line_buffering
        # A file name may contain characters that the terminal cannot encode.
        sys.stdout = _Output(old.detach(), encoding, "backslashreplace", line_buffering=line_buffering)
    if type(sys.stderr) is io.TextIOWrapper:
        old = sys.stderr
        encoding = old.encoding
        sys.stderr = ShownText(old.detach(), encoding, "backslashreplace", line_buffering=True)


def end_on_sigterm() -> None:
    """Let SIGTERM end a command as Ctrl+C does."""
    signal.signal(signal.SIGTERM, _terminate)


def stopped(error: KeyboardInterrupt) -> int:
    """Report that the user or the system stopped the command, and return the exit code."""
    print("\nStopped.", file=sys.stderr)
    return TERMINATED if isinstance(error, TerminatedError) else STOPPED


def output_failed(error: OutputError) -> int:
    """Return the exit code after standard output failed: 0 if its reader ended, as in `histocast ... | head`."""
    # When Python ends, it writes the rest of the buffer. This would fail again.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    if isinstance(error.__cause__, BrokenPipeError):
        return 0
    print(f"The output cannot be written: {error}. Files that were written before are complete.", file=sys.stderr)
    return SOME_FAILED


def leave(code: int) -> NoReturn:
    """End the process now, without releasing its memory piece by piece, which takes seconds after an analysis.

    Threads may still run. The caller must have written and closed all files.
    """
    from model.slide.isolated.pool import stop_all

    stop_all()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def end_at_once_if_interrupted() -> None:
    """Let another Ctrl+C end the process at once, while the process waits for its threads at its end."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(STOPPED))


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TerminatedError


def _open_missing_streams() -> None:
    """Open the standard streams that the caller closed (`>&-`), so that no other file gets their descriptor."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # the system assigns the lowest free number, `number`
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 open until the end
