"""Compute how many patients and events a validation needs for the wanted widths of three 95 % intervals.

The method is that of Riley et al., Statistics in Medicine 40 (2021) 4230, for a binary outcome at the horizon. The
intervals are those of the observed/expected ratio, the calibration slope and the AUC. By default, the logits are
assumed to be normal among patients with the event and among patients without it, with the same variance in both groups;
this is the distribution for a perfectly calibrated model with the given AUC. Alternatively, the logits of all patients
have one normal distribution with a given mean and SD.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from model.base.errors import RaterError
from model.statistics.estimate import Z95

_NODES = 120
"""Number of points of the Gauss-Hermite rule. 40 points already give eight correct digits."""
_MOST = 10_000_000
"""Maximum number of patients. A larger number is of no practical use."""


@dataclass(frozen=True)
class SizePlan:
    """The assumptions of a sample size calculation: the expected values, and the wanted widths of the 95 % intervals.

    `share` is the share with the event by the horizon. `auc` is the expected AUC. `known` is the share of patients
    whose outcome at the horizon will be known. `logits` are the mean and the SD of the logits, or None.
    """

    share: float
    auc: float
    known: float = 1.0
    ratio_width: float = 0.2
    slope_width: float = 0.2
    auc_width: float = 0.1
    logits: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise RaterError("The share with the event must lie between 0 and 1.", "Give a share such as 0.35.")
        if not 0.5 < self.auc < 1:
            raise RaterError("The expected AUC must lie between 0.5 and 1.", "Give an AUC such as 0.7.")
        if not 0 < self.known <= 1:
            raise RaterError(
                "The share of patients whose outcome is known at the horizon must be greater than 0 and at most 1.",
                "Give 0.8.",
            )
        if not all(0 < width < math.inf for width in (self.ratio_width, self.slope_width, self.auc_width)):
            raise RaterError("A wanted width must be greater than 0.", "Give a width such as 0.2.")
        if self.logits is not None and not (math.isfinite(self.logits[0]) and 0 < self.logits[1] < math.inf):
            raise RaterError(
                "The logits need a finite mean and an SD greater than 0.", "Give mean and SD, such as -0.7 0.9."
            )


@dataclass(frozen=True)
class Need:
    """The number of patients required for the interval of one quantity (observed/expected ratio, slope or AUC).

    `known` is the number of patients whose outcome at the horizon must be known, `events` the number of events among
    them, and `patients` the number of patients to recruit.
    """

    key: str
    title: str
    width: float
    known: int
    events: int
    patients: int


def needs_of(plan: SizePlan) -> tuple[Need, ...]:
    """Return the required number of patients for each of the three intervals.

    The study needs the largest of these numbers. Raise RaterError if a number is too large.
    """
    return (
        _need(plan, "oe_ratio", "observed/expected ratio", plan.ratio_width, ratio_size(plan.share, plan.ratio_width)),
        _need(plan, "slope", "calibration slope", plan.slope_width, slope_size(plan)),
        _need(plan, "auc", "AUC", plan.auc_width, auc_size(plan.share, plan.auc, plan.auc_width)),
    )


def widths_of(plan: SizePlan, known: int) -> tuple[float, float, float]:
    """Return the expected widths of the three intervals (O/E ratio, slope, AUC).

    `known` is the number of patients whose outcome at the horizon is known.
    """
    ratio = 2 * math.sinh(Z95 * math.sqrt((1 - plan.share) / (plan.share * known)))
    slope = 2 * Z95 * math.sqrt(_slope_variance(plan) / known)
    return ratio, slope, 2 * Z95 * auc_error(plan.share, plan.auc, known)


def ratio_size(share: float, width: float) -> float:
    """Return the number of patients for which the 95 % interval of an observed/expected ratio of 1 has this `width`.

    The interval is symmetric on the log scale.
    """
    error = math.asinh(width / 2) / Z95
    return (1 - share) / (share * error**2)


def slope_size(plan: SizePlan) -> float:
    """Return the number of patients for which the interval of a calibration slope of 1 has the wanted width."""
    return _slope_variance(plan) / (plan.slope_width / (2 * Z95)) ** 2


def auc_error(share: float, auc: float, known: float) -> float:
    """Return the standard error of an AUC (Newcombe, Statistics in Medicine 25 (2006) 559)."""
    half = known / 2 - 1
    variance = auc * (1 - auc) * (1 + half * (1 - auc) / (2 - auc) + half * auc / (1 + auc))
    return math.sqrt(variance / (known**2 * share * (1 - share)))


def auc_size(share: float, auc: float, width: float) -> float:
    """Return the smallest number of patients for which the interval of the AUC is no wider than `width`."""
    low, high = 2, _MOST
    while low < high:
        middle = (low + high) // 2
        if 2 * Z95 * auc_error(share, auc, middle) <= width:
            high = middle
        else:
            low = middle + 1
    return float(low)


def _slope_variance(plan: SizePlan) -> float:
    """Return the variance of the calibration slope, multiplied by the number of patients.

    It is computed from the expected information matrix of the regression.
    """
    logits, weights = _logits(plan)
    spread = 1 / (1 + np.exp(-logits))
    spread = weights * spread * (1 - spread)
    one, linear, square = (float((spread * logits**power).sum()) for power in range(3))
    return one / (one * square - linear**2)


def _logits(plan: SizePlan) -> tuple[np.ndarray, np.ndarray]:
    """Return the points and weights for integrals over the expected distribution of logits."""
    points, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    weights = weights / weights.sum()
    if plan.logits is not None:
        mean, deviation = plan.logits
        return mean + deviation * points, weights
    # Take two normal distributions with the same SD s whose means differ by s², as for the logits of a calibrated
    # model. Their AUC is Phi(s / sqrt 2).
    deviation = math.sqrt(2) * NormalDist().inv_cdf(plan.auc)
    middle = math.log(plan.share / (1 - plan.share))
    with_event = middle + deviation**2 / 2 + deviation * points
    without = middle - deviation**2 / 2 + deviation * points
    return np.append(with_event, without), np.append(plan.share * weights, (1 - plan.share) * weights)


def _need(plan: SizePlan, key: str, title: str, width: float, size: float) -> Need:
    if size >= _MOST:
        message = f"No study is large enough for a width of {width:g} of the interval of the {title}."
        raise RaterError(message, "Ask for a wider interval.")
    known = math.ceil(size)
    return Need(key, title, width, known, math.ceil(known * plan.share), math.ceil(known / plan.known))
