"""The line that would calibrate a model on a study's patients: the study's table and the present layer come in."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.base.errors import StudyError
from model.bundle.calibration_layer import own_logits
from model.bundle.manifest_numbers import LARGEST_INTERCEPT, LARGEST_SLOPE, LEAST_SLOPE
from model.statistics.calibration import LogitLine, sigmoid, weighted_recalibration
from model.statistics.censoring import weights
from model.statistics.horizon import at_horizon
from model.study.patient_table import StudyTable

FEWEST = 10
"""Events, and patients without one: five for each of the line's two numbers, as elsewhere in the program."""


@dataclass(frozen=True, eq=False)
class CalibrationFit:
    """`line` through the head's own `logits` of survival, float64 [patients], of those known at the horizon.

    `weight`: how much each counts, for those who were lost; `risk_before`: what the model said of each until now.
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
        return float(np.average(self.risk_before, weights=self.weight))

    def mean_after(self, line: LogitLine) -> float:
        """Mean risk of the event with `line` as the layer."""
        return float(np.average(sigmoid(-(line.slope * self.logits + line.intercept)), weights=self.weight))


def calibration_fit(table: StudyTable, layer: dict[str, Any] | None, horizon: float) -> CalibrationFit:
    """Logistic recalibration of the model in `table`, whose probabilities came through `layer`.

    A patient's spots are combined before the fit, as `table` has them. Who was lost before `horizon` has no answer;
    the others are weighted in their place. StudyError where such a layer would be worth nothing.
    """
    on = np.isfinite(table.probability) & np.isfinite(table.time_years) & np.isfinite(table.event)
    time, event = table.time_years[on], table.event[on] > 0
    state = at_horizon(time, event, horizon)
    _enough(state.events, state.survivors, horizon)
    case, control = weights(time, event, horizon)
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
    for count, what in ((events, "patients with the event"), (others, "patients known to be without it")):
        if count < FEWEST:
            told = f"{count} {what} by {horizon:g} years have a prediction; at least {FEWEST} are needed."
            raise StudyError(f"The model cannot be recalibrated: {told}", "Predict all spots, or add patients.")


def _worth(line: LogitLine, logits: np.ndarray) -> None:
    if np.ptp(logits) == 0:
        raise StudyError("The model says the same of every patient.", "It cannot be recalibrated; use another model.")
    if np.isnan(line.slope):
        told = "The model tells these patients apart without a fault: there is no such line."
        raise StudyError(told, "Recalibrate on more patients.")
    if line.slope <= 0:
        told = f"On these patients the slope is {line.slope:.2f}: a calibration would turn the model's order round."
        raise StudyError(told, "The model does not work on them; look for the reason before it is used.")
    if not LEAST_SLOPE <= line.slope <= LARGEST_SLOPE or not abs(line.intercept) <= LARGEST_INTERCEPT:
        told = f"The line would be {line.slope:.3g} * logit + {line.intercept:.3g}, beyond what a bundle can hold."
        raise StudyError(told, "The model says nearly the same of every patient; use another model.")
