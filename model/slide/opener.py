"""Name the functions that open files of a format, and import their module when the first such file is opened.

The window loads the table of readers (`registry`) when it starts; importing all readers would take a tenth of a second.
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
    """A module and the names of its functions, each of which takes a path and returns a `Slide`."""

    module: str
    opens: str
    steps: str = ""
    """The same as a generator of `Progress`, where opening takes long."""
    describes: str = ""
    """The same without decoding the picture, where `opens` decodes it."""

    def open_steps(self, path: Path) -> Generator[Progress, None, Slide]:
        """Open `path`, with reports if the reader gives any."""
        if not self.steps:
            return cast(Slide, self._function(self.opens)(path))
        steps = cast(Generator[Progress, None, Slide], self._function(self.steps)(path))
        return (yield from steps)

    def describe(self, path: Path) -> Slide:
        """Open `path` for its description only: its pixels may not be readable."""
        return cast(Slide, self._function(self.describes or self.opens)(path))

    def _function(self, name: str) -> Callable[[Path], Any]:
        return cast(Callable[[Path], Any], getattr(import_module(self.module), name))
