"""Bootstrap over patients: the draws, and percentile intervals of values computed from them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Estimate, Given, NotGiven

DRAWS = 1000
SEED = 2018
AT_ONCE = 400_000
"""Maximum size of a block of bootstrap draws: the number of draws in it times the number of patients. It limits the
memory to about 20 MB.
"""
_ENOUGH = 0.9
"""Minimum share of bootstrap draws for which a value must exist, so that it gets an interval."""


@dataclass(frozen=True)
class Draws:
    """Bootstrap draws of patients: the indices of patients drawn with replacement.

    The same `seed` gives the same draws on every computer.
    """

    patients: int
    times: int = DRAWS
    seed: int = SEED

    def parts(self) -> Iterator[np.ndarray]:
        """Yield the patients of all draws, in blocks of several draws, int64 [draws in the block, patients].

        The size of a block does not change the draws.
        """
        generator = np.random.Generator(np.random.PCG64(self.seed))
        step = max(1, AT_ONCE // max(1, self.patients))
        for first in range(0, self.times if self.patients else 0, step):
            yield generator.integers(0, self.patients, (min(step, self.times - first), self.patients))


def interval(value: float, of_draws: np.ndarray) -> Given:
    """Return `value` with its 95 % bootstrap interval: the 2.5 and 97.5 percentiles of `of_draws`, float [times].

    `of_draws` has the value in each bootstrap draw, or NaN if it does not exist for the draw.
    """
    if not np.isfinite(value):
        return NotGiven("the value cannot be computed for these patients")
    found = of_draws[np.isfinite(of_draws)]
    if len(found) < _ENOUGH * len(of_draws):
        return NotGiven("the value does not exist in too many bootstrap draws: there is no interval", float(value))
    if np.ptp(found) == 0:
        return NotGiven("all bootstrap draws give the same value: the interval has no width", float(value))
    low, high = np.percentile(found, [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
