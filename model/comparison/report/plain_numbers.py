"""Convert numbers to plain data for JSON.

If a number does not exist, it is null, with the reason beside it.
"""

import math
from typing import Any

from model.statistics.estimate import Given, NotGiven


def plain(found: Given) -> dict[str, Any]:
    """Return an estimate as plain data: its value, the ends of the 95 % interval, and p if there is a test.

    If there is no number, the value is None, with the reason beside it.
    """
    if isinstance(found, NotGiven):
        return {"value": found.value, "low": None, "high": None, "p": None, "reason": found.reason}
    plain: dict[str, Any] = {"value": found.value, "low": found.low, "high": found.high}
    return plain if found.p is None else plain | {"p": found.p}


def number(value: float) -> float | None:
    """Return a finite number unchanged.

    Return None for NaN and infinity, because JSON cannot express them.
    """
    return value if math.isfinite(value) else None
