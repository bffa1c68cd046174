"""Hazards of two groups or along a number: follow-up in; hazard ratio, log-rank test, a Cox model out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import Z95
from model.statistics.estimate import ChiSquare, Estimate, Given, NotGiven, same_everywhere, too_few, two_sided
from model.statistics.partial_likelihood import fit, scaled
from model.statistics.proportional import proportional_ps
from model.statistics.survival import log_hazard, per_one

EVENTS_PER_TERM = 5
"""With fewer events a term, a Cox model of several terms is not given; with fewer than twice this it is marked."""


@dataclass(frozen=True)
class CoxTerm:
    """One term of a model: its hazard ratio and the p of the test that its hazards are proportional."""

    name: str
    ratio: Estimate
    proportional_p: float


@dataclass(frozen=True)
class CoxModel:
    """Several terms together; `unsure`: what the reader must know of it, "" where nothing."""

    terms: tuple[CoxTerm, ...]
    patients: int
    events: int
    unsure: str = ""


def ratio_of(number: np.ndarray, time: np.ndarray, event: np.ndarray) -> Given:
    """Cox's hazard ratio of 1 more of `number` float [n] (of groups: 1 against 0), Efron's ties, Wald's interval."""
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    if same_everywhere(number):
        return NotGiven("all patients have the same value")
    found = log_hazard(number, time, event)
    if found is None:
        return NotGiven("the hazard ratio is not finite: a group has no events, or the order is perfect")
    return _ratio(*found)


def log_rank(group: np.ndarray, time: np.ndarray, event: np.ndarray) -> ChiSquare | NotGiven:
    """Log-rank test of two groups or more; `group` [n] of any kind."""
    if len(np.unique(group)) < 2:
        return NotGiven("all patients are in one group")
    few = too_few(int(event.sum()), len(time) - 1, rest="other patients")
    if few:
        return few
    from lifelines.statistics import multivariate_logrank_test

    found = multivariate_logrank_test(time, group, event)
    return ChiSquare(float(found.test_statistic), int(found.degrees_of_freedom), float(found.p_value))


def cox_model(columns: Mapping[str, np.ndarray], time: np.ndarray, event: np.ndarray) -> CoxModel | NotGiven:
    """Cox's model of `columns` (name to float [n]) together, Efron's ties; patients must be complete.

    Proportional hazards are tested against the rank of time, as R's `cox.zph` does.
    """
    events = int(event.sum())
    if events < EVENTS_PER_TERM * len(columns):
        return NotGiven(f"{events} events for {len(columns)} terms; at least {EVENTS_PER_TERM} a term are needed")
    flat = [name for name, column in columns.items() if same_everywhere(column)]
    if flat:
        return NotGiven(f"all patients have the same value of {', '.join(flat)}")
    matrix, deviations = zip(*(scaled(column) for column in columns.values()), strict=True)
    x = np.column_stack(matrix)
    if np.linalg.matrix_rank(x) < len(columns):
        return NotGiven("one term follows from the others: they cannot be told apart")
    found = fit(x, time, event)
    if found is None:
        return NotGiven("the model does not settle: a term separates those with the event from all others")
    errors = np.sqrt(np.diag(found.covariance))
    terms = []
    each = zip(columns, found.betas, errors, deviations, proportional_ps(x, time, event, found.betas), strict=True)
    for name, beta, error, deviation, p in each:
        ratio = per_one(float(beta), float(error), deviation)
        if ratio is None:
            return NotGiven(f"the ratio per 1 of {name} is beyond all numbers: its values differ by {deviation:.1g}")
        terms.append(CoxTerm(name, _ratio(*ratio), p))
    few = events < 2 * EVENTS_PER_TERM * len(columns)
    unsure = f"only {events} events for {len(columns)} terms: unsure" if few else ""
    return CoxModel(tuple(terms), len(time), events, unsure)


def _ratio(beta: float, se: float) -> Estimate:
    half = Z95 * se
    return Estimate(math.exp(beta), math.exp(beta - half), math.exp(beta + half), two_sided(beta / se))
