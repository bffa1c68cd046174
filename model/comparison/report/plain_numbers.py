"""Numbers as plain data for JSON: what does not exist is null, with its reason beside it."""

import math
from typing import Any

from model.statistics.estimate import Given, NotGiven


def given(found: Given) -> dict[str, Any]:
    """Return value, ends of the 95 % interval and, where there is a test, p; or null and the reason."""
    if isinstance(found, NotGiven):
        return {"value": found.value, "low": None, "high": None, "p": None, "reason": found.reason}
    plain: dict[str, Any] = {"value": found.value, "low": found.low, "high": found.high}
    return plain if found.p is None else plain | {"p": found.p}


def number(value: float) -> float | None:
    """Return a finite number as it is; None for any other, which JSON does not have."""
    return value if math.isfinite(value) else None
