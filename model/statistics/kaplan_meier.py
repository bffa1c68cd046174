"""Kaplan-Meier curves: steps, bands and numbers at risk of one group."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Estimate, Given, NotGiven


@dataclass(frozen=True, eq=False)
class KaplanMeier:
    """The Kaplan-Meier curve of one group of patients.

    Each of the k steps, from time 0 on, has the survival (a share, 0..1) and its 95 % band, float [k] each. The band is
    computed on the log-log scale, and is NaN where it does not exist. `censored` has the times of loss and the survival
    at these times, for tick marks. `median` is inf if it was not reached.
    """

    name: str
    times: np.ndarray
    survival: np.ndarray
    low: np.ndarray
    high: np.ndarray
    censored: np.ndarray
    censored_survival: np.ndarray
    patients: int
    events: int
    median: float
    follow_up: np.ndarray
    """The follow-up times of all patients, sorted. The number at risk at any time is computed from them."""

    def at_risk(self, moment: float) -> int:
        """Return how many patients were still followed without an event just before `moment`."""
        return len(self.follow_up) - int(np.searchsorted(self.follow_up, moment, "left"))

    def at(self, moment: float) -> Given:
        """Return the survival at `moment`, or the reason why it is not known."""
        if moment > self.follow_up[-1]:
            return NotGiven("no patient was followed to this time")
        step = int(np.searchsorted(self.times, moment, "right")) - 1
        low, high = float(self.low[step]), float(self.high[step])
        value = float(self.survival[step])
        if math.isnan(low) or not 0 < value < 1:
            return NotGiven("no event, or no survivor, by this time: the interval has no width", value)
        return Estimate(value, low, high)

    def share_with_event(self, moment: float) -> Given:
        """Return the share of patients with the event by `moment`, which is 1 minus the survival.

        After all patients had the event, the share is 1, although no patient is followed any longer.
        """
        if self.survival[-1] <= 0:
            moment = min(moment, float(self.follow_up[-1]))
        alive = self.at(moment)
        if isinstance(alive, NotGiven):
            return NotGiven(alive.reason, None if alive.value is None else 1 - alive.value)
        return Estimate(1 - alive.value, 1 - alive.high, 1 - alive.low)


def kaplan_meier(name: str, time: np.ndarray, event: np.ndarray) -> KaplanMeier:
    """Return the Kaplan-Meier curve of one group. `time` is float [n], `event` is bool [n], and n is at least 1."""
    from lifelines import KaplanMeierFitter

    fit = KaplanMeierFitter().fit(time, event)
    times = fit.survival_function_.index.to_numpy(dtype=np.float64)
    survival = fit.survival_function_.iloc[:, 0].to_numpy(dtype=np.float64)
    band = fit.confidence_interval_.to_numpy(dtype=np.float64)
    censored = np.unique(time[~event])
    at = survival[np.searchsorted(times, censored, "right") - 1]
    median = float(fit.median_survival_time_)
    return KaplanMeier(
        name, times, survival, band[:, 0], band[:, 1], censored, at, len(time), int(event.sum()), median, np.sort(time)
    )


def median_follow_up(time: np.ndarray, event: np.ndarray) -> float:
    """Return the median follow-up by the reverse Kaplan-Meier estimate, or inf if the median was not reached."""
    return kaplan_meier("", time, ~event).median


def follow_up_interval(time: np.ndarray, event: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the median follow-up.

    The ends of the interval are the times at which the ends of the log-log band reach one half (Brookmeyer and Crowley,
    Biometrics 38 (1982) 29). An end is inf if it was not reached.
    """
    curve = kaplan_meier("", time, ~event)
    low, high = (_first(curve.times, end <= 0.5) for end in (curve.low, curve.high))
    return low, high


def _first(times: np.ndarray, reached: np.ndarray) -> float:
    return float(times[np.argmax(reached)]) if reached.any() else math.inf
