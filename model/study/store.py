"""Create and open studies. A study is one SQLite file, and only one process can write it at a time.

Every change is a separate transaction and is on the disk before the call returns. Opening a study writes nothing, with
one exception: a file of an older version is upgraded, after a copy of it is saved beside it. A packet is one reader's
sealed part of a study. It has the same tables but another application id, and `open_study` refuses it.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import StudyError, UnreadableStudyError
from model.study.migrations.migration_table import MIGRATIONS

if TYPE_CHECKING:
    from filelock import FileLock

SUFFIX = ".histostudy"
PACKET_SUFFIX = ".histopacket"
APPLICATION = 0x48435354
""""HCST" in ASCII. This application id in the file header marks the file as a Histocast study."""
PACKET = 0x48435350
""""HCSP" in ASCII. This application id marks the file as a packet."""
TAKEN = "another window or process has it open"
_TAKEN_REMEDY = "Close it there, then open it again."
_WRITABLE_REMEDY = "Copy the file, and the folder of images beside it if it has one, to a disk that can be written."
_BUSY_S = 10.0
"""Seconds to wait for another process that is reading, before an error is raised."""

_UNREAD = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Errors of reading a damaged file; the second if SQLite's own message quotes damaged text."""

Row = sqlite3.Row


def now() -> str:
    """Return the current time in the form that studies record: UTC, ISO format, with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Study:
    """An open study. Use it in one thread at a time.

    `read_only` is the reason why the study cannot be written, or "" if it can.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: "FileLock | None",
        read_only: str,
        is_packet: bool = False,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.is_packet = is_packet
        """Whether this is a packet of one reader, which can only be read blinded."""
        self._connection = connection
        self._lock = lock

    @property
    def folder(self) -> Path:
        """Return the folder to which saved image paths are relative."""
        return self.path.parent

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        """Return all rows of a query; raise UnreadableStudyError if the file is damaged or its disk was removed."""
        try:
            return self._connection.execute(sql, tuple(values)).fetchall()
        except _UNREAD as error:
            raise _unreadable(self.path, error) from error

    def one(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        """Return the first row of a query, None if there is none; raise as `rows` does."""
        try:
            found: Row | None = self._connection.execute(sql, tuple(values)).fetchone()
        except _UNREAD as error:
            raise _unreadable(self.path, error) from error
        return found

    def write(self, sql: str, values: Iterable[Any] = ()) -> int:
        """Run a statement that writes, and return the id of the last added row. Use this only inside `changing`."""
        return self._connection.execute(sql, tuple(values)).lastrowid or 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Run the block as one transaction: either all its changes are saved, or none.

        Inside another `changing`, the block is part of that transaction. Raise StudyError if the study is read-only or
        the disk cannot be written.
        """
        if self.read_only:
            message = f"{self.path.name} cannot be changed: {self.read_only}."
            raise StudyError(message, _TAKEN_REMEDY if self.read_only == TAKEN else _WRITABLE_REMEDY)
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.commit()
        except BaseException as error:
            # Where the disk was removed, this fails too; whoever opens the file next undoes the change.
            with suppress(sqlite3.Error):
                self._connection.rollback()
            if isinstance(error, sqlite3.OperationalError):  # the disk is full or was removed
                raise _unwritten(self.path, error) from error
            if type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeDecodeError):
                raise _unreadable(self.path, error) from error
            raise

    def log(self, who: str, what: str, **detail: Any) -> None:
        """Add a line to the log, in the same transaction as the change that it records."""
        written = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        self.write("INSERT INTO log (at, who, what, detail) VALUES (?, ?, ?, ?)", (now(), who, what, written))

    def fact(self, key: str, default: str = "") -> str:
        """Return the value saved under `key`, or `default`."""
        row = self.one("SELECT value FROM facts WHERE key = ?", (key,))
        return default if row is None else str(row["value"])

    def set_fact(self, key: str, value: str) -> None:
        """Save a value under `key`."""
        with self.changing():
            self.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def compact(self) -> None:
        """Rewrite the file without free pages."""
        try:
            self._connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise _unwritten(self.path, error) from error

    def close(self) -> None:
        """Close the file and release its lock."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Study":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_study(path: Path, name: str = "", made_by: str = "histocast") -> Study:
    """Create a study at `path`. Raise StudyError if the file exists or cannot be written."""
    path = path if path.suffix else path.with_suffix(SUFFIX)
    if path.exists():
        raise StudyError(f"{path} exists already.", "Choose another name, or add to it: histocast study import.")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock, reason = _locked(path)
    if lock is None:
        raise StudyError(f"{path} cannot be created: {reason}.", "Choose another folder.")
    try:
        connection = _connected(path)
        # The file keeps this journal mode. With it, the writer and the readers do not wait for each other.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        _migrate(connection, 0)
    except sqlite3.Error as error:
        lock.release()
        raise _unwritten(path, error) from error
    study = Study(path, connection, lock, "")
    with study.changing():
        study.set_fact("name", name or path.stem)
        study.set_fact("created", now())
        study.set_fact("made_by", made_by)
        study.log("", "created", made_by=made_by)
    return study


def create_packet(path: Path) -> Study:
    """Create an empty packet at `path`.

    No other process may use the file yet. Raise StudyError if it cannot be written.
    """
    try:
        connection = _connected(path, packet=True)
        # WAL is not used for packets. It does not work in shared folders, and it keeps recent changes in a second file.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA application_id = {PACKET}")
        _migrate(connection, 0)
    except sqlite3.Error as error:
        raise _unwritten(path, error) from error
    return Study(path, connection, None, "", is_packet=True)


def open_study(path: Path) -> Study:
    """Open the study at `path` for writing. If another process has it open, open it for reading only.

    Raise StudyError if the file does not exist, is damaged, is a packet, has a newer version, or cannot be upgraded.
    """
    return _opened(path, APPLICATION)


def open_packet(path: Path) -> Study:
    """Open the packet at `path` as `open_study` opens a study. Raise StudyError if it is not a packet."""
    return _opened(path, PACKET)


def open_either(path: Path) -> Study:
    """Open the study or packet at `path`. Afterwards, `is_packet` states which of the two it is."""
    return _opened(path, None)


def _opened(path: Path, kind: int | None) -> Study:
    _check_there(path)
    lock, reason = _locked(path)
    try:
        # If the folder is not writable and no other process writes, open the file without a journal.
        alone = lock is None and reason != TAKEN
        protected = not os.access(path, os.W_OK)
        if alone or protected:
            _refuse_journal(path)
        version, found = _version(path, alone, kind)
        is_packet = found == PACKET
        if lock is not None and is_packet and protected:
            lock.release()
            lock, reason = None, "the file is write-protected"
        if lock is not None and version < len(MIGRATIONS):
            _upgrade(path, version)
        elif version < len(MIGRATIONS):
            raise StudyError(f"{path.name} has an older version and cannot be upgraded: {reason}.",
                             "Open it once where it is writable.")  # fmt: skip
        connection = _connected(path, read_only=lock is None, alone=alone, packet=is_packet)
        return Study(path, connection, lock, reason, is_packet)
    except BaseException as error:
        if lock is not None:
            lock.release()
        if isinstance(error, (sqlite3.Error, UnicodeDecodeError)):
            raise _unopened(path, error) from error
        raise


def look_at_study(path: Path) -> Study:
    """Open the study at `path` for reading only, without a lock and without changing it or its folder.

    Raise StudyError if it has an older version, because only `open_study` can upgrade it.
    """
    _check_there(path)
    try:
        # A journal beside the file means that another process is writing or was interrupted. SQLite then needs the
        # journal.
        journal = path.with_name(f"{path.name}-wal")
        alone = not (journal.is_file() and journal.stat().st_size)
        version, _ = _version(path, alone, APPLICATION)
        if version < len(MIGRATIONS):
            message = f"{path.name} has an older version ({version}; this program writes {len(MIGRATIONS)})."
            raise StudyError(
                message, "Open it once: histocast study status. A copy of the old version is saved beside it."
            )
        return Study(path, _connected(path, read_only=True, alone=alone), None, "it was opened for viewing only")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unopened(path, error) from error


@contextmanager
def unused(path: Path) -> Iterator[None]:
    """Prevent other processes from writing the study or packet at `path` during the block.

    Raise StudyError if another process is writing it now.
    """
    lock, reason = _locked(path)
    if lock is None and reason == TAKEN:
        raise StudyError(f"{path.name} cannot be used now: {TAKEN}.", _TAKEN_REMEDY)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def _locked(path: Path) -> "tuple[FileLock | None, str]":
    """Return the lock that allows writing, or None and the reason.

    It is an operating system lock on a file beside the study, so that it always ends with its process.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, TAKEN
    except OSError as error:
        return None, f"its folder is not writable ({error.strerror or error})"
    except NotImplementedError:
        return None, "its file system does not support locks"
    return lock, ""


def _connected(path: Path, read_only: bool = False, alone: bool = False, packet: bool = False) -> sqlite3.Connection:
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


def _version(path: Path, alone: bool, kind: int | None) -> tuple[int, int]:
    """Return the number of migrations applied to the file, and its application id.

    `kind` is the required application id; None allows a study or a packet. Raise StudyError if the file is of another
    kind, or newer than this program.
    """
    # If the program was killed, the next program that opens the packet undoes the interrupted change with the journal.
    # This requires write access.
    undo = not alone and _journal(path).is_file()
    try:
        with closing(_connected(path, read_only=not undo, alone=alone)) as connection:
            application: int = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except _UNREAD as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
            raise _unreadable(path, error) from error
        remedy = "Open a file created by Histocast. If this is one, it is damaged: use a copy of it."
        raise StudyError(f"{path.name} is not a study ({error}).", remedy) from error
    if application not in (APPLICATION, PACKET):
        raise StudyError(f"{path.name} is not a Histocast study.", "Open a file created by: histocast study create.")
    if kind == APPLICATION and application == PACKET:
        message = f"{path.name} is a reader's packet, which can only be read blinded."
        remedy = "Open it in the window to read its cases. Add finished reads to the study by: "
        raise StudyError(message, f"{remedy}histocast study merge STUDY PACKET.")
    if kind == PACKET and application == APPLICATION:
        message = f"{path.name} is a study, not a packet."
        raise StudyError(message, "Name the study first, then the packets: histocast study merge STUDY PACKET.")
    if version > len(MIGRATIONS):
        message = f"{path.name} was written by a newer Histocast (file version {version})."
        raise StudyError(message, "Install that version.")
    return version, application


def _journal(path: Path) -> Path:
    """Return the path of a packet's journal.

    The file exists during a change, and after a change that was interrupted.
    """
    return path.with_name(f"{path.name}-journal")


def _refuse_journal(path: Path) -> None:
    """Raise StudyError if the file has an interrupted change and cannot be written.

    Such a change cannot be undone.
    """
    journal = _journal(path)
    if journal.is_file() and journal.stat().st_size:
        message = f"{path.name} was not closed properly, and cannot be written where it is."
        raise StudyError(message, f"Copy it together with {journal.name} to a disk that can be written, and open it.")


def _upgrade(path: Path, version: int) -> None:
    """Upgrade the file to the current version. First save a copy of it beside it."""
    copy = path.with_name(f"{path.stem}.form-{version}{path.suffix}")
    with closing(_connected(path)) as connection:
        if not copy.exists():
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
        _migrate(connection, version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for number, sql in enumerate(MIGRATIONS[version:], start=version + 1):
        # Each migration and its version number are written in one transaction, so that a file is never between two
        # versions.
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")


def _check_there(path: Path) -> None:
    if path.is_dir():
        raise StudyError(f"{path} is a folder.", "Name the file in it.")
    if not path.is_file():
        kind = "packet" if path.suffix.lower() == PACKET_SUFFIX else "study"
        remedy = "Check the name, and that its disk is connected. Create a study with: histocast study create."
        raise StudyError(f"There is no {kind} {path}.", remedy)


def _unreadable(path: Path, error: Exception) -> UnreadableStudyError:
    # SQLite quotes text that it cannot decode; a blinded reader must not see it.
    reason = str(error).partition(" with text ")[0] if isinstance(error, sqlite3.Error) else "its text is damaged"
    return UnreadableStudyError(path.name, reason)


def _unopened(path: Path, error: Exception) -> StudyError:
    if isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT:
        return _unreadable(path, error)
    return StudyError(f"{path.name} cannot be opened ({error}).", "Use a backup copy of it, if there is one.")


def _unwritten(path: Path, error: sqlite3.Error) -> StudyError:
    remedy = "Check that its folder is writable and has free space; everything entered before is saved."
    return StudyError(f"{path.name} could not be written ({error}).", remedy)
