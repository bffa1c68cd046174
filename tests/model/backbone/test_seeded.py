"""The embedded backbone has the same bits everywhere, He's variance, and torchvision's names and layout."""

import hashlib

import numpy as np
import pytest

from model.backbone.identity import checked, parameter_shapes, weights_sha256
from model.backbone.layers import LAYERS
from model.backbone.seeded import apply_scales, uniform_weights
from model.base.errors import BackboneError

GOLDEN = "8d3dfb1316f3044f8113ebf92434e600a5eecfa5af19b05f515bd4cc2516302a"
"""Bytes of the first layer before scaling, from the definition in `model.backbone.seeded`; must never change."""


def test_weights_come_from_raw_bits_by_exact_arithmetic():
    weights = uniform_weights(np.random.PCG64(2018), (5, 3, 3, 3))
    words = [int(w) for w in np.random.PCG64(2018).random_raw(68)]
    bound = np.float32(np.sqrt(6 / 27))
    for place, weight in enumerate(weights.ravel()):
        half = (words[place // 2] >> (32 * (place % 2))) & 0xFFFFFFFF
        exact = (2 * (half >> 8) + 1 - 2**24) / 2**24
        assert weight == np.float32(exact) * bound


def test_the_bits_are_these_on_every_platform():
    weights = uniform_weights(np.random.PCG64(2018), (64, 3, 3, 3)).astype("<f4")
    assert hashlib.sha256(weights.tobytes()).hexdigest() == GOLDEN


def test_variance_is_hes():
    weights = uniform_weights(np.random.PCG64(1), (256, 128, 3, 3))
    assert weights.var() == pytest.approx(2 / (128 * 9), rel=0.01)
    assert abs(weights.mean()) < 3 * (2 / (128 * 9)) ** 0.5 / weights.size**0.5


def test_scales_multiply_output_channels():
    weights = {name: np.ones(shape, np.float32) for name, shape in parameter_shapes().items()}
    scales = {layer.name: np.arange(layer.shape[0], dtype=np.float32) for layer in LAYERS}
    apply_scales(weights, scales)
    assert (weights["features.0.weight"][7] == 7).all()
    assert (weights["classifier.3.weight"][4095] == 4095).all()
    assert (weights["classifier.3.bias"] == 1).all()


def test_names_and_shapes_are_torchvisions():
    import torch
    from torchvision.models import vgg16

    with torch.device("meta"):
        state = vgg16(weights=None).state_dict()
    expected = {name: tuple(t.shape) for name, t in state.items() if not name.startswith("classifier.6")}
    assert parameter_shapes() == expected


def test_identity_changes_with_one_bit():
    weights = {name: np.zeros(shape, np.float32) for name, shape in parameter_shapes().items()}
    before = weights_sha256(weights)
    weights["classifier.3.bias"][4095] = np.float32(1e-45)
    assert weights_sha256(weights) != before


def test_wrong_shapes_missing_tensors_and_nan_are_refused_by_name():
    weights = {name: np.zeros(shape, np.float32) for name, shape in parameter_shapes().items()}
    with pytest.raises(BackboneError, match=r"features\.0\.weight is missing"):
        checked({k: v for k, v in weights.items() if k != "features.0.weight"}, "file")
    with pytest.raises(BackboneError, match="has shape"):
        checked({**weights, "features.2.bias": np.zeros(3, np.float32)}, "file")
    weights["classifier.0.bias"][0] = np.nan
    with pytest.raises(BackboneError, match="NaN or infinite"):
        checked(weights, "file")
