"""Test whether a result differs between groups of patients: interaction in a Cox model, and heterogeneity of AUCs.

Both tests check whether all groups have the same true value. Neither shows which group differs.
"""

import numpy as np

from model.base.plural import plural
from model.statistics.estimate import Z95, ChiSquare, Estimate, Given, NotGiven
from model.statistics.hazards import EVENTS_PER_TERM
from model.statistics.partial_likelihood import fit, scaled


def cox_interaction(number: np.ndarray, group: np.ndarray, time: np.ndarray, event: np.ndarray) -> ChiSquare | NotGiven:
    """Return Wald's test of all products of `number` float [n] and `group` int [n] in a Cox model that contains both.

    The first group is the reference. There is no result with fewer than 5 events per term, as for every Cox model of
    the program.
    """
    levels = np.unique(group)
    if len(levels) < 2:
        return NotGiven("all patients are in one group")
    terms = 1 + 2 * (len(levels) - 1)
    events = int(event.sum())
    if events < EVENTS_PER_TERM * terms:
        counts = f"{plural(events, 'event')} for {plural(terms, 'term')}"
        return NotGiven(f"{counts}; at least {EVENTS_PER_TERM} events per term are needed")
    own, deviation = scaled(number)
    if not deviation:
        return NotGiven("all patients have the same value")
    members = [(group == level).astype(np.float64) for level in levels[1:]]
    columns = np.column_stack([own, *members, *(own * member for member in members)])
    columns = np.column_stack([scaled(column)[0] for column in columns.T])
    if np.linalg.matrix_rank(columns) < terms:
        return NotGiven("one term follows from the others, so that their effects cannot be separated")
    found = fit(columns, time, event)
    if found is None:
        return NotGiven("the fit does not converge: a term separates the patients with the event from all others")
    first = len(levels)
    betas, covariance = found.betas[first:], found.covariance[first:, first:]
    return _chi_square(float(betas @ np.linalg.solve(covariance, betas)), len(betas))


def heterogeneity(found: list[Given]) -> ChiSquare | NotGiven:
    """Return Cochran's Q test of whether independent estimates of several groups share one true value.

    Each standard error is derived from the longer side of the 95 % interval, because the other side can be cut off at 0
    or 1. Groups without an interval are left out.
    """
    estimates = [one for one in found if isinstance(one, Estimate) and one.high > one.low]
    if len(estimates) < 2:
        return NotGiven("fewer than two groups have an interval")
    values = np.array([one.value for one in estimates])
    halves = [max(one.high - one.value, one.value - one.low) for one in estimates]
    weights = (Z95 / np.array(halves)) ** 2
    mean = (weights * values).sum() / weights.sum()
    return _chi_square(float((weights * (values - mean) ** 2).sum()), len(estimates) - 1)


def holm(ps: list[float]) -> list[float]:
    """Return the p values corrected by Holm's method for multiple tests, in the same order.

    Holm, Scand J Stat 6 (1979) 65.
    """
    order = np.argsort(ps)
    highest, found = 0.0, [0.0] * len(ps)
    for place, at in enumerate(order.tolist()):
        highest = max(highest, min(1.0, (len(ps) - place) * ps[at]))
        found[at] = highest
    return found


def _chi_square(statistic: float, df: int) -> ChiSquare:
    from scipy.stats import chi2

    return ChiSquare(statistic, df, float(chi2.sf(statistic, df)))
