"""Convert errors of SQLite to sentences about a study file, with a remedy."""

import sqlite3
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError

UNREAD = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Errors of reading a damaged file. The second one is raised if SQLite's own message quotes damaged text."""


def unreadable(path: Path, error: Exception) -> UnreadableStudyError:
    """Return the error for a file that is damaged, or whose disk was removed."""
    # SQLite's message quotes text that it cannot decode. A blinded reader must not see this text.
    reason = str(error).partition(" with text ")[0] if isinstance(error, sqlite3.Error) else "its text is damaged"
    return UnreadableStudyError(path.name, reason)


def unopened(path: Path, error: Exception) -> StudyError:
    """Return the error for a file that could not be opened."""
    if isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT:
        return unreadable(path, error)
    return StudyError(f"{path.name} cannot be opened ({error}).", "Use a backup copy of the file, if there is one.")


def unwritten(path: Path, error: sqlite3.Error | OSError) -> StudyError:
    """Return the error for a change that could not be written to the disk."""
    remedy = "Check that the folder of the file is writable and has free space; everything entered before is saved."
    reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return StudyError(f"{path.name} could not be written ({reason}).", remedy)


def moved(path: Path) -> StudyError:
    """Return the error for an open file that was moved, renamed or replaced."""
    message = f"{path.name} was moved, renamed or replaced while it was open. The last entry was not saved."
    return StudyError(
        message,
        "Close the study here, and open its file at the new place. The file contains everything entered before.",
    )


def unencodable(path: Path) -> StudyError:
    """Return the error for a text that cannot be saved, such as a file name that is not valid UTF-8."""
    message = f"{path.name.encode(errors='replace').decode()} cannot save a name or text that is not valid UTF-8."
    return StudyError(message, "Rename the file or folder, with letters that every system can show, and try again.")
