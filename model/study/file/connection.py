"""Connect to the SQLite file of a study or packet, so that every change is on the disk before the call returns."""

import os
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
    guard(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # Write to the disk after each change, so that a power failure cannot undo a locked read.
    connection.execute("PRAGMA synchronous = FULL")
    if packet:
        # EXTRA also writes the folder's entry after the journal was removed, because a memory stick may be unplugged
        # any time.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
    return connection


def image_connection(image: bytes | bytearray) -> sqlite3.Connection:
    """Return a connection to a copy in memory of a database file, given as its bytes; no file is touched.

    Raise sqlite3.Error at its first use if the bytes are no database.
    """
    legacy = bytearray(image)
    # The read and write version in the header: 2 requires a write-ahead log, which a copy in memory cannot have.
    legacy[18:20] = b"\x01\x01"
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    guard(connection)
    connection.deserialize(bytes(legacy))
    return connection


def guard(connection: sqlite3.Connection) -> None:
    """Make SQLite distrust the file: it runs no functions of a foreign schema, and checks the cells of each page."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def make_own(path: Path) -> None:
    """Create the empty file `path`, which only its owner can read and write: it will hold data of patients.

    SQLite gives the files that it creates beside it the same rights. Raise OSError if the file exists.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
