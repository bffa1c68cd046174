"""Print errors to standard error: what happened and how to correct it."""

import sys

from app.cli.exit_codes import SOME_FAILED, USAGE
from model.base.errors import FaultsError, HistocastError

FORESEEN = (HistocastError, OSError, MemoryError)
"""Errors that concern one file, so that the next file may succeed. Any other error is a bug and gives a traceback."""


def print_error(error: BaseException, subject: str = "") -> None:
    """Print `error` to standard error. `subject` is the file that the error concerns."""
    message, remedy = error_text(error)
    print(f"{subject}: {message}" if subject else message, file=sys.stderr)
    if isinstance(error, FaultsError):
        for fault in error.faults:
            print(f"  {fault}", file=sys.stderr)
    print(f"  {remedy}", file=sys.stderr)


def code_of(error: BaseException) -> int:
    """Return the exit code of a command that has one result and gives none.

    It is that of a wrong usage if options, table or files must be corrected, else that of a failure.
    """
    return USAGE if isinstance(error, HistocastError) else SOME_FAILED


def error_text(error: BaseException) -> tuple[str, str]:
    """Return what happened and the remedy, each in about one sentence."""
    if isinstance(error, HistocastError):
        return error.message, error.remedy
    if isinstance(error, MemoryError):
        return "There is not enough memory.", "Close other programs, or use a smaller image."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"System error: {error.strerror or error}{place}.", "Check the name, the disk and your permissions."
    return str(error), "Run: histocast doctor."
