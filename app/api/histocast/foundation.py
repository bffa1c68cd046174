"""Shared code of the API functions: exceptions, progress reports, and a function that runs a task to its end."""

from collections.abc import Callable, Generator
from typing import TypeVar, cast

try:
    from app.cli.pipeline import ModelPipeline
    from model.base.errors import HistocastError
    from model.base.progress import Progress
except ModuleNotFoundError as error:
    # If the program runs from its source tree, a package `app` or `model` in the folder of the user's script hides
    # the program's package.
    name = (error.name or "").partition(".")[0]
    if name not in ("app", "model"):
        raise
    message = (
        f"Python found another package {name!r} before the package {name!r} that Histocast needs. Rename the "
        "other package."
    )
    raise ImportError(message, name=name) from error

__all__ = ["HistocastError", "Progress", "Report", "finish", "pipeline"]

T = TypeVar("T")

Report = Callable[[Progress], object]
"""A function that is called with each progress report of long work."""

pipeline = ModelPipeline()
"""The same pipeline as on the command line."""


def finish(task: Generator[Progress, None, T], report: Report | None) -> T:
    """Run `task` to its end and return its result. Call `report` with each of its progress reports."""
    while True:
        try:
            now = next(task)
        except StopIteration as end:
            return cast(T, end.value)
        if report is not None:
            report(now)
