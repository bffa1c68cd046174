"""Fit the calibration layer of a bundle to the logits of the validation patients."""

import math
from dataclasses import asdict
from typing import Any

import numpy as np

from model.base.plural import plural
from model.bundle.manifest_numbers import LARGEST_INTERCEPT, LARGEST_SLOPE, LEAST_SLOPE
from model.statistics.calibration import (
    LogitLine,
    level,
    platt,
    prevalence_shift,
    weighted_level,
)
from model.training.config import TrainConfig

_LEAST_SLOPE = 0.01
_METHODS = {"platt": "Platt-scaled", "shift": "shifted"}


def calibrate(
    logits: np.ndarray, alive: np.ndarray, config: TrainConfig, weights: np.ndarray | None = None
) -> tuple[dict[str, Any] | None, str | None]:
    """Return the calibration layer for a manifest, or None with a note that gives the reason.

    `logits` and `alive` are [patients]. `weights` [patients] let the patients also represent similar patients who were
    lost to follow-up. Without weights, all patients count equally. No calibration is returned if it would reverse the
    order of the patients, because that would hide a model that does not work. No calibration is returned either if its
    numbers are outside the limits of the bundle format.
    """
    if config.calibration == "none":
        return None, None
    line = _line(logits, alive, config, weights)
    if line.slope <= 0:
        return None, (
            f"Not calibrated: on the validation patients the slope is {line.slope:.2f}, so that a "
            "calibration would reverse the order of the patients. The model does not work on these "
            "patients."
        )
    if not LEAST_SLOPE <= line.slope <= LARGEST_SLOPE or not abs(line.intercept) <= LARGEST_INTERCEPT:
        return None, (
            f"Not calibrated: on the validation patients the line is {line.slope:.3g} * logit + "
            f"{line.intercept:.3g}, beyond the limits of the bundle format. The model gives nearly the "
            "same answer for all patients."
        )
    share = float(np.average(alive, weights=weights))
    words = f"{_METHODS[config.calibration]} on {plural(len(alive), 'patient')}"
    if weights is not None:
        words += ", weighted for censoring"
    if config.prevalence is not None:
        line = line.moved(prevalence_shift(share, config.prevalence))
        words += f", for {config.prevalence:.0%} alive"
    facts = {"method": config.calibration, "patients": len(alive), "share_alive": share}
    return {**asdict(line), **facts, "prevalence": config.prevalence, "words": words}, None


def _line(logits: np.ndarray, alive: np.ndarray, config: TrainConfig, weights: np.ndarray | None) -> LogitLine:
    # Platt's smoothed targets keep the fit finite even if the logits of the two groups do not overlap.
    if config.calibration == "platt":
        return platt(logits, alive, weights)
    return level(logits, alive) if weights is None else weighted_level(logits, alive, weights)


def calibrated(logits: np.ndarray, layer: dict[str, Any] | None) -> np.ndarray:
    """Return the logits [n] after the calibration layer `layer` of a manifest, or unchanged if `layer` is None."""
    return layer["slope"] * logits + layer["intercept"] if layer else logits


def upright(logits: np.ndarray, alive: np.ndarray, weights: np.ndarray | None = None) -> tuple[float, float]:
    """Return slope and intercept of a Platt scaling that never reverses the order of the patients.

    `logits`, `alive` and, if given, the censoring `weights` are [patients]. If the fitted slope is negative or too
    small, it is set slightly above zero. The probabilities are then nearly constant and keep the order of the logits.
    """
    centre, spread = float(logits.mean()), float(logits.std()) or 1.0
    # The logits are standardised first, because the logits of naive Bayes are in the thousands.
    line = platt((logits - centre) / spread, alive, weights)
    slope, intercept = line.slope, line.intercept
    if slope < _LEAST_SLOPE:
        share = float(np.average(alive, weights=weights))
        slope, intercept = _LEAST_SLOPE, math.log(share / (1 - share))
    return slope / spread, intercept - slope * centre / spread
