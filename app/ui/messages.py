"""Turn an error into a `Notice` with its remedy, and log it."""

import errno

from app.session.values import Notice
from app.ui.crash import log, log_file
from model.base.errors import FaultsError, HistocastError

_MOST_FAULTS = 4
"""Number of a table's faults that are listed; the rest are counted."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def explain(error: BaseException) -> Notice:
    """Return message and remedy for `error`; for an unexpected error, where its details are."""
    if isinstance(error, HistocastError):
        return Notice("error", error.message, error.remedy)
    if isinstance(error, MemoryError):
        return Notice("error", "There is not enough memory.", "Close other programs, or open a smaller image.")
    # By name, because naming torch's class would load torch into the window.
    if type(error).__name__ == "OutOfMemoryError":
        return Notice(
            "error",
            "The graphics card ran out of memory.",
            "Close other programs that use it, or choose CPU in the menu beside Analyse.",
        )
    if isinstance(error, OSError):
        return _system(error)
    if isinstance(error, ImportError):
        return Notice(
            "error",
            f"A part of the program cannot be loaded: {error}.",
            "Run histocast doctor to see what is installed, or install the program again.",
        )
    return unexpected(error)


def explain_all(error: BaseException) -> Notice:
    """Return the same, with the first faults that `error` lists."""
    notice = explain(error)
    if not isinstance(error, FaultsError) or not error.faults:
        return notice
    more = len(error.faults) - _MOST_FAULTS
    faults = "; ".join(error.faults[:_MOST_FAULTS]) + (f"; and {more} more" if more > 0 else "")
    return Notice(notice.tone, f"{notice.title} {faults}.", notice.remedy)


def log_error(error: BaseException) -> None:
    """Log `error`: one line if it is an expected error, else with its stack."""
    if isinstance(error, HistocastError):
        log.info("%s (%s)", error.message, type(error).__name__)
    else:
        log.error("unexpected", exc_info=error)


def unexpected(error: BaseException) -> Notice:
    """Return the notice for an error in the program itself."""
    return Notice(
        "error",
        f"Something unexpected happened ({type(error).__name__}). You can continue to work.",
        f"The details are in {log_file()}.",
    )


def _system(error: OSError) -> Notice:
    place = f": {error.filename}" if error.filename else ""
    if error.errno in _FULL:
        return Notice("error", f"The disk is full{place}.", "Free some space and try again.")
    if isinstance(error, PermissionError):
        return Notice("error", f"The system does not permit this{place}.", "Choose another folder, or ask for access.")
    if isinstance(error, FileNotFoundError):
        return Notice("error", f"A file is missing{place}.", "Check the name, and that its drive is connected.")
    return Notice("error", f"System error: {error.strerror or error}{place}.", "Try again.")
