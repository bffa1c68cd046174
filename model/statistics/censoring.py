"""Inverse probability of censoring weights: AUC at a time, and Brier score with censoring.

Times are float [n], events bool [n], and risks float [n], where higher is worse. `other` bool [n] marks deaths of
another cause. Such a patient is known to be without the event at the horizon. Without `other`, such a death counts as a
loss. G(t) is the probability of not being lost before time t, by the Kaplan-Meier estimate in which losses are the
events. At equal times, deaths come before losses.
"""

import math

import numpy as np

from model.statistics.horizon import at_horizon


def followed(time: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the times at which patients were lost, and the probability G of still being followed after each time.

    Both are float [k].

    `event` marks every patient who was not lost.
    """
    moments, counts = np.unique(time[~event], return_counts=True)
    in_order = np.sort(time)
    deaths = np.sort(time[event])
    at_risk = len(time) - np.searchsorted(in_order, moments, "left")
    at_risk = at_risk - (np.searchsorted(deaths, moments, "right") - np.searchsorted(deaths, moments, "left"))
    return moments, np.cumprod(1 - counts / np.maximum(at_risk, 1))


def weights(
    time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the censoring weights of patients with the event by `horizon`, and of patients without it; float [n] each.

    Each array has one entry per patient. In the first array, only patients with the event have a weight above 0; in the
    second array, only patients known to be without the event.
    """
    state = at_horizon(time, event, horizon, other)
    moments, still = followed(time, event if other is None else event | other)
    still = np.append(1.0, still)
    before = 1 / np.maximum(still[np.searchsorted(moments, time, "left")], 1e-12)
    # A patient lost at exactly the horizon was still alive then. Therefore the weight uses G just before the horizon.
    alive = 1 / max(still[np.searchsorted(moments, horizon, "left")], 1e-12)
    control = np.where(state.other, before, np.where(state.reached, alive, 0.0))
    return np.where(state.positive, before, 0.0), control


def weighted_auc(risk: np.ndarray, case: np.ndarray, control: np.ndarray) -> float:
    """Return the cumulative/dynamic AUC (Uno et al. 2007) of weighted patients.

    `case` and `control` float [n] are the weights of patients with and without the event (see `weights`). Ties count
    one half. Return NaN if all weights in `case` or all weights in `control` are 0.
    """
    total = case.sum() * control.sum()
    if total <= 0:
        return math.nan
    levels, place = np.unique(risk, return_inverse=True)
    cases = np.bincount(place, case, len(levels))
    controls = np.bincount(place, control, len(levels))
    below = np.cumsum(controls) - controls
    return float((cases * (below + controls / 2)).sum() / total)


def auc_at(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> float:
    """Return the time-dependent AUC of `risk` at `horizon`, with patients weighted for censoring."""
    return weighted_auc(risk, *weights(time, event, horizon, other))


def brier_at(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> float:
    """Return the Brier score at `horizon`. `probability` float [n] is the probability of the event by then.

    The method is that of Graf et al. (1999), and of Schoop et al. (2011) with deaths of another cause. Return NaN if
    all weights are 0.
    """
    case, control = weights(time, event, horizon, other)
    if case.sum() + control.sum() <= 0:
        return math.nan
    return float((case * (1 - probability) ** 2 + control * probability**2).mean())
