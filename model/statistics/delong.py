"""AUC as it is published, and two AUCs of the same patients compared: scores and outcome in, estimates out.

DeLong, DeLong & Clarke-Pearson, Biometrics 44 (1988) 837. Intervals are untransformed and cut at 0 and 1, as pROC gives
them. Scores float [n], higher is worse; `positive` bool [n]. The direction is never flipped.
"""

import math

import numpy as np

from model.statistics.censoring import weighted_auc
from model.statistics.discrimination import placements
from model.statistics.estimate import Estimate, Given, NotGiven, around, same_everywhere, too_few, two_sided

_SAME = 1e-12


def auc_delong(scores: np.ndarray, positive: np.ndarray) -> Given:
    """AUC with DeLong's interval; p is that of the test against 0.5."""
    few = too_few(int(positive.sum()), int((~positive).sum()), rest="patients known to be without one")
    if few:
        return few
    if same_everywhere(scores):
        return NotGiven("all patients have the same value")
    value, inner, outer = _parts(scores, positive)
    se = math.sqrt(inner.var(ddof=1) / len(inner) + outer.var(ddof=1) / len(outer))
    if se < _SAME:
        return NotGiven("the two groups do not overlap: the interval has no width", value)
    return around(value, se, two_sided((value - 0.5) / se), 0.0, 1.0)


def auc_difference(a: np.ndarray, b: np.ndarray, positive: np.ndarray) -> Given:
    """AUC of `a` less that of `b` on the same patients, with DeLong's paired interval and test."""
    few = too_few(int(positive.sum()), int((~positive).sum()), rest="patients known to be without one")
    if few:
        return few
    value_a, inner_a, outer_a = _parts(a, positive)
    value_b, inner_b, outer_b = _parts(b, positive)
    inner, outer = inner_a - inner_b, outer_a - outer_b
    se = math.sqrt(inner.var(ddof=1) / len(inner) + outer.var(ddof=1) / len(outer))
    if se < _SAME:
        return NotGiven("both order the patients alike: there is nothing to test", value_a - value_b)
    difference = value_a - value_b
    found = around(difference, se, two_sided(difference / se))
    return Estimate(found.value, max(-1.0, found.low), min(1.0, found.high), found.p)


def auc_value(scores: np.ndarray, positive: np.ndarray) -> float:
    """The AUC alone, quick enough for thousands of resamples; nan where a group is empty."""
    return weighted_auc(scores, positive.astype(np.float64), (~positive).astype(np.float64))


def roc_points(scores: np.ndarray, positive: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """False and true positive rate at every cut-off, from (0, 0) to (1, 1); float [k] each."""
    order = np.argsort(-scores, kind="stable")
    in_order = scores[order]
    last = np.append(in_order[1:] != in_order[:-1], len(order) > 0)[: len(order)]
    true = np.cumsum(positive[order])[last] / max(1, positive.sum())
    false = np.cumsum(~positive[order])[last] / max(1, (~positive).sum())
    return np.append(0.0, false), np.append(0.0, true)


def _parts(scores: np.ndarray, positive: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The AUC, and the placement values of the positive and of the negative patients."""
    inner, outer = placements(scores[positive], scores[~positive])
    return float(inner.mean()), inner, outer
