"""Whether a rater's probabilities mean what they say: probabilities and follow-up in; Brier scores, calibration out."""

import math

import numpy as np

from model.comparison.comparison import Calibration, CalibrationBin, ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.statistics.calibration import brier, level, recalibration
from model.statistics.censoring import brier_at
from model.statistics.drawn import briers_at, means
from model.statistics.estimate import Estimate, Given, NotGiven, too_few
from model.statistics.horizon import at_horizon
from model.statistics.kaplan_meier import kaplan_meier
from model.statistics.resampling import Draws, interval

_BINS = 5
_FEWEST_A_BIN = 10
_EDGE = 1e-6
"""A probability of 0 or 1 has no logit; it counts as this far from it."""
NO_PROBABILITY = NotGiven("the rater gives no probability")


def brier_of(
    rater: Rater, on: np.ndarray, table: RaterTable, options: ComparisonOptions, drawn: Draws
) -> tuple[Given, Given]:
    """Brier score among those known at the horizon, and weighted for censoring among all; intervals by drawing."""
    if rater.kind != "probability":
        return NO_PROBABILITY, NO_PROBABILITY
    risk, time, event = rater.risk[on], table.time[on], table.event[on]
    state = at_horizon(time, event, options.horizon)
    few = too_few(state.events, state.survivors, rest="patients known to be without one at the horizon")
    if few:
        return few, few
    known, positive = risk[state.known], state.positive[state.known]
    of_draws = means((known - positive) ** 2, Draws(len(known), options.draws, options.seed))
    plain = interval(brier(known, positive), of_draws)
    of_all = brier_at(risk, time, event, options.horizon)
    return plain, interval(of_all, briers_at(risk, time, event, options.horizon, drawn))


def calibration_of(
    rater: Rater, on: np.ndarray, table: RaterTable, options: ComparisonOptions
) -> Calibration | NotGiven:
    """The curve by Kaplan-Meier in bins of equal size; slope and intercept among those known at the horizon."""
    if rater.kind != "probability":
        return NO_PROBABILITY
    risk, time, event = rater.risk[on], table.time[on], table.event[on]
    state = at_horizon(time, event, options.horizon)
    few = too_few(state.events, state.survivors, rest="patients known to be without one at the horizon")
    if few:
        return few
    inside = np.clip(risk, _EDGE, 1 - _EDGE)
    logits, positive = np.log(inside / (1 - inside))[state.known], state.positive[state.known]
    line = recalibration(logits, positive)
    flat = np.ptp(logits) == 0 or math.isnan(line.slope)
    slope: Given = NotGiven("the two groups do not overlap, or all probabilities are alike")
    if not flat:
        slope = Estimate(line.slope, *line.slope_interval)
    large = level(logits, positive)
    bins = max(2, min(_BINS, len(risk) // _FEWEST_A_BIN))
    groups = np.array_split(np.argsort(risk, kind="stable"), bins)
    return Calibration(
        tuple(
            CalibrationBin(len(who), float(risk[who].mean()), _observed(time[who], event[who], options.horizon))
            for who in groups
        ),
        slope,
        Estimate(large.intercept, *large.intercept_interval),
    )


def _observed(time: np.ndarray, event: np.ndarray, horizon: float) -> Given:
    """Kaplan-Meier's share with the event by the horizon."""
    alive = kaplan_meier("", time, event).at(horizon)
    if isinstance(alive, NotGiven):
        return NotGiven(alive.reason, None if alive.value is None else 1 - alive.value)
    return Estimate(1 - alive.value, 1 - alive.high, 1 - alive.low)
