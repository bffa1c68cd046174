"""What a generator yields while it works: how far it is, and what can be shown already."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """One report of a running task; the yield that carries it is also a cancellation point.

    `stage` is a short present participle for people ("encoding tiles"), `done` of `total` counts its steps
    (total 0: not countable), `partial` is a frozen value worth showing before the end, or None.
    """

    stage: str
    done: int = 0
    total: int = 0
    partial: object | None = None


class GivenUpError(Exception):
    """Nobody waits any more: raised inside work that runs on a thread of its own, to end it."""


def result_of(task: Generator[Progress, None, T]) -> T:
    """Run `task` to its end, its reports unheard, and give its result."""
    while True:
        try:
            next(task)
        except StopIteration as end:
            return cast(T, end.value)
