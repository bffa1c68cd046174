"""Decode a file with one call of a library, and report progress by the number of bytes that the library has read.

Pillow decodes a picture in a single call, which runs in a separate thread. If the user cancels, this thread ends at its
next read from the file.
"""

import io
import os
import threading
from bisect import bisect_right
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from model.base.progress import GivenUpError, Progress

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

T = TypeVar("T")

DECODING = "decoding"
REPORT_S = 0.05
"""Interval between reports in seconds. A screen needs no more than 20 reports per second, and a picture that takes less
time needs no report."""


Gaps = tuple[tuple[int, int], ...]
"""Parts of a file, in ascending order. Each is a pair: position of its first byte, and position after its last byte."""


class WatchedFile(io.BufferedReader):
    """A file that records how far it was read and that can refuse further reads. The parts in `gaps` are left out."""

    def __init__(self, path: Path, gaps: Gaps = ()) -> None:
        super().__init__(_WithoutGaps(path, gaps) if gaps else io.FileIO(path))
        self.furthest = 0
        self._given_up = threading.Event()

    def give_up(self) -> None:
        self._given_up.set()

    def check(self) -> None:
        """Raise `GivenUpError` if the work was cancelled. Code that works on the file calls this regularly."""
        if self._given_up.is_set():
            raise GivenUpError

    def read(self, size: int | None = -1, /) -> bytes:
        self.check()
        found = super().read(size)
        self.furthest = max(self.furthest, self.tell())
        return found


class _WithoutGaps(io.RawIOBase):
    """The bytes of a file without its gaps, as one continuous stream."""

    def __init__(self, path: Path, gaps: Gaps) -> None:
        self._file = io.FileIO(path)
        size = os.fstat(self._file.fileno()).st_size
        starts = (0, *(min(end, size) for _, end in gaps))
        ends = (*(min(start, size) for start, _ in gaps), size)
        self._parts = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
        self._begins = [0, *accumulate(end - start for start, end in self._parts)]
        """Position of each part in the continuous stream. The last number is the total length."""
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._begins[-1]}[whence])
        return self._at

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        part = bisect_right(self._begins, self._at) - 1
        if part >= len(self._parts):
            return 0
        start, end = self._parts[part]
        place = start + self._at - self._begins[part]
        self._file.seek(place)
        count = self._file.readinto(memoryview(buffer).cast("B")[: end - place]) or 0
        self._at += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


def watched(path: Path, decode: Callable[[WatchedFile], T], gaps: Gaps = ()) -> Generator[Progress, None, T]:
    """Return the result of `decode` for the file `path`, and yield progress reports.

    After all bytes were read, the reports state no share of the work, because the remaining time is unknown.
    """
    total = path.stat().st_size
    with WatchedFile(path, gaps) as file, ThreadPoolExecutor(1, "decoding") as pool:
        work = pool.submit(decode, file)
        try:
            while wait((work,), REPORT_S).not_done:
                # A picture may end a few bytes before the end of its file.
                done, of = file.furthest >> 10, total >> 10
                yield Progress(DECODING, done, of) if done < of else Progress(DECODING)
            return work.result()
        finally:
            file.give_up()
