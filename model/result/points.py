"""Express effects on the survival probability in points; one point is 0.01 of the probability.

Points are read like the number on the screen. Log odds are additive, but their effect depends on the number: near 0.5
a change of 0.1 is 2.5 points, near 0.95 it is 0.5 points.
"""

import numpy as np

MEASURE, LOG_ODDS = "points", "log odds"
FLOOR = 1.0
"""Points. If no part changes the probability by more than this, none of them matters: the number, shown with two
decimals, changes by at most one in its last place."""
TILE_REACH = 3.0
"""Points at the ends of the colours of a map of single tiles, the same for all spots."""
AREA_REACH = 15.0
"""Points at the ends of the colours of a map of several tiles at once, the same for all spots."""


def effect_points(probability: float, change: np.ndarray) -> np.ndarray:
    """Return `probability` minus the probability whose log odds are lower by `change`, in points.

    `probability` 0..1; `change` in log odds, nan stays nan.
    """
    # p / (p + (1 - p) e^change) is the other probability, without the log odds of a p of 0 or 1.
    with np.errstate(over="ignore"):
        other = probability / (probability + (1 - probability) * np.exp(change.astype(np.float64)))
    return 100 * (probability - other)


def share_points(
    attribution: np.ndarray, logits: tuple[float, float], probabilities: tuple[float, float]
) -> np.ndarray:
    """Return additive attributions in log odds as points that add up to the difference of the `probabilities`.

    `logits` and `probabilities` are those of the whole and of the baseline. Each value is multiplied by the same
    number, the difference in probability divided by the difference in log odds, so that the map stays the same.
    """
    far = logits[0] - logits[1]
    p = probabilities[0]
    # Two equal answers have no secant; its limit is the slope of the logistic function.
    slope = (p - probabilities[1]) / far if abs(far) > 1e-6 else p * (1 - p)
    return 100 * slope * attribution


def matters(points: np.ndarray) -> bool:
    """Return whether any value exceeds `FLOOR` in size; nan does not count."""
    known = points[np.isfinite(points)]
    return bool(np.abs(known).max(initial=0.0) > FLOOR)


def floor_text(part: str) -> str:
    """Return the sentence for a map of parts ("tile", "region") none of which matters."""
    return f"No single {part} matters: none has more than {FLOOR:g} point of survival probability."


def range_text(reach: float) -> str:
    """Return the text of a legend on the fixed range of colours."""
    return f"colours fixed at -{reach:g} to +{reach:g} points, the same for all spots"
