"""The sums of the exact network are the same with every number of processor threads.

The convolutions are sums of at most 512 x 9 products, and OpenVINO does not divide them. It divides those of a fully
connected layer with few tiles.
"""

import numpy as np
import pytest

from model.backbone.layers import Layer
from model.backbone.openvino_graph import _linear_in_blocks
from model.backbone.openvino_loader import openvino as ov
from model.backbone.openvino_loader import opset13 as ops

TILES, INPUTS, OUTPUTS = 8, 8192, 128
"""A layer of this size has other last digits with two threads than with one, if it is a single product."""
DRAW = np.random.default_rng(5)
WEIGHT = DRAW.standard_normal((OUTPUTS, INPUTS), dtype=np.float32)
BIAS = DRAW.standard_normal(OUTPUTS, dtype=np.float32)
X = DRAW.standard_normal((TILES, INPUTS), dtype=np.float32)


@pytest.fixture(scope="module")
def outputs():
    """The layer's output with one thread and with two; a computer with one core has one thread in both cases."""
    x = ops.parameter([TILES, INPUTS], np.float32)
    layer = Layer("fc", (OUTPUTS, INPUTS))
    network = ov.Model([_linear_in_blocks(x, layer, {"fc.weight": WEIGHT, "fc.bias": BIAS})], [x], "layer")
    options = ({"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads} for threads in (1, 2))
    return [ov.Core().compile_model(network, "CPU", one)(X)[0].copy() for one in options]


def test_two_threads_give_the_digits_of_one(outputs):
    one, two = outputs
    assert np.array_equal(one, two)


def test_the_layer_is_the_product_with_its_bias_and_relu(outputs):
    right = np.maximum(X.astype(np.float64) @ WEIGHT.T.astype(np.float64) + BIAS, 0)
    assert outputs[0] == pytest.approx(right, abs=1e-3)
    assert (right == 0).any()
    assert (right > 0).any()
