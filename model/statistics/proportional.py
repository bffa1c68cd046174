"""Are hazards proportional: a fitted Cox model's columns and coefficients in, a p for each column out.

The score test of a coefficient that changes with time (Grambsch & Therneau 1994) in its exact form, as R's `cox.zph`
gives it since survival 3.0; time counts by its rank among all patients, ties of events after Efron.
"""

import math

import numpy as np


def proportional_ps(columns: np.ndarray, time: np.ndarray, event: np.ndarray, betas: np.ndarray) -> list[float]:
    """`columns` float [n, k], `betas` float [k] at the maximum of the likelihood; nan where it cannot be told."""
    from scipy.stats import chi2, rankdata

    ranks = rankdata(time)
    ranks = ranks - ranks[event].mean()
    centred = columns - columns.mean(axis=0)
    score, information = _sums(centred, time, event, np.exp(centred @ betas), ranks)
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
    x: np.ndarray, time: np.ndarray, event: np.ndarray, weight: np.ndarray, ranks: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The score of the coefficients of x times rank, [k], and the information of x and x times rank, [2 k, 2 k]."""
    k = x.shape[1]
    score, information = np.zeros(k), np.zeros((2 * k, 2 * k))
    for moment in np.unique(time[event]):
        at_risk, dying = time >= moment, event & (time == moment)
        rank, deaths = float(ranks[dying][0]), int(dying.sum())
        score += rank * x[dying].sum(axis=0)
        sums = [_moments(x[who], weight[who]) for who in (at_risk, dying)]
        for number in range(deaths):
            s0, s1, s2 = (a - number / deaths * b for a, b in zip(*sums, strict=True))
            mean = s1 / s0
            spread = s2 / s0 - np.outer(mean, mean)
            score -= rank * mean
            information += np.kron([[1, rank], [rank, rank**2]], spread)
    return score, information


def _moments(x: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sums of the weights, of the weighted rows and of their products."""
    return weight.sum(), weight @ x, (x * weight[:, None]).T @ x
