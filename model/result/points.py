"""Express effects on the survival probability in points. One point is 0.01 of the probability.

Points have the unit of the probability on the screen. Log odds are additive, but their effect on the probability
depends on its value: a change of 0.1 is 2.5 points near 0.5, but only 0.5 points near 0.95.
"""

import numpy as np

MEASURE, LOG_ODDS = "points", "log odds"
FLOOR = 1.0
"""In points. If no part changes the probability by more than this, no part matters.

The screen shows the probability with two decimals. Such a change alters the last decimal by at most one.
"""
TILE_REACH = 3.0
"""The ends of the colour range of a map of single tiles, in points. They are the same for all spots."""
AREA_REACH = 15.0
"""The ends of the colour range of a map of several tiles at once, in points. They are the same for all spots."""


def effect_points(probability: float, change: np.ndarray) -> np.ndarray:
    """Return `probability` minus the probability whose log odds are lower by `change`, in points.

    `probability` is 0..1; `change` is in log odds. The result is nan where `change` is nan.
    """
    # The other probability is p / (p + (1 - p) e^change). This form needs no log odds, which 0 and 1 do not have.
    with np.errstate(over="ignore"):
        other = probability / (probability + (1 - probability) * np.exp(change.astype(np.float64)))
    return 100 * (probability - other)


def share_points(
    attribution: np.ndarray, logits: tuple[float, float], probabilities: tuple[float, float]
) -> np.ndarray:
    """Return additive attributions in log odds as points that add up to the difference of the `probabilities`.

    `logits` and `probabilities` are those of the whole and of the baseline. All values are multiplied by one factor, so
    that the map stays the same: the difference in probability divided by the difference in log odds.
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
    """Return the sentence for a map on which no part matters. `part` is the name of a part: "tile" or "region"."""
    return f"No single {part} matters: none has more than {FLOOR:g} point of survival probability."


def range_text(reach: float) -> str:
    """Return the legend of a fixed colour range that ends at -`reach` and `reach` points."""
    return f"colours fixed at -{reach:g} to +{reach:g} points, the same for all spots"
