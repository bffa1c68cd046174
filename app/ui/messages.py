"""Turn an exception into a `Notice` with a remedy, and log it."""

import errno
from dataclasses import replace

from app.help.for_errors import UNEXPECTED, page_for
from app.language.model_text import of_model
from app.language.text import tr
from app.session.values import Notice
from app.ui.crash import log, log_file
from model.base.errors import FaultsError, HistocastError
from model.base.private_trace import private_line

_MOST_FAULTS = 4
"""Maximum number of faults of a table that a message lists. The other faults are only counted."""
_FULL = (errno.ENOSPC, errno.EDQUOT)


def explain(error: BaseException) -> Notice:
    """Return a notice with the message, the remedy and the help page for `error`.

    For an unexpected error, the remedy names the log file with the details.
    """
    return replace(_notice(error), help=page_for(error))


def _notice(error: BaseException) -> Notice:
    if isinstance(error, HistocastError):
        return Notice("error", of_model(error.message), of_model(error.remedy))
    if isinstance(error, MemoryError):
        return Notice("error", tr("There is not enough memory."), tr("Close other programs, or open a smaller image."))
    # The class is compared by name, because importing the class would load torch.
    if type(error).__name__ == "OutOfMemoryError":
        return Notice(
            "error",
            tr("The graphics card ran out of memory."),
            tr("Close other programs that use the graphics card, or choose CPU in the menu beside Analyse."),
        )
    if isinstance(error, OSError):
        return _system(error)
    if isinstance(error, ImportError):
        return Notice(
            "error",
            tr("A part of the program cannot be loaded: {error}.", error=error),
            tr("Run histocast doctor to see what is installed, or install the program again."),
        )
    return unexpected(error)


def explain_all(error: BaseException) -> Notice:
    """Return the notice of `explain`. If `error` lists several faults, add the first faults."""
    notice = explain(error)
    if not isinstance(error, FaultsError) or not error.faults:
        return notice
    more = len(error.faults) - _MOST_FAULTS
    faults = "; ".join(tuple(map(of_model, error.faults[:_MOST_FAULTS]))) + (
        tr("; and {more} more", more=more) if more > 0 else ""
    )
    return replace(notice, title=f"{notice.title} {faults}.")


def log_error(error: BaseException) -> None:
    """Log `error` without its message. An expected error takes one line, any other is logged with its stack trace."""
    if isinstance(error, HistocastError):
        log.info("shown to the user: %s", private_line(error))
    else:
        log.error("unexpected", exc_info=error)


def unexpected(error: BaseException) -> Notice:
    """Return the notice for a bug in the program."""
    return Notice(
        "error",
        tr("Something unexpected happened ({name}). You can continue to work.", name=type(error).__name__),
        tr("The details are in {log_file}.", log_file=log_file()),
        UNEXPECTED,
    )


def _system(error: OSError) -> Notice:
    place = f": {error.filename}" if error.filename else ""
    if error.errno in _FULL:
        return Notice("error", tr("The disk is full{place}.", place=place), tr("Free some space and try again."))
    if isinstance(error, PermissionError):
        return Notice(
            "error",
            tr("The operating system does not permit access{place}.", place=place),
            tr("Choose another folder, or ask the administrator for access."),
        )
    if isinstance(error, FileNotFoundError):
        return Notice(
            "error",
            tr("A file is missing{place}.", place=place),
            tr("Check the name of the file, and that the drive is connected."),
        )
    return Notice(
        "error", tr("System error: {strerror}{place}.", strerror=error.strerror or error, place=place), tr("Try again.")
    )
