"""Compute metrics from only the patients whose outcome at the horizon is known (complete cases).

These metrics are biased if many patients were lost before the horizon. They are shown only on request, and they have
keys of their own.
"""

import math
from collections.abc import Callable

import numpy as np

from model.comparison.comparison import AtThreshold
from model.comparison.metric_functions import NO_PROBABILITY, counts_at_threshold
from model.comparison.rater_data import RaterData
from model.statistics import calibration, drawn
from model.statistics.calibration_at import logit
from model.statistics.estimate import Estimate, Given, NotGiven, counted
from model.statistics.horizon import too_few_followed
from model.statistics.resampling import interval


def sensitivity(data: RaterData) -> Given:
    """Return the share at high risk among patients known to have had the event."""
    return _share(data, lambda n: (n.true_high, n.true_high + n.missed), "there are no events")


def specificity(data: RaterData) -> Given:
    """Return the share at low risk among patients known to be without the event."""
    nobody = "no patient is known to be without an event"
    return _share(data, lambda n: (n.true_low, n.false_high + n.true_low), nobody)


def ppv(data: RaterData) -> Given:
    """Return the share with the event among patients at high risk whose outcome at the horizon is known."""
    return _share(data, lambda n: (n.true_high, n.true_high + n.false_high), "no patient is in the high-risk group")


def npv(data: RaterData) -> Given:
    """Return the share without the event among patients at low risk whose outcome at the horizon is known."""
    return _share(data, lambda n: (n.true_low, n.missed + n.true_low), "no patient is in the low-risk group")


def brier(data: RaterData) -> Given:
    """Return the Brier score of the patients whose outcome at the horizon is known."""
    missing = _no_probability(data)
    if missing:
        return missing
    risk, event = data.known_risk, data.known_event
    draws = drawn.means((risk - event) ** 2, data.draws(len(risk)))
    return interval(calibration.brier(risk, event), draws)


def slope(data: RaterData) -> Given:
    """Return the calibration slope of the patients whose outcome at the horizon is known."""
    missing = _no_probability(data)
    if missing:
        return missing
    logits = logit(data.known_risk)
    line = calibration.recalibration(logits, data.known_event)
    if np.ptp(logits) == 0 or math.isnan(line.slope):
        return NotGiven("the probabilities of patients with and without the event do not overlap, or all are equal")
    return Estimate(line.slope, *line.slope_interval)


def intercept(data: RaterData) -> Given:
    """Return the calibration intercept (slope fixed at 1) of patients whose outcome at the horizon is known."""
    missing = _no_probability(data)
    if missing:
        return missing
    line = calibration.level(logit(data.known_risk), data.known_event)
    return Estimate(line.intercept, *line.intercept_interval)


def _no_probability(data: RaterData) -> NotGiven | None:
    return data.few if data.rater.kind == "probability" else NO_PROBABILITY


def _share(data: RaterData, parts: Callable[[AtThreshold], tuple[int, int]], nobody: str) -> Given:
    counts = counts_at_threshold(data)
    if isinstance(counts, NotGiven):
        return counts
    good, of = parts(counts)
    if not of:
        return NotGiven(nobody)
    return too_few_followed(data.state) or counted(good, of)
