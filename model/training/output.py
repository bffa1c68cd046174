"""Check the output of a run before it starts, and prevent a second run from writing there at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from model.base.errors import ExportError
from model.base.files import refuse_unwritable

SUFFIX = ".safetensors"


def refuse_no_bundle(out: Path) -> None:
    """Raise ExportError if `out` is not the name of a bundle.

    Otherwise the bundle could replace a file of another kind.
    """
    if out.suffix != SUFFIX:
        raise ExportError(f"{out.name} is not the name of a bundle.", f"Give a name that ends in {SUFFIX}.")
    if out.is_dir():
        raise ExportError(f"{out} is a folder.", "Give the name of a file.")


@contextmanager
def claimed(out: Path, folder: Path) -> Iterator[None]:
    """Prevent other processes from writing the output `out`, a file or folder, during the `with` block.

    `folder` is the folder that contains `out`. It is created if it does not exist, and a lock file in it reserves
    `out`. Raise ExportError if `folder` cannot be written, or if another process has reserved `out`.
    """
    from filelock import FileLock, Timeout

    refuse_unwritable(folder)
    held = folder / f".{out.name}.lock"
    lock = FileLock(held, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise ExportError(
            f"Another run is writing to {out}.", "Wait until that run ends, stop it, or give another --out."
        ) from error
    except (OSError, NotImplementedError) as error:
        raise ExportError(f"{held} cannot be locked ({error}).", "Give an --out on another disk.") from error
    try:
        yield
    finally:
        lock.release()
        held.unlink(missing_ok=True)
