"""Errors of SQLite as sentences about a study file, with what to do."""

import sqlite3
from pathlib import Path

from model.base.errors import StudyError, UnreadableStudyError

UNREAD = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Errors of reading a damaged file; the second if SQLite's own message quotes damaged text."""


def unreadable(path: Path, error: Exception) -> UnreadableStudyError:
    """Return the error for a file that is damaged, or whose disk was removed."""
    # SQLite quotes text that it cannot decode; a blinded reader must not see it.
    reason = str(error).partition(" with text ")[0] if isinstance(error, sqlite3.Error) else "its text is damaged"
    return UnreadableStudyError(path.name, reason)


def unopened(path: Path, error: Exception) -> StudyError:
    """Return the error for a file that could not be opened."""
    if isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT:
        return unreadable(path, error)
    return StudyError(f"{path.name} cannot be opened ({error}).", "Use a backup copy of it, if there is one.")


def unwritten(path: Path, error: sqlite3.Error) -> StudyError:
    """Return the error for a change that did not reach the disk."""
    remedy = "Check that its folder is writable and has free space; everything entered before is saved."
    return StudyError(f"{path.name} could not be written ({error}).", remedy)
