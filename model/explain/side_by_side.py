"""Independent pieces of an explanation at the same time: functions come in, reports and their results go out.

Each runs on a thread of its own, and torch within it on that one alone: its products are small, and threads that share
one of them wait for each other on a busy computer.
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
    """Steps that were done so far, by all threads together."""

    def __init__(self) -> None:
        self.steps = 0
        self._lock = threading.Lock()
        self._given_up = False

    def told(self, steps: int) -> None:
        """So many more were done. Raises `GivenUpError` where nobody waits any more: to be called now and then."""
        with self._lock:
            self.steps += steps
        if self._given_up:
            raise GivenUpError

    def give_up(self) -> None:
        self._given_up = True


def side_by_side(
    works: Sequence[Callable[[Count], T]], stage: str, total: int = 0
) -> Generator[Progress, None, list[T]]:
    """What each of `works` gives, in their order, as many at a time as torch has threads. They tell their steps."""
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
            count.give_up()
            pool.shutdown(cancel_futures=True)
            # Each thread has a number of its own; one that torch meets for the first time takes what was set last.
            torch.set_num_threads(threads)


def _alone() -> None:
    torch.set_num_threads(1)
