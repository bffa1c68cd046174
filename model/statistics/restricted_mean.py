"""Restricted mean survival time, and mean time lost to one cause, up to a horizon.

The methods are those of Uno et al., Journal of Clinical Oncology 32 (2014) 2380, and, with deaths of another cause, of
Andersen, Statistics in Medicine 32 (2013) 5278. Times are float [n], events bool [n]. `other` bool [n] marks deaths of
another cause.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import Estimate, Given, NotGiven, around, two_sided


@dataclass(frozen=True)
class TimeLost:
    """Mean time lost to the event before the horizon, and its standard error. Both are NaN if they are not known."""

    value: float
    error: float
    horizon: float

    def kept(self) -> Given:
        """Return the restricted mean survival time, which is the horizon minus the time lost."""
        found = self.given()
        if isinstance(found, NotGiven):
            return NotGiven(found.reason, None if found.value is None else self.horizon - found.value)
        return Estimate(self.horizon - found.value, self.horizon - found.high, self.horizon - found.low)

    def given(self) -> Given:
        """Return the mean time lost to the event with its 95 % interval, or the reason if it is not known."""
        if math.isnan(self.value):
            return NotGiven("no patient was followed to the horizon")
        if self.error <= 0:
            return NotGiven("the interval has no width", self.value)
        return around(self.value, self.error, low=0.0, high=self.horizon)


def time_lost(time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None) -> TimeLost:
    """Return the mean time lost to the event: the area under its cumulative incidence up to `horizon`."""
    dead = np.zeros(len(time), bool) if other is None else other
    curve = cumulative_incidence("", time, event, dead)
    if not curve.known_at(horizon):
        return TimeLost(math.nan, math.nan, horizon)
    early = curve.times <= horizon
    times, share = curve.times[early], curve.share[early]
    # `beyond` is the area under the curve from each step to the horizon.
    areas = share * np.diff(np.append(times, horizon))
    beyond = np.cumsum(areas[::-1])[::-1]
    steps, before = times[1:], curve.free[: len(times) - 1]
    at_risk = len(time) - np.searchsorted(curve.follow_up, steps, "left")
    ours, deaths = (
        np.bincount(np.searchsorted(steps, time[who & (time <= horizon)]), minlength=len(steps))
        for who in (event, event | dead)
    )
    variance = _variance((horizon - steps) * before, beyond[1:] - (horizon - steps) * share[1:], at_risk, ours, deaths)
    return TimeLost(float(beyond[0]), math.sqrt(max(0.0, variance)), horizon)


def difference(one: TimeLost, two: TimeLost) -> Given:
    """Return the mean time lost in group `one` minus the mean time lost in group `two`.

    The groups must be independent.
    """
    error = math.hypot(one.error, two.error)
    if math.isnan(error):
        return NotGiven("in one of the groups, no patient was followed to the horizon")
    if error <= 0:
        return NotGiven("the interval has no width", one.value - two.value)
    return around(one.value - two.value, error, two_sided((one.value - two.value) / error))


def _variance(step: np.ndarray, rest: np.ndarray, at_risk: np.ndarray, ours: np.ndarray, deaths: np.ndarray) -> float:
    """Return the variance of the area under Aalen-Johansen's curve up to the horizon.

    The covariance of the curve is integrated over both times. `step` is the area that would be added if all patients
    alive had the event at that time. `rest` is the area that the curve gains after that time. If there are no deaths of
    another cause, this is Greenwood's formula for the restricted mean.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        gone = np.where(at_risk > deaths, deaths / (at_risk * (at_risk - deaths)), 0.0)
    own = step**2 * ours * (at_risk - ours) / at_risk**3
    return float((rest**2 * gone + own - 2 * rest * step * ours / at_risk**2).sum())
