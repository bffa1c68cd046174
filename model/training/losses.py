"""The loss functions of training. They are computed from the answers of a head and the follow-up of the patients.

- Cross-entropy and squared error compare the probability with the outcome at 5 years, if it is known.
- Weighted cross-entropy weights each of these patients by the inverse probability of having been followed, so that they
  also represent similar patients who were lost (inverse probability of censoring; Graf et al., Statistics in Medicine
  18 (1999) 2529).
- Hazards: the likelihood of the follow-up if the hazard is constant within each interval. All patients count for as
  long as they were followed, at most 5 years (Friedman, Annals of Statistics 10 (1982) 101).
- Cox: the partial likelihood among the spots of a batch, with Breslow's method for ties. The log hazard is computed
  from the answer at 5 years. The baseline hazard is estimated after training.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from model.bundle.head_shape import SurvivalShape
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.curve import hazard_of_logit
from model.training.cohort_table import ENDPOINT_YEARS
from model.training.config import TrainConfig
from model.training.loss_kinds import LOSSES
from model.training.outcomes import Outcomes

_LEAST = 1e-9
"""Minimum hazard. Smaller hazards are raised to this value before the logarithm, because they are rounding errors of
float32.
"""
_HALF_EVENT = 0.5
"""Number of events that is assumed in an interval without events. Otherwise its baseline hazard would be 0."""


@dataclass(frozen=True, eq=False)
class Targets:
    """The values that the loss of each row needs, each a tensor [rows].

    `label` is 1 for patients alive at 5 years. `weight` is 0 for rows that the loss does not use. `time` is the
    follow-up in years, at most 5. `event` is 1 if the patient died of the disease at `time`, else 0. `interval`, int64,
    is the index of the time interval that contains `time`. `share` (0..1) is how much of this interval the patient was
    followed.
    """

    label: torch.Tensor
    weight: torch.Tensor
    time: torch.Tensor
    event: torch.Tensor
    interval: torch.Tensor
    share: torch.Tensor

    def of(self, rows: np.ndarray) -> "Targets":
        """Return the targets of the given `rows` only."""
        some = torch.from_numpy(rows)
        return Targets(*(getattr(self, name)[some] for name in self.__dataclass_fields__))

    def to(self, device: torch.device) -> "Targets":
        """Return a copy of the targets on `device`."""
        return Targets(*(getattr(self, name).to(device) for name in self.__dataclass_fields__))

    def counting(self, rows: np.ndarray) -> np.ndarray:
        """Return the rows among `rows` that the loss uses: the rows with a weight above 0."""
        return np.asarray(rows[self.weight.numpy()[rows] > 0])


def interval_ends(outcomes: Outcomes, rows: np.ndarray, config: TrainConfig) -> tuple[float, ...]:
    """Return the ends of the intervals in years. There are at most `config.intervals`, and the last end is 5 years.

    Each interval has about the same number of events among the patients of `rows`.
    """
    first = outcomes.one_per_patient(rows)
    times = outcomes.time[first][outcomes.event[first] & (outcomes.time[first] < ENDPOINT_YEARS)]
    count = min(config.intervals, max(1, len(times)))
    cuts = np.quantile(times, np.arange(1, count) / count) if len(times) else np.empty(0)
    inside = {round(float(cut), 3) for cut in cuts}
    return (*sorted(cut for cut in inside if 0 < cut < ENDPOINT_YEARS), ENDPOINT_YEARS)


def survival_shape(outcomes: Outcomes, rows: np.ndarray, config: TrainConfig) -> SurvivalShape | None:
    """Return the shape of the survival curve of a head trained on `rows`, or None if the loss needs no curve."""
    kind = LOSSES[config.loss].curve
    return None if kind is None else SurvivalShape(kind, interval_ends(outcomes, rows, config))


def targets_of(
    outcomes: Outcomes, training: np.ndarray, validation: np.ndarray, times: tuple[float, ...], config: TrainConfig
) -> Targets:
    """Return the targets of all rows: the follow-up and weight of each row, which the loss needs.

    Rows in neither the training nor the validation set have the weight 0.

    The weights for censoring are estimated from the training and validation patients. The mean weight of the training
    rows that the loss uses is 1. `times` are the ends of the intervals in years; it is empty if the head has no
    survival curve.
    """
    both = np.concatenate([training, validation])
    weight = np.zeros(len(outcomes.alive))
    if config.loss == "weighted cross-entropy":
        weight[both] = outcomes.censoring_weights(both, both)
        weight /= weight[training][weight[training] > 0].mean()
    elif LOSSES[config.loss].uses_lost:
        weight[both] = 1
    else:
        weight[both] = outcomes.known[both]
    time = np.minimum(outcomes.time, ENDPOINT_YEARS)
    ends = np.array(times or (ENDPOINT_YEARS,))
    interval = np.minimum(np.searchsorted(ends, time, "left"), len(ends) - 1)
    starts = np.concatenate([[0.0], ends[:-1]])
    share = (time - starts[interval]) / (ends - starts)[interval]
    event = outcomes.event & (outcomes.time <= ENDPOINT_YEARS)
    label, weights, times_of, events, shares = (
        torch.from_numpy(np.asarray(x, np.float32)) for x in (outcomes.alive, weight, time, event, share)
    )
    return Targets(label, weights, times_of, events, torch.from_numpy(interval), shares)


def errors(curves: torch.Tensor, targets: Targets, config: TrainConfig) -> torch.Tensor:
    """Return the loss of each answer of a head, [n, steps], for the follow-up in `targets`.

    `curves` [n, steps, times] are the log odds at each time for the n rows of `targets`.
    """
    logits = curves[..., -1]
    labels = targets.label[:, None].expand_as(logits)
    if config.loss == "squared error":
        return 0.5 * (torch.sigmoid(logits) - labels).square()
    if config.loss == "hazards":
        return _hazards_error(curves, targets)
    if config.loss == "cox":
        return _cox_error(logits, targets)
    found = binary_cross_entropy_with_logits(logits, labels, reduction="none")
    return found * targets.weight[:, None] if config.loss == "weighted cross-entropy" else found


def _hazards_error(curves: torch.Tensor, targets: Targets) -> torch.Tensor:
    """Return the negative log likelihood of the follow-up for each answer, [n, steps].

    The negative log likelihood is the cumulative hazard up to the end of follow-up; if the patient died, the log hazard
    at death is subtracted.
    """
    after = hazard_of_logit(curves)
    before = torch.cat([torch.zeros_like(after[..., :1]), after[..., :-1]], dim=-1)
    place = targets.interval[:, None, None].expand(*curves.shape[:2], 1)
    start, end = (each.gather(-1, place)[..., 0] for each in (before, after))
    step = (end - start).clamp(min=_LEAST)
    event, share = targets.event[:, None], targets.share[:, None]
    return start + share * step - event * step.log()


def log_hazard(logits: torch.Tensor) -> torch.Tensor:
    """Return the log of the cumulative hazard at 5 years. `logits` are the log odds of being alive at 5 years."""
    return hazard_of_logit(logits).clamp(min=_LEAST).log()


def _cox_error(logits: torch.Tensor, targets: Targets) -> torch.Tensor:
    """Return the contribution of each row to the negative log partial likelihood of Cox's model, [n, steps].

    The contributions are scaled so that their mean over all rows equals the mean over the events.
    """
    risk = log_hazard(logits)
    order = torch.argsort(targets.time, descending=True, stable=True)
    time = targets.time[order].contiguous()
    # The patients at risk at an event are all patients whose follow-up is not shorter. In descending order of time,
    # these are all patients up to the last patient with the same time.
    last = torch.searchsorted(-time, -time, right=True) - 1
    total = torch.logcumsumexp(risk[order], dim=0)[last]
    event = targets.event[order][:, None]
    each = event * (total - risk[order]) * (len(time) / event.sum().clamp(min=1))
    return torch.empty_like(each).index_copy(0, order, each)


def set_baseline(head: NetworkHead, outcomes: Outcomes, rows: np.ndarray) -> None:
    """Set the baseline of a head's survival curve to the survival of the patients of `rows`.

    Do nothing if the head has no survival curve. With this baseline, the untrained head starts near the survival of all
    patients, as a head with a bias of its output unit would.
    """
    survival = head.shape.survival
    if survival is None:
        return
    first = outcomes.one_per_patient(rows)
    step = _hazard_steps(outcomes.time[first], outcomes.event[first], survival.times)
    own = np.log(np.expm1(step)) if survival.kind == "hazards" else np.log(np.cumsum(step))
    head.baseline.data.copy_(torch.from_numpy(own))


def _hazard_steps(time: np.ndarray, event: np.ndarray, ends: tuple[float, ...]) -> np.ndarray:
    """Return the cumulative hazard of each interval, float64 [times].

    The hazard of an interval is the number of events per year of follow-up, multiplied by the length of the interval.
    """
    starts = np.array([0.0, *ends[:-1]])
    found = []
    for start, end in zip(starts, ends, strict=True):
        years = (np.clip(time, start, end) - start).sum()
        events = int((event & (time > start) & (time <= end)).sum())
        found.append(max(events, _HALF_EVENT) * (end - start) / max(years, end - start))
    return np.array(found)


def refit_baseline(head: NetworkHead, logits: np.ndarray, outcomes: Outcomes, rows: np.ndarray) -> None:
    """Set the baseline of a head that was trained with Cox's partial likelihood, which does not determine the baseline.

    The baseline is Breslow's estimate from the answers `logits` [rows] for the training `rows`. The spots of a patient
    get equal weights that add up to 1. Do nothing for other heads.
    """
    survival = head.shape.survival
    if survival is None or survival.kind != "cox":
        return
    _, owner, counts = np.unique(outcomes.patients[rows], return_inverse=True, return_counts=True)
    part = 1 / counts[owner]
    hazard = np.logaddexp(0.0, -logits) * part
    time, event = outcomes.time[rows], outcomes.event[rows]
    order = np.argsort(time, kind="stable")
    at_risk = np.cumsum(hazard[order][::-1])[::-1][np.searchsorted(time[order], time)]
    jumps = np.where(event, part / at_risk, 0.0)
    total = np.array([max(jumps[time <= end].sum(), 1e-12) for end in survival.times])
    head.baseline.data.copy_(head.baseline[-1] + torch.from_numpy(np.log(total)).to(head.baseline))
