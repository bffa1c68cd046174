"""Progress reports that tasks yield; a task is a generator that works step by step."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """One report of a running task. A task can be cancelled each time it yields a report.

    `stage` describes the step for users ("encoding tiles"). `done` of `total` counts what is finished; `total` is 0 if
    the work cannot be counted. `partial` is a frozen partial result to show, or None.
    """

    stage: str
    done: int = 0
    total: int = 0
    partial: object | None = None


@dataclass(frozen=True)
class Notice:
    """A sentence that the user must read, as the partial result of a report. It stays visible after the report."""

    text: str


class GivenUpError(Exception):
    """Raised inside a worker thread to end its work after the work was cancelled."""


def counted(task: Generator[Progress, None, T], stage: str, done: int, total: int) -> Generator[Progress, None, T]:
    """Run `task` as step `done` of `total`: replace each of its reports by one that counts steps. Return its result."""
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
