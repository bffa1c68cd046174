"""Write files completely or not at all, by renaming a finished temporary file, and compute checksums."""

import errno
import glob
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from model.base.errors import ExportError
from model.base.progress import Progress, result_of

_CHUNK = 1 << 22
_BESIDE = ".histocast-"
_UNSUPPORTED = frozenset((errno.EINVAL, errno.ENOSYS, errno.ENOTSUP))
"""Error numbers with which a file system reports that it cannot flush files, that is, write them to the disk at once.
"""
_LEFTOVER_S = 86_400.0
"""Minimum age in seconds of a temporary file that counts as left over and is deleted. No file takes a day to write."""


@contextmanager
def replacing(path: Path, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path to write to. If the `with` block succeeds, move the file written there to `path`.

    The temporary path is in the folder of `path` and has the same suffix. If the `with` block fails, the temporary file
    is deleted and the old file at `path` is unchanged. Missing folders are created. If the old file belongs to this
    user, the new file gets its permissions. A new `private` file can be read by its owner only, from its first byte on,
    whatever the umask is.

    The content is on the disk before the file gets its name, and the name is on the disk when this function returns.
    Thus a power cut leaves the old file or the new one, and never an empty or a truncated file.
    """
    _make_folder(path.parent)
    _remove_leftovers(path)
    beside = path.with_name(f"{_BESIDE}{secrets.token_hex(6)}{path.suffix}")
    try:
        if private:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield beside
        mode = _mode_to_keep(path)
        if mode is not None:
            beside.chmod(mode)
        flush_file(beside)
        os.replace(beside, path)
        flush_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _mode_to_keep(path: Path) -> int | None:
    """Return the permissions of the old file at `path`, which the new file must get.

    The owner may have allowed others to read the file.

    Return None if there is no file, or if the file belongs to another user, who could otherwise put an empty file in a
    shared folder and read the new file.
    """
    try:
        found = path.lstat()
    except OSError:
        return None
    is_own = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return stat.S_IMODE(found.st_mode) & 0o777 if stat.S_ISREG(found.st_mode) and is_own else None


def _make_folder(folder: Path) -> None:
    """Create `folder` and the missing folders above it, and write their names to the disk."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(missing):
        flush_folder(one.parent)


def refuse_unwritable(folder: Path) -> None:
    """Create `folder` if it is missing. Raise ExportError if no file can be written to it."""
    trial = folder / f"{_BESIDE}{secrets.token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise ExportError(
            f"Nothing can be written to {folder} ({error.strerror or error}).",
            "Check the path and your permissions, or choose another folder.",
        ) from error


def flush_file(path: Path) -> None:
    """Write the content of the file `path` to the disk.

    Raise OSError if the disk cannot store the content. Network file systems report a full disk only here. Do nothing on
    a file system that cannot flush files.
    """
    # Windows flushes only files that are open for writing; elsewhere the permissions may forbid writing.
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0) if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Write the folder's entries to the disk, if the operating system supports this."""
    if hasattr(os, "O_DIRECTORY"):
        # Some network file systems refuse this; the renamed file is complete anyway.
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _remove_leftovers(path: Path) -> None:
    """Delete temporary files for `path` that are older than `_LEFTOVER_S`.

    Such files remain when the program is killed.
    """
    for found in path.parent.glob(f"{_BESIDE}{'[0-9a-f]' * 12}{glob.escape(path.suffix)}"):
        with suppress(OSError):  # another program may delete it at the same time
            if time.time() - found.stat().st_mtime > _LEFTOVER_S:
                found.unlink()


def exists(path: Path) -> bool:
    """Return whether there is a file or folder `path`.

    Return False if the operating system does not allow this path.
    """
    try:
        return path.exists()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Return whether `path` is a file.

    Return False if the operating system does not allow this path, for example a name of 300 letters.
    """
    try:
        return path.is_file()
    except OSError:
        return False


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of the file at `path`."""
    return result_of(hash_steps(path, ""))


def hash_steps(path: Path, stage: str, before: int = 0, total: int = 0) -> Generator[Progress, None, str]:
    """Return the SHA-256 (hex) of the file at `path`, and yield a progress report every 4 MB.

    Each report shows the text `stage` and how many MB of `total` bytes were read. `before` is the number of bytes read
    from earlier files.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            before += len(chunk)
            yield Progress(stage, before >> 20, total >> 20)
    return digest.hexdigest()


def listed_sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that `SHA256SUMS` in `folder` lists (format of `sha256sum`).

    Return an empty dict if there is no such file.
    """
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = [line.split(maxsplit=1) for line in lines if line.strip()]
    return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}
