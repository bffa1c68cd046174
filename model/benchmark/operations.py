"""Count the floating-point operations that a backbone needs for one tile, by direct convolution."""

from typing import Any

import numpy as np

from model.backbone.layers import LAYERS, TILE_PX
from model.backbone.store import BackboneInfo, verified_onnx


def flop_a_tile(backbone: BackboneInfo) -> float:
    """Return the operations of `backbone` for one tile: 30.9e9 for VGG-16.

    For an encoder from a file, these are the operations of its convolutions and matrix products; a multiplication with
    an addition counts as two.
    """
    return _vgg_16() if backbone.onnx is None else _encoder(backbone)


def _vgg_16() -> float:
    side, flop = TILE_PX, 0.0
    for layer in LAYERS:
        places = side * side if layer.is_convolution else 1
        flop += 2.0 * float(np.prod(layer.shape)) * places
        side //= 2 if layer.pooled else 1
    return flop


def _encoder(backbone: BackboneInfo) -> float:
    from model.backbone.onnx_network import encoder_network

    path, facts = verified_onnx(backbone)
    found = encoder_network(path, facts.stated, path.name)
    return sum(2.0 * _multiplications(node) for node in found.network.get_ops()) / found.batch


def _multiplications(node: Any) -> float:
    """Return the number of multiplications of an operator: outputs times inputs per output, 0 for other operators."""
    kind = node.get_type_name()
    if kind not in ("Convolution", "GroupConvolution", "MatMul", "ScaledDotProductAttention"):
        return 0.0
    outputs = float(np.prod(node.get_output_shape(0)))
    if kind == "ScaledDotProductAttention":
        # The products of queries with keys, and of their shares with values.
        *_, keys, width = node.get_input_shape(1)
        return outputs * keys + outputs / node.get_output_shape(0)[-1] * keys * width
    if kind == "MatMul":
        rows, columns = node.get_input_shape(0)[-2:]
        return outputs * (rows if node.get_attributes()["transpose_a"] else columns)
    # The shapes of filters are [out, in, height, width], with the number of groups before them if there are groups.
    return outputs * float(np.prod(node.get_input_shape(1)[-3:]))
