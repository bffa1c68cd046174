"""Compare the out-of-fold predictions of two methods on the same patients: differences with intervals."""

from dataclasses import dataclass

import numpy as np

from model.statistics.concordance import c_value
from model.statistics.discrimination import auc_difference
from model.statistics.estimate import Given, NotGiven
from model.statistics.resampling import Draws, interval


@dataclass(frozen=True, eq=False)
class MethodPredictions:
    """The predictions of a method for patients that it was not trained on, sorted by patient; each array is [patients].

    `fold` is the number of the fold in whose test set the patient was. `logit` is the calibrated log odds of being
    alive at 5 years. `high_risk` is whether the logit is below the threshold of its fold. `alive` is whether the
    patient was alive at 5 years, valid only if `known` is true. `time` is the follow-up in years, and `event` is
    whether it ended with death of the disease.
    """

    key: str
    title: str
    patient: np.ndarray
    fold: np.ndarray
    logit: np.ndarray
    high_risk: np.ndarray
    alive: np.ndarray
    known: np.ndarray
    time: np.ndarray
    event: np.ndarray


@dataclass(frozen=True)
class Difference:
    """The results of one method minus those of another, on the `patients` for whom both have a prediction.

    `auc` is the AUC difference of the patients with a known outcome, with DeLong's paired interval and test. `c_index`
    is the C-index difference of all patients, with a bootstrap interval over patients.
    """

    method: str
    against: str
    patients: int
    known: int
    auc: Given
    c_index: Given


def differences(found: tuple[MethodPredictions, ...], draws: int) -> tuple[Difference, ...]:
    """Return, for each method but the first, its results minus the results of the first method."""
    if not found:
        return ()
    first, *others = found
    return tuple(_difference(one, first, draws) for one in others)


def _difference(one: MethodPredictions, first: MethodPredictions, draws: int) -> Difference:
    _, mine, theirs = np.intersect1d(one.patient, first.patient, return_indices=True)
    a, b = one.logit[mine], first.logit[theirs]
    time, event, known = one.time[mine], one.event[mine], one.known[mine]
    return Difference(
        one.title,
        first.title,
        len(mine),
        int(known.sum()),
        auc_difference(a[known], b[known], one.alive[mine][known]),
        _c_difference(a, b, time, event, draws),
    )


def _c_difference(a: np.ndarray, b: np.ndarray, time: np.ndarray, event: np.ndarray, draws: int) -> Given:
    """Return the C-index of logits `a` minus the C-index of logits `b`.

    The limits of the interval are percentiles over bootstrap draws of patients.
    """
    value = c_value(-a, time, event) - c_value(-b, time, event)
    if np.array_equal(a, b):
        return NotGiven("both methods give the same predictions", value)
    found = [
        c_value(-a[draw], time[draw], event[draw]) - c_value(-b[draw], time[draw], event[draw])
        for part in Draws(len(a), draws).parts()
        for draw in part
    ]
    return interval(value, np.array(found))
