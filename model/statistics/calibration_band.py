"""The share of patients alive as a function of the model's log odds, with its 95 % band."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.calibration import recalibration, sigmoid, sigmoid_of
from model.statistics.estimate import Z95, Estimate, same_everywhere, too_few


@dataclass(frozen=True)
class CalibrationBand:
    """A logistic regression of being alive on the model's log odds, with the covariance of slope and intercept.

    The log odds of being alive are `slope` times the log odds of the model, plus `intercept`.
    """

    slope: float
    intercept: float
    slope_variance: float
    intercept_variance: float
    covariance: float

    def at(self, logit: float) -> Estimate:
        """Return the share alive at `logit` with its pointwise 95 % interval (Wald, on the log odds)."""
        middle = self.slope * logit + self.intercept
        variance = self.intercept_variance + 2 * logit * self.covariance + logit**2 * self.slope_variance
        half = Z95 * math.sqrt(max(0.0, variance))
        return Estimate(sigmoid_of(middle), sigmoid_of(middle - half), sigmoid_of(middle + half))


def calibration_band(logits: np.ndarray, alive: np.ndarray) -> CalibrationBand | None:
    """Return the logistic regression of `alive` bool [n] on the log odds `logits` [n], with its covariance.

    Return None if the regression has no solution, or if too few patients are alive or too few are dead for an interval.
    """
    if too_few(int((~alive).sum()), int(alive.sum())) is not None or same_everywhere(logits):
        return None
    line = recalibration(logits, alive)
    if math.isnan(line.slope):
        return None
    p = sigmoid(line.slope * logits + line.intercept)
    x = np.stack([np.ones_like(logits), logits], axis=1)
    spread = np.linalg.pinv(x.T @ (x * (p * (1 - p))[:, None]))
    return CalibrationBand(line.slope, line.intercept, float(spread[1, 1]), float(spread[0, 0]), float(spread[0, 1]))
