"""Is acting on a risk worth it: answers and outcome in, net benefit over the threshold probability out.

Vickers & Elkin, Medical Decision Making 26 (2006) 565; with censoring Vickers et al., BMC Med Inform 8 (2008) 53.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import weights
from model.statistics.horizon import at_horizon


@dataclass(frozen=True, eq=False)
class NetBenefit:
    """Net benefit of a way to act at each threshold probability; float [k] each, nan where it cannot be told."""

    name: str
    thresholds: np.ndarray
    benefit: np.ndarray


def event_share(time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Probability of the event by `horizon`, by Kaplan-Meier; nan where some live and nobody is followed that long."""
    deaths, counts = np.unique(time[at_horizon(time, event, horizon).positive], return_counts=True)
    at_risk = len(time) - np.searchsorted(np.sort(time), deaths, "left")
    # Ours, as hundreds are needed for one page of curves.
    alive = float(np.prod(1 - counts / at_risk))
    return math.nan if time.max() < horizon and alive > 0 else 1 - alive


def treat_all(prevalence: float, thresholds: np.ndarray) -> NetBenefit:
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
    """Of acting on `acts` bool [k, n]: at each threshold, on whom.

    Events among those acted on come from Kaplan-Meier within them. With a stated `prevalence`, of data whose own share
    of events is by design, sensitivity and specificity (weighted for censoring) are put into it.
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
