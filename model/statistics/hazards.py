"""Hazard ratios, the log-rank test and Cox models for follow-up data.

Times are float [n], events bool [n]. All Cox models are fitted by `partial_likelihood.fit`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.base.plural import plural
from model.statistics.estimate import Z95, ChiSquare, Estimate, Given, NotGiven, same_everywhere, too_few, two_sided
from model.statistics.partial_likelihood import fit, scaled
from model.statistics.proportional import proportional_ps

EVENTS_PER_TERM = 5
"""Minimum number of events per term for a Cox model of several terms. With fewer than twice this number, the model is
marked as uncertain.
"""
_LARGEST = 700.0
"""Approximately the largest number for which exp() does not overflow."""


@dataclass(frozen=True)
class CoxTerm:
    """One term of a Cox model: its hazard ratio, and the p value of the test for proportional hazards."""

    name: str
    ratio: Estimate
    proportional_p: float


@dataclass(frozen=True)
class CoxModel:
    """A Cox model with several terms.

    `unsure` is a warning that must be shown beside the model, or "" if there is none.
    """

    terms: tuple[CoxTerm, ...]
    patients: int
    events: int
    unsure: str = ""


def hazard_ratio(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> Given:
    """Return Cox's hazard ratio per increase of `number` float [n] by 1.

    For two groups, 0 and 1, the ratio compares group 1 with group 0. Ties are treated by Efron's method. The 95 %
    interval and the p value are Wald's.
    """
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    if same_everywhere(number):
        return NotGiven("all patients have the same value")
    found = _log_hazard(number, time, event)
    if found is None:
        return NotGiven(
            "the hazard ratio is not finite: a group has no events, or the values order the events perfectly"
        )
    return _ratio(*found)


def log_rank(group: np.ndarray, time: np.ndarray, event: np.ndarray) -> ChiSquare | NotGiven:
    """Return the log-rank test of two or more groups. `group` [n] contains the group labels, of any type."""
    if len(np.unique(group)) < 2:
        return NotGiven("all patients are in one group")
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    from lifelines.statistics import multivariate_logrank_test

    found = multivariate_logrank_test(time, group, event)
    return ChiSquare(float(found.test_statistic), int(found.degrees_of_freedom), float(found.p_value))


def cox_model(columns: Mapping[str, np.ndarray], time: np.ndarray, event: np.ndarray) -> CoxModel | NotGiven:
    """Return a Cox model with a term for each of `columns` (name to float [n], without NaN).

    Ties are treated by Efron's method.

    Proportional hazards are tested against the rank of time, as in R's `cox.zph`.
    """
    events = int(event.sum())
    scaled_terms = design(columns, events)
    if isinstance(scaled_terms, NotGiven):
        return scaled_terms
    x, deviations = scaled_terms
    found = fit(x, time, event)
    if found is None:
        return NotGiven("the fit does not converge: a term separates the patients with the event from all others")
    errors = np.sqrt(np.diag(found.covariance))
    terms = []
    each = zip(columns, found.betas, errors, deviations, proportional_ps(x, time, event, found.betas), strict=True)
    for name, beta, error, deviation, p in each:
        ratio = _per_one(float(beta), float(error), deviation)
        if ratio is None:
            return NotGiven(
                f"the hazard ratio per 1 of {name} is too large to compute: the values of this term differ "
                f"by {deviation:.1g}"
            )
        terms.append(CoxTerm(name, _ratio(*ratio), p))
    few = events < 2 * EVENTS_PER_TERM * len(columns)
    unsure = f"only {plural(events, 'event')} for {plural(len(columns), 'term')}: uncertain" if few else ""
    return CoxModel(tuple(terms), len(time), events, unsure)


def design(columns: Mapping[str, np.ndarray], events: int) -> tuple[np.ndarray, tuple[float, ...]] | NotGiven:
    """Return the terms of a model standardised (mean 0, SD 1), float [n, terms], and the SD of each term.

    `columns` has the values of each term, float [n], by name. If a model with these terms cannot be fitted to this
    number of events, return the reason.
    """
    if events < EVENTS_PER_TERM * len(columns):
        found, terms = plural(events, "event"), plural(len(columns), "term")
        return NotGiven(f"{found} for {terms}; at least {EVENTS_PER_TERM} events per term are needed")
    flat = [name for name, column in columns.items() if same_everywhere(column)]
    if flat:
        return NotGiven(f"all patients have the same value of {', '.join(flat)}")
    matrix, deviations = zip(*(scaled(column) for column in columns.values()), strict=True)
    x = np.column_stack(matrix)
    if np.linalg.matrix_rank(x) < len(columns):
        return NotGiven("one term follows from the others, so that their effects cannot be separated")
    return x, deviations


def _log_hazard(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> tuple[float, float] | None:
    """Return the logarithm of the hazard ratio and its standard error, or None if they do not exist.

    `number` is standardised before the fit, so that neither a large mean nor a small spread reduces the precision.
    """
    column, deviation = scaled(number)
    found = fit(column[:, None], time, event) if deviation else None
    if found is None:
        return None
    return _per_one(float(found.betas[0]), math.sqrt(float(found.covariance[0, 0])), deviation)


def hazard_interval(beta: float, se: float, deviation: float) -> Estimate | None:
    """Return the hazard ratio per increase by 1, with Wald's interval and p value.

    `beta` and `se` are the coefficient and its standard error per `deviation`. Return None if the ratio overflows.
    """
    found = _per_one(beta, se, deviation)
    return None if found is None else _ratio(*found)


def _per_one(beta: float, se: float, deviation: float) -> tuple[float, float] | None:
    """Return a Cox coefficient and its standard error for an increase of the term by 1 instead of by `deviation`.

    Return None if the hazard ratio overflows.
    """
    farthest = abs(beta) + Z95 * se
    return (beta / deviation, se / deviation) if farthest < _LARGEST * deviation else None


def _ratio(beta: float, se: float) -> Estimate:
    half = Z95 * se
    return Estimate(math.exp(beta), math.exp(beta - half), math.exp(beta + half), two_sided(beta / se))
