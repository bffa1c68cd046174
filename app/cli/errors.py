"""Print errors to standard error: what happened and how to correct it."""

import errno
import re
import sys

from app.cli.exit_codes import SOME_FAILED, USAGE
from model.base.errors import FaultsError, HistocastError
from model.base.printable import on_one_line

FORESEEN = (HistocastError, OSError, MemoryError)
"""Exceptions that concern only the current file, so that a command continues with the next file.

Any other exception is a bug, and ends the command with a traceback.
"""


def print_error(error: BaseException, subject: str = "") -> None:
    """Print `error` to standard error. `subject` is the file that the error concerns."""
    message, remedy = error_text(error)
    print(on_one_line(f"{subject}: {message}" if subject else message), file=sys.stderr)
    if isinstance(error, FaultsError):
        for fault in error.faults:
            print(f"  {on_one_line(fault)}", file=sys.stderr)
    print(f"  {remedy}", file=sys.stderr)


def code_of(error: BaseException) -> int:
    """Return the exit code of a command that could not produce its only result.

    The code means wrong usage if the user must correct options, a table or files. Otherwise it means a failure.
    """
    return USAGE if isinstance(error, HistocastError) else SOME_FAILED


_NO_MEMORY = re.compile(
    "allocate memory|failed to allocate|out of memory|bad_alloc|failed to map segment|not enough memory|"
    "paging file is too small",
    re.IGNORECASE,
)
"""Texts in other exceptions with which libraries report too little memory: torch, the system's loader, C++."""


def is_out_of_memory(error: BaseException) -> bool:
    """Return whether `error`, of any class, means that there was not enough memory."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return isinstance(error, ImportError | RuntimeError | OSError) and _NO_MEMORY.search(str(error)) is not None


def error_text(error: BaseException) -> tuple[str, str]:
    """Return what happened and the remedy, each in about one sentence."""
    if isinstance(error, HistocastError):
        return error.message, error.remedy
    if is_out_of_memory(error):
        return "There is not enough memory.", "Close other programs, use a smaller image, or raise the limit of memory."
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"The disk is full{place}.", "Free some space, then run the same command again."
        return (
            f"System error: {error.strerror or error}{place}.",
            "Check the name of the file, the disk and your permissions.",
        )
    return str(error), "Run: histocast doctor."
