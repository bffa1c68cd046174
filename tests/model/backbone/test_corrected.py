"""A line per feature removes shifts and slopes, invents none, and keeps features of a ReLU above zero."""

import numpy as np
import pytest

from model.backbone.corrected import corrected, lines
from model.backbone.openvino_loader import openvino as ov
from model.backbone.openvino_loader import opset13 as ops
from model.base.progress import result_of


@pytest.fixture
def exact():
    return np.random.default_rng(3).uniform(0, 2, (96, 5)).astype(np.float32)


def test_a_shift_of_all_tiles_is_removed(exact):
    slope, shift = lines(exact + np.float32(0.25), exact)
    np.testing.assert_allclose(slope, 1, atol=1e-6)
    np.testing.assert_allclose(shift, -0.25, atol=1e-6)


def test_a_slope_is_found_and_drawn_towards_one(exact):
    slope, shift = lines(exact / 2, exact)
    # The features vary by half as much as the exact ones. The slope is that of 96 tiles and of 10 tiles with slope 1.
    np.testing.assert_allclose(slope, (96 * 2 + 10) / 106, rtol=0.05)
    assert (slope * (exact / 2).mean(0) + shift) == pytest.approx(exact.mean(0))


def test_a_feature_that_never_varies_gets_no_slope(exact):
    constant = exact.copy()
    constant[:, 2] = 0.5
    slope, shift = lines(constant, exact)
    assert slope[2] == 1
    assert shift[2] == pytest.approx(exact[:, 2].mean() - 0.5)
    assert np.isfinite(lines(np.zeros_like(exact), exact)).all()


@pytest.mark.parametrize("negative", [False, True])
def test_the_corrected_network_returns_nearly_the_exact_features(exact, negative):
    """The network returns the mean of each of five rows of a tile, a little too large."""
    tiles = ops.parameter([-1, 5, 4, 3], np.uint8, name="tiles")
    rows = ops.reduce_mean(ops.convert(tiles, np.float32), np.array([2, 3]), False)
    network = ov.Model([ops.add(ops.multiply(rows, np.float32(0.011)), np.float32(0.2))], [tiles], "rows")
    given = np.random.default_rng(4).integers(0, 256, (96, 5, 4, 3), dtype=np.uint8)
    given[0] = 0
    expected = given.astype(np.float32).mean((2, 3)) / 100 - np.float32(1.2 if negative else 0)
    better = result_of(corrected(network, "f32", given, expected))
    found = ov.Core().compile_model(better, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})(given)[0]
    assert np.abs(found - expected).max() < 0.03
    assert found[0] == pytest.approx(np.full(5, -1.2 if negative else 0), abs=0.03)
    assert (found.min() < 0) is np.bool_(negative)
