"""Cumulative incidence with competing causes by Aalen-Johansen.

It is computed here because lifelines separates tied times at random. The variance is from the delta method (Pintilie,
Competing Risks (2006), ch. 4), as in lifelines; the band is on the scale of log(-log).
"""

from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Z95, Estimate, Given, NotGiven


@dataclass(frozen=True, eq=False)
class Incidence:
    """Share of patients with one cause by each of `times` (from 0 on), and its 95 % band, nan where none; float [k]."""

    name: str
    times: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    events: int
    last: float
    """The longest follow-up."""

    def at(self, moment: float) -> Given:
        """Return the share by `moment`; the reason where nobody was followed that long."""
        if moment > self.last:
            return NotGiven("nobody was followed that long")
        step = int(np.searchsorted(self.times, moment, "right")) - 1
        value, low, high = (float(values[step]) for values in (self.share, self.low, self.high))
        if not np.isfinite(low):
            return NotGiven("nobody had it by then: the interval has no width", value)
        return Estimate(value, low, high)


def cumulative_incidence(name: str, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> Incidence:
    """Return the cumulative incidence of `event` bool [n]; `other` bool [n] marks deaths of competing causes."""
    times, place = np.unique(time, return_inverse=True)
    ours, all_deaths = np.bincount(place, event), np.bincount(place, event | other)
    at_risk = len(time) - np.searchsorted(np.sort(time), times, "left")
    alive = np.cumprod(1 - all_deaths / at_risk)
    before = np.append(1.0, alive[:-1])
    share = np.cumsum(before * ours / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        gone = np.where(at_risk > all_deaths, all_deaths / (at_risk * (at_risk - all_deaths)), 0.0)
        own = before**2 * (at_risk - ours) * ours / at_risk**3
        both = before * ours / at_risk**2
        # Sums over all steps so far of [F(t) - F(step)]: written out in powers of F(t), so that no loop is needed.
        variance = share**2 * np.cumsum(gone) - 2 * share * np.cumsum(share * gone) + np.cumsum(share**2 * gone)
        variance += np.cumsum(own) - 2 * (share * np.cumsum(both) - np.cumsum(share * both))
        spread = Z95 * np.sqrt(np.maximum(variance, 0)) / (share * np.log(share))
        low, high = share ** np.exp(-spread), share ** np.exp(spread)
    none = (share <= 0) | (share >= 1)
    return Incidence(
        name,
        np.append(0.0, times),
        np.append(0.0, share),
        np.append(np.nan, np.where(none, np.nan, low)),
        np.append(np.nan, np.where(none, np.nan, high)),
        int(event.sum()),
        float(times[-1]),
    )
