"""Rank correlation of two numbers for the same patients, with its interval."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Z95


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rho, -1..1, or NaN if one of the two numbers is constant.

    `low` and `high` are the 95 % interval; `count` is the number of pairs.
    """

    rho: float
    low: float
    high: float
    count: int


def rank_correlation(x: np.ndarray, y: np.ndarray) -> RankCorrelation:
    """Return Spearman's rank correlation of `x` and `y`, [n] each, with its interval.

    The interval is Fisher's, with the variance of Bonett & Wright, Psychometrika 65 (2000) 23.
    """
    from scipy.stats import spearmanr

    count = len(x)
    if count < 4 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return RankCorrelation(math.nan, math.nan, math.nan, count)
    rho = float(spearmanr(x, y).statistic)
    if abs(rho) > 1 - 1e-12:
        return RankCorrelation(rho, rho, rho, count)
    half = Z95 * math.sqrt((1 + rho**2 / 2) / (count - 3))
    return RankCorrelation(rho, math.tanh(math.atanh(rho) - half), math.tanh(math.atanh(rho) + half), count)
