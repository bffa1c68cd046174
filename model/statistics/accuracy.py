"""Sensitivity, specificity, PPV and NPV at a horizon, with censoring and deaths of another cause taken into account.

PPV is the share with the event by the horizon in the high-risk group. NPV is the share without the event in the
low-risk group. The share with the event is 1 minus Kaplan-Meier, or Aalen-Johansen's cumulative incidence if `other`
marks deaths of another cause. Sensitivity and specificity follow from both shares and the sizes of the groups by Bayes'
rule (Heagerty, Lumley & Pepe, Biometrics 56 (2000) 337). Therefore the results stay valid if censoring differs between
the groups. The intervals of sensitivity and specificity use the delta method on the logit scale. If nobody was lost,
they equal the usual interval of a share on this scale, with the variance 1 / events + 1 / others.
"""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import Z95, Estimate, Given, NotGiven
from model.statistics.horizon import at_horizon, too_few_followed
from model.statistics.kaplan_meier import kaplan_meier

_ROUNDING = 1e-12
"""A share that differs from 0 or 1 by less than this counts as 0 or 1."""


@dataclass(frozen=True)
class Accuracy:
    """Sensitivity, specificity, PPV and NPV of a threshold at a horizon."""

    sensitivity: Given
    specificity: Given
    ppv: Given
    npv: Given


@dataclass(frozen=True)
class _Group:
    """One risk group (high or low): the number of its patients, and the share of them with the event by the horizon.

    `variance` is the variance of the share.
    """

    patients: int
    share: float
    variance: float


def accuracy_at(
    high: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> Accuracy:
    """Return sensitivity, specificity, PPV and NPV at `horizon`. `high` bool [n] marks the patients at high risk."""
    with_event, without = share_by(high, time, event, horizon, other), share_by(~high, time, event, horizon, other)
    ppv = _unless_empty(with_event, high, "no patient is in the high-risk group")
    npv = _unless_empty(_rest(without), ~high, "no patient is in the low-risk group")
    missing = _refused(ppv) or _refused(npv)
    if missing is not None:
        return Accuracy(missing, missing, ppv, npv)
    above, below = _group(high, time, event, horizon, other), _group(~high, time, event, horizon, other)
    events = above.patients * above.share + below.patients * below.share
    if events <= 0:
        none = NotGiven("there are no events by the horizon")
        return Accuracy(none, NotGiven("there are no events by the horizon", below.patients / len(high)), ppv, npv)
    if events >= len(high) * (1 - _ROUNDING):
        none = NotGiven("every patient had the event by the horizon")
        return Accuracy(NotGiven(none.reason, above.patients / len(high)), none, ppv, npv)
    return Accuracy(
        _of_all(above.patients, above.share, above.variance, below.patients, below.share, below.variance),
        _of_all(below.patients, 1 - below.share, below.variance, above.patients, 1 - above.share, above.variance),
        ppv,
        npv,
    )


def share_by(
    who: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None
) -> Given:
    """Return the share of the patients `who`, bool [n], that have the event by `horizon`, with its interval.

    The interval is computed on the scale of log(-log). Every share with the event is computed by this function: the
    share in a risk group, in a bin of a calibration curve, and among all patients.
    """
    if not who.any():
        return NotGiven("the group has no patients")
    few = too_few_followed(at_horizon(time[who], event[who], horizon, None if other is None else other[who]))
    if few:
        return few
    if other is None:
        return kaplan_meier("", time[who], event[who]).share_with_event(horizon)
    return cumulative_incidence("", time[who], event[who], other[who]).at(horizon)


def _group(who: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None) -> _Group:
    # If there is a single cause, the variance of Aalen-Johansen equals Greenwood's.
    dead = np.zeros(int(who.sum()), bool) if other is None else other[who]
    return _Group(int(who.sum()), *cumulative_incidence("", time[who], event[who], dead).numbers_at(horizon))


def _of_all(n1: int, share1: float, variance1: float, n0: int, share0: float, variance0: float) -> Given:
    """Return n1 share1 / (n1 share1 + n0 share0), with an interval that is computed on the logit scale.

    This is the share of group 1 among all patients with the outcome, if `share1` of the `n1` patients of group 1 and
    `share0` of the `n0` patients of group 0 have the outcome.
    """
    value = n1 * share1 / (n1 * share1 + n0 * share0)
    # A share is a sum of steps. If it should be 0 or 1, it can differ from this number by a rounding error.
    if not _ROUNDING < value < 1 - _ROUNDING:
        return NotGiven(
            ("all patients counted here are in one risk group: the interval has no width"), float(round(value))
        )
    # log odds = log n1 - log n0 + log share1 - log share0. The groups are independent, and their sizes are binomial.
    error = math.sqrt(1 / n1 + 1 / n0 + variance1 / share1**2 + variance0 / share0**2)
    logit = math.log(value / (1 - value))
    low, high = (1 / (1 + math.exp(-(logit + side * Z95 * error))) for side in (-1, 1))
    return Estimate(value, low, high)


def _unless_empty(found: Given, who: np.ndarray, nobody: str) -> Given:
    return found if who.any() else NotGiven(nobody)


def _refused(found: Given) -> NotGiven | None:
    return found if isinstance(found, NotGiven) and found.value is None else None


def _rest(found: Given) -> Given:
    """Return 1 minus the share `found`, with its interval."""
    if isinstance(found, NotGiven):
        return NotGiven(found.reason, None if found.value is None else 1 - found.value)
    return Estimate(1 - found.value, 1 - found.high, 1 - found.low)
