"""Compute the metrics of the table `metrics.METRICS`.

Each function returns an estimate, or the reason why there is none.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from model.comparison.comparison import AtThreshold
from model.comparison.rater_data import RaterData
from model.statistics import calibration_at, censoring, concordance, discrimination, drawn
from model.statistics.accuracy import Accuracy
from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import Estimate, Given, NotGiven
from model.statistics.hazards import hazard_ratio
from model.statistics.horizon import too_few_followed
from model.statistics.partial_likelihood import scaled
from model.statistics.resampling import interval
from model.statistics.smooth_calibration import Distances

NO_THRESHOLD = NotGiven("no threshold was set")
NO_PROBABILITY = NotGiven("the rater gives no probability")


def auc(data: RaterData) -> Given:
    """Return the AUC of patients whose outcome at the horizon is known.

    Patients who died of another cause count as known to be without the event.
    """
    found = discrimination.auc(data.known_risk, data.known_event)
    return found if isinstance(found, NotGiven) else too_few_followed(data.state) or found


def auc_weighted(data: RaterData) -> Given:
    """Return the AUC at the horizon, of all patients, weighted for censoring."""
    missing = data.few or data.constant
    if missing:
        return missing
    followed = (data.risk, data.time, data.event, data.options.horizon)
    value = censoring.auc_at(*followed, data.other)
    return interval(value, drawn.aucs_at(*followed, data.draws(len(data.risk)), data.other))


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
    """Return the numbers of patients by risk group and outcome at the horizon."""
    if data.high is None:
        return NO_THRESHOLD
    state, high = data.state, data.high
    counts = [
        int((group & side).sum())
        for group in (state.positive, state.negative, ~state.known, state.other)
        for side in (high, ~high)
    ]
    return AtThreshold(*counts)


def sensitivity(data: RaterData) -> Given:
    """Return the share at high risk among patients with the event by the horizon."""
    return _accuracy(data, lambda found: found.sensitivity)


def specificity(data: RaterData) -> Given:
    """Return the share at low risk among patients without the event by the horizon."""
    return _accuracy(data, lambda found: found.specificity)


def ppv(data: RaterData) -> Given:
    """Return the share with the event by the horizon among patients at high risk."""
    return _accuracy(data, lambda found: found.ppv)


def npv(data: RaterData) -> Given:
    """Return the share without the event by the horizon among patients at low risk."""
    return _accuracy(data, lambda found: found.npv)


def brier(data: RaterData) -> Given:
    """Return the Brier score at the horizon, weighted for censoring."""
    missing = _no_probability(data)
    if missing:
        return missing
    followed = (data.risk, data.time, data.event, data.options.horizon)
    value = censoring.brier_at(*followed, data.other)
    return interval(value, drawn.briers_at(*followed, data.draws(len(data.risk)), data.other))


def observed_expected(data: RaterData) -> Given:
    """Return the share with the event by the horizon divided by the mean probability; 1 is perfect."""
    missing = _no_probability(data)
    if missing:
        return missing
    nobody = np.zeros(len(data.risk), bool)
    curve = cumulative_incidence("", data.time, data.event, nobody if data.other is None else data.other)
    return calibration_at.observed_to_expected(data.risk, *curve.numbers_at(data.options.horizon))


def slope(data: RaterData) -> Given:
    """Return the calibration slope, weighted for censoring; 1 is perfect."""
    case, control = data.weights
    return _no_probability(data) or calibration_at.slope_at(data.risk, case > 0, case + control)


def intercept(data: RaterData) -> Given:
    """Return calibration in the large: the intercept with the slope fixed at 1, weighted for censoring.

    0 is perfect.
    """
    case, control = data.weights
    return _no_probability(data) or calibration_at.intercept_at(data.risk, case > 0, case + control)


def ici(data: RaterData) -> Given:
    """Return the mean distance of the probabilities from the smooth calibration curve; 0 is perfect."""
    return _distance(data, 0, lambda found: found.ici)


def e50(data: RaterData) -> Given:
    """Return the median distance of the probabilities from the smooth calibration curve."""
    return _distance(data, 1, lambda found: found.e50)


def e90(data: RaterData) -> Given:
    """Return the 90th percentile of the distances of the probabilities from the smooth calibration curve."""
    return _distance(data, 2, lambda found: found.e90)


def _accuracy(data: RaterData, of: Callable[[Accuracy], Given]) -> Given:
    if data.accuracy is None:
        return NO_THRESHOLD
    return data.few or of(data.accuracy)


def _distance(data: RaterData, row: int, of: Callable[[Distances], float]) -> Given:
    missing = _no_probability(data)
    if missing:
        return missing
    if isinstance(data.smooth, NotGiven):
        return data.smooth
    found = interval(of(data.smooth.distances()), data.distances[row])
    # Sampling noise makes the distances in the bootstrap draws larger. For a nearly perfect model, all draws can exceed
    # the estimate. The lower end is therefore at most the estimate.
    return replace(found, low=min(found.low, found.value)) if isinstance(found, Estimate) else found


def _no_probability(data: RaterData) -> NotGiven | None:
    return data.few if data.rater.kind == "probability" else NO_PROBABILITY
