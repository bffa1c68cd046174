"""What a statistic is: a number with its 95 % interval, a test, or a statement of why there is none."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

Z95 = 1.959963984540054
"""97.5 % quantile of the standard normal distribution."""
FEWEST_EVENTS = 5
"""With fewer events, or fewer patients without one, intervals that rest on large samples say nothing: none is given."""
FEW_EVENTS = 10
"""With fewer events a number is given and marked as unsure."""


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval, and the p of its test against "no effect" where there is one."""

    value: float
    low: float
    high: float
    p: float | None = None


@dataclass(frozen=True)
class NotGiven:
    """No number, and why, in words; `value` where the number itself is known and only its interval is not."""

    reason: str
    value: float | None = None


Given = Estimate | NotGiven


@dataclass(frozen=True)
class ChiSquare:
    """A chi-square test: its statistic, degrees of freedom and p."""

    chi2: float
    df: int
    p: float


def two_sided(z: float) -> float:
    """p of a standard normal `z`, both sides."""
    return math.erfc(abs(z) / math.sqrt(2))


def around(value: float, se: float, p: float | None = None, low: float = -math.inf, high: float = math.inf) -> Estimate:
    """`value` with 1.96 standard errors to both sides, kept within what is possible."""
    return Estimate(value, max(low, value - Z95 * se), min(high, value + Z95 * se), p)


def same_everywhere(values: np.ndarray) -> bool:
    """Whether all of `values` [n] are one; by comparison, since the difference of two large ones is no number."""
    return bool((values == values[:1]).all())


def counted(good: int, of: int) -> Given:
    """A share with Wilson's interval (1927), which stays within 0..1 and is fair for small counts."""
    if of == 0:
        return NotGiven("there is nobody to count")
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(good, of, alpha=2 * (1 - NormalDist().cdf(Z95)), method="wilson")
    return Estimate(good / of, float(low), float(high))


def too_few(events: int, others: int, what: str = "events", rest: str = "patients without one") -> NotGiven | None:
    """The statement in place of a number where a group is empty or too small; None where there are enough."""
    if events + others == 0:
        return NotGiven("there is nobody whose outcome is known")
    for count, words in ((events, what), (others, rest)):
        if count == 0:
            return NotGiven(f"there are no {words}")
        if count < FEWEST_EVENTS:
            return NotGiven(f"only {count} {words}; at least {FEWEST_EVENTS} are needed")
    return None
