"""Calibration of a risk at a horizon, with censoring: slope, intercept, and the ratio of observed to expected events.

`probability` float [n] is the probability of the event by the horizon. `weights` float [n] are the censoring weights of
patients with and without the event (`censoring.weights`), and 0 for lost patients. The intervals of slope and intercept
are from the sandwich estimator, which treats the weights as known.
"""

import math

import numpy as np

from model.statistics import calibration
from model.statistics.estimate import Z95, Estimate, Given, NotGiven

EDGE = 1e-6
"""Probabilities of 0 and 1 have no finite logit. They are changed to this amount above 0 or below 1."""


_LEAST = 1e-12
"""Minimum mean probability for which the ratio of observed to expected events is meaningful."""


def logit(probability: np.ndarray) -> np.ndarray:
    """Return the log odds of each `probability`, float [n].

    Probabilities are first limited to the range from `EDGE` to 1 - `EDGE`.
    """
    inside = np.clip(probability, EDGE, 1 - EDGE)
    return np.asarray(np.log(inside / (1 - inside)))


def slope_at(probability: np.ndarray, event: np.ndarray, weights: np.ndarray) -> Given:
    """Return the slope of a weighted logistic regression of `event` bool [n] on the logit of `probability`.

    A slope of 1 is perfect.
    """
    logits = logit(probability)
    on = weights > 0
    if np.ptp(logits[on]) == 0:
        return NotGiven("all probabilities are alike")
    line = calibration.weighted_recalibration(logits, event, weights)
    if math.isnan(line.slope):
        return NotGiven("the probabilities of patients with and without the event do not overlap")
    return Estimate(line.slope, *line.slope_interval)


def intercept_at(probability: np.ndarray, event: np.ndarray, weights: np.ndarray) -> Given:
    """Return the intercept of a weighted logistic regression with the slope fixed at 1 (calibration in the large).

    `event` bool [n] is the outcome. An intercept of 0 is perfect.
    """
    line = calibration.weighted_level(logit(probability), event, weights)
    return Estimate(line.intercept, *line.intercept_interval)


def observed_to_expected(probability: np.ndarray, observed: float, variance: float) -> Given:
    """Return the observed share of events divided by the mean probability. 1 is perfect.

    `observed` is the Kaplan-Meier or Aalen-Johansen estimate at the horizon, and `variance` is its variance. The
    interval is on the log scale; the mean probability is treated as known (Debray et al., BMJ 356 (2017) i6460).
    """
    expected = float(probability.mean())
    if expected < _LEAST:
        return NotGiven("the mean probability is almost 0")
    if observed <= 0:
        return NotGiven("no patient had the event by the horizon: the interval has no width", 0.0)
    ratio, half = observed / expected, Z95 * math.sqrt(variance) / observed
    return Estimate(ratio, ratio * math.exp(-half), ratio * math.exp(half))
