"""Test of proportional hazards for each column of a fitted Cox model.

The score test of a coefficient that changes with time (Grambsch & Therneau 1994) in its exact form, as R's `cox.zph`
gives it since survival 3.0; time counts by its rank among all patients, ties of events after Efron.
"""

import math

import numpy as np

from model.statistics.partial_likelihood import RiskSets


def proportional_ps(columns: np.ndarray, time: np.ndarray, event: np.ndarray, betas: np.ndarray) -> list[float]:
    """Return p for each of `columns` float [n, k], centred; `betas` float [k] maximise the likelihood.

    NaN where the test cannot be computed.
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
    """Return the score of the coefficients of x times rank, [k], and the information of both, [2 k, 2 k]."""
    sets = RiskSets(time, event)
    rank = ranks[sets.order[sets.dying]]
    deaths = sets.deaths(x, betas, rank**0, rank, rank**2)
    score = rank @ (x[deaths.number] - deaths.mean)
    plain, once, twice = deaths.spreads
    return score, np.block([[plain, once], [once, twice]])
