"""AUC and Brier score of many draws of patients at once: patients' numbers and draws come in, a value a draw goes out.

The same as `delong.auc_value`, `censoring.auc_at` and `censoring.brier_at` of one draw after another, fifty times as
fast: a draw is how often it holds each patient. Draws int [times, patients], as `resampling.draws` gives them.
"""

from collections.abc import Callable

import numpy as np

from model.statistics.horizon import at_horizon

_AT_ONCE = 2_000_000
"""Draws times patients: more are done in parts, which bounds the memory to some 100 MB."""


def aucs(scores: np.ndarray, positive: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """AUC of each draw, float [times]; nan where a group is empty."""
    return _in_parts(lambda count: _auc(scores, count * positive, count * ~positive), drawn)


def aucs_at(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: np.ndarray
) -> np.ndarray:
    """Time-dependent AUC of each draw, weighted for the censoring in that draw."""
    return _in_parts(lambda count: _auc(risk, *_weights(time, event, horizon, count)), drawn)


def briers_at(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: np.ndarray
) -> np.ndarray:
    """Brier score at `horizon` of each draw, weighted for the censoring in that draw; nan where it is empty."""

    def of(count: np.ndarray) -> np.ndarray:
        case, control = _weights(time, event, horizon, count)
        total = case @ (1 - probability) ** 2 + control @ probability**2
        return np.where(case.sum(axis=1) + control.sum(axis=1) > 0, total / drawn.shape[1], np.nan)

    return _in_parts(of, drawn)


def _in_parts(of: Callable[[np.ndarray], np.ndarray], drawn: np.ndarray) -> np.ndarray:
    patients = drawn.shape[1]
    step = max(1, _AT_ONCE // max(1, patients))
    parts = [of(_counted(drawn[at : at + step])) for at in range(0, len(drawn), step)]
    return np.concatenate(parts) if parts else np.zeros(0)


def _counted(drawn: np.ndarray) -> np.ndarray:
    """How often each draw holds each patient; int [times, patients]."""
    times, patients = drawn.shape
    places = drawn + patients * np.arange(times)[:, None]
    return np.bincount(places.ravel(), minlength=times * patients).reshape(times, patients)


def _auc(risk: np.ndarray, case: np.ndarray, control: np.ndarray) -> np.ndarray:
    """Of weights [times, patients] of cases and of controls; ties count one half."""
    order = np.argsort(risk, kind="stable")
    first = np.flatnonzero(np.append(True, np.diff(risk[order]) != 0))
    cases = np.add.reduceat(case[:, order].astype(np.float64), first, axis=1)
    controls = np.add.reduceat(control[:, order].astype(np.float64), first, axis=1)
    below = np.cumsum(controls, axis=1) - controls
    total = cases.sum(axis=1) * controls.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, (cases * (below + controls / 2)).sum(axis=1) / total, np.nan)


def _weights(
    time: np.ndarray, event: np.ndarray, horizon: float, count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """`censoring.weights` of each draw, times how often it holds the patient; float [times, patients] each."""
    moments = np.unique(time[~event])
    order = np.argsort(time, kind="stable")
    first, last = (np.searchsorted(time[order], moments, side) for side in ("left", "right"))
    everybody, losses = _summed(count[:, order]), _summed((count * ~event)[:, order])
    lost = losses[:, last] - losses[:, first]
    # Deaths come before losses at the same time: who dies just then is not at risk of being lost.
    died = everybody[:, last] - everybody[:, first] - lost
    at_risk = everybody[:, -1:] - everybody[:, first]
    still = np.cumprod(1 - lost / np.maximum(at_risk - died, 1), axis=1)
    still = np.maximum(np.concatenate([np.ones((len(count), 1)), still], axis=1), 1e-12)
    before = still[:, np.searchsorted(moments, time, "left")]
    alive = still[:, np.searchsorted(moments, horizon, "left")]
    state = at_horizon(time, event, horizon)
    return count * state.positive / before, count * state.negative / alive[:, None]


def _summed(count: np.ndarray) -> np.ndarray:
    """Sums over the patients before each, and over all; [times, patients + 1]."""
    return np.concatenate([np.zeros((len(count), 1), count.dtype), np.cumsum(count, axis=1)], axis=1)
