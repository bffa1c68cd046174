"""Hazards of two groups or along a number: follow-up in; hazard ratio, log-rank test, a Cox model out."""

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model.statistics.discrimination import Z95
from model.statistics.estimate import ChiSquare, Estimate, Given, NotGiven, too_few, two_sided
from model.statistics.proportional import proportional_ps
from model.statistics.survival import hazard_ratio

EVENTS_PER_TERM = 5
"""With fewer events a term, a Cox model of several terms is not given; with fewer than twice this it is marked."""
_FARTHEST = 15.0
"""As in `survival`: a log hazard ratio on its way to infinity."""


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
    if np.ptp(number) == 0:
        return NotGiven("all patients have the same value")
    found = hazard_ratio(number, time, event)
    if math.isnan(found.value):
        return NotGiven("the hazard ratio is not finite: a group has no events, or the order is perfect")
    se = (math.log(found.high) - math.log(found.low)) / (2 * Z95)
    return Estimate(found.value, found.low, found.high, two_sided(math.log(found.value) / se))


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
    flat = [name for name, column in columns.items() if np.ptp(column) == 0]
    if flat:
        return NotGiven(f"all patients have the same value of {', '.join(flat)}")
    matrix = np.column_stack(list(columns.values()))
    if np.linalg.matrix_rank(matrix - matrix.mean(axis=0)) < len(columns):
        return NotGiven("one term follows from the others: they cannot be told apart")
    try:
        terms = _fit(columns, time, event)
    except ArithmeticError:
        return NotGiven("the model does not settle: a term separates those with the event from all others")
    few = events < 2 * EVENTS_PER_TERM * len(columns)
    unsure = f"only {events} events for {len(columns)} terms: unsure" if few else ""
    return CoxModel(terms, len(time), events, unsure)


def _fit(columns: Mapping[str, np.ndarray], time: np.ndarray, event: np.ndarray) -> tuple[CoxTerm, ...]:
    """lifelines' fit; ArithmeticError where it does not converge."""
    import pandas as pd
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError

    # Names of the program's own: a user's column may bear any name, that of the time among them.
    own = {f"x{number}": column for number, column in enumerate(columns.values())}
    frame = pd.DataFrame({**own, "time": time, "event": event.astype(int)})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = CoxPHFitter().fit(frame, "time", "event", fit_options={"precision": 1e-9})
    except ConvergenceError as error:
        raise ArithmeticError(str(error)) from error
    betas, errors = fit.params_.to_numpy(), fit.standard_errors_.to_numpy()
    if not np.isfinite(betas).all() or not np.isfinite(errors).all() or np.abs(betas).max() > _FARTHEST:
        raise ArithmeticError("not finite")
    ps = proportional_ps(np.column_stack(list(columns.values())), time, event, betas)
    return tuple(
        CoxTerm(name, _ratio(float(beta), float(se)), p)
        for name, beta, se, p in zip(columns, betas, errors, ps, strict=True)
    )


def _ratio(beta: float, se: float) -> Estimate:
    half = Z95 * se
    return Estimate(math.exp(beta), math.exp(beta - half), math.exp(beta + half), two_sided(beta / se))
