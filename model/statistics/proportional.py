"""Test of proportional hazards for each column of a fitted Cox model.

This is the score test of a coefficient that changes with time (Grambsch & Therneau 1994) in its exact form, as in R's
`cox.zph` since survival 3.0. Time is replaced by its rank among all patients. Tied events are treated by Efron's
method.
"""

import math

import numpy as np

from model.statistics.partial_likelihood import RiskSets


def proportional_ps(columns: np.ndarray, time: np.ndarray, event: np.ndarray, betas: np.ndarray) -> list[float]:
    """Return the p value of the test of proportional hazards for each of `columns` float [n, k], which must be centred.

    `betas` float [k] are the fitted coefficients of the Cox model. A p value is NaN if the test cannot be computed.
    """
    from scipy.stats import chi2, rankdata

    ranks = rankdata(time)
    score, information = _sums(columns, time, event, betas, ranks - ranks[event].mean())
    k = columns.shape[1]
    found = []
    for term in range(k):
        kept = [*range(k), k + term]
        wanted = np.zeros(k + 1)
        wanted[k] = score[term]
        try:
            statistic = float(wanted @ np.linalg.solve(information[np.ix_(kept, kept)], wanted))
        except np.linalg.LinAlgError:
            statistic = math.nan
        found.append(float(chi2.sf(statistic, 1)))
    return found


def _sums(
    x: np.ndarray, time: np.ndarray, event: np.ndarray, betas: np.ndarray, ranks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the score, [k], and the information matrix, [2 k, 2 k], of a Cox model with effects that change.

    This model has a coefficient for each column of `x`, and one for each column times the rank of time. The score is
    for the second k coefficients.
    """
    sets = RiskSets(time, event)
    rank = ranks[sets.order[sets.dying]]
    deaths = sets.deaths(x, betas, rank**0, rank, rank**2)
    score = rank @ (x[deaths.number] - deaths.mean)
    plain, once, twice = deaths.spreads
    return score, np.block([[plain, once], [once, twice]])
