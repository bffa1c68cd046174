"""Decode a file with one call of a library, with reports by the bytes that it has read.

Pillow decodes a picture in a single call. It runs on a thread of its own, which is looked at now and then; given up,
it ends with the next piece of the file it asks for.
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
"""20 reports a second are as many as are shown; pictures that take less are there without one."""


Gaps = tuple[tuple[int, int], ...]
"""Places in a file, first byte and the one behind the last, ascending."""


class WatchedFile(io.BufferedReader):
    """A file that records how far it was read, and can refuse further reads; it reads as if `gaps` were cut out."""

    def __init__(self, path: Path, gaps: Gaps = ()) -> None:
        super().__init__(_WithoutGaps(path, gaps) if gaps else io.FileIO(path))
        self.furthest = 0
        self._given_up = threading.Event()

    def give_up(self) -> None:
        self._given_up.set()

    def check(self) -> None:
        """Raise `GivenUpError` if cancellation was requested; code working on the file calls this from time to time."""
        if self._given_up.is_set():
            raise GivenUpError

    def read(self, size: int | None = -1, /) -> bytes:
        self.check()
        found = super().read(size)
        self.furthest = max(self.furthest, self.tell())
        return found


class _WithoutGaps(io.RawIOBase):
    """The bytes of a file between its gaps, one after the other."""

    def __init__(self, path: Path, gaps: Gaps) -> None:
        self._file = io.FileIO(path)
        size = os.fstat(self._file.fileno()).st_size
        starts = (0, *(min(end, size) for _, end in gaps))
        ends = (*(min(start, size) for start, _ in gaps), size)
        self._parts = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
        self._begins = [0, *accumulate(end - start for start, end in self._parts)]
        """Where each part begins here; the last number is the length of all."""
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
    """Return what `decode` makes of the file `path`; once all of it is read, the remaining time is not known."""
    total = path.stat().st_size
    with WatchedFile(path, gaps) as file, ThreadPoolExecutor(1, "decoding") as pool:
        work = pool.submit(decode, file)
        try:
            while wait((work,), REPORT_S).not_done:
                # A picture may end a few bytes before its file does.
                done, of = file.furthest >> 10, total >> 10
                yield Progress(DECODING, done, of) if done < of else Progress(DECODING)
            return work.result()
        finally:
            file.give_up()
