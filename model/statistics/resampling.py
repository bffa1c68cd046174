"""Intervals by drawing patients again: a statistic of patients in, its percentiles over many draws out."""

from collections.abc import Callable

import numpy as np

from model.statistics.estimate import Estimate, Given, NotGiven

DRAWS = 1000
SEED = 2018
_ENOUGH = 0.9
"""At least this share of draws must give a number."""


def draws(patients: int, times: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """int64 [times, patients]: patients drawn with replacement, the same for the same numbers on every computer."""
    return np.random.Generator(np.random.PCG64(seed)).integers(0, patients, (times, patients))


def resampled(statistic: Callable[[np.ndarray], float], drawn: np.ndarray) -> Given:
    """`statistic` of patients' numbers int [n], with the 2.5 and 97.5 percentiles over `drawn`."""
    value = statistic(np.arange(drawn.shape[1]))
    each = drawn if np.isfinite(value) else drawn[:0]
    return interval(value, np.array([statistic(patients) for patients in each]))


def interval(value: float, of_draws: np.ndarray) -> Given:
    """`value` with the 2.5 and 97.5 percentiles of the same of each draw, float [times]; nan where it has none."""
    if not np.isfinite(value):
        return NotGiven("it does not exist for these patients")
    found = of_draws[np.isfinite(of_draws)]
    if len(found) < _ENOUGH * len(of_draws):
        return NotGiven("too many draws of these patients have no such number for an interval", float(value))
    if np.ptp(found) == 0:
        return NotGiven("every draw gives the same number: the interval has no width", float(value))
    low, high = np.percentile(found, [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
