"""Errors a user can act on, as lines on standard error: what happened, and what to do about it."""

import sys

from model.base.errors import FaultsError, HistocastError

FORESEEN = (HistocastError, OSError, MemoryError)
"""What may fail for one file while the next goes well. Anything else is a fault of the program and is shown whole."""


def tell(error: BaseException, subject: str = "") -> None:
    """Print `error` on standard error; `subject` is the file it is about."""
    message, remedy = words(error)
    print(f"{subject}: {message}" if subject else message, file=sys.stderr)
    if isinstance(error, FaultsError):
        for fault in error.faults:
            print(f"  {fault}", file=sys.stderr)
    print(f"  {remedy}", file=sys.stderr)


def words(error: BaseException) -> tuple[str, str]:
    """What happened and the remedy, one sentence or so each."""
    if isinstance(error, HistocastError):
        return error.message, error.remedy
    if isinstance(error, MemoryError):
        return "There is not enough memory for this.", "Close other programs, or use a smaller image."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"The system said: {error.strerror or error}{place}.", "Check the name, the disk and your permissions."
    return str(error), "Run: histocast doctor."
