"""Bootstrap over patients: the draws, and percentile intervals of values computed from them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Estimate, Given, NotGiven

DRAWS = 1000
SEED = 2018
AT_ONCE = 400_000
"""Maximum number of draws times patients that are processed at once. It limits the memory to about 20 MB."""
_ENOUGH = 0.9
"""Minimum share of draws that must give a number."""


@dataclass(frozen=True)
class Draws:
    """Bootstrap draws of patients: numbers of patients drawn with replacement.

    The same `seed` gives the same draws on every computer.
    """

    patients: int
    times: int = DRAWS
    seed: int = SEED

    def parts(self) -> Iterator[np.ndarray]:
        """Yield all draws in their order, some at a time, int64 [some, patients].

        The draws do not depend on how many are yielded at a time.
        """
        generator = np.random.Generator(np.random.PCG64(self.seed))
        step = max(1, AT_ONCE // max(1, self.patients))
        for first in range(0, self.times if self.patients else 0, step):
            yield generator.integers(0, self.patients, (min(step, self.times - first), self.patients))


def interval(value: float, of_draws: np.ndarray) -> Given:
    """Return `value` with the 2.5 and 97.5 percentiles of its values in all draws, float [times].

    The value of a draw is NaN if it does not exist.
    """
    if not np.isfinite(value):
        return NotGiven("it does not exist for these patients")
    found = of_draws[np.isfinite(of_draws)]
    if len(found) < _ENOUGH * len(of_draws):
        return NotGiven("too many draws of these patients have no such number for an interval", float(value))
    if np.ptp(found) == 0:
        return NotGiven("every draw gives the same number: the interval has no width", float(value))
    low, high = np.percentile(found, [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
