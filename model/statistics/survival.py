"""How well a number orders patients by survival: follow-up, events and the number in; C-index and hazard ratio out."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import Z95
from model.statistics.ordered_pairs import pair_sums
from model.statistics.partial_likelihood import fit, scaled

_LARGEST = 700.0
"""exp() of more is no number."""


@dataclass(frozen=True)
class HazardRatio:
    """Hazard at 1 more of the number, against now; 1 is no difference. `low`, `high`: 95 % interval (Wald).

    All three are nan where they do not exist.
    """

    value: float
    low: float
    high: float
    patients: int
    events: int


def harrell_c(risk: np.ndarray, time: np.ndarray, event: np.ndarray) -> float:
    """Share of pairs in which the one who died first had the higher risk: 0.5 is chance, 1 perfect, never flipped.

    Harrell, Lee & Mark, Statistics in Medicine 15 (1996) 361. A pair counts where the shorter time ended in an event;
    at equal times where one ended in an event and the other did not. Equal risks count one half. nan without a pair.
    """
    right, pairs = pair_sums(risk, time, event)
    total = float(pairs.sum())
    return float(right.sum()) / total if total else math.nan


def hazard_ratio(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> HazardRatio:
    """Cox's proportional hazards of one number (of two groups: 1 and 0), ties of events after Efron."""
    events = int(event.sum())
    found = log_hazard(number, time, event)
    if found is None:
        return HazardRatio(math.nan, math.nan, math.nan, len(number), events)
    beta, half = found[0], Z95 * found[1]
    return HazardRatio(math.exp(beta), math.exp(beta - half), math.exp(beta + half), len(number), events)


def log_hazard(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> tuple[float, float] | None:
    """The logarithm of the hazard ratio and its standard error; None where they do not exist.

    Newton's method sees the number centred and by its standard deviation, so that neither a large mean nor a small
    spread costs digits.
    """
    column, deviation = scaled(number)
    found = fit(column[:, None], time, event) if deviation else None
    if found is None:
        return None
    return per_one(float(found.betas[0]), math.sqrt(float(found.covariance[0, 0])), deviation)


def per_one(beta: float, se: float, deviation: float) -> tuple[float, float] | None:
    """A coefficient per standard deviation, and its error, per 1; None where the ratio is beyond all numbers."""
    farthest = abs(beta) + Z95 * se
    return (beta / deviation, se / deviation) if farthest < _LARGEST * deviation else None
