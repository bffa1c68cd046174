"""The Elman network reproduces the lecture's example, and its gradients equal differences and PyTorch's."""

import dataclasses

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from model.reference.activations import ACTIVATIONS, LOGISTIC, STEP, TANH
from model.reference.elman import Elman, back_propagate, descend, error, forward, near_zero, through_time

# The lecture states the sequence, the states and the outputs, but no weights. These small integers reproduce them.
LECTURE_X = np.array([[0, 0], [1, 0], [1, 1]], dtype=float)
LECTURE_H = np.array([[1, 1], [1, 0], [0, 1]], dtype=float)
LECTURE_Y = np.array([[1], [0], [1]], dtype=float)
OUR_WEIGHTS = Elman(
    u=np.array([[1, -1], [-1, 1]]), v=np.array([[-1, 1]]), w=np.array([[-1, 0], [0, -1]]), activation=STEP
)

SIZES = st.integers(1, 4)


def made_up(seed, steps, inputs, hidden, outputs, activation):
    rng = np.random.default_rng(seed)
    network = near_zero(inputs, hidden, outputs, seed, size=1.5, activation=activation)
    return network, rng.normal(size=(steps, inputs)), rng.uniform(0, 1, (steps, outputs))


def test_the_lectures_three_steps():
    run = forward(OUR_WEIGHTS, LECTURE_X)
    np.testing.assert_array_equal(run.h, [[0, 0], *LECTURE_H])
    np.testing.assert_array_equal(run.y, LECTURE_Y)
    assert error(run.y, LECTURE_Y) == 0
    assert error(run.y, 1 - LECTURE_Y) == 1.5


def test_the_three_steps_need_the_memory():
    run = forward(dataclasses.replace(OUR_WEIGHTS, w=np.zeros((2, 2))), LECTURE_X)
    assert (run.h[1:] != LECTURE_H).any()


def test_step_is_1_from_0_on():
    np.testing.assert_array_equal(STEP.output(np.array([-1e-9, 0.0, 2.0])), [0, 1, 1])


def test_no_gradient_passes_through_a_step():
    run = forward(OUR_WEIGHTS, LECTURE_X)
    with pytest.raises(ValueError, match="no derivative"):
        back_propagate(OUR_WEIGHTS, run, LECTURE_Y)


@pytest.mark.parametrize("activation", [LOGISTIC, TANH], ids=lambda a: a.name)
def test_slopes_are_told_from_outputs(activation):
    xi = np.linspace(-4, 4, 17)
    slope = (activation.output(xi + 1e-6) - activation.output(xi - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation.slope(activation.output(xi)), slope, rtol=1e-6, atol=1e-9)


def test_activations_bear_far_sums():
    for activation in ACTIVATIONS.values():
        assert activation.output(np.array([-1e4, 1e4]))[1] == 1


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 999), st.integers(1, 6), SIZES, SIZES, SIZES, st.sampled_from([LOGISTIC, TANH]))
def test_gradients_are_those_of_finite_differences(differences, seed, steps, inputs, hidden, outputs, activation):
    network, x, d = made_up(seed, steps, inputs, hidden, outputs, activation)
    found = back_propagate(network, forward(network, x), d)
    for name in ("u", "v", "w"):
        expected = differences(lambda: error(forward(network, x).y, d), getattr(network, name))
        np.testing.assert_allclose(getattr(found, name), expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_pytorch_agrees_forward_and_backward(seed):
    network, x, d = made_up(seed, 12, 3, 5, 2, TANH)
    layer = torch.nn.RNN(3, 5, nonlinearity="tanh", batch_first=True).double()
    with torch.no_grad():
        layer.weight_ih_l0.copy_(torch.from_numpy(network.u))
        layer.weight_hh_l0.copy_(torch.from_numpy(network.w))
        layer.bias_ih_l0.zero_()
        layer.bias_hh_l0.zero_()
    v = torch.from_numpy(network.v.copy()).requires_grad_()
    h, _ = layer(torch.from_numpy(x)[None])
    y = torch.tanh(h[0] @ v.T)
    (((y - torch.from_numpy(d)) ** 2).sum() / 2).backward()

    run = forward(network, x)
    found = back_propagate(network, run, d)
    for ours, theirs in (
        (run.h[1:], h[0].detach()),
        (run.y, y.detach()),
        (found.u, layer.weight_ih_l0.grad),
        (found.w, layer.weight_hh_l0.grad),
        (found.v, v.grad),
    ):
        np.testing.assert_allclose(ours, theirs.numpy(), rtol=1e-6, atol=1e-12)


def test_descent_from_near_zero_learns_to_say_what_came_before():
    bits = np.random.default_rng(2).integers(0, 2, (4, 10, 1)) - 0.5
    examples = [(x, np.concatenate([[[0.0]], x[:-1]])) for x in bits]
    came_to = descend(near_zero(1, 2, 1, seed=1, size=0.2), examples, rate=0.1, steps=600)
    assert len(came_to.errors) == 601
    # Without memory the best output is always 0, which is about where the descent starts.
    assert came_to.errors[0] == pytest.approx(sum(error(0 * d, d) for _, d in examples), rel=0.05)
    assert came_to.errors[-1] < 0.05 * came_to.errors[0]


def test_from_exactly_zero_nothing_leads_away():
    network = near_zero(1, 2, 1, seed=0, size=0)
    found = back_propagate(network, forward(network, np.ones((4, 1))), np.ones((4, 1)))
    assert not any(gradient.any() for gradient in (found.u, found.v, found.w))


def test_going_back_multiplies_by_s_prime_w():
    network, x, _ = made_up(5, 9, 3, 4, 1, LOGISTIC)
    run = forward(network, x)
    last = np.zeros((9, 4))
    last[-1] = [1, -2, 0.5, 3]
    found = through_time(network, run, last)
    product = last[-1]
    for t in range(8, 0, -1):
        product = product @ np.diag(LOGISTIC.slope(run.h[t + 1])) @ network.w
        np.testing.assert_allclose(found[t - 1], product, rtol=1e-12)


@pytest.mark.parametrize("size", [0.5, 1.0, 1.5], ids=["vanish", "hold", "explode"])
def test_over_256_steps_gradients_vanish_or_explode_unless_s_prime_w_is_near_1(size):
    # With x = 0, tanh stays at 0, where s' = 1; w rotates and scales by `size`.
    turn, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(4, 4)))
    network = Elman(u=np.zeros((4, 1)), v=np.zeros((1, 4)), w=size * turn)
    last = np.zeros((256, 4))
    last[-1, 0] = 1
    norms = np.linalg.norm(through_time(network, forward(network, np.zeros((256, 1))), last), axis=1)
    assert norms[-1] == 1
    np.testing.assert_allclose(norms[0], size**255, rtol=1e-9)
