"""The lecture's Elman network: a string of vectors comes in; states, answers, error and its gradients go out.

    h_0 = 0     h_t = s(U x_t + W h_(t-1))     y_t = s(V h_t)     E = sum_t sum_k 1/2 (y_tk - d_tk)^2

No biases. float64 throughout. Slow and plain: the oracle of the tests, not what predicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.reference.activations import TANH, Activation


@dataclass(frozen=True, eq=False)
class Elman:
    """A network: `u` [hidden, inputs], `v` [outputs, hidden], `w` [hidden, hidden], and s."""

    u: np.ndarray
    v: np.ndarray
    w: np.ndarray
    activation: Activation = TANH


@dataclass(frozen=True, eq=False)
class Pass:
    """One string read: `x` [steps, inputs], `y` [steps, outputs], and `h` [steps + 1, hidden] with h[0] = h_0.

    Row t of `h` is the lecture's h_t; of `x` and `y`, which have no row for t = 0, it is row t - 1.
    """

    x: np.ndarray
    h: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, eq=False)
class Gradients:
    """dE/dU, dE/dV, dE/dW, and dE/dh_t for t = 1.. as `h` [steps, hidden]."""

    u: np.ndarray
    v: np.ndarray
    w: np.ndarray
    h: np.ndarray


@dataclass(frozen=True, eq=False)
class Descent:
    """Where gradient descent came to, and the error before each step and after the last."""

    network: Elman
    errors: tuple[float, ...]


def forward(network: Elman, x: np.ndarray) -> Pass:
    """Read the string `x` [steps, inputs] from h_0 = 0."""
    s = network.activation.output
    h = np.zeros((len(x) + 1, len(network.w)))
    for t in range(1, len(x) + 1):
        h[t] = s(network.u @ x[t - 1] + network.w @ h[t - 1])  # h_t = s(U x_t + W h_(t-1))
    return Pass(x, h, s(h[1:] @ network.v.T))  # y_t = s(V h_t)


def error(y: np.ndarray, d: np.ndarray) -> float:
    """E = sum_t sum_k 1/2 (y_tk - d_tk)^2 for answers `y` and desired answers `d`, both [steps, outputs]."""
    return float(np.sum((y - d) ** 2) / 2)


def back_propagate(network: Elman, run: Pass, d: np.ndarray) -> Gradients:
    """Back-propagation through time for desired answers `d` [steps, outputs]; ValueError with the step activation."""
    slope = network.activation.slope
    dy = run.y - d  # dE/dy_tk = y_tk - d_tk
    dy_s = dy * slope(run.y)
    # dE/dh_tk = sum_k' dE/dy_tk' s' V_k'k + sum_k' dE/dh_(t+1)k' s' W_k'k
    dh = through_time(network, run, dy_s @ network.v)
    dh_s = dh * slope(run.h[1:])
    return Gradients(
        u=dh_s.T @ run.x,  # dE/dU_kk' = sum_t dE/dh_tk s' x_tk'
        v=dy_s.T @ run.h[1:],  # dE/dV_kk' = sum_t dE/dy_tk s' h_tk'
        w=dh_s.T @ run.h[:-1],  # dE/dW_kk' = sum_t dE/dh_tk s' h_(t-1)k'
        h=dh,
    )


def through_time(network: Elman, run: Pass, direct: np.ndarray) -> np.ndarray:
    """dE/dh_t [steps, hidden] from its first term `direct`, what reaches E from h_t without the next step.

    Going back one step multiplies by s' W: over many steps the gradient vanishes or explodes unless that is near 1.
    """
    dh = direct.astype(np.float64)
    for t in range(len(dh) - 2, -1, -1):
        # Row t is the lecture's t + 1, and s' is taken at the state one later.
        dh[t] += (dh[t + 1] * network.activation.slope(run.h[t + 2])) @ network.w
    return dh


def near_zero(
    inputs: int, hidden: int, outputs: int, seed: int, size: float = 0.1, activation: Activation = TANH
) -> Elman:
    """Weights to start from, even in -size..size.

    Near 0 but not 0: from there no gradient leads away but V's, and not even that one where s(0) = 0.
    """
    rng = np.random.default_rng(seed)
    u, v, w = (rng.uniform(-size, size, shape) for shape in ((hidden, inputs), (outputs, hidden), (hidden, hidden)))
    return Elman(u, v, w, activation)


def descend(network: Elman, examples: Sequence[tuple[np.ndarray, np.ndarray]], rate: float, steps: int) -> Descent:
    """Plain gradient descent on E summed over `examples`, pairs of a string x and its desired answers d."""
    errors = []
    for _ in range(steps):
        runs = [(forward(network, x), d) for x, d in examples]
        errors.append(sum(error(run.y, d) for run, d in runs))
        found = [back_propagate(network, run, d) for run, d in runs]
        network = replace(
            network,
            u=network.u - rate * sum(g.u for g in found),
            v=network.v - rate * sum(g.v for g in found),
            w=network.w - rate * sum(g.w for g in found),
        )
    errors.append(sum(error(forward(network, x).y, d) for x, d in examples))
    return Descent(network, tuple(errors))
