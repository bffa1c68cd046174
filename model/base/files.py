"""Write files so that nobody ever sees half of one: beside its place first, then renamed."""

import hashlib
import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from model.base.progress import Progress, result_of

_CHUNK = 1 << 22


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in `path`'s folder, with its suffix; it takes `path`'s place when the block ends well.

    Where the block fails, the temporary file goes and whatever stood at `path` stays as it was. Missing folders are
    made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".histocast-{secrets.token_hex(6)}{path.suffix}")
    try:
        yield beside
        # Some writers make files that only their owner can read; results are for sharing.
        beside.chmod(0o644)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def file_sha256(path: Path) -> str:
    """SHA-256 over the bytes of the file at `path`, in hex."""
    return result_of(hash_steps(path, ""))


def hash_steps(path: Path, stage: str, before: int = 0, total: int = 0) -> Generator[Progress, None, str]:
    """As `file_sha256`, with a report of `stage` every few megabytes: `before` bytes of `total` were done already."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            before += len(chunk)
            yield Progress(stage, before >> 20, total >> 20)
    return digest.hexdigest()


def listed_sums(folder: Path) -> dict[str, str]:
    """File name to SHA-256, from `SHA256SUMS` in `folder`, as the `sha256sum` program writes it; empty without one."""
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    pairs = [line.split(maxsplit=1) for line in lines if line.strip()]
    return {pair[1].lstrip("*"): pair[0] for pair in pairs if len(pair) == 2}
