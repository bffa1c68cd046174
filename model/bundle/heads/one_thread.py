"""Limit torch to one thread while a head runs."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit torch to one thread in this block. The block must not contain a yield of a task.

    The sums of a head have other last digits with another number of threads. Its steps are thousands of small products:
    on a busy computer with two processor cores, threads that wait for each other took several times as long as one
    thread alone (0.7 s for the occlusion of 256 tiles).
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
