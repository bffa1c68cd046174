"""Allow many threads to read a file at once. Closing waits until they have finished."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """A gate that threads enter to read. After `shut`, no thread can enter; `shut` waits for the threads inside."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def entered(self) -> Iterator[bool]:
        """Enter the gate for the duration of a `with` block.

        Yield True if the gate is open; `shut` then waits until the block ends. Yield False if the gate was already
        shut.
        """
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
        """Refuse new threads and wait for the threads inside.

        Return True to the first caller, who must close the file, and False to all others.
        """
        with self._changed:
            first, self._shut = not self._shut, True
            while self._inside:
                self._changed.wait()
            return first
