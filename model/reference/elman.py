"""The lecture's Elman network in NumPy: states, outputs, error and gradients for a sequence of vectors.

h_0 = 0     h_t = s(U x_t + W h_(t-1))     y_t = s(V h_t)     E = sum_t sum_k 1/2 (y_tk - d_tk)^2

There are no biases. All values are float64. The code is simple and slow. Tests compare other code with it, and the
lecture shows it. It is not used for predictions. A comment that is an equation marks the line that computes it;
`model.lecture.equations` finds these lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.reference.activations import TANH, Activation


@dataclass(frozen=True, eq=False)
class Elman:
    """An Elman network.

    Its weights are `u` [hidden, inputs], `v` [outputs, hidden] and `w` [hidden, hidden]. `activation` is its activation
    function s.
    """

    u: np.ndarray
    v: np.ndarray
    w: np.ndarray
    activation: Activation = TANH


@dataclass(frozen=True, eq=False)
class Pass:
    """A forward pass: `x` [steps, inputs], `y` [steps, outputs], and `h` [steps + 1, hidden] with h[0] = h_0.

    Row t of `h` is the lecture's h_t. `x` and `y` have no row for t = 0. Therefore the lecture's x_t and y_t are in row
    t - 1.
    """

    x: np.ndarray
    h: np.ndarray
    y: np.ndarray


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradients dE/dU, dE/dV and dE/dW in `u`, `v` and `w`, and dE/dh_t in row t - 1 of `h` [steps, hidden]."""

    u: np.ndarray
    v: np.ndarray
    w: np.ndarray
    h: np.ndarray


@dataclass(frozen=True, eq=False)
class Descent:
    """The result of gradient descent: the network, and the error before each step and after the last one."""

    network: Elman
    errors: tuple[float, ...]


def forward(network: Elman, x: np.ndarray) -> Pass:
    """Run the network over the sequence `x` [steps, inputs], starting from h_0 = 0."""
    s = network.activation.output
    h = np.zeros((len(x) + 1, len(network.w)))  # h_0 = 0
    for t in range(1, len(x) + 1):
        h[t] = s(network.u @ x[t - 1] + network.w @ h[t - 1])  # h_t = s(U x_t + W h_(t-1))
    return Pass(x, h, s(h[1:] @ network.v.T))  # y_t = s(V h_t)


def error(y: np.ndarray, d: np.ndarray) -> float:
    """Return E = sum_t sum_k 1/2 (y_tk - d_tk)^2 for outputs `y` and desired outputs `d`, both [steps, outputs]."""
    return float(np.sum((y - d) ** 2) / 2)  # E = sum_t sum_k 1/2 (y_tk - d_tk)^2


def back_propagate(network: Elman, run: Pass, d: np.ndarray) -> Gradients:
    """Return the gradients by back-propagation through time; `d` [steps, outputs] are the desired outputs.

    Raise ValueError for the step activation, which has no useful derivative.
    """
    slope = network.activation.slope
    dy = run.y - d  # dE/dy_tk = y_tk - d_tk
    dy_s = dy * slope(run.y)
    direct = dy_s @ network.v  # the first term of dE/dh_tk: sum_k' dE/dy_tk' s' V_k'k
    dh = through_time(network, run, direct)
    dh_s = dh * slope(run.h[1:])
    return Gradients(
        u=dh_s.T @ run.x,  # dE/dU_kk' = sum_t dE/dh_tk s' x_tk'
        v=dy_s.T @ run.h[1:],  # dE/dV_kk' = sum_t dE/dy_tk s' h_tk'
        w=dh_s.T @ run.h[:-1],  # dE/dW_kk' = sum_t dE/dh_tk s' h_(t-1)k'
        h=dh,
    )


def through_time(network: Elman, run: Pass, direct: np.ndarray) -> np.ndarray:
    """Return dE/dh_t [steps, hidden]. `direct` is its first term, the effect of h_t on E without later steps.

    Each step back multiplies the gradient by s' W. Over many steps the gradient therefore vanishes or explodes, unless
    this factor is close to 1.
    """
    dh = direct.astype(np.float64)
    for t in range(len(dh) - 2, -1, -1):
        # Row t of `dh` is the lecture's time t + 1, and the slope is the slope at the next state. Before this line,
        # dh[t] is the first term.
        # dE/dh_tk = sum_k' dE/dy_tk' s' V_k'k + sum_k' dE/dh_(t+1)k' s' W_k'k
        dh[t] += (dh[t + 1] * network.activation.slope(run.h[t + 2])) @ network.w
    return dh


def near_zero(
    inputs: int, hidden: int, outputs: int, seed: int, size: float = 0.1, activation: Activation = TANH
) -> Elman:
    """Return a network with random initial weights, uniformly distributed between -size and size.

    The weights are near 0, but not 0. With zero weights, all gradients would be 0; only the gradient of V would differ
    from 0, and only if s(0) is not 0.
    """
    rng = np.random.default_rng(seed)
    u, v, w = (rng.uniform(-size, size, shape) for shape in ((hidden, inputs), (outputs, hidden), (hidden, hidden)))
    return Elman(u, v, w, activation)


def descend(network: Elman, examples: Sequence[tuple[np.ndarray, np.ndarray]], rate: float, steps: int) -> Descent:
    """Run plain gradient descent on E, summed over `examples`. An example is a sequence x and its desired outputs d."""
    errors = []
    for _ in range(steps):
        runs = [(forward(network, x), d) for x, d in examples]
        errors.append(sum(error(run.y, d) for run, d in runs))
        found = [back_propagate(network, run, d) for run, d in runs]
        network = replace(
            network,
            u=network.u - rate * sum(g.u for g in found),  # U <- U - rate dE/dU
            v=network.v - rate * sum(g.v for g in found),  # V <- V - rate dE/dV
            w=network.w - rate * sum(g.w for g in found),  # W <- W - rate dE/dW
        )
    errors.append(sum(error(forward(network, x).y, d) for x, d in examples))
    return Descent(network, tuple(errors))
