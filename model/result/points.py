"""Express effects on the survival probability in points. One point is 0.01 of the probability.

Points have the unit of the probability on the screen. Log odds are additive, but the effect of a change in log odds
depends on the probability. A change of 0.1 is 2.5 points near 0.5, but only 0.5 points near 0.95.
"""

import numpy as np

MEASURE, LOG_ODDS = "points", "log odds"
FLOOR = 1.0
"""Minimum effect that matters, in points of survival probability.

The screen shows the probability with two decimals. A smaller effect changes the last decimal by at most one."""
TILE_REACH = 3.0
"""Upper end of the colour range of maps that change one tile at a time, in points.
It is the same for all spots."""
AREA_REACH = 15.0
"""Upper end of the colour range of maps that change several tiles at once, in points.
It is the same for all spots."""


def effect_points(probability: float, change: np.ndarray) -> np.ndarray:
    """Return `probability` minus the probability whose log odds are lower by `change`, in points.

    `probability` is 0..1, and `change` is in log odds. The result is nan where `change` is nan.
    """
    # The other probability is p / (p + (1 - p) e^change). This formula needs no log odds of p, which do not exist for 0
    # and 1.
    with np.errstate(over="ignore"):
        other = probability / (probability + (1 - probability) * np.exp(change.astype(np.float64)))
    return 100 * (probability - other)


def share_points(
    attribution: np.ndarray, logits: tuple[float, float], probabilities: tuple[float, float]
) -> np.ndarray:
    """Return additive attributions in log odds as points that add up to the difference of the `probabilities`.

    `logits` and `probabilities` are pairs: for the complete input, and for the baseline. All attributions are
    multiplied by the same factor, so the pattern of the map does not change. The factor is the difference in
    probability divided by the difference in log odds.
    """
    far = logits[0] - logits[1]
    p = probabilities[0]
    # If both logits are equal, the factor is 0/0. Its limit is the slope of the logistic function.
    slope = (p - probabilities[1]) / far if abs(far) > 1e-6 else p * (1 - p)
    return 100 * slope * attribution


def matters(points: np.ndarray) -> bool:
    """Return whether any value is larger than `FLOOR` or smaller than -`FLOOR`. nan is ignored."""
    known = points[np.isfinite(points)]
    return bool(np.abs(known).max(initial=0.0) > FLOOR)


def floor_text(part: str) -> str:
    """Return the sentence for a map without any value above `FLOOR` points.

    `part` names the smallest unit of the map: "tile" or "region".
    """
    return f"No single {part} matters: none has more than {FLOOR:g} point of survival probability."


def range_text(reach: float) -> str:
    """Return the legend of a fixed colour range that ends at -`reach` and `reach` points."""
    return f"colours fixed at -{reach:g} to +{reach:g} points, the same for all spots"
