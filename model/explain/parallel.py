"""Run independent parts of an explanation in parallel threads and report their progress.

Each part runs in its own thread, and torch uses no other threads for it. The matrix products are small, and if several
threads of torch shared one product, they would wait for each other on a busy computer.
"""

import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import torch

from model.base.progress import GivenUpError, Progress

T = TypeVar("T")
REPORT_S = 0.05


class Count:
    """Counts the steps done so far by all threads together."""

    def __init__(self) -> None:
        self.steps = 0
        self._lock = threading.Lock()
        self._stopped = False

    def add(self, steps: int) -> None:
        """Add `steps` to the count. Raise `GivenUpError` if the work was cancelled.

        Threads must call this regularly.
        """
        with self._lock:
            self.steps += steps
        if self._stopped:
            raise GivenUpError

    def stop(self) -> None:
        """Cancel the work. The next `add` of each thread raises an error."""
        self._stopped = True


def in_parallel(
    works: Sequence[Callable[[Count], T]], stage: str, total: int = 0
) -> Generator[Progress, None, list[T]]:
    """Run the functions `works` in threads, and return their results in order.

    As many functions run at the same time as torch has threads.

    Each function gets a `Count`, to which it adds the steps it has done. `total` is the number of steps of all
    functions together.
    """
    if not works:
        return []
    threads, count = torch.get_num_threads(), Count()
    yield Progress(stage, 0, total)
    with ThreadPoolExecutor(min(threads, len(works)), "explaining", _alone) as pool:
        running = [pool.submit(work, count) for work in works]
        try:
            while wait(running, REPORT_S).not_done:
                yield Progress(stage, count.steps, total)
            return [work.result() for work in running]
        finally:
            count.stop()
            pool.shutdown(cancel_futures=True)
            # torch stores the number of threads per thread, but a new thread starts with the number that any thread set
            # last.
            torch.set_num_threads(threads)


def _alone() -> None:
    torch.set_num_threads(1)
