"""Measure how far gradients reach back over a sequence of 256 steps, in Elman networks and LSTM layers.

The gradient of an answer after the last step is a product with one factor per step. In the Elman network this factor is
s' W. The recurrent weights are a random rotation times the spectral radius, so every direction has the same factor.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.base.progress import Progress
from model.reference import elman, lstm
from model.reference.activations import TANH

Kind = Literal["rest", "driven", "lstm"]
TITLES: dict[Kind, str] = {
    "rest": "Elman network, input 0 (s' = 1)",
    "driven": "Elman network, random input",
    "lstm": "LSTM layer, random input",
}
KINDS: tuple[Kind, ...] = ("rest", "driven", "lstm")
RADII = (0.5, 0.9, 1.0, 1.1, 1.5)
FORGET_WEIGHTS = (0.0, 2.0, 5.0, 8.0)
"""Weights that the forget gate gives to an additional input, which is always 1. They replace a bias, which the
lecture's LSTM does not have."""
OPEN = 5.0
"""The weight in `FORGET_WEIGHTS` of the LSTM that is compared with the Elman network."""
OPEN_RADIUS = 0.9
"""The spectral radius at which LSTM layers with different forget gates are compared."""
STEPS, UNITS, INPUT_WEIGHT, SEED = 256, 16, 0.5, 1
"""Sizes and seed of the sequences. There is one step per tile of an analysis region."""
VANISHED, EXPLODED = 1e-3, 1e3
"""Shares of the gradient below and above which the text states that it vanishes or explodes. They are a choice of this
program."""


@dataclass(frozen=True, eq=False)
class Flow:
    """The gradients of one network's answer with respect to the input of each step.

    The answer is the sum of the units of the last state. `norms` [STEPS] are the Euclidean norms of these gradients,
    divided by the norm at the last step. Row t - 1 is for the input of step t. `forget` is the mean forget gate of an
    LSTM; it is None for an Elman network. `slope` is the mean of s', the derivative of the activation, in an Elman
    network; it is None for an LSTM.
    """

    kind: Kind
    radius: float
    norms: np.ndarray
    forget: float | None = None
    slope: float | None = None

    @property
    def left(self) -> float:
        """Return the norm of the gradient with respect to the first input, divided by the norm for the last input."""
        return float(self.norms[0])

    @property
    def per_step(self) -> float:
        """Return the mean factor by which the gradient changes per step (geometric mean)."""
        return float(self.left ** (1 / (len(self.norms) - 1)))

    @property
    def fate(self) -> str:
        """Return "vanishes", "explodes" or "lasts", which describes the gradient at the first step."""
        return "vanishes" if self.left < VANISHED else "explodes" if self.left > EXPLODED else "lasts"


@dataclass(frozen=True, eq=False)
class Flows:
    """All computed gradients.

    `by_radius` has one entry per kind of network and spectral radius. `by_forget` has one entry per weight in
    `FORGET_WEIGHTS`, for LSTM layers.
    """

    by_radius: tuple[Flow, ...]
    by_forget: tuple[Flow, ...]

    def of(self, kind: Kind) -> tuple[Flow, ...]:
        """Return the results for one kind of network, sorted by spectral radius."""
        return tuple(flow for flow in self.by_radius if flow.kind == kind)


def flows() -> Generator[Progress, None, Flows]:
    """Compute the gradients at every step in all compared networks, and return them.

    Each gradient is computed by back-propagation in a reference network.
    """
    found, total = [], len(RADII)
    for number, radius in enumerate(RADII):
        yield Progress("propagating gradients back", number, total)
        found += [elman_flow(radius, "rest"), elman_flow(radius, "driven"), lstm_flow(radius, OPEN)]
    yield Progress("propagating gradients back", total, total)
    return Flows(tuple(found), tuple(lstm_flow(OPEN_RADIUS, weight) for weight in FORGET_WEIGHTS))


def elman_flow(radius: float, kind: Kind) -> Flow:
    """Return the gradients of an Elman network with tanh. The inputs are 0 for the kind "rest", otherwise random."""
    x = np.zeros((STEPS, UNITS)) if kind == "rest" else _inputs()
    network = elman.Elman(INPUT_WEIGHT * np.eye(UNITS), np.zeros((1, UNITS)), radius * _rotations(1)[0], TANH)
    run = elman.forward(network, x)
    slopes = TANH.slope(run.h[1:])
    by_state = elman.through_time(network, run, _answer())
    return Flow(kind, radius, _shares((by_state * slopes) @ network.u), slope=float(slopes.mean()))


def lstm_flow(radius: float, forget_weight: float) -> Flow:
    """Return the gradients of an LSTM layer whose forget gate gives `forget_weight` to a constant input of 1."""
    u = np.zeros((4, UNITS, UNITS + 1))
    u[3, :, :UNITS] = INPUT_WEIGHT * np.eye(UNITS)
    u[0, :, UNITS] = forget_weight
    layer = lstm.Lstm(u, radius * _rotations(4))
    run = lstm.forward(layer, np.column_stack([_inputs(), np.ones(STEPS)]))
    found = lstm.backward(layer, run, _answer())
    return Flow("lstm", radius, _shares(found.x[:, :UNITS]), forget=float(run.f.mean()))


def _inputs() -> np.ndarray:
    return np.random.default_rng(SEED).normal(size=(STEPS, UNITS))


def _rotations(count: int) -> np.ndarray:
    """Return random orthogonal matrices [count, UNITS, UNITS]. Their spectral radius is 1."""
    return np.linalg.qr(np.random.default_rng(SEED + 1).normal(size=(count, UNITS, UNITS)))[0]


def _answer() -> np.ndarray:
    """Return the direct effect of each state on the answer, [STEPS, UNITS].

    It is 1 for the last state, and 0 for earlier states, which affect the answer only through later steps.
    """
    direct = np.zeros((STEPS, UNITS))
    direct[-1] = 1
    return direct


def _shares(gradients: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(gradients, axis=1)
    return norms / norms[-1]
