"""The gates over a spot equal those of the reference network, with biases and without, and a map puts them in place."""

import numpy as np
import pytest

from model.base.errors import ExplainError
from model.lecture import spot_gates as module
from model.lecture.spot_gates import reference_passes, spot_gates


@pytest.mark.parametrize("bias", [True, False])
def test_the_reference_network_gives_the_same_gates(spot, bias):
    prediction, bundle = spot(bias=bias)
    found = spot_gates(prediction, bundle)
    assert found.biases is bias
    assert found.difference < 1e-6
    assert [layer.forget.shape for layer in found.layers] == [(20, 6), (20, 4)]


def test_a_wrong_bias_would_be_seen(spot):
    import torch

    prediction, bundle = spot()
    features = prediction.features[prediction.trace.index]
    layers = module.spot_gates(prediction, bundle).layers
    with torch.no_grad():
        bundle.head.layers[1].bias_hh_l0[2] += 0.5
    assert module.difference(layers, reference_passes(bundle, features)) > 0.01


def test_gates_go_to_their_tiles(spot):
    prediction, bundle = spot()
    found = spot_gates(prediction, bundle)
    shown = found.map(1, "forget")
    assert shown.shape == (5, 5)
    assert np.flatnonzero(np.isnan(shown)).tolist() == [0, 4, 12, 20, 24]
    for step, tile in enumerate(prediction.trace.index):
        assert shown.ravel()[tile] == found.layers[1].forget[step].mean()


def test_what_must_be_shown_beside_the_values(spot):
    found = spot_gates(*spot())
    assert found.image == "a spot.tif"
    assert any("Research use only" in notice for notice in found.notices)


def test_a_head_without_gates_is_refused(spot):
    with pytest.raises(ExplainError, match="no gates"):
        spot_gates(*spot("elman"))
