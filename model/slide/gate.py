"""Let many threads read at once and make closing wait for them: the shared lifetime of a file."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Open until `shut`; readers enter by `entered`, and `shut` waits for them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def entered(self) -> Iterator[bool]:
        """Enter the gate: yield True, and no thread closes meanwhile; yield False once the gate was shut."""
        with self._changed:
            let_in = not self._shut
            self._inside += let_in
        try:
            yield let_in
        finally:
            with self._changed:
                self._inside -= let_in
                self._changed.notify_all()

    def shut(self) -> bool:
        """Refuse new readers and wait for those inside. True for the first caller, who must clean up."""
        with self._changed:
            first, self._shut = not self._shut, True
            while self._inside:
                self._changed.wait()
            return first
