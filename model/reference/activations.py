"""Activation functions s(xi) of a weighted sum xi, as defined in the lecture, and their derivatives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np


@dataclass(frozen=True)
class Activation:
    """An activation function. `output(xi)` is s(xi), element by element.

    `slope(s)` is the derivative s' as a function of the *output* s and not of xi, as back-propagation needs it.
    """

    name: str
    output: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


def _no_slope(output: np.ndarray) -> np.ndarray:
    raise ValueError(
        "The step activation has no derivative: it is constant except for a jump at 0, so no gradient passes through "
        "it. Use the logistic activation or tanh for back-propagation."
    )


STEP = Activation("step", lambda xi: np.where(xi >= 0, 1.0, 0.0), _no_slope)  # s(xi) = 1 if xi >= 0, else 0
# This form of the logistic function never overflows.
# s(xi) = 1 / (1 + exp(-xi))
LOGISTIC = Activation("logistic", lambda xi: np.exp(-np.logaddexp(0, -xi)), lambda s: s * (1 - s))
TANH = Activation("tanh", np.tanh, lambda s: 1 - s * s)  # s(xi) = tanh(xi)

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({a.name: a for a in (STEP, LOGISTIC, TANH)})
