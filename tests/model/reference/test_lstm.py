"""The LSTM's gates equal values by hand, its gradients equal differences and PyTorch's, and its memory lasts."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from model.reference.lstm import Lstm, backward, forward, from_pytorch

SIZES = st.integers(1, 4)


def made_up(seed, steps, inputs, cells):
    rng = np.random.default_rng(seed)
    layer = Lstm(u=rng.normal(size=(4, cells, inputs)), w=rng.normal(size=(4, cells, cells)))
    return layer, rng.normal(size=(steps, inputs)), rng.normal(size=(steps, cells))


def test_two_steps_by_hand():
    # One cell, one input, weights 1, 2, 3, 4 for f, i, o, C, no recurrence; each line is an equation of the lecture.
    layer = Lstm(u=np.array([1.0, 2, 3, 4]).reshape(4, 1, 1), w=np.zeros((4, 1, 1)))
    run = forward(layer, np.array([[0.5], [-0.25]]))

    def sg(xi):
        return 1 / (1 + np.exp(-xi))

    c1 = sg(1.0) * np.tanh(2.0)
    c2 = sg(-0.25) * c1 + sg(-0.5) * np.tanh(-1.0)
    np.testing.assert_allclose(run.c[:, 0], [0, c1, c2], rtol=1e-14)
    np.testing.assert_allclose(run.h[:, 0], [0, sg(1.5) * np.tanh(c1), sg(-0.75) * np.tanh(c2)], rtol=1e-14)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(0, 999), st.integers(1, 5), SIZES, SIZES)
def test_gradients_are_those_of_finite_differences(differences, seed, steps, inputs, cells):
    layer, x, weight = made_up(seed, steps, inputs, cells)

    def value():
        return float(np.sum(weight * forward(layer, x).h[1:] ** 2) / 2)

    run = forward(layer, x)
    found = backward(layer, run, weight * run.h[1:])
    for ours, array in ((found.u, layer.u), (found.w, layer.w), (found.x, x)):
        np.testing.assert_allclose(ours, differences(value, array), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_pytorch_agrees_forward_and_backward(seed):
    torch.manual_seed(seed)
    theirs = torch.nn.LSTM(3, 5, batch_first=True).double()
    torch.nn.init.zeros_(theirs.bias_ih_l0)
    torch.nn.init.zeros_(theirs.bias_hh_l0)
    _, x, direct = made_up(seed, 12, 3, 5)
    given_x = torch.from_numpy(x.copy()).requires_grad_()
    h, (_, c_last) = theirs(given_x[None])
    (h[0] * torch.from_numpy(direct)).sum().backward()

    layer = from_pytorch(theirs.weight_ih_l0.detach().numpy(), theirs.weight_hh_l0.detach().numpy())
    run = forward(layer, x)
    found = backward(layer, run, direct)
    gradient = from_pytorch(theirs.weight_ih_l0.grad.numpy(), theirs.weight_hh_l0.grad.numpy())
    for ours, expected in (
        (run.h[1:], h[0].detach().numpy()),
        (run.c[-1], c_last[0, 0].detach().numpy()),
        (found.u, gradient.u),
        (found.w, gradient.w),
        (found.x, given_x.grad.numpy()),
    ):
        np.testing.assert_allclose(ours, expected, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize(("gate", "kept"), [(40.0, 1.0), (-40.0, 0.0)], ids=["open", "shut"])
def test_the_forget_gate_decides_whether_a_gradient_lasts_256_steps(gate, kept):
    # The second input is always 1 and sets the gates, which have no bias; C~ depends on the first input only.
    u = np.zeros((4, 1, 2))
    u[0, 0, 1] = gate
    u[3, 0, 0] = 0.1
    layer, x = Lstm(u, np.zeros((4, 1, 1))), np.tile([0.0, 1.0], (256, 1))
    direct = np.zeros((256, 1))
    direct[-1] = 1
    found = backward(layer, forward(layer, x), direct).x[:, 0]
    np.testing.assert_allclose(found[0], kept * found[-1], rtol=1e-9, atol=1e-12)
    assert found[-1] == pytest.approx(0.5 * 0.5 * 0.1)
