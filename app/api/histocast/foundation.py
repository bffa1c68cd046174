"""What all functions of the API share: the errors, the reports, and running a task to its result."""

from collections.abc import Callable, Generator
from typing import TypeVar, cast

try:
    from app.cli.pipeline import ModelPipeline
    from model.base.errors import HistocastError
    from model.base.progress import Progress
except ModuleNotFoundError as error:
    # From the source tree, a user's own `app` or `model` in the script's folder is found before ours.
    name = (error.name or "").partition(".")[0]
    if name not in ("app", "model"):
        raise
    message = f"histocast needs its own package {name!r}, and another {name!r} is found first. Rename that one."
    raise ImportError(message, name=name) from error

__all__ = ["HistocastError", "Progress", "Report", "finish", "pipeline"]

T = TypeVar("T")

Report = Callable[[Progress], object]
"""What is called with each report of long work."""

pipeline = ModelPipeline()
"""The pipeline of the command line."""


def finish(task: Generator[Progress, None, T], report: Report | None) -> T:
    """Run `task` to its end, call `report` with each of its reports, and return its result."""
    while True:
        try:
            now = next(task)
        except StopIteration as end:
            return cast(T, end.value)
        if report is not None:
            report(now)
