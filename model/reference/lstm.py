"""The lecture's LSTM layer in NumPy: gates, states and gradients for a sequence of vectors.

    f, i, o = sg(W h_(t-1) + U x_t), each with its own W and U     C~ = sh(W_C h_(t-1) + U_C x_t)
    C_t = f o C_(t-1) + i o C~        h_t = o o sh(C_t)            h_0 = C_0 = 0

sg is the logistic function, sh is tanh, and "o" between two vectors is the element-wise product. There are no biases.
All values are float64.
"""

from dataclasses import dataclass

import numpy as np

from model.reference.activations import LOGISTIC, TANH

_SG, _SH = LOGISTIC, TANH
_PYTORCH_TO_LECTURE = (1, 0, 3, 2)
"""Positions of the lecture's f, i, o, C in PyTorch's stacked weights. PyTorch's order is i, f, g, o, and its g is the
lecture's C~."""


@dataclass(frozen=True, eq=False)
class Lstm:
    """An LSTM layer with the weights `u` [4, cells, inputs] and `w` [4, cells, cells], in the order f, i, o, C.

    `cells` is the number of units of the layer.
    """

    u: np.ndarray
    w: np.ndarray


@dataclass(frozen=True, eq=False)
class Pass:
    """A forward pass: `x` [steps, inputs]; `f`, `i`, `o` and `c_new` (the lecture's C~) are [steps, cells].

    `c` and `h` are [steps + 1, cells] and begin with C_0 and h_0. The lecture's time t is row t of `c` and `h`, and row
    t - 1 of the other arrays.
    """

    x: np.ndarray
    f: np.ndarray
    i: np.ndarray
    o: np.ndarray
    c_new: np.ndarray
    c: np.ndarray
    h: np.ndarray


@dataclass(frozen=True, eq=False)
class Gradients:
    """The gradients of the error E with respect to `u`, `w`, `x` (with the same shapes) and h_t.

    Row t - 1 of `h` [steps, cells] is the gradient with respect to h_t, including all later effects.
    """

    u: np.ndarray
    w: np.ndarray
    x: np.ndarray
    h: np.ndarray


def from_pytorch(weight_ih: np.ndarray, weight_hh: np.ndarray) -> Lstm:
    """Return the layer with the weights of a `torch.nn.LSTM`, [4 cells, inputs] and [4 cells, cells]."""
    cells = weight_hh.shape[1]
    order = list(_PYTORCH_TO_LECTURE)
    return Lstm(weight_ih.reshape(4, cells, -1)[order], weight_hh.reshape(4, cells, -1)[order])


def forward(layer: Lstm, x: np.ndarray) -> Pass:
    """Run the layer over the sequence `x` [steps, inputs], starting from h_0 = C_0 = 0. Store all gates and states."""
    steps, cells = len(x), layer.w.shape[1]
    f, i, o, c_new = np.zeros((4, steps, cells))
    c, h = np.zeros((2, steps + 1, cells))  # h_0 = C_0 = 0
    for t in range(1, steps + 1):
        sums = layer.w @ h[t - 1] + layer.u @ x[t - 1]
        f[t - 1], i[t - 1], o[t - 1] = _SG.output(sums[:3])  # f, i, o = sg(W h_(t-1) + U x_t)
        c_new[t - 1] = _SH.output(sums[3])  # C~ = sh(W_C h_(t-1) + U_C x_t)
        c[t] = f[t - 1] * c[t - 1] + i[t - 1] * c_new[t - 1]  # C_t = f o C_(t-1) + i o C~
        h[t] = o[t - 1] * _SH.output(c[t])  # h_t = o o sh(C_t)
    return Pass(x, f, i, o, c_new, c, h)


def backward(layer: Lstm, run: Pass, direct: np.ndarray) -> Gradients:
    """Return the gradients of the error E of the network.

    `direct` [steps, cells] is the gradient with respect to h_t, without the effect through later steps of the layer.
    """
    du, dw = np.zeros_like(layer.u), np.zeros_like(layer.w)
    dx, dh = np.zeros_like(run.x), direct.astype(np.float64)
    dc_later = np.zeros(layer.w.shape[1])  # dE/dC_(t+1) o f_(t+1); along C, only the forget gate reduces the gradient
    for t in range(len(dh) - 1, -1, -1):
        f, i, o, c_new, c_before, h_before = run.f[t], run.i[t], run.o[t], run.c_new[t], run.c[t], run.h[t]
        sh_c = _SH.output(run.c[t + 1])
        dc = dh[t] * o * _SH.slope(sh_c) + dc_later
        # The gradients of E with respect to the four weighted sums, in the order f, i, o, C.
        sums = np.stack(
            [
                dc * c_before * _SG.slope(f),
                dc * c_new * _SG.slope(i),
                dh[t] * sh_c * _SG.slope(o),
                dc * i * _SH.slope(c_new),
            ]
        )
        du += sums[:, :, None] * run.x[t]
        dw += sums[:, :, None] * h_before
        dx[t] = np.einsum("gk,gkn->n", sums, layer.u)
        if t > 0:
            dh[t - 1] += np.einsum("gk,gkn->n", sums, layer.w)
        dc_later = dc * f
    return Gradients(du, dw, dx, dh)
