"""A study's one SQLite file: a path comes in, an open `Study` goes out, held by one process for writing.

Every change is a transaction of its own, on the disk before the call returns. Opening writes nothing, unless the file
is of an older form: that is copied beside it first.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import StudyError
from model.study.migrations.migration_table import MIGRATIONS

if TYPE_CHECKING:
    from filelock import FileLock

SUFFIX = ".histostudy"
APPLICATION = 0x48435354
""" "HCST": by this number in its header a file is known as ours."""
TAKEN = "another window or process has it open"
_BUSY_S = 10.0
"""How long to wait for another process that reads, before an error."""

Row = sqlite3.Row


def now() -> str:
    """The time as the study notes it: UTC, ISO, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Study:
    """An open study; used by one thread at a time. `read_only` says why nothing can be written, or is empty."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: "FileLock | None", read_only: str) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._lock = lock

    @property
    def folder(self) -> Path:
        """What relative paths of images are relative to."""
        return self.path.parent

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        return self._connection.execute(sql, tuple(values)).fetchall()

    def one(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        found: Row | None = self._connection.execute(sql, tuple(values)).fetchone()
        return found

    def write(self, sql: str, values: Iterable[Any] = ()) -> int:
        """Inside `changing` only; the id of the row that was added last."""
        return self._connection.execute(sql, tuple(values)).lastrowid or 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """All that is written in the block is kept, or none of it."""
        if self.read_only:
            told = f"{self.path.name} cannot be changed: {self.read_only}."
            raise StudyError(told, "Close it there, then open it again.")
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.commit()
        except BaseException as error:
            self._connection.rollback()
            if isinstance(error, sqlite3.OperationalError):  # a full disk, or one that is gone
                raise _unwritten(self.path, error) from error
            raise

    def log(self, who: str, what: str, **detail: Any) -> None:
        """A line more in the log; it is kept with the change it is about."""
        written = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        self.write("INSERT INTO log (at, who, what, detail) VALUES (?, ?, ?, ?)", (now(), who, what, written))

    def fact(self, key: str, default: str = "") -> str:
        row = self.one("SELECT value FROM facts WHERE key = ?", (key,))
        return default if row is None else str(row["value"])

    def set_fact(self, key: str, value: str) -> None:
        with self.changing():
            self.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def close(self) -> None:
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Study":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_study(path: Path, name: str = "", made_by: str = "histocast") -> Study:
    """A new study at `path`; StudyError where something is there already."""
    path = path if path.suffix else path.with_suffix(SUFFIX)
    if path.exists():
        raise StudyError(f"{path} is there already.", "Choose another name, or add to it: histocast study import.")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock, reason = _locked(path)
    if lock is None:
        raise StudyError(f"{path} cannot be made: {reason}.", "Choose another folder.")
    try:
        connection = _connected(path)
        # The journal stays as it is here for good; readers and the one writer do not wait for one another.
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


def open_study(path: Path) -> Study:
    """The study at `path`: for writing, or, while another process has it, for reading only."""
    if not path.is_file():
        raise StudyError(f"There is no study {path}.", "Check the name, or make one: histocast study create.")
    lock, reason = _locked(path)
    try:
        # Without another process that writes, a journal nobody can make is not needed either.
        alone = lock is None and reason != TAKEN
        version = _version(path, alone)
        if lock is not None and version < len(MIGRATIONS):
            _upgrade(path, version)
        elif version < len(MIGRATIONS):
            raise StudyError(f"{path.name} is of an older form and cannot be brought up to date: {reason}.",
                             "Open it where it can be written to, once.")  # fmt: skip
        return Study(path, _connected(path, read_only=lock is None, alone=alone), lock, reason)
    except BaseException as error:
        if lock is not None:
            lock.release()
        if isinstance(error, sqlite3.Error):
            message = f"{path.name} cannot be opened ({error})."
            raise StudyError(message, "Take a backup copy of it, if there is one.") from error
        raise


def look_at_study(path: Path) -> Study:
    """The study at `path` for reading only: no lock is taken, and neither it nor its folder is changed.

    StudyError where it is of an older form, which only `open_study` brings up to date.
    """
    if not path.is_file():
        raise StudyError(f"There is no study {path}.", "Check the name, or make one: histocast study create.")
    try:
        # With a journal beside it another process writes now, or was stopped; SQLite then needs its own files.
        journal = path.with_name(f"{path.name}-wal")
        alone = not (journal.is_file() and journal.stat().st_size)
        version = _version(path, alone)
        if version < len(MIGRATIONS):
            told = f"{path.name} is of an older form ({version}; this program writes {len(MIGRATIONS)})."
            raise StudyError(told, "Open it once: histocast study status. A copy of the old form is kept beside it.")
        return Study(path, _connected(path, read_only=True, alone=alone), None, "it was opened only to be looked at")
    except sqlite3.Error as error:
        message = f"{path.name} cannot be opened ({error})."
        raise StudyError(message, "Take a backup copy of it, if there is one.") from error


def _locked(path: Path) -> "tuple[FileLock | None, str]":
    """The right to write: a lock of the system's on a file beside the study, gone with its process whatever happens."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, TAKEN
    except OSError as error:
        return None, f"its folder cannot be written to ({error.strerror or error})"
    return lock, ""


def _connected(path: Path, read_only: bool = False, alone: bool = False) -> sqlite3.Connection:
    where = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}{'&immutable=1' if alone else ''}"
    # One thread at a time is the caller's word; each of the window's jobs may be on another.
    connection = sqlite3.connect(where, uri=True, timeout=_BUSY_S, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    # Not only in the journal but on the disk, after each change: a power cut must not take a read back.
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _version(path: Path, alone: bool) -> int:
    """How many migrations the file has had; StudyError where it is no study or a newer one."""
    try:
        with closing(_connected(path, read_only=True, alone=alone)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StudyError(f"{path.name} is no study ({error}).", "Open a file made by Histocast.") from error
    if application != APPLICATION:
        raise StudyError(f"{path.name} is no study of Histocast.", "Open a file made by: histocast study create.")
    if version > len(MIGRATIONS):
        raise StudyError(f"{path.name} was made by a newer Histocast (form {version}).", "Install that version.")
    return version


def _upgrade(path: Path, version: int) -> None:
    """Bring the file to the present form, a copy of it was beside it first."""
    copy = path.with_name(f"{path.stem}.form-{version}{path.suffix}")
    with closing(_connected(path)) as connection:
        if not copy.exists():
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
        _migrate(connection, version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for number, sql in enumerate(MIGRATIONS[version:], start=version + 1):
        # In one transaction each, its number included: a file is never between two forms.
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")


def _unwritten(path: Path, error: sqlite3.Error) -> StudyError:
    remedy = "Check that its folder can be written to and has room; what was entered before is kept."
    return StudyError(f"{path.name} could not be written ({error}).", remedy)
