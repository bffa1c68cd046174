"""Smooth calibration curve at a horizon with its band, and the distance of the probabilities from the curve.

The curve is a logistic regression of the event by the horizon on a restricted cubic spline (three knots) of the logit,
weighted for censoring. The distances are ICI, E50 and E90 of Austin, Harrell & van Klaveren (Statistics in Medicine 39
(2020) 2714). Probabilities and times are float [n], events bool [n].
"""

from dataclasses import dataclass

import numpy as np

from model.statistics.calibration import logistic_fit, sigmoid
from model.statistics.calibration_at import logit
from model.statistics.censoring import weights as weights_at
from model.statistics.drawn import counted, of_parts, split_at, weights_of
from model.statistics.estimate import Z95, NotGiven
from model.statistics.resampling import Draws

KNOTS = (0.1, 0.5, 0.9)
"""Quantiles of the logits at which the segments of the spline meet (Harrell, Regression Modeling Strategies (2015),
2.4).
"""
_FARTHEST = 35.0
"""Maximum absolute log odds of the curve. A larger value means that the curve separates the two groups, so that no
maximum exists.
"""
_POINTS = 101
_STEPS = 12


@dataclass(frozen=True, eq=False)
class SmoothCurve:
    """The observed risk and its pointwise 95 % band for increasing predicted risks; float [k] each."""

    predicted: np.ndarray
    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, eq=False)
class Distances:
    """Absolute differences between predicted and observed risk over all patients.

    They are the mean (ICI), the median (E50) and the 90th percentile (E90).
    """

    ici: float
    e50: float
    e90: float


@dataclass(frozen=True, eq=False)
class SmoothFit:
    """A smooth calibration curve that was fitted to the predicted probabilities `probability`.

    `knots` are three logits, or empty if the curve is a straight line.
    """

    probability: np.ndarray
    knots: np.ndarray
    betas: np.ndarray
    covariance: np.ndarray

    def at(self, predicted: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the observed risk and its band for each of `predicted`; float [k] each."""
        x = _columns(logit(predicted), self.knots)
        middle = x @ self.betas
        half = Z95 * np.sqrt(np.einsum("nk,kl,nl->n", x, self.covariance, x))
        return sigmoid(middle), sigmoid(middle - half), sigmoid(middle + half)

    def curve(self) -> SmoothCurve:
        """Return the points of the smooth calibration curve over the range of the predicted probabilities."""
        points = np.linspace(self.probability.min(), self.probability.max(), _POINTS)
        return SmoothCurve(points, *self.at(points))

    def distances(self) -> Distances:
        """Return the differences between predicted and observed risk over all patients.

        Patients lost to follow-up are included, because their risk was predicted too.
        """
        away = np.abs(self.at(self.probability)[0] - self.probability)
        return Distances(float(away.mean()), float(np.median(away)), float(np.percentile(away, 90)))


def smooth_fit(
    probability: np.ndarray, time: np.ndarray, event: np.ndarray, horizon: float, other: np.ndarray | None = None,
    knots: np.ndarray | None = None,
) -> SmoothFit | NotGiven:  # fmt: skip
    """Fit a smooth calibration curve and return it, or the reason if it cannot be fitted.

    The caller must make sure that patients with and without the event at the horizon exist. `knots` are three logits.
    Without them, the quantiles `KNOTS` of all patients are used. If there are only a few different probabilities, the
    curve is a straight line.
    """
    case, control = weights_at(time, event, horizon, other)
    weight = case + control
    on = weight > 0
    x = logit(probability)
    if np.ptp(x[on]) == 0:
        return NotGiven("all probabilities are alike")
    knots = np.quantile(x, KNOTS) if knots is None else knots
    if (np.diff(knots) <= 1e-9 * max(1.0, float(np.abs(knots).max()))).any():
        knots = np.zeros(0)
    columns = _columns(x, knots)
    betas, covariance = logistic_fit(columns[on], (case[on] > 0).astype(np.float64), weight[on])
    if not np.abs(columns @ betas).max() < _FARTHEST:
        return NotGiven("the fit does not converge: the curve separates the two groups")
    return SmoothFit(probability, knots, betas, covariance)


def distances_drawn(
    fitted: SmoothFit, time: np.ndarray, event: np.ndarray, horizon: float, drawn: Draws,
    other: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return ICI, E50 and E90 (see `Distances`) of each bootstrap draw, float [3, times].

    They are NaN if the fit does not converge.

    The weights and the curve are computed anew for each draw. The knots are those of all patients.
    """
    probability = fitted.probability
    split = split_at(probability, time, event, horizon, other)
    every = _columns(logit(probability), fitted.knots)
    known = np.concatenate([split.order[split.cases], split.order[split.controls]])
    died = np.arange(len(known)) < len(split.cases)

    def of(part: np.ndarray) -> np.ndarray:
        weight = np.concatenate(weights_of(counted(part, split), split), axis=1)
        betas = _refitted(every[known], died, weight, fitted.betas)
        # Only the draws whose fit converges are computed, because NumPy warns about the sigmoid of NaN.
        on = np.isfinite(betas).all(axis=1)
        away = np.abs(sigmoid(betas[on] @ every.T) - probability)
        chosen = np.take_along_axis(away, part[on], axis=1)
        found = np.full((3, len(part)), np.nan)
        found[:, on] = np.stack([chosen.mean(axis=1), *np.percentile(chosen, (50, 90), axis=1)])
        return found

    return of_parts(of, drawn, 3)


def _columns(logits: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """Return the terms of the regression, one per column: 1, the logit and the spline term, float [n, 2 or 3].

    The spline is straight beyond the outer knots. Without knots, there is no spline term.
    """
    straight = [np.ones_like(logits), logits]
    if not len(knots):
        return np.stack(straight, axis=1)
    first, middle, last = knots

    def cubed(knot: float) -> np.ndarray:
        return np.asarray(np.maximum(logits - knot, 0.0) ** 3)

    bent = cubed(first) - (cubed(middle) * (last - first) - cubed(last) * (middle - first)) / (last - middle)
    return np.stack([*straight, bent / (last - first) ** 2], axis=1)


def _refitted(x: np.ndarray, died: np.ndarray, weight: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Fit the regression to each bootstrap draw, and return its coefficients, or NaN if they do not exist.

    Each row of `weight` [draws, n] has the weights of the patients in one draw. The fit starts from `start`, the
    coefficients for all patients.
    """
    draws, terms = len(weight), x.shape[1]
    betas = np.tile(start, (draws, 1))
    squares = (x[:, :, None] * x[:, None, :]).reshape(len(x), terms * terms)
    step, lost = np.full((draws, terms), np.inf), np.zeros(draws, bool)
    for _ in range(_STEPS):
        p = sigmoid(betas @ x.T)
        gradient = (weight * (died - p)) @ x
        information = ((weight * p * (1 - p)) @ squares).reshape(draws, terms, terms)
        # If a draw separates the two groups, its coefficients are not changed. Otherwise NaN in its matrix would stop
        # the fit of all other draws.
        lost |= ~(np.linalg.cond(information) < 1e14)
        information[lost], gradient[lost] = np.eye(terms), 0.0
        step = np.linalg.solve(information, gradient[..., None])[..., 0]
        betas = betas + step
        if not (np.abs(step) > 1e-7).any():
            break
    far = lost | ~(np.abs(betas @ x.T).max(axis=1) < _FARTHEST) | ~(np.abs(step).max(axis=1) < 1e-6)
    return np.where(far[:, None], np.nan, betas)
