"""Calibration of probabilities: calibration line (on the logit scale) and curve, Brier score, and recalibration."""

import math
from dataclasses import dataclass

import numpy as np

from model.statistics.estimate import Z95

_STEPS = 100
_ENOUGH = 1e-10


@dataclass(frozen=True)
class LogitLine:
    """A calibration line: the calibrated logit is `slope` * logit + `intercept`.

    Each field that is a pair is a 95 % interval (Wald). A slope of 1 with an intercept of 0 means perfect calibration.
    If the slope is below 1, the probabilities are too extreme.
    """

    slope: float
    intercept: float
    slope_interval: tuple[float, float]
    intercept_interval: tuple[float, float]

    def moved(self, by: float) -> "LogitLine":
        """Return the line with `by` added to the intercept and to its interval."""
        low, high = self.intercept_interval
        return LogitLine(self.slope, self.intercept + by, self.slope_interval, (low + by, high + by))


@dataclass(frozen=True)
class CurveBin:
    """A group of patients with similar probabilities.

    The fields are the number of patients, their mean probability, and the share of them who were alive.
    """

    patients: int
    mean_probability: float
    share_alive: float


def platt(logits: np.ndarray, alive: np.ndarray, weights: np.ndarray | None = None) -> LogitLine:
    """Return Platt's slope and intercept for `logits` [n] and `alive` bool [n].

    Raise ValueError if nobody or everybody was alive. If `weights` [n] are given, for example for censoring, the
    intervals use the sandwich estimator (HC0).

    Platt (1999) uses the targets (n + 1) / (n + 2) and 1 / (n + 2) instead of 1 and 0. They keep the slope finite if
    the logits of the two groups do not overlap.
    """
    _both(alive)
    died = int((~alive).sum())
    targets = np.where(alive, (alive.sum() + 1) / (alive.sum() + 2), 1 / (died + 2))
    return _fit(logits, targets, weights)


def recalibration(logits: np.ndarray, alive: np.ndarray) -> LogitLine:
    """Return calibration slope and intercept (Cox 1958), from a logistic regression of the outcome on the logit.

    All values are NaN if the logits of the two groups do not overlap, because no such line exists then.
    """
    _both(alive)
    if logits[alive].min() > logits[~alive].max() or logits[alive].max() < logits[~alive].min():
        return LogitLine(math.nan, math.nan, (math.nan, math.nan), (math.nan, math.nan))
    return _fit(logits, alive.astype(np.float64))


def weighted_recalibration(logits: np.ndarray, alive: np.ndarray, weights: np.ndarray) -> LogitLine:
    """Return calibration slope and intercept, as `recalibration` does, with patients weighted by `weights` [n].

    The weights correct, for example, for censoring. The intervals use the sandwich estimator (HC0). The usual standard
    errors would be wrong, because they treat a weight as a number of patients.
    """
    counted = weights > 0
    logits, alive, weights = logits[counted], alive[counted], weights[counted]
    line = recalibration(logits, alive)
    return line if math.isnan(line.slope) else _fit(logits, alive.astype(np.float64), weights)


def weighted_level(logits: np.ndarray, alive: np.ndarray, weights: np.ndarray) -> LogitLine:
    """Return a calibration line with slope 1 whose intercept is fitted to patients weighted by `weights` [n].

    The interval uses the sandwich estimator (HC0).
    """
    counted = weights > 0
    logits, alive, weights = logits[counted], alive[counted], weights[counted]
    _both(alive)
    shift = _shift(logits, alive, weights)
    p = sigmoid(logits + shift)
    half = Z95 * math.sqrt(float(((weights * (alive - p)) ** 2).sum())) / float((weights * p * (1 - p)).sum())
    return LogitLine(1.0, shift, (1.0, 1.0), (shift - half, shift + half))


def level(logits: np.ndarray, alive: np.ndarray) -> LogitLine:
    """Return a calibration line with slope 1, with the interval of its intercept.

    The intercept makes the mean probability equal to the share of patients who were alive.
    """
    _both(alive)
    shift = _shift(logits, alive, np.ones_like(logits))
    p = sigmoid(logits + shift)
    half = Z95 / math.sqrt(float((p * (1 - p)).sum()))
    return LogitLine(1.0, shift, (1.0, 1.0), (shift - half, shift + half))


def prevalence_shift(share_alive: float, wanted: float) -> float:
    """Return the number to add to each logit for patients of whom another share is alive.

    The model was fitted to patients of whom the share `share_alive` was alive. Among the new patients, the share
    `wanted` is alive. The method is that of King & Zeng (2001).
    """
    return math.log(wanted / (1 - wanted)) - math.log(share_alive / (1 - share_alive))


def brier(probability: np.ndarray, alive: np.ndarray) -> float:
    """Return the mean squared error of the probability. 0 is perfect; a constant probability of 0.5 gives 0.25."""
    return float(np.mean((probability - alive) ** 2))


def calibration_curve(probability: np.ndarray, alive: np.ndarray, bins: int = 5) -> tuple[CurveBin, ...]:
    """Return the calibration curve: `bins` groups of patients, sorted by probability, lowest first.

    All groups have about the same size. With few patients, there are fewer groups.
    """
    groups = np.array_split(np.argsort(probability, kind="stable"), min(bins, len(probability)))
    return tuple(CurveBin(len(g), float(probability[g].mean()), float(alive[g].mean())) for g in groups)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return the probabilities that belong to log odds, without overflow."""
    return np.exp(-np.logaddexp(0.0, -logits))


def sigmoid_of(logit: float) -> float:
    """Return the probability that belongs to one logit, without overflow."""
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))


def logistic_fit(
    x: np.ndarray, targets: np.ndarray, weights: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Fit a logistic regression of `targets` [n] on `x` [n, k], and return coefficients and covariance.

    The fit uses Newton's method. A step that increases the loss is halved. If `weights` are given, the covariance is
    from the sandwich estimator; otherwise it is the inverse of the information matrix.
    """
    each = np.ones(len(x)) if weights is None else weights
    found = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = sigmoid(x @ found)
        step = np.linalg.lstsq(_information(x, p, each), x.T @ (each * (targets - p)), rcond=None)[0]
        while np.abs(step).max() > _ENOUGH and _loss(x @ (found + step), targets, each) > _loss(
            x @ found, targets, each
        ):
            step = step / 2
        found = found + step
        if np.abs(step).max() < _ENOUGH:
            break
    p = sigmoid(x @ found)
    # The pseudo-inverse is used, because the information is singular if all logits are equal.
    spread = np.linalg.pinv(_information(x, p, each))
    if weights is not None:
        scores = x * (each * (targets - p))[:, None]
        spread = spread @ (scores.T @ scores) @ spread
    return found, np.asarray(spread)


def _fit(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray | None = None) -> LogitLine:
    """Return the calibration line from a logistic regression of `targets` on `logits`."""
    found, spread = logistic_fit(np.stack([np.ones_like(logits), logits], axis=1), targets, weights)
    half = Z95 * np.sqrt(np.diag(spread))
    (intercept, slope), (wide_i, wide_s) = found.tolist(), half.tolist()
    return LogitLine(slope, intercept, (slope - wide_s, slope + wide_s), (intercept - wide_i, intercept + wide_i))


def _shift(logits: np.ndarray, alive: np.ndarray, weights: np.ndarray) -> float:
    """Return the number that, added to all logits, makes the mean probability equal to the share of patients alive.

    Both the mean and the share are weighted by `weights` [n].
    """
    shift = 0.0
    for _ in range(_STEPS):
        p = sigmoid(logits + shift)
        step = float((weights * (alive - p)).sum() / (weights * p * (1 - p)).sum())
        shift += max(-1.0, min(1.0, step))
        if abs(step) < _ENOUGH:
            break
    return shift


def _information(x: np.ndarray, p: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return np.asarray(x.T @ (x * (weights * p * (1 - p))[:, None]))


def _loss(logits: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> float:
    return float((weights * (np.logaddexp(0.0, logits) - targets * logits)).sum())


def _both(alive: np.ndarray) -> None:
    if alive.all() or not alive.any():
        raise ValueError("calibration needs patients of both groups, alive and dead")
