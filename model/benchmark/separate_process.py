"""Run a function in a new process, so that its start-up time, memory and threads are separate."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from model.base.places import CACHE_VARIABLE
from model.base.policy import policy
from model.base.progress import Progress

P = ParamSpec("P")
T = TypeVar("T")
_POLL_S = 0.5


def isolated(report: Progress, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Generator[Progress, None, T]:
    """Run `work`, a function of a module, in a new process.

    Yield `report` until the process ends, and return the result of `work`.
    """
    # The process is spawned and not forked. A fork would copy all memory of this process, but only one of its threads.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_print_nothing) as pool:
        future = pool.submit(work, *args, **kwargs)
        try:
            while not wait([future], timeout=_POLL_S).done:
                yield report
        finally:
            if not future.done():  # cancelled: do not wait for it, because it may take minutes to end
                for process in list(pool._processes.values()):
                    process.terminate()
        return future.result()


def _print_nothing() -> None:
    """Discard what this process prints: some programs write to the standard output from C++, among our results."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.close(sink)


def _place() -> Path | None:
    """Return the folder for temporary caches: the policy's cache folder, or None for the system's temporary folder."""
    folder = policy().cache
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def cold_cache() -> Iterator[None]:
    """Provide an empty cache for all processes that are started in the block. Delete it at the end of the block."""
    before = os.environ.get(CACHE_VARIABLE)
    with tempfile.TemporaryDirectory(prefix="histocast-bench-", dir=_place(), ignore_cleanup_errors=True) as folder:
        os.environ[CACHE_VARIABLE] = folder
        try:
            yield
        finally:
            if before is None:
                del os.environ[CACHE_VARIABLE]
            else:
                os.environ[CACHE_VARIABLE] = before
