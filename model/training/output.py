"""Check where a run writes before it starts, and keep a second run from writing there at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.base.errors import ExportError
from model.base.files import refuse_unwritable

SUFFIX = ".safetensors"


def refuse_no_bundle(out: Path) -> None:
    """Raise ExportError if `out` is not the name of a bundle, so that no other file is replaced by one."""
    if out.suffix != SUFFIX:
        raise ExportError(f"{out.name} is not the name of a bundle.", f"Give a name that ends in {SUFFIX}.")
    if out.is_dir():
        raise ExportError(f"{out} is a folder.", "Give the name of a file.")


@contextmanager
def claimed(out: Path, folder: Path) -> Iterator[None]:
    """Hold the output `out`, a file or folder, for this process during the block. `folder` receives the files.

    The folder is created. Raise ExportError if it cannot be written, or if another process holds the output.
    """
    from filelock import FileLock, Timeout

    refuse_unwritable(folder)
    held = folder / f".{out.name}.lock"
    lock = FileLock(held, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise ExportError(
            f"Another run is writing to {out}.", "Wait until it ends, stop it, or give another --out."
        ) from error
    except (OSError, NotImplementedError) as error:
        raise ExportError(f"{held} cannot be locked ({error}).", "Give an --out on another disk.") from error
    try:
        yield
    finally:
        lock.release()
        held.unlink(missing_ok=True)
