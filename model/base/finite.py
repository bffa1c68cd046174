"""Check that results of a model are finite numbers; raise an error with a remedy if they are not."""

import math
from typing import Any

import numpy as np

from model.base.errors import AnswerError

LARGEST_LOGIT = 1e6
"""Largest absolute value of valid log odds. At 40, the probability already rounds to 1 in floating point, and trained
heads give at most a few hundred. Weights that overflow give numbers such as 1e20 or infinity.
"""


def finite_logit(logit: float, model: str) -> float:
    """Return `logit`, a result of `model`; raise AnswerError if it is not a number or exceeds +-`LARGEST_LOGIT`."""
    if not abs(logit) <= LARGEST_LOGIT:
        raise unusable(model, f"the logit is {logit:g}")
    return logit


def finite_probability(probability: float, model: str) -> float:
    """Return `probability`, a result of `model`. Raise AnswerError if it is not between 0 and 1."""
    if not 0 <= probability <= 1:
        raise unusable(model, f"the probability is {probability:g}")
    return probability


def without_infinity(values: np.ndarray, model: str, what: str) -> np.ndarray:
    """Return `values`; raise AnswerError if one of the values is infinite.

    `what` names the values in the message. NaN is allowed, because it marks tiles without a value.
    """
    if np.isinf(values).any():
        raise unusable(model, f"{what} is infinite")
    return values


def unusable(model: str, why: str) -> AnswerError:
    """Return the AnswerError to raise for an invalid result of `model`. `why` says what is wrong with the result."""
    return AnswerError(
        f"The model {model} gives no usable result: {why}.",
        "Nothing was saved. Check the model with histocast bundle verify, copy or download its bundle again, "
        "or choose another model.",
    )


def is_number(value: Any, low: float = -math.inf, high: float = math.inf) -> bool:
    """Return whether a value from a file is a finite number from `low` to `high`. A boolean is not a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < math.inf and low <= value <= high
