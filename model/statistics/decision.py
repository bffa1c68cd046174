"""Decision curves: net benefit of treating patients by their risk, as a function of the threshold probability.

The method is that of Vickers & Elkin, Medical Decision Making 26 (2006) 565; with censoring and deaths of another
cause, that of Vickers et al., BMC Med Inform 8 (2008) 53. `other` bool [n] marks deaths of another cause. Without it,
such a death counts as a loss. Intervals are pointwise, by the delta method.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import weights
from model.statistics.estimate import Z95, Estimate, Given, NotGiven
from model.statistics.horizon import at_horizon

ALL = "act on all"
"""The name of the strategy of treating all patients."""


@dataclass(frozen=True, eq=False)
class NetBenefit:
    """Net benefit of a strategy at each threshold probability, with the ends of its 95 % interval; float [k] each.

    A net benefit that is not known is NaN. The ends of its interval are NaN if there is no interval.
    """

    name: str
    thresholds: np.ndarray
    benefit: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def at(self, step: int) -> Given:
        """Return the net benefit at the threshold with the index `step`."""
        value, low, high = float(self.benefit[step]), float(self.low[step]), float(self.high[step])
        if math.isnan(value):
            return NotGiven("the net benefit is not known for these patients")
        if math.isnan(low):
            return NotGiven("the net benefit has no variance", value)
        return Estimate(value, low, high)


def event_share(time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None) -> float:
    """Return the probability of the event by `horizon`, computed by `share_and_variance`."""
    return share_and_variance(time, event, horizon, other)[0]


def share_and_variance(
    time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> tuple[float, float]:
    """Return the probability of the event by `horizon`, and its variance.

    The estimate is Kaplan-Meier's, or Aalen-Johansen's if `other` is given. Both numbers are NaN if nobody was followed
    to the horizon and not every patient died before.
    """
    # A set of decision curves needs hundreds of these numbers. Therefore only the values at the horizon are computed,
    # not the whole curve.
    state = at_horizon(time, event, horizon, other)
    deaths, place = np.unique(time[state.positive | state.other], return_inverse=True)
    ours = np.bincount(place, state.positive[state.positive | state.other], len(deaths))
    dead = np.bincount(place, minlength=len(deaths))
    at_risk = len(time) - np.searchsorted(np.sort(time), deaths, "left")
    alive = np.cumprod(1 - dead / at_risk)
    left = float(alive[-1]) if len(alive) else 1.0
    if time.max() < horizon and left > 0:
        return math.nan, math.nan
    before = np.append(1.0, alive)[:-1]
    share = np.cumsum(before * ours / at_risk)
    total = float(share[-1]) if len(share) else 0.0
    rest = total - share
    # This is the variance of `competing.cumulative_incidence` at the horizon.
    gone = np.where(at_risk > dead, dead / (at_risk * np.maximum(at_risk - dead, 1)), 0.0)
    variance = (rest**2 * gone).sum() + (before**2 * (at_risk - ours) * ours / at_risk**3).sum()
    variance -= 2 * (rest * before * ours / at_risk**2).sum()
    return total, max(float(variance), 0.0)


def treat_all(prevalence: float, thresholds: np.ndarray, variance: float = math.nan) -> NetBenefit:
    """Return the net benefit of treating all patients.

    `variance` is the variance of the prevalence, or NaN if the user specified the prevalence.
    """
    odds = thresholds / (1 - thresholds)
    return _with_interval(ALL, thresholds, prevalence - (1 - prevalence) * odds, (1 + odds) ** 2 * variance)


def net_benefit(
    name: str,
    acts: np.ndarray,
    time: np.ndarray,
    event: np.ndarray,
    horizon: float,
    thresholds: np.ndarray,
    prevalence: float | None = None,
    other: np.ndarray | None = None,
) -> NetBenefit:
    """Return the net benefit of treating the patients `acts` bool [k, n], at each of k thresholds.

    The share of events among treated patients is the Kaplan-Meier or Aalen-Johansen estimate. The user gives a
    `prevalence` if the study design fixed the share of events in the data. The net benefit is then computed from the
    prevalence, and from sensitivity and specificity weighted for censoring. The prevalence and the weights are treated
    as known.
    """
    odds = thresholds / (1 - thresholds)
    benefit, variance = np.full(len(thresholds), np.nan), np.full(len(thresholds), np.nan)
    case, control = weights(time, event, horizon, other)
    for step, on in enumerate(acts):
        if prevalence is None:
            share = on.mean()
            of_acts = time[on], event[on], horizon, None if other is None else other[on]
            found, spread = share_and_variance(*of_acts) if on.any() else (0.0, math.nan)
            gain = found - (1 - found) * odds[step]
            benefit[step] = share * gain
            variance[step] = share * (1 - share) / len(on) * gain**2 + share**2 * (1 + odds[step]) ** 2 * spread
        elif case.sum() > 0 and control.sum() > 0:
            (true, of_true), (false, of_false) = _weighted_share(on, case), _weighted_share(on, control)
            price = (1 - prevalence) * odds[step]
            benefit[step] = prevalence * true - price * false
            variance[step] = prevalence**2 * of_true + price**2 * of_false
    return _with_interval(name, thresholds, benefit, variance)


def _weighted_share(on: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Return the share of patients marked by `on` bool [n], and its variance.

    Patients are weighted by `weight` [n].
    """
    share = weight[on].sum() / weight.sum()
    return float(share), float((weight**2 * (on - share) ** 2).sum() / weight.sum() ** 2)


def _with_interval(name: str, thresholds: np.ndarray, benefit: np.ndarray, variance: np.ndarray) -> NetBenefit:
    spread = Z95 * np.sqrt(np.where(variance > 0, variance, np.nan))
    return NetBenefit(name, thresholds, benefit, benefit - spread, benefit + spread)
