"""Say how an explanation is drawn: its values in points or in log odds, the range of its colours, and the legend."""

from dataclasses import dataclass

import numpy as np

from model.explain.explanation import Explanation, Method
from model.result.points import MEASURE, floor_text, range_text

_SMALLEST = 1e-6
"""A constant map still needs a colour bar with two ends."""


@dataclass(frozen=True, eq=False)
class DrawnValues:
    """`values` float32 [tiles] in `measure`, and the values `low` and `high` at the ends of the colours.

    `fixed`: the range does not follow the values, so that spots can be compared.
    """

    values: np.ndarray
    measure: str
    low: float
    high: float
    fixed: bool


def drawn_values(
    found: Explanation, log_odds: bool = False, fixed: bool = False, layer: int | None = None
) -> DrawnValues:
    """Return the values of `found` as they are drawn: in points where it has them, unless `log_odds` are chosen.

    Points always have their fixed range; other values have it if `fixed`. If no part matters, log odds have it too, so
    that the map stays pale. `layer` (from 0) chooses one map if there are several.
    """
    method, points = found.method, found.points
    if points is not None and method.points_reach is not None and not log_odds:
        return DrawnValues(points, MEASURE, -method.points_reach, method.points_reach, True)
    values = found.values if layer is None else found.of_layer(layer)
    assert values is not None  # callers draw only explanations with a map
    reach = method.reach if fixed or not found.matters else None
    return DrawnValues(values, method.measure, *colour_ends(values, method.signed, reach), reach is not None)


def colour_ends(values: np.ndarray, signed: bool, fixed: float | None = None) -> tuple[float, float]:
    """Return the ends of the colour bar: symmetrical about 0 for a signed map, else from 0; `fixed` is the far end."""
    known = values[np.isfinite(values)]
    most = fixed if fixed is not None else max(float(np.abs(known).max(initial=0.0)), _SMALLEST)
    return (-most, most) if signed else (0.0, most)


def floor_sentence(found: Explanation) -> str:
    """Return "No single tile matters: ..." if no part changes the probability by more than a point, else ""."""
    return "" if found.matters else floor_text(found.method.part)


def range_sentence(method: Method, shown: DrawnValues) -> str:
    """Return what the legend says of the range of the colours."""
    if shown.measure == MEASURE and method.points_reach is not None:
        return range_text(method.points_reach)
    if shown.fixed:
        return f"colours fixed at {shown.low:g} to {shown.high:g} {shown.measure}, the same for all spots"
    return "colours end at this spot's greatest value"
