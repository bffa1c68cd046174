"""The lock that allows one process to write a study or packet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.errors import StudyError

if TYPE_CHECKING:
    from filelock import FileLock

MANY_NAMES = "the file has several names (hard links), and each name would have a journal and a lock of its own"
TAKEN = "another window or process has the file open"
TAKEN_REMEDY = "Close the file there, then open it here again."


def real_file(path: Path) -> Path:
    """Return the file to which the symbolic link `path` leads, or `path` itself if it is not a link.

    Lock, journal and images belong to the file, not to the link. Links among the folders of the path are not resolved.
    """
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:  # the links form a circle
        raise StudyError(f"{path} cannot be followed ({error}).", "Give the path of the file itself.") from error


def refuse_second_name(path: Path) -> None:
    """Raise StudyError if the file has a second name (hard link).

    Another process could write the file under that name at the same time, and this process would not notice it.
    """
    if path.stat().st_nlink > 1:
        remedy = "Make a copy of the file, open the copy, and remove the names that are not needed."
        raise StudyError(f"{path.name} cannot be opened: {MANY_NAMES}.", remedy)


def locked(path: Path) -> "tuple[FileLock | None, str]":
    """Return the lock on the file at `path` that allows this process to write it, or None and the reason.

    It is an operating system lock on a file beside the study. The system releases it when the process ends.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, TAKEN
    except OSError as error:
        return None, f"the folder of the file is not writable ({error.strerror or error})"
    except NotImplementedError:
        return None, "the file system of this disk does not support locks"
    return lock, ""


def is_written(path: Path) -> bool:
    """Return whether a process has the file open for writing.

    No file is created beside it.
    """
    if not Path(f"{path}.lock").is_file():
        return False
    lock, reason = locked(path)
    if lock is not None:
        lock.release()
    return reason == TAKEN


@contextmanager
def unused(path: Path) -> Iterator[None]:
    """Prevent other processes from writing the study or packet at `path` during the `with` block.

    Raise StudyError if another process is writing it now.
    """
    lock, reason = locked(path)
    if lock is None and reason == TAKEN:
        raise StudyError(f"{path.name} cannot be used now: {TAKEN}.", TAKEN_REMEDY)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()
