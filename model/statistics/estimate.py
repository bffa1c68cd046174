"""The values that all statistics return: a number with its 95 % interval, a test, or the reason why there is none."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

Z95 = 1.959963984540054
"""97.5 % quantile of the standard normal distribution."""
FEWEST_EVENTS = 5
"""Minimum number of events, and of patients without an event, for which an interval is computed. With fewer,
large-sample intervals are not valid.
"""
FEW_EVENTS = 10
"""If there are fewer events than this, a number is marked as uncertain."""


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval, and the p value of its test against "no effect" if there is a test."""

    value: float
    low: float
    high: float
    p: float | None = None


@dataclass(frozen=True)
class NotGiven:
    """The reason why there is no number. If only the interval is missing, `value` is the number itself."""

    reason: str
    value: float | None = None


Given = Estimate | NotGiven


@dataclass(frozen=True)
class ChiSquare:
    """A chi-square test: its statistic, degrees of freedom and p value."""

    chi2: float
    df: int
    p: float


def two_sided(z: float) -> float:
    """Return the two-sided p value of a standard normal `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def around(value: float, se: float, p: float | None = None, low: float = -math.inf, high: float = math.inf) -> Estimate:
    """Return `value` with an interval of 1.96 standard errors `se` on both sides, limited to `low` and `high`."""
    return Estimate(value, max(low, value - Z95 * se), min(high, value + Z95 * se), p)


def same_everywhere(values: np.ndarray) -> bool:
    """Return whether all `values` [n] are equal.

    The values are compared with each other, because differences of large numbers can overflow.
    """
    return bool((values == values[:1]).all())


def counted(good: int, of: int) -> Given:
    """Return the share `good` / `of` with Wilson's interval (1927).

    Wilson's interval stays within 0..1 and is valid for small counts.
    """
    if of == 0:
        return NotGiven("there are no patients to count")
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(good, of, alpha=2 * (1 - NormalDist().cdf(Z95)), method="wilson")
    return Estimate(good / of, float(low), float(high))


def too_few(events: int, others: int, what: str = "events", rest: str = "patients without an event") -> NotGiven | None:
    """Return a reason if there are too few patients with or without the event for an interval, otherwise None.

    `what` and `rest` are the names of the two groups in the reason.
    """
    if events + others == 0:
        return NotGiven("no patient has both an answer and a known outcome")
    for count, words in ((events, what), (others, rest)):
        if count == 0:
            return NotGiven(f"there are no {words}")
        if count < FEWEST_EVENTS:
            counted_words = words.replace("events", "event").replace("patients", "patient") if count == 1 else words
            return NotGiven(f"only {count} {counted_words}; at least {FEWEST_EVENTS} are needed")
    return None
