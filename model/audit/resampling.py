"""How sure a figure over many spots is: a number a spot and its patients come in, means with intervals go out.

Patients are drawn with replacement, each with all its spots (bootstrap, percentiles); the draws follow from a seed.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

DRAWS = 1000
_SEED = 5
_BOUNDS = (2.5, 97.5)


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval, over `spots` of `patients`; nan where there is none, or one patient only."""

    value: float
    low: float
    high: float
    spots: int
    patients: int


def plain(found: Estimate) -> dict[str, float | int | None]:
    """For JSON, which has no nan."""
    return {key: None if math.isnan(value) else value for key, value in asdict(found).items()}


def mean_over(values: np.ndarray, patients: Sequence[str]) -> Estimate:
    """The mean over spots of `values` float [spots]; nan ones are left out."""
    known = np.isfinite(values)
    names = [patient for patient, there in zip(patients, known, strict=True) if there]
    kept = values[known].astype(np.float64)
    return estimate(lambda weights: float(np.average(kept, weights=weights)), names)


def estimate(statistic: Callable[[np.ndarray], float], patients: Sequence[str], draws: int = DRAWS) -> Estimate:
    """Of `statistic`, a function of how often each spot counts, int64 [spots]; it may give nan."""
    count = len(patients)
    unique, owner = np.unique(np.asarray(patients, dtype=str), return_inverse=True)
    if not count:
        return Estimate(math.nan, math.nan, math.nan, 0, 0)
    value = statistic(np.ones(count, np.int64))
    if len(unique) < 2:
        return Estimate(value, math.nan, math.nan, count, len(unique))
    rng = np.random.default_rng(_SEED)
    times = rng.multinomial(len(unique), np.full(len(unique), 1 / len(unique)), size=draws)
    found = np.array([statistic(one[owner]) for one in times])
    low, high = np.nanpercentile(found, _BOUNDS) if np.isfinite(found).any() else (math.nan, math.nan)
    return Estimate(value, float(low), float(high), count, len(unique))


def weighted_auc(values: np.ndarray, positive: np.ndarray, weights: np.ndarray) -> float:
    """Area under the ROC curve of `values` [n] for `positive` bool [n], each counted `weights` times; ties one half.

    nan where a group is empty. As `statistics.discrimination.auc`, for tens of thousands and without its interval.
    """
    order = np.argsort(values, kind="stable")
    ranked, positives = values[order], (weights * positive)[order].astype(np.float64)
    negatives = (weights * ~positive)[order].astype(np.float64)
    total = positives.sum() * negatives.sum()
    if not total:
        return math.nan
    starts = np.flatnonzero(np.r_[True, np.diff(ranked) > 0])
    won, lost = np.add.reduceat(positives, starts), np.add.reduceat(negatives, starts)
    below = np.cumsum(lost) - lost
    return float((won * (below + lost / 2)).sum() / total)
