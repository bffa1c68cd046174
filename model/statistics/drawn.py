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
    splits = [split_at(score, time, positive, 0.5) for score in scores]
    ranks = [_Ranks.of(split, score) for split, score in zip(splits, scores, strict=True)]

    def of(part: np.ndarray) -> np.ndarray:
        each = zip(ranks, splits, strict=True)
        return np.stack([rank.auc(*weights_of(counted(part, split), split)) for rank, split in each])

    return of_parts(of, drawn, len(scores))


def aucs_at(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws,
    other: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return the time-dependent AUC of each draw, weighted for the censoring in that draw, float [times]."""
    split = split_at(risk, time, event, horizon, other)
    ranks = _Ranks.of(split, risk)
    return of_parts(lambda part: ranks.auc(*weights_of(counted(part, split), split))[None], drawn, 1)[0]


def briers_at(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws,
    other: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return the Brier score at `horizon` of each draw, weighted for its censoring; NaN without any weight."""
    split = split_at(probability, time, event, horizon, other)
    sorted_ = probability[split.order]
    of_case, of_control = (1 - sorted_[split.cases]) ** 2, sorted_[split.controls] ** 2

    def of(part: np.ndarray) -> np.ndarray:
        case, control = weights_of(counted(part, split), split)
        total = case @ of_case + control @ of_control
        found = case.sum(axis=1) + control.sum(axis=1) > 0
        return np.where(found, total / drawn.patients, np.nan)[None]

    return of_parts(of, drawn, 1)[0]


def means(values: np.ndarray, drawn: Draws) -> np.ndarray:
    """Return the mean of `values` float [n] in each draw, float [times]."""
    return of_parts(lambda part: values[part].mean(axis=1)[None], drawn, 1)[0]


@dataclass(frozen=True, eq=False)
class Split:
    """Patients in `order` int [n]: the early ones first, then those followed to the horizon.

    The early ones, dead by the horizon or lost before it, are sorted by time with deaths first; the others are sorted
    by risk.

    `place` int [n]: position of each patient. `early`: number of early ones. `cases`: positions of those with the
    event; `controls`: positions of those without it, sorted by risk. Losses of one time are from `lost_from` to
    `lost_to` int [k]. `before_cases`, `before_controls`: how many such times are before each one's own time, or before
    the horizon.
    """

    order: np.ndarray
    place: np.ndarray
    early: int
    cases: np.ndarray
    controls: np.ndarray
    lost_from: np.ndarray
    lost_to: np.ndarray
    before_cases: np.ndarray
    before_controls: np.ndarray


def split_at(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> Split:
    """Sort the patients once for all draws."""
    state = at_horizon(time, event, horizon, other)
    died = state.positive | state.other
    first, last = np.flatnonzero(~state.reached), np.flatnonzero(state.reached)
    first = first[np.lexsort((~died[first], time[first]))]
    last = last[np.argsort(risk[last], kind="stable")]
    order = np.concatenate([first, last])
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    cases = np.flatnonzero(state.positive[first])
    controls = np.concatenate([np.flatnonzero(state.other[first]), np.arange(len(first), len(order))])
    controls = controls[np.argsort(risk[order][controls], kind="stable")]
    moments, losses = np.unique(time[first][~died[first]], return_counts=True)
    lost_to = np.searchsorted(time[first], moments, "right")
    before = np.append(np.searchsorted(moments, time[first], "left"), np.full(len(last), len(moments)))
    return Split(
        order, place, len(first), cases, controls, lost_to - losses, lost_to, before[cases], before[controls]
    )


@dataclass(frozen=True, eq=False)
class _Ranks:
    """For each case the number of controls with a lower risk, and with a lower or equal one; int [cases] each."""

    below: np.ndarray
    at: np.ndarray

    @classmethod
    def of(cls, split: Split, risk: np.ndarray) -> "_Ranks":
        in_order = risk[split.order]
        of_cases, of_controls = in_order[split.cases], in_order[split.controls]
        return cls(np.searchsorted(of_controls, of_cases, "left"), np.searchsorted(of_controls, of_cases, "right"))

    def auc(self, cases: np.ndarray, controls: np.ndarray) -> np.ndarray:
        """Return the AUC of weights [draws, cases] and weights [draws, controls]; ties count one half."""
        below = _summed(controls)
        total = 2 * cases.sum(axis=1) * below[:, -1]
        won = (cases * (below[:, self.below] + below[:, self.at])).sum(axis=1)
        return np.where(total > 0, won / np.where(total > 0, total, 1), np.nan)


def of_parts(of: Callable[[np.ndarray], np.ndarray], drawn: Draws, rows: int) -> np.ndarray:
    """Return the values of all draws, float [rows, times]; `of` takes a part of the draws, int [some, n]."""
    parts = [of(part) for part in drawn.parts()]
    return np.concatenate(parts, axis=1) if parts else np.zeros((rows, 0))


def counted(part: np.ndarray, split: Split) -> np.ndarray:
    """Count how often each draw holds the patient at each position; int [draws, n]."""
    times, patients = part.shape
    places = split.place[part] + patients * np.arange(times)[:, None]
    return np.bincount(places.ravel(), minlength=times * patients).reshape(times, patients)


def weights_of(count: np.ndarray, split: Split) -> tuple[np.ndarray, np.ndarray]:
    """Return `censoring.weights` times the counts: of the cases, [draws, cases], and of the controls."""
    gone = _summed(count[:, : split.early])
    lost = gone[:, split.lost_to] - gone[:, split.lost_from]
    # Deaths come before losses of the same time: who dies then is no longer at risk of being lost.
    at_risk = count.shape[1] - gone[:, split.lost_from]
    still = np.cumprod(1 - lost / np.maximum(at_risk, 1), axis=1)
    still = np.maximum(np.concatenate([np.ones((len(count), 1)), still], axis=1), 1e-12)
    cases, controls = count[:, split.cases], count[:, split.controls]
    return cases / still[:, split.before_cases], controls / still[:, split.before_controls]


def _summed(count: np.ndarray) -> np.ndarray:
    """Return the sums over all positions before each, and over all; [draws, n + 1]."""
    return np.concatenate([np.zeros((len(count), 1), count.dtype), np.cumsum(count, axis=1)], axis=1)
