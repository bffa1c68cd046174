"""Answers of a model that must be finite: numbers come in and go out unchanged, or a named error with a remedy."""

import math
from typing import Any

import numpy as np

from model.base.errors import AnswerError

LARGEST_LOGIT = 1e6
"""Log odds beyond this are not an answer: from 40 on the probability is 0 or 1 to the last bit, and trained heads stay
below a few hundred. Weights that overflow give numbers such as 1e20 or infinity."""


def finite_logit(logit: float, model: str) -> float:
    """`logit` itself, an answer of `model`; AnswerError where it is not finite or beyond all log odds."""
    if not abs(logit) <= LARGEST_LOGIT:
        raise unusable(model, f"the logit is {logit:g}")
    return logit


def finite_probability(probability: float, model: str) -> float:
    """`probability` itself, an answer of `model`; AnswerError where it does not lie in 0..1."""
    if not 0 <= probability <= 1:
        raise unusable(model, f"the probability is {probability:g}")
    return probability


def without_infinity(values: np.ndarray, model: str, what: str) -> np.ndarray:
    """`values` themselves; AnswerError where one is infinite. NaN stands for tiles that have no value."""
    if np.isinf(values).any():
        raise unusable(model, f"{what} is infinite")
    return values


def unusable(model: str, why: str) -> AnswerError:
    """The error for an answer of `model` that cannot be one."""
    return AnswerError(
        f"The model {model} gives no usable answer: {why}.",
        "Nothing was kept. Check the model with histocast bundle verify, get its bundle again from where it was made, "
        "or choose another model.",
    )


def is_number(value: Any, low: float = -math.inf, high: float = math.inf) -> bool:
    """Whether `value`, out of a file, is a finite number from `low` to `high`. True and False are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < math.inf and low <= value <= high
