"""Gradients over 256 steps: powers of the spectral radius where s' is 1, and PyTorch's autograd elsewhere."""

import numpy as np
import pytest
import torch

from model.lecture import gradient_flow
from model.lecture.gradient_flow import FORGET_WEIGHTS, INPUT_WEIGHT, RADII, STEPS, UNITS, elman_flow, lstm_flow


@pytest.mark.parametrize("radius", RADII)
def test_at_rest_each_step_multiplies_by_the_radius(radius):
    found = elman_flow(radius, "rest")
    np.testing.assert_allclose(found.norms[::-1], radius ** np.arange(STEPS), rtol=1e-9)
    assert found.per_step == pytest.approx(radius)
    assert found.slope == 1


def test_the_radius_is_that_of_the_recurrent_weights():
    for rotation in gradient_flow._rotations(4):
        np.testing.assert_allclose(np.abs(np.linalg.eigvals(1.1 * rotation)), 1.1, rtol=1e-9)


def shares(x):
    norms = x.grad.norm(dim=-1)
    return (norms / norms[-1]).numpy()


@pytest.mark.parametrize("radius", [0.9, 1.5])
def test_the_driven_elman_network_has_autograds_gradients(radius):
    layer = torch.nn.RNN(UNITS, UNITS, bias=False).double()
    with torch.no_grad():
        layer.weight_ih_l0.copy_(INPUT_WEIGHT * torch.eye(UNITS))
        layer.weight_hh_l0.copy_(torch.from_numpy(radius * gradient_flow._rotations(1)[0]))
    x = torch.from_numpy(gradient_flow._inputs()).requires_grad_()
    states, _ = layer(x)
    states[-1].sum().backward()
    np.testing.assert_allclose(elman_flow(radius, "driven").norms, shares(x), rtol=1e-8)


@pytest.mark.parametrize(("radius", "forget"), [(0.9, 5.0), (1.1, 0.0)])
def test_the_lstm_has_autograds_gradients(radius, forget):
    layer = torch.nn.LSTM(UNITS, UNITS).double()
    f, i, o, c = torch.from_numpy(radius * gradient_flow._rotations(4))
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.zero_()
        layer.weight_hh_l0.copy_(torch.cat([i, f, c, o]))  # PyTorch's order is i, f, g, o
        layer.weight_ih_l0[2 * UNITS : 3 * UNITS] = INPUT_WEIGHT * torch.eye(UNITS)
        layer.bias_ih_l0[UNITS : 2 * UNITS] = forget
    x = torch.from_numpy(gradient_flow._inputs()).requires_grad_()
    states, _ = layer(x)
    states[-1].sum().backward()
    np.testing.assert_allclose(lstm_flow(radius, forget).norms, shares(x), rtol=1e-8)


def test_what_the_lecture_says(lecture):
    found = lecture.flows
    assert [flow.fate for flow in found.of("rest")] == ["vanishes", "vanishes", "lasts", "explodes", "explodes"]
    assert {flow.fate for flow in found.of("lstm")} == {"lasts"}
    assert [flow.radius for flow in found.of("driven")] == list(RADII)
    gates = [flow.forget for flow in found.by_forget]
    assert gates == sorted(gates)
    assert len(gates) == len(FORGET_WEIGHTS)
    assert gates[0] == pytest.approx(0.5, abs=0.01)
    assert found.by_forget[0].fate == "vanishes"
    assert found.by_forget[-1].fate == "lasts"


@pytest.mark.parametrize(
    ("left", "fate"), [(0.9e-3, "vanishes"), (1.1e-3, "lasts"), (999, "lasts"), (1001, "explodes")]
)
def test_each_side_of_the_limits(left, fate):
    assert gradient_flow.Flow("rest", 1.0, np.array([left, 1.0])).fate == fate
