"""Decision curves: net benefit of treating patients by their risk, as a function of the threshold probability.

Vickers & Elkin, Medical Decision Making 26 (2006) 565; with censoring and deaths of another cause Vickers et al., BMC
Med Inform 8 (2008) 53. `other` bool [n] marks deaths of another cause. Without it, such a death counts as a loss.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import weights
from model.statistics.horizon import at_horizon


@dataclass(frozen=True, eq=False)
class NetBenefit:
    """The net benefit of a strategy at each threshold probability; float [k] each, NaN if it is not known."""

    name: str
    thresholds: np.ndarray
    benefit: np.ndarray


def event_share(time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None) -> float:
    """Return the probability of the event by `horizon`, by Kaplan-Meier, or by Aalen-Johansen with `other`.

    Return NaN if some patients are alive but nobody was followed that long.
    """
    # lifelines is not used and no variance is computed, because one set of curves needs hundreds of these numbers.
    state = at_horizon(time, event, horizon, other)
    deaths, place = np.unique(time[state.positive | state.other], return_inverse=True)
    ours = np.bincount(place, state.positive[state.positive | state.other], len(deaths))
    at_risk = len(time) - np.searchsorted(np.sort(time), deaths, "left")
    alive = np.cumprod(1 - np.bincount(place, minlength=len(deaths)) / at_risk)
    left = float(alive[-1]) if len(alive) else 1.0
    if time.max() < horizon and left > 0:
        return math.nan
    if other is None:
        return 1 - left
    return float((np.append(1.0, alive[:-1]) * ours / at_risk).sum()) if len(deaths) else 0.0


def treat_all(prevalence: float, thresholds: np.ndarray) -> NetBenefit:
    """Return the net benefit of treating all patients."""
    return NetBenefit("act on all", thresholds, prevalence - (1 - prevalence) * thresholds / (1 - thresholds))


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

    Their share of events is the Kaplan-Meier or Aalen-Johansen estimate. A `prevalence` is given for data in which the
    share of events was fixed by the study design. The net benefit is then computed from it and from sensitivity and
    specificity, which are weighted for censoring.
    """
    odds = thresholds / (1 - thresholds)
    benefit = np.full(len(thresholds), np.nan)
    case, control = weights(time, event, horizon, other)
    for step, on in enumerate(acts):
        if prevalence is None:
            share = on.mean()
            of_acts = time[on], event[on], horizon, None if other is None else other[on]
            found = event_share(*of_acts) if on.any() else 0.0
            true, false = share * found, share * (1 - found)
        else:
            if case.sum() == 0 or control.sum() == 0:
                continue
            true = prevalence * case[on].sum() / case.sum()
            false = (1 - prevalence) * control[on].sum() / control.sum()
        benefit[step] = true - false * odds[step]
    return NetBenefit(name, thresholds, benefit)
