"""Cumulative incidence with competing causes, by the Aalen-Johansen estimator.

The package lifelines is not used, because it separates tied times at random. The variance is from the delta method
(Pintilie, Competing Risks (2006), ch. 4), as in lifelines. The band is computed on the scale of log(-log).
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Z95, Estimate, Given, NotGiven


@dataclass(frozen=True, eq=False)
class Incidence:
    """Share of patients with the event of one cause by each of `times` (starting at 0), and its 95 % band; float [k].

    The band is nan where it does not exist. `variance` is the variance of the share. `follow_up` contains the follow-up
    times of all patients, sorted. `free` is the share of patients without an event of any cause.
    """

    name: str
    times: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    events: int
    variance: np.ndarray
    free: np.ndarray
    follow_up: np.ndarray

    @property
    def last(self) -> float:
        """Return the longest follow-up time of all patients."""
        return float(self.follow_up[-1])

    def at_risk(self, moment: float) -> int:
        """Return how many patients were still followed without an event of any cause just before `moment`."""
        return len(self.follow_up) - int(np.searchsorted(self.follow_up, moment, "left"))

    def known_at(self, moment: float) -> bool:
        """Return whether the share by `moment` is known.

        The share is known if at least one patient was followed until `moment`, or if all patients had an event or died
        before.
        """
        return moment <= self.last or float(self.free[-1]) <= 0

    def numbers_at(self, moment: float) -> tuple[float, float]:
        """Return the share of patients with the event by `moment`, and its variance.

        Both are NaN if the share is not known.
        """
        if not self.known_at(moment):
            return math.nan, math.nan
        step = int(np.searchsorted(self.times, moment, "right")) - 1
        return float(self.share[step]), float(self.variance[step])

    def at(self, moment: float) -> Given:
        """Return the share of patients with the event by `moment`, or the reason why it is not known."""
        if not self.known_at(moment):
            return NotGiven("no patient was followed to this time")
        step = int(np.searchsorted(self.times, moment, "right")) - 1
        value, low, high = (float(values[step]) for values in (self.share, self.low, self.high))
        if not np.isfinite(low):
            who = "nobody" if value <= 0 else "everybody"
            return NotGiven(f"{who} had the event by this time: the interval has no width", value)
        return Estimate(value, low, high)


def cumulative_incidence(name: str, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> Incidence:
    """Return the cumulative incidence of `event` bool [n]. `other` bool [n] marks deaths of competing causes."""
    times, place = np.unique(time, return_inverse=True)
    ours, all_deaths = np.bincount(place, event), np.bincount(place, event | other)
    at_risk = len(time) - np.searchsorted(np.sort(time), times, "left")
    alive = np.cumprod(1 - all_deaths / at_risk)
    before = np.append(1.0, alive[:-1])
    share = np.cumsum(before * ours / at_risk)
    none = (share <= 0) | (share >= 1 - 1e-12)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        gone = np.where(at_risk > all_deaths, all_deaths / (at_risk * (at_risk - all_deaths)), 0.0)
        own = before**2 * (at_risk - ours) * ours / at_risk**3
        both = before * ours / at_risk**2
        # The variance contains the terms F(t) - F(step), where F is the share and step is every earlier time. The
        # products are expanded in powers of F(t), so that no loop is needed.
        variance = share**2 * np.cumsum(gone) - 2 * share * np.cumsum(share * gone) + np.cumsum(share**2 * gone)
        variance += np.cumsum(own) - 2 * (share * np.cumsum(both) - np.cumsum(share * both))
        spread = Z95 * np.sqrt(np.maximum(variance, 0)) / (share * np.log(share))
        low, high = share ** np.exp(-spread), share ** np.exp(spread)
    return Incidence(
        name,
        np.append(0.0, times),
        np.append(0.0, share),
        np.append(np.nan, np.where(none, np.nan, low)),
        np.append(np.nan, np.where(none, np.nan, high)),
        int(event.sum()),
        np.append(0.0, np.maximum(variance, 0)),
        np.append(1.0, alive),
        np.sort(time),
    )
