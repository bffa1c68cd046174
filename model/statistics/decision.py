"""Decision curves: net benefit of acting on a risk, over the threshold probability.

Vickers & Elkin, Medical Decision Making 26 (2006) 565; with censoring Vickers et al., BMC Med Inform 8 (2008) 53.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import weights
from model.statistics.horizon import at_horizon


@dataclass(frozen=True, eq=False)
class NetBenefit:
    """Net benefit of a strategy at each threshold probability; float [k] each, NaN where it is not known."""

    name: str
    thresholds: np.ndarray
    benefit: np.ndarray


def event_share(time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Return the probability of the event by `horizon`, by Kaplan-Meier.

    NaN where patients are alive and nobody is followed that long.
    """
    deaths, counts = np.unique(time[at_horizon(time, event, horizon).positive], return_counts=True)
    at_risk = len(time) - np.searchsorted(np.sort(time), deaths, "left")
    # Without lifelines, because one set of curves needs hundreds of these numbers.
    alive = float(np.prod(1 - counts / at_risk))
    return math.nan if time.max() < horizon and alive > 0 else 1 - alive


def treat_all(prevalence: float, thresholds: np.ndarray) -> NetBenefit:
    """Return the net benefit of acting on all."""
    return NetBenefit("act on all", thresholds, prevalence - (1 - prevalence) * thresholds / (1 - thresholds))


def net_benefit(
    name: str,
    acts: np.ndarray,
    time: np.ndarray,
    event: np.ndarray,
    horizon: float,
    thresholds: np.ndarray,
    prevalence: float | None = None,
) -> NetBenefit:
    """Return the net benefit of acting on the patients `acts` bool [k, n], at each threshold.

    The share of events among them is from Kaplan-Meier. With a stated `prevalence`, for data whose own share of events
    is by design, sensitivity and specificity (weighted for censoring) are combined with it.
    """
    odds = thresholds / (1 - thresholds)
    benefit = np.full(len(thresholds), np.nan)
    case, control = weights(time, event, horizon)
    for step, on in enumerate(acts):
        if prevalence is None:
            share = on.mean()
            found = event_share(time[on], event[on], horizon) if on.any() else 0.0
            true, false = share * found, share * (1 - found)
        else:
            if case.sum() == 0 or control.sum() == 0:
                continue
            true = prevalence * case[on].sum() / case.sum()
            false = (1 - prevalence) * control[on].sum() / control.sum()
        benefit[step] = true - false * odds[step]
    return NetBenefit(name, thresholds, benefit)
