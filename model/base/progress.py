"""The progress reports that tasks (generators) yield while they work."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """One report of a running task; each yield of a report is also a cancellation point.

    `stage` is a short present participle for users ("encoding tiles"); `done` of `total` counts its steps (total 0: not
    countable); `partial` is a frozen partial result to show, or None.
    """

    stage: str
    done: int = 0
    total: int = 0
    partial: object | None = None


class GivenUpError(Exception):
    """Raised inside work in a thread of its own, to end it after it was cancelled."""


def result_of(task: Generator[Progress, None, T]) -> T:
    """Run `task` to its end, ignore its reports, and return its result."""
    while True:
        try:
            next(task)
        except StopIteration as end:
            return cast(T, end.value)
