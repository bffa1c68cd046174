"""Compare two answers of one rater for the same patients: the difference of two paired shares, and an exact test."""

import math

import numpy as np

from model.statistics.estimate import Z95, Estimate, Given, NotGiven

_STEPS = 60
"""Number of bisections. It exceeds the number of binary digits of a float, so the result is as exact as a float can be.
"""


def paired_difference(after: np.ndarray, before: np.ndarray) -> Given:
    """Return the share of `after` minus the share of `before`, bool [n] each, for the same patients.

    The interval is Tango's score interval (Stat Med 17 (1998) 891), which is valid for small counts. The p value is
    from McNemar's exact test.
    """
    count = len(after)
    if not count:
        return NotGiven("there are no patients to count")
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    value = (gained - lost) / count
    low = _bound(gained, lost, count, -1.0, value)
    high = _bound(gained, lost, count, 1.0, value)
    return Estimate(value, low, high, exact_p(gained, lost))


def exact_p(gained: int, lost: int) -> float:
    """Return the p value of McNemar's exact test. The p value is 1 if nothing changed.

    The null hypothesis is that changes in both directions are equally likely.
    """
    changes = gained + lost
    if changes == 0:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(gained, changes, 0.5).pvalue)


def score(gained: int, lost: int, count: int, difference: float) -> float:
    """Return Tango's score statistic for an assumed true `difference`.

    If the assumption is true, the statistic is standard normal.
    """
    away = gained - lost - count * difference
    first = 2 * count
    second = (2 * count - gained + lost) * difference - gained - lost
    third = -lost * difference * (1 - difference)
    rest = (math.sqrt(max(0.0, second**2 - 4 * first * third)) - second) / (2 * first)
    variance = count * (2 * rest + difference * (1 - difference))
    if variance <= 0:
        return 0.0 if away == 0 else math.copysign(math.inf, away)
    return away / math.sqrt(variance)


def _bound(gained: int, lost: int, count: int, end: float, value: float) -> float:
    """Return one end of Tango's interval: the difference of the shares for which the score has the absolute value 1.96.

    `value` is the estimated difference. The end of the interval lies between `value` and `end`, and is found by
    bisection.
    """
    inside, outside = value, end
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        if abs(score(gained, lost, count, middle)) < Z95:
            inside = middle
        else:
            outside = middle
    return inside
