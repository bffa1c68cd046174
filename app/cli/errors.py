"""Print errors on standard error: what happened, and what to do about it."""

import sys

from model.base.errors import FaultsError, HistocastError

FORESEEN = (HistocastError, OSError, MemoryError)
"""Errors of one file, after which the next file may still succeed; any other error is a bug and gives a traceback."""


def print_error(error: BaseException, subject: str = "") -> None:
    """Print `error` on standard error; `subject` is the file it is about."""
    message, remedy = error_text(error)
    print(f"{subject}: {message}" if subject else message, file=sys.stderr)
    if isinstance(error, FaultsError):
        for fault in error.faults:
            print(f"  {fault}", file=sys.stderr)
    print(f"  {remedy}", file=sys.stderr)


def error_text(error: BaseException) -> tuple[str, str]:
    """Return what happened and the remedy, about one sentence each."""
    if isinstance(error, HistocastError):
        return error.message, error.remedy
    if isinstance(error, MemoryError):
        return "There is not enough memory.", "Close other programs, or use a smaller image."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"System error: {error.strerror or error}{place}.", "Check the name, the disk and your permissions."
    return str(error), "Run: histocast doctor."
