"""Fine and Gray's model of the cumulative incidence: subdistribution hazard ratios with robust intervals.

The model is that of Fine & Gray, Journal of the American Statistical Association 94 (1999) 496, for right-censored
data. Ties are treated by Breslow's method, as in R's `cmprsk::crr`. At each time t, a patient who died of another cause
stays at risk with the weight G(t-) / G(time of that death). G(t) is the probability of not being lost by t, by
Kaplan-Meier; t- is the moment just before t. At equal times, deaths come before losses. Times are float [n], `event`
and `other` bool [n].
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import followed
from model.statistics.estimate import Estimate, Given, NotGiven, same_everywhere, too_few
from model.statistics.hazards import design, hazard_interval

_STEPS = 60
_ENOUGH = 1e-10
_WIDEST = 500.0
"""Maximum range of log hazards. In a larger range, exp() of twice the range would overflow."""


@dataclass(frozen=True)
class SubdistributionTerm:
    """One term of Fine and Gray's model: its subdistribution hazard ratio."""

    name: str
    ratio: Estimate


@dataclass(frozen=True)
class SubdistributionModel:
    """Fine and Gray's model with several terms."""

    terms: tuple[SubdistributionTerm, ...]
    patients: int
    events: int


def subdistribution_ratio(number: np.ndarray, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> Given:
    """Return the subdistribution hazard ratio per increase of `number` float [n] by 1."""
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    if same_everywhere(number):
        return NotGiven("all patients have the same value")
    found = subdistribution_model({"": number}, time, event, other)
    return found if isinstance(found, NotGiven) else found.terms[0].ratio


def subdistribution_model(
    columns: Mapping[str, np.ndarray], time: np.ndarray, event: np.ndarray, other: np.ndarray
) -> SubdistributionModel | NotGiven:
    """Return Fine and Gray's model with a term for each of `columns` (name to float [n], without NaN)."""
    events = int(event.sum())
    scaled_terms = design(columns, events)
    if isinstance(scaled_terms, NotGiven):
        return scaled_terms
    x, deviations = scaled_terms
    sets = _RiskSets(time, event, other)
    betas = _fit(sets, x)
    if betas is None:
        return NotGiven("the fit does not converge: a term separates the patients with the event from all others")
    errors = np.sqrt(np.diag(_covariance(sets, x, betas)))
    terms = []
    for name, beta, error, deviation in zip(columns, betas, errors, deviations, strict=True):
        ratio = hazard_interval(float(beta), float(error), deviation)
        if ratio is None:
            return NotGiven(
                f"the hazard ratio per 1 of {name} is too large to compute: the values of this term differ "
                f"by {deviation:.1g}"
            )
        terms.append(SubdistributionTerm(name, ratio))
    return SubdistributionModel(tuple(terms), len(time), events)


class _RiskSets:
    """The patients at risk of the event at each event time, sorted once for all steps of a fit.

    All arrays are in order of time. `moments` [m] are the event times, and `died` [m] is the number of events at each.
    `first` [m] is the number of patients whose time is before each event time. `still` [m] is G just before each event
    time. `own` [n] is G just before each patient's time. `place` is the index of the event time of each event.
    """

    def __init__(self, time: np.ndarray, event: np.ndarray, other: np.ndarray) -> None:
        self.order = np.lexsort((~(event | other), time))
        self.time, self.event, self.other = time[self.order], event[self.order], other[self.order] & ~event[self.order]
        self.moments, self.died = np.unique(self.time[self.event], return_counts=True)
        self.first = np.searchsorted(self.time, self.moments, "left")
        self.losses, still = followed(self.time, self.event | self.other)
        still = np.append(1.0, still)
        self.still = still[np.searchsorted(self.losses, self.moments, "left")]
        self.own = np.maximum(still[np.searchsorted(self.losses, self.time, "left")], 1e-12)
        self.place = np.searchsorted(self.moments, self.time[self.event])

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Return the weighted sum of `values` [n, ...] over the patients at risk at each event time, [m, ...]."""
        shape = (-1, *[1] * (values.ndim - 1))
        at_risk = np.cumsum(values[::-1], axis=0)[::-1][self.first]
        gone = np.where(self.other.reshape(shape), values / self.own.reshape(shape), 0.0)
        before = np.concatenate([np.zeros_like(gone[:1]), np.cumsum(gone, axis=0)])[self.first]
        return np.asarray(at_risk + self.still.reshape(shape) * before)


def _fit(sets: _RiskSets, columns: np.ndarray) -> np.ndarray | None:
    """Return the coefficients that maximise the partial likelihood, [k], or None if they do not exist.

    The maximum is found by Newton's method.
    """
    x = columns[sets.order]
    betas = step = np.zeros(x.shape[1])
    best = -np.inf
    for _ in range(_STEPS):
        likelihood = -np.inf
        if np.ptp(x @ betas) <= _WIDEST:
            weight = np.exp(x @ betas - (x @ betas).max())
            total = sets.sums(weight)
            mean = sets.sums(weight[:, None] * x) / total[:, None]
            likelihood = float(np.log(weight[sets.event]).sum() - sets.died @ np.log(total))
        if likelihood < best - _ENOUGH * abs(best) or not math.isfinite(likelihood):
            step = step / 2
            betas = betas - step
            continue
        best = likelihood
        square = sets.sums(weight[:, None, None] * x[:, :, None] * x[:, None, :]) / total[:, None, None]
        information = np.einsum("m,mkl->kl", sets.died, square - mean[:, :, None] * mean[:, None, :])
        if np.linalg.eigvalsh(information)[0] <= _ENOUGH:
            return None
        step = np.linalg.solve(information, x[sets.event].sum(axis=0) - sets.died @ mean)
        betas = betas + step
        if np.abs(step).max() < _ENOUGH:
            return betas
    return None


def _covariance(sets: _RiskSets, columns: np.ndarray, betas: np.ndarray) -> np.ndarray:
    """Return the robust covariance of the coefficients. It includes the uncertainty of G (Fine & Gray, section 3)."""
    x = columns[sets.order]
    weight = np.exp(x @ betas)
    total = sets.sums(weight)
    mean = sets.sums(weight[:, None] * x) / total[:, None]
    square = sets.sums(weight[:, None, None] * x[:, :, None] * x[:, None, :]) / total[:, None, None]
    information = np.einsum("m,mkl->kl", sets.died, square - mean[:, :, None] * mean[:, None, :])
    hazard = sets.died / total
    eta = np.zeros_like(x)
    eta[sets.event] = x[sets.event] - mean[sets.place]
    # Until the patient's own time, the weight is 1. After a death of another cause, the weight at time t is G(t-) /
    # G(own time).
    until = np.searchsorted(sets.moments, sets.time, "right")
    sum_h, sum_m = _started(hazard), _started(hazard[:, None] * mean)
    eta -= weight[:, None] * (x * sum_h[until][:, None] - sum_m[until])
    later_h, later_m = _started(hazard * sets.still), _started((hazard * sets.still)[:, None] * mean)
    share = np.where(sets.other, weight / sets.own, 0.0)[:, None]
    eta -= share * (x * (later_h[-1] - later_h[until])[:, None] - (later_m[-1] - later_m[until]))
    every = eta + _of_censoring(sets, x, share, later_h, later_m)
    inverse = np.linalg.inv(information)
    return np.asarray(inverse @ (every.T @ every) @ inverse)


def _of_censoring(
    sets: _RiskSets, x: np.ndarray, share: np.ndarray, later_h: np.ndarray, later_m: np.ndarray
) -> np.ndarray:
    """Return each patient's influence on the score through the estimate of G, [n, k].

    For each time of loss u, q(u) is a sum over the patients who died of another cause before u: the amount that each of
    them subtracts from the score after u. `share` [n, 1] is the weight of these patients without G. `later_h` is the
    running sum of hazard times G, and `later_m` the running sum of hazard times G times mean.
    """
    lost = ~(sets.event | sets.other)
    moments, counts = np.unique(sets.time[lost], return_counts=True)
    if not len(moments):
        return np.zeros_like(x)
    gone = np.searchsorted(sets.time, moments, "left")
    after = np.searchsorted(sets.moments, moments, "right")
    sum_x, sum_1 = _started(share * x)[gone], _started(share)[gone]
    q = sum_x * (later_h[-1] - later_h[after])[:, None] - sum_1 * (later_m[-1] - later_m[after])
    # All patients followed until u are at risk of being lost at u, except those who die at u.
    died = ~lost
    at_risk = (
        len(x)
        - gone
        - (np.searchsorted(sets.time[died], moments, "right") - np.searchsorted(sets.time[died], moments, "left"))
    )
    of_loss = q / at_risk[:, None]
    drift = _started(of_loss * (counts / at_risk)[:, None])
    until = np.where(died, np.searchsorted(moments, sets.time, "left"), np.searchsorted(moments, sets.time, "right"))
    psi = -drift[until]
    psi[lost] += of_loss[np.searchsorted(moments, sets.time[lost])]
    return psi


def _started(values: np.ndarray) -> np.ndarray:
    """Return the running sums of the rows of `values`.

    The result is [m + 1, ...] for `values` [m, ...]. Each row is the sum of all earlier rows of `values`, and the last
    row is the sum of all rows.
    """
    return np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
