"""Compute AUC and Brier score of many bootstrap draws of patients, one value per draw.

The values are those of `discrimination.auc_value`, `censoring.auc_at` and `censoring.brier_at`, called for one draw
after another, but faster: a draw is stored as how often it holds each patient, in an order in which every sum is over
neighbours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from model.statistics.horizon import at_horizon
from model.statistics.resampling import Draws


def aucs(scores: Sequence[np.ndarray], positive: np.ndarray, drawn: Draws) -> np.ndarray:
    """Return the AUC of each of `scores` in each draw, float [len(scores), times]; NaN where a group is empty."""
    # All events are at time 0 and all others are followed beyond the horizon, so that nobody is lost.
    time = np.where(positive, 0.0, 1.0)
    splits = [_split(score, time, positive, 0.5) for score in scores]
    ranks = [_Ranks.of(split, score) for split, score in zip(splits, scores, strict=True)]

    def of(part: np.ndarray) -> np.ndarray:
        counts = [_counted(part, split) for split in splits]
        each = zip(ranks, counts, splits, strict=True)
        return np.stack([rank.auc(count[:, split.cases], count[:, split.early :]) for rank, count, split in each])

    return _of_parts(of, drawn, len(scores))


def aucs_at(risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws) -> np.ndarray:
    """Return the time-dependent AUC of each draw, weighted for the censoring in that draw, float [times]."""
    split = _split(risk, time, event, horizon)
    ranks = _Ranks.of(split, risk)

    def of(part: np.ndarray) -> np.ndarray:
        count = _counted(part, split)
        weight, _ = _weights(count, split)
        return ranks.auc(weight, count[:, split.early :])[None]

    return _of_parts(of, drawn, 1)[0]


def briers_at(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws
) -> np.ndarray:
    """Return the Brier score at `horizon` of each draw, weighted for its censoring; NaN without any weight."""
    split = _split(probability, time, event, horizon)
    sorted_ = probability[split.order]
    of_case, of_control = (1 - sorted_[split.cases]) ** 2, sorted_[split.early :] ** 2

    def of(part: np.ndarray) -> np.ndarray:
        count = _counted(part, split)
        weight, alive = _weights(count, split)
        controls = count[:, split.early :]
        total = weight @ of_case + controls @ of_control / alive
        found = weight.sum(axis=1) + controls.sum(axis=1) > 0
        return np.where(found, total / drawn.patients, np.nan)[None]

    return _of_parts(of, drawn, 1)[0]


def means(values: np.ndarray, drawn: Draws) -> np.ndarray:
    """Return the mean of `values` float [n] in each draw, float [times]."""
    return _of_parts(lambda part: values[part].mean(axis=1)[None], drawn, 1)[0]


@dataclass(frozen=True, eq=False)
class _Split:
    """Patients in `order` int [n]: the early ones first, then those followed beyond the horizon.

    The first `early` patients, with the event by the horizon or lost before it, are sorted by time with deaths first;
    the others are sorted by risk.

    `place` int [n]: position of each patient. `cases`: positions of those with the event. Losses of one time are from
    `lost_from` to `lost_to` int [k]; `losses_before`: how many such times are before each case's.
    """

    order: np.ndarray
    place: np.ndarray
    early: int
    cases: np.ndarray
    lost_from: np.ndarray
    lost_to: np.ndarray
    losses_before: np.ndarray


def _split(risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> _Split:
    is_early = ~at_horizon(time, event, horizon).negative
    first, last = np.flatnonzero(is_early), np.flatnonzero(~is_early)
    first = first[np.lexsort((~event[first], time[first]))]
    last = last[np.argsort(risk[last], kind="stable")]
    order = np.concatenate([first, last])
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    cases = np.flatnonzero(event[first])
    moments, losses = np.unique(time[first][~event[first]], return_counts=True)
    lost_to = np.searchsorted(time[first], moments, "right")
    before = np.searchsorted(moments, time[first][cases], "left")
    return _Split(order, place, len(first), cases, lost_to - losses, lost_to, before)


@dataclass(frozen=True, eq=False)
class _Ranks:
    """For each case the number of controls with a lower risk, and with a lower or equal one; int [cases] each."""

    below: np.ndarray
    at: np.ndarray

    @classmethod
    def of(cls, split: _Split, risk: np.ndarray) -> "_Ranks":
        in_order = risk[split.order]
        of_cases, of_controls = in_order[split.cases], in_order[split.early :]
        return cls(np.searchsorted(of_controls, of_cases, "left"), np.searchsorted(of_controls, of_cases, "right"))

    def auc(self, cases: np.ndarray, controls: np.ndarray) -> np.ndarray:
        """Return the AUC of weights [draws, cases] and counts [draws, controls]; ties count one half.

        All controls of a draw have the same weight, which cancels out.
        """
        below = _summed(controls)
        total = 2 * cases.sum(axis=1) * below[:, -1]
        won = (cases * (below[:, self.below] + below[:, self.at])).sum(axis=1)
        return np.where(total > 0, won / np.where(total > 0, total, 1), np.nan)


def _of_parts(of: Callable[[np.ndarray], np.ndarray], drawn: Draws, rows: int) -> np.ndarray:
    parts = [of(part) for part in drawn.parts()]
    return np.concatenate(parts, axis=1) if parts else np.zeros((rows, 0))


def _counted(part: np.ndarray, split: _Split) -> np.ndarray:
    """Count how often each draw holds the patient at each position; int [draws, n]."""
    times, patients = part.shape
    places = split.place[part] + patients * np.arange(times)[:, None]
    return np.bincount(places.ravel(), minlength=times * patients).reshape(times, patients)


def _weights(count: np.ndarray, split: _Split) -> tuple[np.ndarray, np.ndarray]:
    """Return `censoring.weights` of the cases times their counts, [draws, cases], and G at the horizon."""
    gone = _summed(count[:, : split.early])
    lost = gone[:, split.lost_to] - gone[:, split.lost_from]
    # Deaths come before losses of the same time: who dies then is no longer at risk of being lost.
    at_risk = count.shape[1] - gone[:, split.lost_from]
    still = np.cumprod(1 - lost / np.maximum(at_risk, 1), axis=1)
    still = np.maximum(np.concatenate([np.ones((len(count), 1)), still], axis=1), 1e-12)
    return count[:, split.cases] / still[:, split.losses_before], still[:, -1]


def _summed(count: np.ndarray) -> np.ndarray:
    """Return the sums over all positions before each, and over all; [draws, n + 1]."""
    return np.concatenate([np.zeros((len(count), 1), count.dtype), np.cumsum(count, axis=1)], axis=1)
