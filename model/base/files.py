"""Write files completely or not at all, by renaming a finished temporary file, and compute checksums."""

import hashlib
import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from model.base.progress import Progress, result_of

_CHUNK = 1 << 22


@contextmanager
def replacing(path: Path, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path, and move the file written there to `path` if the block succeeds.

    The temporary path is in the folder of `path` and has the same suffix. If the block fails, the temporary file is
    deleted and the old file at `path` is unchanged. Missing folders are created. A `private` file can be read by its
    owner only, from its first byte on; other users can read the others.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".histocast-{secrets.token_hex(6)}{path.suffix}")
    try:
        if private:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield beside
        # Some writers create files that only their owner can read. Other users must be able to read results.
        beside.chmod(0o600 if private else 0o644)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


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


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of the file at `path`."""
    return result_of(hash_steps(path, ""))


def hash_steps(path: Path, stage: str, before: int = 0, total: int = 0) -> Generator[Progress, None, str]:
    """Return the SHA-256 (hex) of the file at `path`, and yield a progress report every 4 MB.

    The reports have the text `stage` and count MB of `total` bytes; `before` is the number of bytes of earlier files.
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
