"""Inverse probability of censoring weights: AUC at a time, and Brier score with censoring.

Times are float [n], events bool [n]; risks float [n], higher is worse. The probability G of still being followed
is Kaplan-Meier's of the censoring, just before an event; events come before losses at the same time.
"""

import math

import numpy as np

from model.statistics.horizon import at_horizon


def followed(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the times of loss and the probability G of still being followed from each on; float [k] each."""
    moments, counts = np.unique(time[~event], return_counts=True)
    in_order = np.sort(time)
    deaths = np.sort(time[event])
    at_risk = len(time) - np.searchsorted(in_order, moments, "left")
    at_risk = at_risk - (np.searchsorted(deaths, moments, "right") - np.searchsorted(deaths, moments, "left"))
    return moments, np.cumprod(1 - counts / np.maximum(at_risk, 1))


def weights(time: np.ndarray, event: np.ndarray, horizon: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the weights of patients with the event by `horizon` and of those without; 0 for others; float [n]."""
    moments, still = followed(time, event)
    still = np.append(1.0, still)
    before = still[np.searchsorted(moments, time, "left")]
    state = at_horizon(time, event, horizon)
    case, control = state.positive, state.negative
    # A patient lost at exactly the horizon was alive at it, and has G just before the horizon.
    alive = still[np.searchsorted(moments, horizon, "left")]
    with np.errstate(divide="ignore"):
        return np.where(case, 1 / np.maximum(before, 1e-12), 0.0), np.where(control, 1 / max(alive, 1e-12), 0.0)


def weighted_auc(risk: np.ndarray, case: np.ndarray, control: np.ndarray) -> float:
    """Return the cumulative/dynamic AUC (Uno et al. 2007) of weighted cases and controls.

    Ties count one half; NaN where a group is empty.
    """
    total = case.sum() * control.sum()
    if total <= 0:
        return math.nan
    levels, place = np.unique(risk, return_inverse=True)
    cases = np.bincount(place, case, len(levels))
    controls = np.bincount(place, control, len(levels))
    below = np.cumsum(controls) - controls
    return float((cases * (below + controls / 2)).sum() / total)


def auc_at(risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Return the time-dependent AUC at `horizon`, weighted for censoring."""
    return weighted_auc(risk, *weights(time, event, horizon))


def brier_at(probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Return the Brier score at `horizon` of `probability` float [n] of the event by then (Graf et al. 1999).

    NaN where nobody has a weight.
    """
    case, control = weights(time, event, horizon)
    if case.sum() + control.sum() <= 0:
        return math.nan
    return float((case * (1 - probability) ** 2 + control * probability**2).mean())
