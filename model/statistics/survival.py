"""How well a number orders patients by survival: follow-up, events and the number in; C-index and hazard ratio out."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import Z95

_STEPS = 50
"""Newton's steps; a handful suffices where there is an answer."""
_ENOUGH = 1e-10
_FARTHEST = 15.0
"""A log hazard ratio beyond this is on its way to infinity: one group has no events, or the order is perfect."""


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
    sooner = (time[:, None] < time[None, :]) | ((time[:, None] == time[None, :]) & ~event[None, :])
    pairs = sooner & event[:, None]
    if not pairs.any():
        return math.nan
    right = (risk[:, None] > risk[None, :]) + 0.5 * (risk[:, None] == risk[None, :])
    return float(right[pairs].mean())


def hazard_ratio(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> HazardRatio:
    """Cox's proportional hazards of one number (of two groups: 1 and 0), ties of events after Efron."""
    x = number.astype(np.float64)
    beta, events = 0.0, int(event.sum())
    for _ in range(_STEPS):
        slope, information = _score(x, time, event, beta)
        if information <= _ENOUGH or abs(beta) > _FARTHEST:
            return HazardRatio(math.nan, math.nan, math.nan, len(x), events)
        step = slope / information
        # No step beyond 1: a factor of e at a time cannot overshoot into overflow.
        beta += max(-1.0, min(1.0, step))
        if abs(step) < _ENOUGH:
            break
    half = Z95 / math.sqrt(_score(x, time, event, beta)[1])
    return HazardRatio(math.exp(beta), math.exp(beta - half), math.exp(beta + half), len(x), events)


def _score(x: np.ndarray, time: np.ndarray, event: np.ndarray, beta: float) -> tuple[float, float]:
    """First derivative of the partial log likelihood by beta, and the second with its sign turned."""
    weight = np.exp(beta * x)
    slope = information = 0.0
    for moment in np.unique(time[event]):
        at_risk = time >= moment
        dying = event & (time == moment)
        sums = [float((weight * x**power)[at_risk].sum()) for power in range(3)]
        tied = [float((weight * x**power)[dying].sum()) for power in range(3)]
        deaths = int(dying.sum())
        slope += float(x[dying].sum())
        for number in range(deaths):
            s0, s1, s2 = (a - number / deaths * b for a, b in zip(sums, tied, strict=True))
            slope -= s1 / s0
            information += s2 / s0 - (s1 / s0) ** 2
    return slope, information
