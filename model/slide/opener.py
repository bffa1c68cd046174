"""Name the functions that open files of one format; their module is imported when the first such file is opened.

The window loads the table of readers (`registry`) when it starts. Importing all readers would take 0.1 s.
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
    """Name of a function that opens a file and yields `Progress`, for formats that are slow to open; otherwise ""."""
    describes: str = ""
    """Name of a function that opens a file without decoding the picture, if `opens` decodes it; otherwise ""."""

    def open_steps(self, path: Path) -> Generator[Progress, None, Slide]:
        """Open `path`; yield progress reports if the reader provides them."""
        if not self.steps:
            return cast(Slide, self._function(self.opens)(path))
        steps = cast(Generator[Progress, None, Slide], self._function(self.steps)(path))
        return (yield from steps)

    def describe(self, path: Path) -> Slide:
        """Open `path` only to describe it; its pixels may not be readable."""
        return cast(Slide, self._function(self.describes or self.opens)(path))

    def _function(self, name: str) -> Callable[[Path], Any]:
        return cast(Callable[[Path], Any], getattr(import_module(self.module), name))
