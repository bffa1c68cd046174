"""The three levels of a judgement: "ok", "caution" and "do not use"."""

from collections.abc import Iterable
from typing import Literal

Level = Literal["ok", "caution", "do not use"]

SEVERITY: dict[Level, int] = {"ok": 0, "caution": 1, "do not use": 2}
"""Severity of each level; a higher number is worse."""


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of `levels`, or "ok" if there are none."""
    return max(levels, key=SEVERITY.__getitem__, default="ok")
