"""Many may read at once, and closing waits for them: a file's lifetime that threads share."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Open until `shut`; whoever reads goes in by `entered` and is waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._shut = False

    @contextmanager
    def entered(self) -> Iterator[bool]:
        """Inside: True, and nobody closes meanwhile. False once the gate was shut."""
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
        """Let nobody in any more and wait for those inside. True for the first caller, who has to clear up."""
        with self._changed:
            first, self._shut = not self._shut, True
            while self._inside:
                self._changed.wait()
            return first
