"""Name the functions that open files of one format. Their module is imported when the first such file is opened.

The window loads the table of readers (`registry`) when it starts. An import of all readers would take 0.1 s.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from model.base.progress import Progress
from model.slide.base import Slide


@dataclass(frozen=True)
class Opener:
    """A module and the names of its functions. Each function takes a path and returns a `Slide`."""

    module: str
    opens: str
    steps: str = ""
    """Name of a function that opens a file and yields `Progress`, for formats that are slow to open. Otherwise ""."""
    describes: str = ""
    """Name of a function that opens a file without decoding the picture. It is "" if `opens` does not decode either."""

    def open_steps(self, path: Path) -> Generator[Progress, None, Slide]:
        """Open `path`. Yield progress reports if the reader provides them."""
        if not self.steps:
            return cast(Slide, self._function(self.opens)(path))
        steps = cast(Generator[Progress, None, Slide], self._function(self.steps)(path))
        return (yield from steps)

    def describe(self, path: Path) -> Slide:
        """Open and return the slide `path` only to describe it. Its pixels may not be readable."""
        return cast(Slide, self._function(self.describes or self.opens)(path))

    def _function(self, name: str) -> Callable[[Path], Any]:
        return cast(Callable[[Path], Any], getattr(import_module(self.module), name))
