"""Choose how an explanation map is drawn: values in points of probability or in log odds, colour range, and legend."""

from dataclasses import dataclass

import numpy as np

from model.explain.explanation import Explanation, Method
from model.result.points import MEASURE, floor_text, range_text

_SMALLEST = 1e-6
"""Minimum width of the colour range. It makes sure that the colour bar of a constant map has two different ends."""


@dataclass(frozen=True, eq=False)
class DrawnValues:
    """The values of a map as they are drawn.

    `values` is float32 [tiles] in the unit `measure`. `low` and `high` are the values at the ends of the colours. If
    `fixed` is true, the range is the same for all spots, so that they can be compared.
    """

    values: np.ndarray
    measure: str
    low: float
    high: float
    fixed: bool


def drawn_values(
    found: Explanation, log_odds: bool = False, fixed: bool = False, layer: int | None = None
) -> DrawnValues:
    """Return the values of `found` as they are drawn.

    The values are in points of probability if the method has them and `log_odds` is False; otherwise they are in log
    odds. The colour range of points is always fixed. The colour range of log odds is fixed if `fixed` is true, or if no
    value exceeds one point of probability, so that the map stays pale. `layer` (from 0) chooses one map if there are
    several.
    """
    method, points = found.method, found.points
    if points is not None and method.points_reach is not None and not log_odds:
        return DrawnValues(points, MEASURE, -method.points_reach, method.points_reach, True)
    values = found.values if layer is None else found.of_layer(layer)
    assert values is not None  # Callers draw only explanations that have a map.
    reach = method.reach if fixed or not found.matters else None
    return DrawnValues(values, method.measure, *colour_ends(values, method.signed, reach), reach is not None)


def colour_ends(values: np.ndarray, signed: bool, fixed: float | None = None) -> tuple[float, float]:
    """Return the values at the ends of the colour bar.

    For a signed map, the two values are symmetric about 0. Otherwise the lower value is 0. `fixed` is the upper value;
    if it is None, the upper value is computed from the data.
    """
    known = values[np.isfinite(values)]
    most = fixed if fixed is not None else max(float(np.abs(known).max(initial=0.0)), _SMALLEST)
    return (-most, most) if signed else (0.0, most)


def floor_sentence(found: Explanation) -> str:
    """Return "No single tile matters: ..." if no value of the map exceeds one point of probability, otherwise ""."""
    return "" if found.matters else floor_text(found.method.part)


def range_sentence(method: Method, shown: DrawnValues) -> str:
    """Return the sentence in the legend that describes the range of the colours."""
    if shown.measure == MEASURE and method.points_reach is not None:
        return range_text(method.points_reach)
    if shown.fixed:
        return f"colours fixed at {shown.low:g} to {shown.high:g} {shown.measure}, the same for all spots"
    return "colours end at this spot's largest value"
