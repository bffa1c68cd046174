"""What a generator yields while it works: how far it is, and what can be shown already."""

from dataclasses import dataclass


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
