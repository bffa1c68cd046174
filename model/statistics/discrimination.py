"""How well a number tells two groups apart: plain arrays in, area under the ROC curve and its interval out."""

import math
from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054
"""97.5 % quantile of the standard normal distribution."""

_WIDEST = 600.0
"""On the logit scale; exp() of more leaves the range of numbers, and is 0 or 1 to all digits long before."""


@dataclass(frozen=True)
class Auc:
    """Area under the ROC curve: 0.5 is chance, 1 perfect; below 0.5 the direction is wrong, and it is never flipped.

    `low`, `high`: 95 % interval (DeLong, on the logit scale); `positives`, `negatives`: how many of each.
    """

    value: float
    low: float
    high: float
    positives: int
    negatives: int


def auc(scores: np.ndarray, positive: np.ndarray) -> Auc:
    """AUC of `scores` [n] for the groups `positive` bool [n]; ties count one half.

    Interval after DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837, taken on the logit scale so that it stays
    within 0..1; nan where a group has fewer than two members or the separation is perfect. ValueError where a group is
    empty.
    """
    first, second = scores[positive], scores[~positive]
    m, n = len(first), len(second)
    if m == 0 or n == 0:
        raise ValueError("an AUC needs members of both groups")
    inner, outer = placements(first, second)
    value = float(inner.mean())
    if m < 2 or n < 2 or not 0 < value < 1:
        return Auc(value, math.nan, math.nan, m, n)
    variance = inner.var(ddof=1) / m + outer.var(ddof=1) / n
    half = min(_WIDEST, Z95 * math.sqrt(variance) / (value * (1 - value)))
    centre = math.log(value / (1 - value))
    return Auc(value, 1 / (1 + math.exp(-(centre - half))), 1 / (1 + math.exp(-(centre + half))), m, n)


def placements(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each of `first` [m] the share of `second` [n] it exceeds, for each of `second` the share that exceeds it.

    By ranks, in O(n log n): below a number lie as many as its place says, ties count one half.
    """
    m, n = len(first), len(second)
    return _twice_below(second, first) / (2 * n), (2 * m - _twice_below(first, second)) / (2 * m)


def _twice_below(many: np.ndarray, each: np.ndarray) -> np.ndarray:
    """Twice the number of `many` below each of `each`, int64."""
    in_order = np.sort(many)
    return np.asarray(np.searchsorted(in_order, each, "left") + np.searchsorted(in_order, each, "right"))
