"""A file that is decoded in one go, watched: what decodes it comes in; reports by bytes read, and its result, go out.

Pillow decodes a picture in a single call. It runs on a thread of its own, which is looked at now and then; given up,
it ends with the next piece of the file it asks for.
"""

import io
import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from model.progress import GivenUpError, Progress

T = TypeVar("T")

DECODING = "decoding"
REPORT_S = 0.05
"""20 reports a second are as many as are shown; pictures that take less are there without one."""


class WatchedFile(io.BufferedReader):
    """A file that knows how far it was read, and can refuse to be read on."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self.furthest = 0
        self._given_up = threading.Event()

    def give_up(self) -> None:
        self._given_up.set()

    def check(self) -> None:
        """Raise `GivenUpError` where that was asked for: called from time to time by what works on the file."""
        if self._given_up.is_set():
            raise GivenUpError

    def read(self, size: int | None = -1, /) -> bytes:
        self.check()
        found = super().read(size)
        self.furthest = max(self.furthest, self.tell())
        return found


def watched(path: Path, decode: Callable[[WatchedFile], T]) -> Generator[Progress, None, T]:
    """What `decode` makes of the file `path`; once all of it is read, how long the rest takes is not known."""
    total = path.stat().st_size
    with WatchedFile(path) as file, ThreadPoolExecutor(1, "decoding") as pool:
        work = pool.submit(decode, file)
        try:
            while wait((work,), REPORT_S).not_done:
                # A picture may end a few bytes before its file does.
                done, of = file.furthest >> 10, total >> 10
                yield Progress(DECODING, done, of) if done < of else Progress(DECODING)
            return work.result()
        finally:
            file.give_up()
