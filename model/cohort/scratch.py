"""Make a local folder for the temporary files of a run, and remove the folders that killed runs left behind."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "histocast-run-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield an empty folder for temporary files, and remove it afterwards.

    Folders of the same user that a killed process left behind are removed first.
    """
    from filelock import FileLock

    root = Path(tempfile.gettempdir())
    remove_abandoned(root)
    folder = root / f"{PREFIX}{secrets.token_hex(6)}"
    lock = folder.with_suffix(".lock")
    with FileLock(lock, thread_local=False):  # locked before the folder exists, so that no other process removes it
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # Windows cannot remove an open file; the next run removes it
                lock.unlink(missing_ok=True)


def remove_abandoned(root: Path) -> None:
    """Remove the temporary folders in `root` that belong to processes that have ended.

    Such a folder is recognised by its lock file: the operating system releases the lock when the process ends.
    """
    from filelock import FileLock, Timeout

    for lock in root.glob(f"{PREFIX}*.lock"):
        try:
            if hasattr(os, "getuid") and lock.lstat().st_uid != os.getuid():
                continue
            with FileLock(lock, timeout=0, thread_local=False):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except (OSError, Timeout):
            continue  # the lock is held by a running process, or another process has removed the folder
