"""Connect to the SQLite file of a study or packet, so that every change is on the disk before the call returns."""

import sqlite3
from pathlib import Path

_BUSY_S = 10.0
"""Seconds to wait for another process that is reading, before an error is raised."""


def connected(path: Path, read_only: bool = False, alone: bool = False, packet: bool = False) -> sqlite3.Connection:
    """Return a connection; `alone`: nobody else writes the file, and SQLite looks for no journal and makes none."""
    where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if alone else ''}"
    # SQLite's thread check is off, because jobs run in different threads. Callers use one thread at a time.
    connection = sqlite3.connect(where, uri=True, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # Write to the disk after each change, so that a power failure cannot undo a locked read.
    connection.execute("PRAGMA synchronous = FULL")
    if packet:
        # EXTRA also writes the folder's entry after the journal was removed, because a memory stick may be unplugged
        # any time.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
    return connection
