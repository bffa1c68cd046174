"""The lock that allows one process to write a study or packet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from model.base.errors import StudyError

if TYPE_CHECKING:
    from filelock import FileLock

TAKEN = "another window or process has it open"
TAKEN_REMEDY = "Close it there, then open it again."


def locked(path: Path) -> "tuple[FileLock | None, str]":
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


@contextmanager
def unused(path: Path) -> Iterator[None]:
    """Prevent other processes from writing the study or packet at `path` during the block.

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
