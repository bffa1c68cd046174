"""Create and open studies. A study is one SQLite file, and only one process can write it at a time.

Every change is a separate transaction and is on the disk before the call returns. Opening a study writes nothing, with
one exception: a file of an older version is upgraded, after a copy of it is saved beside it. Each opening checks the
whole file and the journal or log beside it. A damaged or foreign file is refused; it is not repaired in place.

A packet is a file with one reader's cases and a seal. It has the same tables as a study but another application id, and
`open_study` refuses it.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import StudyError, UnreadableStudyError
from model.base.files import flush_folder
from model.study.file.change import KEY, mark_of, new_session
from model.study.file.connection import connected, make_own
from model.study.file.damage import DAMAGE, damage_of
from model.study.file.errors import UNREAD, moved, unencodable, unopened, unreadable, unwritten
from model.study.file.journal import journal_of, refuse_foreign_journal, refuse_unwritable_journal
from model.study.file.kind import APPLICATION, PACKET, SUFFIX, check_there, version_and_kind
from model.study.file.lock import TAKEN, TAKEN_REMEDY, is_written, locked, real_file, refuse_second_name
from model.study.file.schema import migrate, missing_column, missing_object, newest_version, upgrade
from model.study.file.wal import log_of, refuse_foreign_log

if TYPE_CHECKING:
    from filelock import FileLock

_WRITABLE_REMEDY = (
    "Copy the file, and the folder of images beside it if it has one, to a disk that can be written, and open the copy."
)
_PACKET_REMEDY = (
    "Check that the disk with the packet is connected. If it is, the packet is damaged: use a backup copy, or "
    "ask the study's organiser for another packet, and send this packet to the organiser too."
)

Row = sqlite3.Row


def now() -> str:
    """Return the current time in the form that studies record: UTC, ISO format, with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def storable(text: str) -> str:
    """Return a text that can be saved in a log or list.

    Bytes of a file name that are not UTF-8 are written as escapes.
    """
    return text.encode("utf-8", "backslashreplace").decode()


class Study:
    """An open study. Use it in one thread at a time.

    `read_only` is the reason why the study cannot be written, or "" if it can be written.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: "FileLock | None",
        read_only: str,
        is_packet: bool = False,
        shown: Path | None = None,
    ) -> None:
        self.path = path
        self._shown = shown or path
        """The path that messages contain. While a file is created under a temporary name, it is the final path."""
        self._place = _place_of(path)
        self.read_only = read_only
        self.is_packet = is_packet
        """Whether this is the packet of one reader, in which only blinded reads are possible."""
        self._connection = connection
        self._lock = lock
        self._session = new_session()
        self._marked = False
        """Whether the present transaction has already written its mark (`file/change.py`)."""

    @property
    def folder(self) -> Path:
        """Return the folder of the study file, to which saved image paths are relative."""
        return self.path.parent

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        """Return all rows of a query. Raise UnreadableStudyError if the file is damaged or its disk was removed."""
        try:
            return self._connection.execute(sql, tuple(values)).fetchall()
        except UNREAD as error:
            raise unreadable(self._shown, error) from error

    def one(self, sql: str, values: Iterable[Any] = ()) -> Row | None:
        """Return the first row of a query, or None if there is none. Raise the same errors as `rows`."""
        try:
            found: Row | None = self._connection.execute(sql, tuple(values)).fetchone()
        except UNREAD as error:
            raise unreadable(self._shown, error) from error
        return found

    def write(self, sql: str, values: Iterable[Any] = ()) -> int:
        """Run a statement that writes, and return the id of the last added row. Use this only inside `changing`."""
        if not self._marked:
            self._mark()
        return self._connection.execute(sql, tuple(values)).lastrowid or 0

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Run the `with` block as one transaction: either all its changes are saved, or none.

        Inside another `changing`, the block is part of the outer transaction. Raise StudyError if the study is
        read-only or the disk cannot be written.
        """
        if self.read_only:
            message = f"{self.path.name} cannot be changed: {self.read_only}."
            raise StudyError(message, TAKEN_REMEDY if self.read_only == TAKEN else _WRITABLE_REMEDY)
        if self._connection.in_transaction:
            yield
            return
        self._refuse_if_moved()
        if self.is_packet and mark_of(self._connection).session != self._session:
            # The first change of a session changes only the mark. Then the first entries of two copies of a packet are
            # never the same change.
            with self._transaction():
                self._mark()
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._marked = False
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.commit()
        except BaseException as error:
            # If the disk was removed, the rollback fails too. SQLite then undoes the change when the file is opened
            # next.
            with suppress(sqlite3.Error):
                self._connection.rollback()
            if isinstance(error, sqlite3.OperationalError):  # The disk is full or was removed.
                raise unwritten(self._shown, error) from error
            if isinstance(error, UnicodeEncodeError):
                raise unencodable(self._shown) from error
            if type(error) is sqlite3.DatabaseError or isinstance(error, UnicodeDecodeError):
                raise unreadable(self._shown, error) from error
            raise

    def _mark(self) -> None:
        """Write the mark of the last change (see `change.Mark`) into the file, as part of the transaction."""
        self._marked = True
        text = mark_of(self._connection).next(self._session).text
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (KEY, text))

    def _refuse_if_moved(self) -> None:
        """Raise StudyError if the study's path now leads to another file, or to no file.

        The entry would otherwise be lost if the program crashes.
        """
        if _place_of(self.path) != self._place:
            # The write-ahead log still has the old name. Therefore its changes are copied into the file, wherever the
            # file is now.
            with suppress(sqlite3.Error):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise moved(self._shown)

    def log(self, who: str, what: str, **detail: Any) -> None:
        """Add a line to the log, in the same transaction as the change that it records."""
        written = storable(json.dumps(detail, ensure_ascii=False, sort_keys=True))
        self.write("INSERT INTO log (at, who, what, detail) VALUES (?, ?, ?, ?)", (now(), who, what, written))

    def fact(self, key: str, default: str = "") -> str:
        """Return the value saved under `key` in the table `facts`, or `default` if there is none."""
        row = self.one("SELECT value FROM facts WHERE key = ?", (key,))
        return default if row is None else str(row["value"])

    def set_fact(self, key: str, value: str) -> None:
        """Save a value, such as a setting, under `key` in the table `facts`."""
        with self.changing():
            self.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def compact(self) -> None:
        """Rewrite the file without unused pages."""
        try:
            self._connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise unwritten(self._shown, error) from error

    def close(self) -> None:
        """Close the file and release its lock."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> "Study":
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Close the file.

        If the file is damaged and an error resulted from the damage, raise UnreadableStudyError instead of that error.
        """
        try:
            damage = damage_of(self._connection) if isinstance(error, DAMAGE) else ""
            if damage:
                raise UnreadableStudyError(self.path.name, damage) from error
        finally:
            self.close()


def create_study(path: Path, name: str = "", made_by: str = "histocast") -> Study:
    """Create an empty study at `path`, open it and return it.

    Raise StudyError if the file exists or cannot be written.
    """
    with creating(path, name, made_by):
        pass
    return open_study(study_path(path))


def study_path(path: Path) -> Path:
    """Return the path of a new study. If it has no suffix, the suffix of studies is added."""
    return path if path.suffix else path.with_suffix(SUFFIX)


@contextmanager
def creating(path: Path, name: str = "", made_by: str = "histocast") -> Iterator[Study]:
    """Yield a new study to be filled. It is renamed to `path` when the `with` block ends without an error.

    Until then it is a draft beside its final path. Therefore, if the program is killed or the disk is full, no
    half-written study remains at `path`. A draft that a killed program left is removed. Only the owner can read the
    file. Raise StudyError if the file exists or cannot be written.
    """
    path = study_path(path)
    _refuse_existing(path)
    draft = path.with_name(f".{path.stem}.new{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritten(path, error) from error
    lock, reason = locked(path)
    if lock is None:
        raise StudyError(f"{path} cannot be created: {reason}.", "Choose another folder.")
    try:
        with _drafted(draft, path) as study:
            with study.changing():
                study.set_fact("name", name or path.stem)
                study.set_fact("created", now())
                study.set_fact("made_by", made_by)
                study.log("", "created", made_by=made_by)
            yield study
        _refuse_existing(path)
        try:
            os.rename(draft, path)
        except OSError as error:
            raise unwritten(path, error) from error
        flush_folder(path.parent)
    finally:
        _remove(draft)
        lock.release()
        if not path.exists():
            with suppress(OSError):  # Another process may already hold the lock.
                Path(f"{path}.lock").unlink()


@contextmanager
def _drafted(draft: Path, shown: Path) -> Iterator[Study]:
    """Yield an empty study at `draft`.

    When the `with` block ends, all data are written to this one file, and the file is closed.
    """
    try:
        _remove(draft)
        make_own(draft)
        connection = connected(draft)
        # The file keeps this journal mode. In this mode, the writer and the readers do not wait for each other.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        migrate(connection, 0)
    except (sqlite3.Error, OSError) as error:
        raise unwritten(shown, error) from error
    with Study(draft, connection, None, "", shown=shown) as study:
        yield study
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise unwritten(shown, error) from error


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise StudyError(
            f"{path} exists already.",
            "Choose another name, or add data to the existing study with: histocast study import.",
        )


def _remove(draft: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _place_of(path: Path) -> tuple[int, int] | None:
    """Return the device and inode number of the file at `path`, or None if there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def create_packet(path: Path) -> Study:
    """Create, open and return an empty packet at `path`, which only its owner can read and write.

    The caller must make sure that no other process uses the file. Raise StudyError if it cannot be written.
    """
    try:
        make_own(path)
        connection = connected(path, packet=True)
        # WAL is not used for packets. It does not work in shared folders, and it keeps recent changes in a second file.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA application_id = {PACKET}")
        migrate(connection, 0)
    except (sqlite3.Error, OSError) as error:
        raise unwritten(path, error) from error
    return Study(path, connection, None, "", is_packet=True)


def open_study(path: Path) -> Study:
    """Open the study at `path` for writing, and return it. If another process has opened it, open it for reading only.

    Raise StudyError if the file does not exist, is damaged, is a packet, has a newer version, or cannot be upgraded.
    """
    return _opened(path, APPLICATION)


def open_packet(path: Path, whole: bool = True) -> Study:
    """Open and return the packet at `path` as `open_study` opens a study. Raise StudyError if it is not a packet.

    If `whole` is false, a packet with damaged pages or values is opened too, so that it can be checked further or its
    reads can be rescued.
    """
    return _opened(path, PACKET, whole)


def open_either(path: Path) -> Study:
    """Open and return the study or packet at `path`.

    The attribute `is_packet` of the result says which of the two it is.
    """
    return _opened(path, None)


def _opened(path: Path, kind: int | None, whole: bool = True) -> Study:
    path = real_file(path)
    check_there(path)
    refuse_second_name(path)
    lock, reason = locked(path)
    try:
        # If the folder is not writable and no other process writes the file, open the file without a journal.
        alone = lock is None and reason != TAKEN
        protected = not os.access(path, os.W_OK)
        if alone or (protected and journal_of(path).is_file()):
            refuse_unwritable_journal(path)
        if lock is not None:
            refuse_foreign_journal(path)
            refuse_foreign_log(path)
        version, found = version_and_kind(path, alone, kind)
        is_packet = found == PACKET
        if lock is not None and is_packet and protected:
            lock.release()
            lock, reason = None, "the file is write-protected"
        if lock is not None and version < newest_version():
            upgrade(path, version)
        elif version < newest_version():
            raise StudyError(f"{path.name} has an older version and cannot be upgraded: {reason}.",
                             "Open the study once on a disk that can be written.")  # fmt: skip
        connection = connected(path, read_only=lock is None, alone=alone, packet=is_packet)
        _check(path, connection, is_packet, whole)
        return Study(path, connection, lock, reason, is_packet)
    except BaseException as error:
        if lock is not None:
            lock.release()
        if isinstance(error, (sqlite3.Error, UnicodeDecodeError)):
            raise unopened(path, error) from error
        raise


def look_at_study(path: Path) -> Study:
    """Open and return the study at `path` for reading only, without a lock and without changing it or its folder.

    Raise StudyError if it has an older version, because only `open_study` can upgrade it.
    """
    path = real_file(path)
    check_there(path)
    refuse_second_name(path)
    try:
        # A log beside the file means that another process is writing, or that a process was interrupted. SQLite then
        # needs the log.
        log = log_of(path)
        alone = not (log.is_file() and log.stat().st_size)
        if not alone and not os.access(path.parent, os.W_OK):
            refuse_unwritable_journal(path)
        if not alone and not is_written(path):
            refuse_foreign_log(path)
        version, _ = version_and_kind(path, alone, APPLICATION)
        if version < newest_version():
            message = f"{path.name} has an older version ({version}; this program writes {newest_version()})."
            raise StudyError(
                message,
                "Open the study once with: histocast study status. This upgrades the file, and saves a copy of "
                "the old version beside it.",
            )
        connection = connected(path, read_only=True, alone=alone)
        _check(path, connection, is_packet=False)
        return Study(path, connection, None, "it was opened for viewing only")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise unopened(path, error) from error


def _check(path: Path, connection: sqlite3.Connection, is_packet: bool, whole: bool = True) -> None:
    """Raise UnreadableStudyError if the file is damaged, or if a study lacks a table, index or trigger.

    The connection is closed before the error is raised. A packet may lack triggers, because the hash chain of its reads
    is checked instead. If `whole` is false, only the columns are checked.
    """
    try:
        missing = missing_column(connection)
        damage = f"it has no column {missing}" if missing else ""
        if whole and not damage:
            damage = "" if is_packet else missing_object(connection, newest_version())
            damage = damage or damage_of(connection)
        if damage:
            raise UnreadableStudyError(path.name, damage, _PACKET_REMEDY if is_packet else "")
    except BaseException:
        connection.close()
        raise
