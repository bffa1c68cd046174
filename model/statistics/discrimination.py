"""Area under the ROC curve with its interval, and comparison of two AUCs on the same patients.

The method is that of DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837. Intervals are not transformed and are
limited to the possible range, as in pROC. The whole program uses this AUC: model cards, comparisons and reports.

Scores are float [n], and `positive` is bool [n]. A higher score means that a patient is more likely to be positive. The
direction of a score is never reversed.
"""

import math

import numpy as np

from model.statistics.censoring import weighted_auc
from model.statistics.estimate import Estimate, Given, NotGiven, around, same_everywhere, too_few, two_sided

_SAME = 1e-12
"""A standard error below this value is a rounding error. There is then no interval."""


def auc(scores: np.ndarray, positive: np.ndarray) -> Given:
    """Return the AUC with DeLong's 95 % interval. The p value is for the test of AUC = 0.5."""
    few = too_few(int(positive.sum()), int((~positive).sum()), rest="patients known to be without an event")
    if few:
        return few
    if same_everywhere(scores):
        return NotGiven("all patients have the same value")
    value, inner, outer = _parts(scores, positive)
    se = _standard_error(inner, outer)
    if se < _SAME:
        return NotGiven("the values of the two groups do not overlap: the interval has no width", value)
    return around(value, se, two_sided((value - 0.5) / se), 0.0, 1.0)


def auc_difference(a: np.ndarray, b: np.ndarray, positive: np.ndarray) -> Given:
    """Return the AUC of `a` minus the AUC of `b` on the same patients, with DeLong's paired interval and test."""
    few = too_few(int(positive.sum()), int((~positive).sum()), rest="patients known to be without an event")
    if few:
        return few
    value_a, inner_a, outer_a = _parts(a, positive)
    value_b, inner_b, outer_b = _parts(b, positive)
    se = _standard_error(inner_a - inner_b, outer_a - outer_b)
    if se < _SAME:
        return NotGiven("both raters order the patients in the same way: there is nothing to test", value_a - value_b)
    difference = value_a - value_b
    found = around(difference, se, two_sided(difference / se))
    return Estimate(found.value, max(-1.0, found.low), min(1.0, found.high), found.p)


def auc_value(scores: np.ndarray, positive: np.ndarray) -> float:
    """Return the AUC without an interval. It is fast enough for thousands of resamples.

    Return NaN if all patients, or none, are positive.
    """
    return weighted_auc(scores, positive.astype(np.float64), (~positive).astype(np.float64))


def roc_points(scores: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the false and the true positive rate at every cut-off, from (0, 0) to (1, 1); float [k] each."""
    return weighted_roc(scores, positive.astype(np.float64), (~positive).astype(np.float64))


def weighted_roc(scores: np.ndarray, case: np.ndarray, control: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted false and true positive rate at every cut-off, from (0, 0) to (1, 1); float [k] each.

    `case` and `control` are the weights of positive and of negative patients, float [n] each, such as
    `censoring.weights`. Each must have a sum above 0. The area under the curve is `censoring.weighted_auc`.
    """
    order = np.argsort(-scores, kind="stable")
    in_order = scores[order]
    last = np.append(in_order[1:] != in_order[:-1], len(order) > 0)[: len(order)]
    true = np.cumsum(case[order])[last] / case.sum()
    false = np.cumsum(control[order])[last] / control.sum()
    return np.append(0.0, false), np.append(0.0, true)


def placements(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the placement values of two groups, float [m] and [n], each 0..1.

    The placement value of a value in `first` is the share of `second` below this value. The placement value of a value
    in `second` is the share of `first` above it. Ties count one half. The function sorts both groups instead of
    comparing all pairs, so it takes O(n log n) time.
    """
    m, n = len(first), len(second)
    return _twice_below(second, first) / (2 * n), (2 * m - _twice_below(first, second)) / (2 * m)


def _twice_below(many: np.ndarray, each: np.ndarray) -> np.ndarray:
    """Return, for each value of `each`, twice the number of values of `many` below it, int64.

    A value of `many` that equals the value of `each` counts once instead of twice.
    """
    in_order = np.sort(many)
    return np.asarray(np.searchsorted(in_order, each, "left") + np.searchsorted(in_order, each, "right"))


def _parts(scores: np.ndarray, positive: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the AUC of `scores`, and the placement values of the positive and of the negative patients.

    `placements` defines placement values.
    """
    inner, outer = placements(scores[positive], scores[~positive])
    return float(inner.mean()), inner, outer


def _standard_error(inner: np.ndarray, outer: np.ndarray) -> float:
    return math.sqrt(inner.var(ddof=1) / len(inner) + outer.var(ddof=1) / len(outer))
