"""Fit the line that calibrates a model to the patients of a study."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.base.errors import StudyError
from model.bundle.calibration_layer import own_logits
from model.bundle.manifest_numbers import LARGEST_INTERCEPT, LARGEST_SLOPE, LEAST_SLOPE
from model.comparison.data.rater_table import OTHER
from model.statistics.calibration import LogitLine, sigmoid, weighted_recalibration
from model.statistics.censoring import weights
from model.statistics.horizon import at_horizon
from model.study.patient_table import StudyTable

FEWEST = 10
"""Minimum number of patients with the event, and of patients without it: five for each of the line's two parameters."""


@dataclass(frozen=True, eq=False)
class CalibrationFit:
    """The calibration `line`, fitted to the uncalibrated `logits` of survival that the head gives, float64 [patients].

    Only patients whose state at the horizon is known are included. `weight` is the weight of each patient; the weights
    compensate for patients lost to follow-up. `risk_before` is the model's risk of each patient before the
    recalibration.
    """

    line: LogitLine
    logits: np.ndarray
    risk_before: np.ndarray
    weight: np.ndarray
    patients: int
    events: int
    lost: int
    share_alive: float

    def mean_before(self) -> float:
        """Return the mean risk of the event before the recalibration."""
        return float(np.average(self.risk_before, weights=self.weight))

    def mean_after(self, line: LogitLine) -> float:
        """Return the mean risk of the event with `line` as the calibration layer."""
        return float(np.average(sigmoid(-(line.slope * self.logits + line.intercept)), weights=self.weight))


def calibration_fit(table: StudyTable, layer: dict[str, Any] | None, horizon: float) -> CalibrationFit:
    """Return the logistic recalibration of the model in `table`.

    The probabilities in the table were computed with the calibration layer `layer`. The spots of a patient are combined
    before the fit, as in `table`. The state of patients lost before `horizon` (years) is unknown, and the weights of
    the other patients compensate for them. Patients who died of another cause count as known to be without the event,
    so that the calibrated risk is the cumulative incidence. Raise StudyError if there are too few patients, or if no
    useful layer can be fitted.
    """
    on = np.isfinite(table.probability) & np.isfinite(table.time_years) & np.isfinite(table.event)
    time, event = table.time_years[on], table.event[on] > 0
    other = np.array([cause == OTHER for cause in table.cause], bool)[on] & ~event
    state = at_horizon(time, event, horizon, other)
    _enough(state.events, state.survivors, horizon)
    case, control = weights(time, event, horizon, other)
    weight = (case + control)[state.known]
    alive, probability = ~state.positive[state.known], table.probability[on][state.known]
    logits = own_logits(layer, probability)
    line = weighted_recalibration(logits, alive, weight)
    _worth(line, logits)
    share = float(weight[alive].sum() / weight.sum())
    return CalibrationFit(
        line, logits, 1 - probability, weight, int(state.known.sum()), state.events, state.lost, share
    )


def _enough(events: int, others: int, horizon: float) -> None:
    if events >= FEWEST and others >= FEWEST:
        return
    reason = f"{events} patients with the event by {horizon:g} years have a prediction; at least {FEWEST} are needed."
    if events >= FEWEST:
        reason = (
            f"{others} patients known to be without the event by {horizon:g} years have a prediction; at least "
            f"{FEWEST} are needed."
        )
    raise StudyError(f"The model cannot be recalibrated: {reason}", "Predict all spots, or add patients.")


def _worth(line: LogitLine, logits: np.ndarray) -> None:
    if np.ptp(logits) == 0:
        raise StudyError(
            "The model gives every patient the same prediction.",
            "The model cannot be recalibrated on these patients; use another model.",
        )
    if np.isnan(line.slope):
        message = "The model separates these patients perfectly, so no calibration line can be fitted."
        raise StudyError(message, "Recalibrate on more patients.")
    if line.slope <= 0:
        message = (
            f"The calibration slope of these patients is {line.slope:.2f}: calibration would reverse the order "
            "of their risks."
        )
        raise StudyError(message, "The model does not work for these patients; find the reason before you use it.")
    if not LEAST_SLOPE <= line.slope <= LARGEST_SLOPE or not abs(line.intercept) <= LARGEST_INTERCEPT:
        message = (
            f"The calibration line would be {line.slope:.3g} * logit + {line.intercept:.3g}, which is beyond the "
            "limits of a bundle."
        )
        raise StudyError(message, "The model gives all patients nearly the same prediction; use another model.")
