"""Connect to the SQLite file of a study or packet.

Every change is on the disk before the call returns.
"""

import os
import sqlite3
from pathlib import Path

_BUSY_S = 10.0
"""Maximum number of seconds to wait for another process that uses the file. After that, an error is raised."""

MOST_TEXT = 50_000_000
"""Maximum size in bytes of a value in the file. The largest values are records of predictions, with about 0.1 MB."""


def connected(path: Path, read_only: bool = False, alone: bool = False, packet: bool = False) -> sqlite3.Connection:
    """Return a connection to the database file at `path`.

    If `alone` is true, the caller makes sure that nobody else writes the file. SQLite then neither reads nor creates a
    journal.
    """
    where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if alone else ''}"
    # SQLite's thread check is off, because jobs run in different threads. The callers use the connection in one thread
    # at a time.
    connection = sqlite3.connect(where, uri=True, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    guard(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    # Write to the disk after each change, so that a power failure cannot undo a locked read.
    connection.execute("PRAGMA synchronous = FULL")
    if packet:
        # EXTRA also writes the entry of the folder after the journal was removed, because a memory stick can be
        # unplugged at any time.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA secure_delete = ON")
    return connection


def image_connection(image: bytes | bytearray) -> sqlite3.Connection:
    """Return a connection to a copy in memory of a database file, given as its bytes.

    No file is read or written. The first use of the connection raises sqlite3.Error if the bytes are no database.
    """
    legacy = bytearray(image)
    # The bytes 18 and 19 of the header are the read and write version. Version 2 requires a write-ahead log, which a
    # copy in memory cannot have.
    legacy[18:20] = b"\x01\x01"
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    guard(connection)
    connection.deserialize(bytes(legacy))
    return connection


def guard(connection: sqlite3.Connection) -> None:
    """Make SQLite treat the file as untrusted.

    SQLite then runs no functions that a foreign schema calls, checks the entries of each page, and makes no value that
    would fill the memory. A larger value counts as damage.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_TEXT)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def make_own(path: Path) -> None:
    """Create the empty file `path`, which only its owner can read and write, because it will contain data of patients.

    SQLite gives the files that it creates beside it the same rights. Raise OSError if the file exists.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
