"""How far gradients reach back over a sequence of 256 steps, by spectral radius: Elman network beside LSTM.

Gradients of an answer after the last step are products with one factor per step, s' W in the Elman network. The
recurrent weights are a random rotation times the spectral radius, so that every direction has the same factor.
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
"""Weights of a constant input of 1 on the forget gate. They take the place of a bias, which the lecture's LSTM lacks.
"""
OPEN = 5.0
"""The weight with which the LSTM is compared with the Elman network."""
OPEN_RADIUS = 0.9
"""The spectral radius at which the weights of the forget gate are compared."""
STEPS, UNITS, INPUT_WEIGHT, SEED = 256, 16, 0.5, 1
"""One step per tile of an analysis region."""
VANISHED, EXPLODED = 1e-3, 1e3
"""Shares of the gradient after which the text states that it vanishes or explodes. A choice of this program."""


@dataclass(frozen=True, eq=False)
class Flow:
    """The gradient by the input of each step, for an answer after the last step: the sum of the last state.

    `norms` [STEPS] are Euclidean norms as shares of that of the last step; row t - 1 is the input of step t. `forget`
    is the mean forget gate, None for an Elman network; `slope` is the mean s' of an Elman network, None for an LSTM.
    """

    kind: Kind
    radius: float
    norms: np.ndarray
    forget: float | None = None
    slope: float | None = None

    @property
    def left(self) -> float:
        """Return the gradient by the first input as a share of that by the last input."""
        return float(self.norms[0])

    @property
    def per_step(self) -> float:
        """Return the mean factor per step (geometric mean)."""
        return float(self.left ** (1 / (len(self.norms) - 1)))

    @property
    def fate(self) -> str:
        """Return "vanishes", "explodes" or "lasts"."""
        return "vanishes" if self.left < VANISHED else "explodes" if self.left > EXPLODED else "lasts"


@dataclass(frozen=True, eq=False)
class Flows:
    """Gradients by kind and spectral radius, and those of the LSTM by the weight of its forget gate."""

    by_radius: tuple[Flow, ...]
    by_forget: tuple[Flow, ...]

    def of(self, kind: Kind) -> tuple[Flow, ...]:
        """Return the rows of one kind, by rising radius."""
        return tuple(flow for flow in self.by_radius if flow.kind == kind)


def flows() -> Generator[Progress, None, Flows]:
    """Compute all gradients, each by back-propagation in the reference networks."""
    found, total = [], len(RADII)
    for number, radius in enumerate(RADII):
        yield Progress("propagating gradients back", number, total)
        found += [elman_flow(radius, "rest"), elman_flow(radius, "driven"), lstm_flow(radius, OPEN)]
    yield Progress("propagating gradients back", total, total)
    return Flows(tuple(found), tuple(lstm_flow(OPEN_RADIUS, weight) for weight in FORGET_WEIGHTS))


def elman_flow(radius: float, kind: Kind) -> Flow:
    """Return the gradients of an Elman network with tanh, with zero or random inputs."""
    x = np.zeros((STEPS, UNITS)) if kind == "rest" else _inputs()
    network = elman.Elman(INPUT_WEIGHT * np.eye(UNITS), np.zeros((1, UNITS)), radius * _rotations(1)[0], TANH)
    run = elman.forward(network, x)
    slopes = TANH.slope(run.h[1:])
    by_state = elman.through_time(network, run, _answer())
    return Flow(kind, radius, _shares((by_state * slopes) @ network.u), slope=float(slopes.mean()))


def lstm_flow(radius: float, forget_weight: float) -> Flow:
    """Return the gradients of an LSTM layer whose forget gate has a constant input with this weight."""
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
    """Return random orthogonal matrices [count, UNITS, UNITS], whose spectral radius is 1."""
    return np.linalg.qr(np.random.default_rng(SEED + 1).normal(size=(count, UNITS, UNITS)))[0]


def _answer() -> np.ndarray:
    """Return the effect of the states on the answer without later steps: 1 for the last state, 0 for earlier ones."""
    direct = np.zeros((STEPS, UNITS))
    direct[-1] = 1
    return direct


def _shares(gradients: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(gradients, axis=1)
    return norms / norms[-1]
