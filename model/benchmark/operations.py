"""Count the floating-point operations that a backbone needs for one tile if it uses direct convolution."""

from typing import Any

import numpy as np

from model.backbone.layers import LAYERS, TILE_PX
from model.backbone.store import BackboneInfo, verified_onnx


def flop_a_tile(backbone: BackboneInfo) -> float:
    """Return the number of operations of `backbone` for one tile: 30.9e9 for VGG-16.

    For an encoder from a file, these are the operations of its convolutions and matrix products. A multiplication with
    an addition counts as two operations.
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
    """Return the number of multiplications of an operator, or 0 for operators without products.

    The number is the number of outputs times the number of inputs per output.
    """
    kind = node.get_type_name()
    if kind not in ("Convolution", "GroupConvolution", "MatMul", "ScaledDotProductAttention"):
        return 0.0
    outputs = float(np.prod(node.get_output_shape(0)))
    if kind == "ScaledDotProductAttention":
        # In a transformer, these are the products of queries with keys, and of attention weights with values.
        *_, keys, width = node.get_input_shape(1)
        return outputs * keys + outputs / node.get_output_shape(0)[-1] * keys * width
    if kind == "MatMul":
        rows, columns = node.get_input_shape(0)[-2:]
        return outputs * (rows if node.get_attributes()["transpose_a"] else columns)
    # Filters have the shape [out, in, height, width]. If there are groups, the number of groups comes before these.
    return outputs * float(np.prod(node.get_input_shape(1)[-3:]))
