"""The gradients by earlier states agree with the lecture's equations and with finite differences."""

import dataclasses

import numpy as np
import pytest
import torch

from model.base.errors import ExplainError
from model.bundle.bundle import Bundle, bundle_record
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.networks import make_head
from model.explain.memory_reach import memory_norms, reach
from model.reference import elman, lstm

STEPS = 24


@pytest.fixture
def make_bundle(tiny_manifest):
    """Return a bundle in memory with frozen weights, as after loading, in float64, to compare with the oracle."""

    def make(kind, cells=(6, 5, 4), inputs=8, bias=False):
        torch.manual_seed(2)
        shape = HeadShape(kind, inputs, cells, bias)
        head = make_head(shape).double().eval().requires_grad_(False)
        manifest = dataclasses.replace(tiny_manifest, head=shape)
        mean, scale = torch.full((inputs,), 0.1).double(), torch.full((inputs,), 1.5).double()
        return Bundle(manifest, bundle_record(manifest, ""), head, mean, scale)

    return make


def made_up_features(inputs=8, steps=STEPS):
    return np.random.default_rng(3).normal(size=(steps, inputs))


def weights_of(layer):
    return layer.weight_ih_l0.numpy(), layer.weight_hh_l0.numpy()


def lecture_lstm(layer, x):
    """Return the states, and a function from the part of dE/dh outside the layer's next step to dE/dh and dE/dx."""
    network = lstm.from_pytorch(*weights_of(layer))
    run = lstm.forward(network, x)

    def back(direct):
        found = lstm.backward(network, run, direct)
        return found.h, found.x

    return run.h[1:], back


def lecture_elman(layer, x):
    u, w = weights_of(layer)
    network = elman.Elman(u, np.zeros((1, len(w))), w)
    run = elman.forward(network, x)

    def back(direct):
        dh = elman.through_time(network, run, direct)
        return dh, (dh * network.activation.slope(run.h[1:])) @ u

    return run.h[1:], back


ORACLES = {"lstm": lecture_lstm, "elman": lecture_elman}


@pytest.mark.parametrize("kind", ORACLES)
def test_norms_are_those_of_the_lectures_equations(make_bundle, kind):
    bundle, features = make_bundle(kind), made_up_features()
    x, backs = bundle.standardised(torch.from_numpy(features)).numpy(), []
    for layer in bundle.head.layers:
        x, back = ORACLES[kind](layer, x)
        backs.append(back)
    direct = np.zeros_like(x)
    direct[-1] = bundle.head.output.weight.numpy()[0]
    expected = []
    for back in reversed(backs):
        dh, direct = back(direct)
        expected.insert(0, np.linalg.norm(dh, axis=1))
    found = memory_norms(bundle, features)
    assert (found.dtype, found.shape) == (np.float32, (3, STEPS))
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@pytest.mark.parametrize("kind", ORACLES)
def test_norms_of_the_last_layer_are_those_of_finite_differences(make_bundle, kind):
    bundle, features = make_bundle(kind, bias=True), made_up_features()
    found = memory_norms(bundle, features)[-1]
    x = bundle.standardised(torch.from_numpy(features))
    for t in (0, 11, STEPS - 2):
        state = bundle.head.advance(x[: t + 1]).state

        def logit(unit, change, state=state, t=t):
            h = state[-1][0].clone()
            h[unit] += change
            return float(bundle.head.advance(x[t + 1 :], (*state[:-1], (h, *state[-1][1:]))).logits[-1])

        by_unit = [(logit(unit, 1e-5) - logit(unit, -1e-5)) / 2e-5 for unit in range(4)]
        assert found[t] == pytest.approx(np.linalg.norm(by_unit), rel=1e-5, abs=1e-10)


def test_if_the_answer_is_a_mean_each_step_after_the_warm_up_counts(make_bundle):
    """Each state of the last layer affects its own logit: dy/dh is the output weight over the number of steps."""
    bundle = make_bundle("elman", cells=(4,))
    mean = dataclasses.replace(bundle.head.shape, readout="mean", warm_up=0.25)
    bundle.head.shape = mean
    bundle.head.layers[0].weight_hh_l0.zero_()  # no state affects a later one
    norms = memory_norms(bundle, made_up_features())[0]
    own = np.linalg.norm(bundle.head.output.weight.numpy()) / (STEPS - STEPS // 4)
    np.testing.assert_allclose(norms, np.where(np.arange(STEPS) < STEPS // 4, 0, own), rtol=1e-6)
    assert reach(norms) == STEPS - STEPS // 4


def test_a_plain_network_with_small_w_forgets_at_the_known_rate(make_bundle):
    # Standardised features of 0 keep h at 0, where tanh' = 1, so each step back halves the gradient.
    bundle = make_bundle("elman", cells=(4,))
    bundle.head.layers[0].weight_hh_l0.copy_(0.5 * torch.linalg.qr(torch.randn(4, 4, dtype=torch.float64))[0])
    norms = memory_norms(bundle, np.tile(bundle.mean.numpy(), (256, 1)))[0]
    last = np.linalg.norm(bundle.head.output.weight.numpy())
    np.testing.assert_allclose(norms[-40:], last * 0.5 ** np.arange(39.0, -1, -1), rtol=1e-6)
    assert reach(norms) == 7  # 0.5^6 is above 1 %, 0.5^7 below


@pytest.mark.parametrize(("forget_bias", "spans"), [(30.0, 256), (-30.0, 2)], ids=["open", "shut"])
def test_an_lstm_remembers_as_far_as_its_forget_gate_is_open(make_bundle, forget_bias, spans):
    bundle = make_bundle("lstm", cells=(4,), bias=True)
    layer = bundle.head.layers[0]
    for name, weight in layer.named_parameters():
        weight.zero_()
        if name == "bias_ih_l0":
            weight[4:8] = forget_bias  # PyTorch's order: i, f, g, o
        if name == "weight_hh_l0":
            weight[8:12] = 0.3 * torch.eye(4)
    norms = memory_norms(bundle, np.tile(bundle.mean.numpy(), (256, 1)))[0]
    # With all other weights 0, the gates i and o are 1/2, so a step through h passes 0.3 / 4 of a gradient.
    if forget_bias > 0:
        assert norms[0] > norms[-2]
    else:
        np.testing.assert_allclose(norms[-3:] / norms[-1], [0.075**2, 0.075, 1], rtol=1e-6)
    assert reach(norms) == spans


def test_features_that_are_closed_for_writing_and_one_step_will_do(make_bundle):
    bundle, features = make_bundle("lstm"), made_up_features(steps=1)
    features.setflags(write=False)
    norms = memory_norms(bundle, features)
    assert norms.shape == (3, 1)
    assert norms[-1, 0] == pytest.approx(np.linalg.norm(bundle.head.output.weight.numpy()), rel=1e-6)


@pytest.mark.parametrize(
    "shape", [HeadShape("attention", 8, (4, 3)), HeadShape("pooled", 8, (), pooled=PooledShape())], ids=lambda s: s.kind
)
def test_what_pools_its_tiles_has_no_memory_and_is_refused(tiny_manifest, shape):
    manifest = dataclasses.replace(tiny_manifest, head=shape)
    bundle = Bundle(manifest, bundle_record(manifest, ""), make_head(shape), torch.zeros(8), torch.ones(8))
    with pytest.raises(ExplainError, match="no memory") as caught:
        memory_norms(bundle, made_up_features().astype(np.float32))
    assert "LSTM" in caught.value.remedy


@pytest.mark.parametrize(
    ("norms", "tiles"),
    [
        ([0, 0, 0, 0], 0),
        ([0, 0, 0, 2], 1),
        ([0.019, 0.021, 0, 2], 3),  # a hole does not end it
        ([5, 5, 5, 5], 4),
        ([9, 3, 1, 1e-3], 4),  # exploding
        ([1e-3, 3, 1, 1e-9], 3),  # a closed gate at the end
        ([np.nan, np.inf, 1, 1], 4),
    ],
)
def test_reach_counts_the_tiles_within_one_percent_of_the_strongest(norms, tiles):
    assert reach(np.array(norms, np.float32)) == tiles
