"""Limit torch to one thread while a head runs."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit torch to one thread inside the `with` block.

    The block must not contain a `yield`, because the code that runs until the next step would be limited too. With
    another number of threads, the results of a head differ in their last digits. One thread is also faster: the steps
    of a head are thousands of small products, and on a busy computer with two processor cores, two threads that waited
    for each other took several times as long as one thread (0.7 s for the occlusion of 256 tiles).
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
