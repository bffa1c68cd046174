"""Progress reports that tasks yield. A task is a generator that does its work in steps."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """One report of a running task. A task can be cancelled each time it yields a report.

    `stage` describes the current step for users ("encoding tiles"). `done` is the number of finished units of work, and
    `total` the number of all units, or 0 if they cannot be counted. `partial` is a frozen partial result to show, or
    None.
    """

    stage: str
    done: int = 0
    total: int = 0
    partial: object | None = None


@dataclass(frozen=True)
class Notice:
    """A sentence that the user must read.

    A task yields it as the partial result of a progress report. It stays on the screen after this report.
    """

    text: str


class GivenUpError(Exception):
    """Raised inside a worker thread to end its work, after the user cancelled the task."""


def counted(task: Generator[Progress, None, T], stage: str, done: int, total: int) -> Generator[Progress, None, T]:
    """Run `task` as one of several steps, and return its result.

    `done` is the number of steps before this one, and `total` the number of all steps. Each report of `task` is
    replaced by a report that has the text `stage` and counts these steps.
    """
    try:
        while True:
            try:
                next(task)
            except StopIteration as end:
                return cast(T, end.value)
            yield Progress(stage, done, total)
    finally:
        task.close()


def result_of(task: Generator[Progress, None, T]) -> T:
    """Run `task` to its end, ignore its reports, and return its result."""
    while True:
        try:
            next(task)
        except StopIteration as end:
            return cast(T, end.value)
