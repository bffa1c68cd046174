"""Compute AUC and Brier score for many bootstrap draws of patients, one value per draw.

Each value equals the result of `discrimination.auc_value`, `censoring.auc_at` or `censoring.brier_at` for the drawn
patients, but is computed faster. A draw is stored as the number of times that it contains each patient. The patients
are sorted so that every sum is over a range of neighbouring positions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from model.statistics.horizon import at_horizon
from model.statistics.resampling import Draws


def aucs(scores: Sequence[np.ndarray], positive: np.ndarray, drawn: Draws) -> np.ndarray:
    """Return the AUC of each of `scores` in each bootstrap draw of patients, float [len(scores), times].

    An AUC is NaN if all patients of a draw are positive, or if none is.
    """
    # All events are at time 0, and all other patients are followed beyond the horizon, so that nobody is lost.
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
    """Return the time-dependent AUC of `risk` in each bootstrap draw, weighted for its censoring, float [times]."""
    split = split_at(risk, time, event, horizon, other)
    ranks = _Ranks.of(split, risk)
    return of_parts(lambda part: ranks.auc(*weights_of(counted(part, split), split))[None], drawn, 1)[0]


def briers_at(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws,
    other: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return the Brier score at `horizon` in each bootstrap draw, weighted for censoring in the draw, float [times].

    The score is NaN if all weights of the draw are 0.
    """
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
    """Return the mean of `values` float [n] over the patients of each bootstrap draw, float [times]."""
    return of_parts(lambda part: values[part].mean(axis=1)[None], drawn, 1)[0]


@dataclass(frozen=True, eq=False)
class Split:
    """Patients sorted in `order` int [n]: the early patients first, then those followed to the horizon.

    Early patients died before the horizon or were lost before it. They are sorted by time, deaths before losses. The
    others are sorted by risk.

    `place` int [n] is the position of each patient. `early` is the number of early patients. `cases` are the positions
    of patients with the event. `controls` are the positions of patients without it, sorted by risk. The patients lost
    at the same time have the positions `lost_from` (included) to `lost_to` (excluded), int [k], one for each of the k
    times of loss. `before_cases` and `before_controls` are, for each case and control, the number of times of loss
    before the patient's own time, or before the horizon if the patient was followed to the horizon.
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
    """Sort the patients as `Split` describes, and return their order and the groups that `Split` needs.

    The order is the same for all bootstrap draws.
    """
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
    return Split(order, place, len(first), cases, controls, lost_to - losses, lost_to, before[cases], before[controls])


@dataclass(frozen=True, eq=False)
class _Ranks:
    """For each case (patient with the event), how many controls have a lower risk, and how many a lower or equal risk.

    Both are int [cases].
    """

    below: np.ndarray
    at: np.ndarray

    @classmethod
    def of(cls, split: Split, risk: np.ndarray) -> "_Ranks":
        in_order = risk[split.order]
        of_cases, of_controls = in_order[split.cases], in_order[split.controls]
        return cls(np.searchsorted(of_controls, of_cases, "left"), np.searchsorted(of_controls, of_cases, "right"))

    def auc(self, cases: np.ndarray, controls: np.ndarray) -> np.ndarray:
        """Return the AUC of each bootstrap draw, float [draws]. Ties count one half.

        `cases` [draws, cases] and `controls` [draws, controls] are weights.
        """
        below = _summed(controls)
        total = 2 * cases.sum(axis=1) * below[:, -1]
        won = (cases * (below[:, self.below] + below[:, self.at])).sum(axis=1)
        return np.where(total > 0, won / np.where(total > 0, total, 1), np.nan)


def of_parts(of: Callable[[np.ndarray], np.ndarray], drawn: Draws, rows: int) -> np.ndarray:
    """Return the values of all bootstrap draws, float [rows, times].

    The values are computed for a few draws at a time to limit the memory.

    `of` is a function that computes the values of a few draws, float [rows, draws], from the indices of the drawn
    patients, int [draws, n].
    """
    parts = [of(part) for part in drawn.parts()]
    return np.concatenate(parts, axis=1) if parts else np.zeros((rows, 0))


def counted(part: np.ndarray, split: Split) -> np.ndarray:
    """Return how often each bootstrap draw contains the patient at each position of `split`, int [draws, n].

    `part` int [draws, n] has the indices of the patients in some of the draws.
    """
    times, patients = part.shape
    places = split.place[part] + patients * np.arange(times)[:, None]
    return np.bincount(places.ravel(), minlength=times * patients).reshape(times, patients)


def weights_of(count: np.ndarray, split: Split) -> tuple[np.ndarray, np.ndarray]:
    """Return the censoring weights of the patients in each bootstrap draw.

    Each weight is multiplied by how often the draw contains the patient. The weights are returned for cases [draws,
    cases] and for controls [draws, controls]. `count` int [draws, n] is the result of `counted`.
    """
    gone = _summed(count[:, : split.early])
    lost = gone[:, split.lost_to] - gone[:, split.lost_from]
    # At equal times, deaths come before losses. A patient who dies at a time of loss is therefore no longer at risk of
    # being lost.
    at_risk = count.shape[1] - gone[:, split.lost_from]
    still = np.cumprod(1 - lost / np.maximum(at_risk, 1), axis=1)
    still = np.maximum(np.concatenate([np.ones((len(count), 1)), still], axis=1), 1e-12)
    cases, controls = count[:, split.cases], count[:, split.controls]
    return cases / still[:, split.before_cases], controls / still[:, split.before_controls]


def _summed(count: np.ndarray) -> np.ndarray:
    """Return the running sums of each row, [draws, n + 1].

    Each entry is the sum of all earlier entries of the row. The last entry is the sum of the whole row.
    """
    return np.concatenate([np.zeros((len(count), 1), count.dtype), np.cumsum(count, axis=1)], axis=1)
