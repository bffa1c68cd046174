"""Write files completely or not at all, by renaming a finished temporary file, and compute checksums."""

import hashlib
import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.base.errors import ExportError
from model.base.progress import Progress, result_of

_CHUNK = 1 << 22


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path, and move the file written there to `path` if the block succeeds.

    The temporary path is in the folder of `path` and has the same suffix. If the block fails, the temporary file is
    deleted and the old file at `path` is unchanged. Missing folders are created.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".histocast-{secrets.token_hex(6)}{path.suffix}")
    try:
        yield beside
        # Some writers create files that only their owner can read. Other users must be able to read results.
        beside.chmod(0o644)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def refuse_unwritable(folder: Path) -> None:
    """Create `folder` if it is missing. Raise ExportError if no file can be written to it."""
    trial = folder / f".histocast-{secrets.token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise ExportError(
            f"Nothing can be written to {folder} ({error.strerror or error}).",
            "Check the path and your permissions, or give another place.",
        ) from error


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
