"""Compute means over spots with confidence intervals from a bootstrap over patients.

Patients are drawn with replacement, and each drawn patient brings all of the patient's spots. The intervals are
percentiles. The seed is fixed.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from model.statistics import censoring

DRAWS = 1000
_SEED = 5
_BOUNDS = (2.5, 97.5)


@dataclass(frozen=True)
class BootstrapEstimate:
    """A value with its 95 % interval, over `spots` spots of `patients` patients.

    The interval is nan for fewer than two patients.
    """

    value: float
    low: float
    high: float
    spots: int
    patients: int


def plain(found: BootstrapEstimate) -> dict[str, float | int | None]:
    """Return the estimate `found` as data for JSON, with None in place of nan."""
    return {key: None if math.isnan(value) else value for key, value in asdict(found).items()}


def mean_over(values: np.ndarray, patients: Sequence[str]) -> BootstrapEstimate:
    """Return the mean over spots of `values` float [spots].

    The mean has a bootstrap interval over `patients` (one entry per spot). Values that are nan are left out.
    """
    known = np.isfinite(values)
    names = [patient for patient, there in zip(patients, known, strict=True) if there]
    finite = values[known].astype(np.float64)
    return estimate(lambda weights: float(np.average(finite, weights=weights)), names)


def estimate(
    statistic: Callable[[np.ndarray], float], patients: Sequence[str], draws: int = DRAWS
) -> BootstrapEstimate:
    """Return the value of `statistic` over all spots, with its interval from a bootstrap over patients.

    `patients` has the patient of each spot. The argument of `statistic` is how often each spot counts, int64 [spots].
    `statistic` may return nan.
    """
    count = len(patients)
    unique, owner = np.unique(np.asarray(patients, dtype=str), return_inverse=True)
    if not count:
        return BootstrapEstimate(math.nan, math.nan, math.nan, 0, 0)
    value = statistic(np.ones(count, np.int64))
    if len(unique) < 2:
        return BootstrapEstimate(value, math.nan, math.nan, count, len(unique))
    rng = np.random.default_rng(_SEED)
    times = rng.multinomial(len(unique), np.full(len(unique), 1 / len(unique)), size=draws)
    found = np.array([statistic(one[owner]) for one in times])
    low, high = np.nanpercentile(found, _BOUNDS) if np.isfinite(found).any() else (math.nan, math.nan)
    return BootstrapEstimate(value, float(low), float(high), count, len(unique))


def weighted_auc(values: np.ndarray, positive: np.ndarray, weights: np.ndarray) -> float:
    """Return the AUC of `values` [n] for the groups in `positive` bool [n], each value counted `weights` times.

    Ties count one half. Return NaN if all values, or none, are positive.
    """
    return censoring.weighted_auc(values, weights * positive, weights * ~positive)
