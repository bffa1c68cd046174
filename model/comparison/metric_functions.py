"""The functions of the rows of `metrics.METRICS`: each returns an estimate, or a reason why there is none."""

import math
from collections.abc import Callable

import numpy as np

from model.comparison.comparison import AtThreshold
from model.comparison.rater_data import RaterData
from model.statistics import calibration, censoring, concordance, discrimination, drawn
from model.statistics.estimate import Estimate, Given, NotGiven, counted
from model.statistics.hazards import hazard_ratio
from model.statistics.partial_likelihood import scaled
from model.statistics.resampling import interval

NO_THRESHOLD = NotGiven("no threshold was set")
NO_PROBABILITY = NotGiven("the rater gives no probability")
_EDGE = 1e-6
"""A probability of 0 or 1 has no logit; it is moved this far inside."""


def auc(data: RaterData) -> Given:
    """Return the AUC of patients known at the horizon."""
    return discrimination.auc(data.known_risk, data.known_event)


def auc_weighted(data: RaterData) -> Given:
    """Return the AUC at the horizon, weighted for censoring."""
    missing = data.few or data.constant
    if missing:
        return missing
    followed = (data.risk, data.time, data.event, data.options.horizon)
    return interval(censoring.auc_at(*followed), drawn.aucs_at(*followed, data.draws(len(data.risk))))


def c_harrell(data: RaterData) -> Given:
    """Return Harrell's C over all follow-up."""
    return concordance.harrells_c(data.risk, data.time, data.event)


def c_uno(data: RaterData) -> Given:
    """Return Uno's C up to the horizon."""
    return concordance.unos_c(data.risk, data.time, data.event, data.options.horizon)


def ratio_at_threshold(data: RaterData) -> Given:
    """Return the hazard ratio of high against low risk."""
    return NO_THRESHOLD if data.high is None else hazard_ratio(data.high.astype(np.float64), data.time, data.event)


def ratio_per_sd(data: RaterData) -> Given:
    """Return the hazard ratio per standard deviation of the risk."""
    return data.constant or hazard_ratio(scaled(data.risk)[0], data.time, data.event)


def counts_at_threshold(data: RaterData) -> AtThreshold | NotGiven:
    """Count the patients known at the horizon by event and risk group."""
    high, event = data.known_high, data.known_event
    if high is None:
        return NO_THRESHOLD
    groups = (high & event, ~high & event, high & ~event, ~high & ~event)
    return AtThreshold(*(int(group.sum()) for group in groups))


def sensitivity(data: RaterData) -> Given:
    """Return the share at high risk among patients with the event."""
    return _share(data, lambda n: (n.true_high, n.true_high + n.missed), "there are no events")


def specificity(data: RaterData) -> Given:
    """Return the share at low risk among patients known to be without the event."""
    return _share(
        data, lambda n: (n.true_low, n.false_high + n.true_low), "there is nobody known to be without an event"
    )


def ppv(data: RaterData) -> Given:
    """Return the share with the event among patients at high risk."""
    return _share(data, lambda n: (n.true_high, n.true_high + n.false_high), "nobody is at high risk")


def npv(data: RaterData) -> Given:
    """Return the share without the event among patients at low risk."""
    return _share(data, lambda n: (n.true_low, n.missed + n.true_low), "nobody is at low risk")


def brier(data: RaterData) -> Given:
    """Return the Brier score among patients known at the horizon."""
    missing = _no_probability(data)
    if missing:
        return missing
    risk, event = data.known_risk, data.known_event
    draws = drawn.means((risk - event) ** 2, data.draws(len(risk)))
    return interval(calibration.brier(risk, event), draws)


def brier_weighted(data: RaterData) -> Given:
    """Return the Brier score at the horizon, weighted for censoring."""
    missing = _no_probability(data)
    if missing:
        return missing
    followed = (data.risk, data.time, data.event, data.options.horizon)
    return interval(censoring.brier_at(*followed), drawn.briers_at(*followed, data.draws(len(data.risk))))


def slope(data: RaterData) -> Given:
    """Return the calibration slope among patients known at the horizon; 1 is perfect."""
    missing = _no_probability(data)
    if missing:
        return missing
    logits = _known_logits(data)
    line = calibration.recalibration(logits, data.known_event)
    if np.ptp(logits) == 0 or math.isnan(line.slope):
        return NotGiven("the two groups do not overlap, or all probabilities are alike")
    return Estimate(line.slope, *line.slope_interval)


def intercept(data: RaterData) -> Given:
    """Return calibration in the large, the intercept with the slope held at 1; 0 is perfect."""
    missing = _no_probability(data)
    if missing:
        return missing
    line = calibration.level(_known_logits(data), data.known_event)
    return Estimate(line.intercept, *line.intercept_interval)


def _no_probability(data: RaterData) -> NotGiven | None:
    return data.few if data.rater.kind == "probability" else NO_PROBABILITY


def _known_logits(data: RaterData) -> np.ndarray:
    inside = np.clip(data.known_risk, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(inside / (1 - inside)))


def _share(data: RaterData, parts: Callable[[AtThreshold], tuple[int, int]], nobody: str) -> Given:
    counts = counts_at_threshold(data)
    if isinstance(counts, NotGiven):
        return counts
    good, of = parts(counts)
    return counted(good, of) if of else NotGiven(nobody)
