"""Harrell's C and Uno's C with intervals: how well a risk orders patients by survival.

The values equal those of R's `survival::concordance` (`timewt = "n"` and `"n/G2"`). The interval is computed from each
patient's influence on C (infinitesimal jackknife). Uno's weights are treated as known. Risks are float [n], where
higher is worse; times are float [n], events bool [n]. The direction of a risk is never reversed.
"""

import math

import numpy as np

from model.statistics.censoring import followed
from model.statistics.estimate import Given, NotGiven, around, same_everywhere, too_few, two_sided
from model.statistics.horizon import by_horizon
from model.statistics.ordered_pairs import pair_sums

_SAME = 1e-12
"""A standard error below this value is a rounding error. There is then no interval."""
_NO_PAIR = "no two patients can be compared: no patient was followed longer than a patient with the event"


def harrells_c(risk: np.ndarray, time: np.ndarray, event: np.ndarray) -> Given:
    """Return Harrell's C, the share of usable pairs in the correct order. The p value is for the test of C = 0.5."""
    return _concordance(risk, time, event, np.ones(len(time)))


def unos_c(risk: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float) -> Given:
    """Return Uno's C up to `horizon`.

    Pairs are weighted by 1 / G², where G is the probability of not being lost before the event (Statistics in Medicine
    30 (2011) 1105).
    """
    moments, still = followed(time, event)
    before = np.append(1.0, still)[np.searchsorted(moments, time, "left")]
    weight = np.where(by_horizon(time, horizon), 1 / np.maximum(before, 1e-12) ** 2, 0.0)
    return _concordance(risk, time, event, weight)


def c_difference(a: np.ndarray, b: np.ndarray, time: np.ndarray, event: np.ndarray) -> Given:
    """Return Harrell's C of `a` minus Harrell's C of `b` on the same patients.

    The interval is paired: it uses each patient's influence on both values.
    """
    few = _too_few(time, event)
    if few:
        return few
    one, two = (_influence(risk, time, event, np.ones(len(time))) for risk in (a, b))
    if one is None or two is None:
        return NotGiven(_NO_PAIR)
    se = math.sqrt(float(((one[1] - two[1]) ** 2).sum()))
    if se < _SAME:
        return NotGiven("both raters order the patients in the same way: there is nothing to test", one[0] - two[0])
    return around(one[0] - two[0], se, two_sided((one[0] - two[0]) / se), -1.0, 1.0)


def c_value(risk: np.ndarray, time: np.ndarray, event: np.ndarray) -> float:
    """Return Harrell's C without an interval, for any number of patients. 0.5 is chance, 1 is perfect.

    A pair counts if the shorter time ended in an event. If the times are equal, it counts if exactly one of them ended
    in an event. A pair with equal risks counts one half (Harrell, Lee & Mark, Statistics in Medicine 15 (1996) 361).
    Return NaN if there is no such pair.
    """
    right, pairs = pair_sums(risk, time, event)
    total = float(pairs.sum())
    return float(right.sum()) / total if total else math.nan


def _concordance(risk: np.ndarray, time: np.ndarray, event: np.ndarray, weight: np.ndarray) -> Given:
    few = _too_few(time, event & (weight > 0))
    if few:
        return few
    if same_everywhere(risk):
        return NotGiven("all patients have the same value")
    found = _influence(risk, time, event, weight)
    if found is None:
        return NotGiven(_NO_PAIR)
    value, influence = found
    se = math.sqrt(float((influence**2).sum()))
    if se < _SAME:
        return NotGiven("every pair is in the same order: the interval has no width", value)
    return around(value, se, two_sided((value - 0.5) / se), 0.0, 1.0)


def _too_few(time: np.ndarray, event: np.ndarray) -> NotGiven | None:
    return too_few(int(event.sum()), len(time) - 1, rest="other patients")


def _influence(
    risk: np.ndarray, time: np.ndarray, event: np.ndarray, weight: np.ndarray
) -> tuple[float, np.ndarray] | None:
    """Return C and each patient's influence on it, float [n]. Return None if no two patients can be compared."""
    right, pairs = pair_sums(risk, time, event, weight)
    # Each pair is included in the sums of both of its patients.
    total = pairs.sum() / 2
    if total == 0:
        return None
    value = float(right.sum() / 2 / total)
    return value, (right - value * pairs) / total
