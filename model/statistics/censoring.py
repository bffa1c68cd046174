"""Follow-up that ended early, put right by inverse probability weights: AUC at a time, and Brier score with censoring.

Times float [n], events bool [n]; risks float [n], higher is worse. The probability G of still being followed is
Kaplan-Meier's of the censoring, where events come before losses at the same time, taken just before an event.
"""

import math

import numpy as np

from model.statistics.horizon import at_horizon


def followed(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The times of loss and, from each on, the probability G of still being followed; float [k] each."""
    moments, counts = np.unique(time[~event], return_counts=True)
    in_order = np.sort(time)
    deaths = np.sort(time[event])
    at_risk = len(time) - np.searchsorted(in_order, moments, "left")
    at_risk = at_risk - (np.searchsorted(deaths, moments, "right") - np.searchsorted(deaths, moments, "left"))
    return moments, np.cumprod(1 - counts / np.maximum(at_risk, 1))


def weights(time: np.ndarray, event: np.ndarray, horizon: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights float [n] of those with the event by `horizon`, and of those known to be without one; 0 else."""
    moments, still = followed(time, event)
    still = np.append(1.0, still)
    before = still[np.searchsorted(moments, time, "left")]
    state = at_horizon(time, event, horizon)
    case, control = state.positive, state.negative
    # Who is lost at just the horizon was seen alive at it: G just before the horizon is theirs.
    alive = still[np.searchsorted(moments, horizon, "left")]
    with np.errstate(divide="ignore"):
        return np.where(case, 1 / np.maximum(before, 1e-12), 0.0), np.where(control, 1 / max(alive, 1e-12), 0.0)


def weighted_auc(risk: np.ndarray, case: np.ndarray, control: np.ndarray) -> float:
    """Cumulative/dynamic AUC (Uno et al. 2007) from the weights; ties count one half; nan where a group is empty."""
    total = case.sum() * control.sum()
    if total <= 0:
        return math.nan
    levels, place = np.unique(risk, return_inverse=True)
    cases = np.bincount(place, case, len(levels))
    controls = np.bincount(place, control, len(levels))
    below = np.cumsum(controls) - controls
    return float((cases * (below + controls / 2)).sum() / total)


def auc_at(risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Time-dependent AUC at `horizon`, weighted for censoring."""
    return weighted_auc(risk, *weights(time, event, horizon))


def brier_at(probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> float:
    """Brier score at `horizon` of `probability` float [n] of the event by then (Graf et al. 1999); nan where empty."""
    case, control = weights(time, event, horizon)
    if case.sum() + control.sum() <= 0:
        return math.nan
    return float((case * (1 - probability) ** 2 + control * probability**2).mean())
