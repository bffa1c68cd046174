"""Build VGG-16 up to fc7 as an OpenVINO graph, layer by layer from NumPy weights. This needs neither tracing nor torch.

`direct_graph` uses direct convolution and takes any number of tiles. It is used for int8, and on devices with a
Winograd convolution of their own. `winograd_graph` takes a fixed number of tiles. It is used for float32 on a CPU,
where it is about 1.8 times as fast. `bfloat_graph` is the direct convolution for bfloat16, with an exact first layer.
All three graphs take tiles uint8 [n, 224, 224, 3], RGB, and return features float32 [n, 4096].
"""

from typing import Any

import numpy as np

from model.backbone import winograd
from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS, TILE_PX, Layer
from model.backbone.openvino_loader import openvino as ov
from model.backbone.openvino_loader import opset13 as ops

Weights = dict[str, np.ndarray]
COLUMN_BLOCKS = 8
"""Number of matrix products into which `_linear_in_blocks` divides a layer.

It must be a divisor of the number of outputs.

A single product is not sufficient, because OpenVINO divides the sums of a single product with few rows among its
threads.
"""

_INPUTS = 64
"""Number of inputs of a fully connected layer whose weights are transposed at once."""


def direct_graph(weights: Weights, batch: int = -1) -> ov.Model:
    """Return VGG-16 with direct convolution for `batch` tiles; -1 means any number.

    `weights` is emptied to save memory.
    """
    tiles, x = _input(batch)
    for layer in LAYERS:
        x = _convolution(x, layer, weights) if layer.is_convolution else _linear(x, layer, weights)
    return ov.Model([x], [tiles], "vgg16-fc7")


def winograd_graph(weights: Weights, batch: int) -> ov.Model:
    """Return VGG-16 with Winograd's convolution for exactly `batch` tiles. `weights` is emptied to save memory."""
    tiles, x = _input(batch)
    first, *convolutions = (layer for layer in LAYERS if layer.is_convolution)
    # Winograd would not be faster for the first layer, because it has only 3 input channels.
    x = _convolution(x, first, weights)
    rows = np.arange(batch * TILE_PX * TILE_PX).reshape(batch, TILE_PX, TILE_PX)
    x = _reshaped(ops.transpose(x, np.array([0, 2, 3, 1])), rows.size, first.shape[0])
    for layer in convolutions:
        x, rows = _winograd(x, rows, layer, weights)
    # torchvision flattens channel by channel. This restores the same order.
    x = ops.gather(x, ops.constant(rows.reshape(batch, -1).astype(np.int32)), ops.constant(np.int32(0)))
    x = ops.transpose(x, np.array([0, 2, 1]))
    for layer in LAYERS:
        if not layer.is_convolution:
            x = _linear_in_blocks(x, layer, weights)
    return ov.Model([x], [tiles], "vgg16-fc7-winograd")


def bfloat_graph(weights: Weights) -> ov.Model:
    """Return VGG-16 for computing in bfloat16, for any number of tiles. `weights` is emptied to save memory.

    An error of the first layers grows in each later layer. Therefore each weight of the first two layers is stored as
    the sum of two bfloat16 numbers. The pixels, 0..255, are not normalised before the first layer, because bfloat16
    represents them exactly. The features of the embedded network then differ by 5 % from float32, instead of 8 %, at no
    measurable cost. The first layer includes the normalisation: its weights for the pixels are scaled, and two
    additional channels of ones add the shift. The channels of ones are padded with 0, as a normalised tile would be, so
    the shift does not reach beyond the tile.
    """
    tiles = _tiles(-1)
    pixels = ops.transpose(ops.convert(tiles, np.float32), np.array([0, 3, 1, 2]))
    red = ops.slice(pixels, np.array([0]), np.array([1]), np.array([1]), np.array([1]))
    ones = ops.add(ops.multiply(red, np.float32(0)), np.float32(1))
    first, second, *others = LAYERS
    weight, bias = _parameters(first, weights)
    x: Any = _convolved(ops.concat([pixels, pixels, ones, ones], 1), _split_normalising(weight), bias)
    weight, bias = _parameters(second, weights)
    x = _pooled(_convolved(ops.concat([x, x], 1), _split(weight), bias))
    for layer in others:
        x = _convolution(x, layer, weights) if layer.is_convolution else _linear(x, layer, weights)
    return ov.Model([x], [tiles], "vgg16-fc7-bfloat16")


def _split_normalising(weight: np.ndarray) -> np.ndarray:
    """Return the filters of the first layer, with its normalisation included, float32 [out, 8, 3, 3].

    The first six input channels are for the pixels (0..255), and the last two for two channels of ones, which add the
    shift of the normalisation. Each filter is divided as described in `_split`.
    """
    mean, std = (np.array(value).reshape(1, 3, 1, 1) for value in (IMAGENET_MEAN, IMAGENET_STD))
    whole = weight.astype(np.float64)
    scaled, shift = whole / (255 * std), -(whole * mean / std).sum(1, keepdims=True)
    return np.concatenate([_split(scaled), _split(shift)], 1)


def _split(exact: np.ndarray) -> np.ndarray:
    """Divide filters [out, in, h, w] into two bfloat16 halves, and return them as float32 [out, 2 * in, h, w].

    The first half has the filters rounded to bfloat16. The second half has the rounding errors, in bfloat16 too.
    """
    upper = _bfloat(exact)
    return np.concatenate([upper, _bfloat(exact - upper)], 1)


def _bfloat(values: np.ndarray) -> np.ndarray:
    """Return `values` rounded to the nearest bfloat16, as float32."""
    bits = values.astype(np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000).astype(np.uint32).view(np.float32)


def _tiles(batch: int) -> Any:
    return ops.parameter([batch, TILE_PX, TILE_PX, 3], np.uint8, name="tiles")


def _input(batch: int) -> tuple[Any, Any]:
    """Return the input node for the tiles, and a node with the normalised tiles, channels first."""
    tiles = _tiles(batch)
    x: Any = ops.divide(ops.convert(tiles, np.float32), np.float32(255))
    x = ops.subtract(x, np.array(IMAGENET_MEAN, np.float32))
    x = ops.divide(x, np.array(IMAGENET_STD, np.float32))
    return tiles, ops.transpose(x, np.array([0, 3, 1, 2]))


def _convolution(x: Any, layer: Layer, weights: Weights) -> Any:
    x = _convolved(x, *_parameters(layer, weights))
    return _pooled(x) if layer.pooled else x


def _pooled(x: Any) -> Any:
    return ops.max_pool(
        x, strides=[2, 2], dilations=[1, 1], pads_begin=[0, 0], pads_end=[0, 0], kernel_shape=[2, 2]
    ).output(0)


def _convolved(x: Any, weight: np.ndarray, bias: np.ndarray) -> Any:
    x = ops.convolution(x, _constant(weight), strides=[1, 1], pads_begin=[1, 1], pads_end=[1, 1], dilations=[1, 1])
    return ops.relu(ops.add(x, bias.reshape(1, -1, 1, 1)))


def _linear(x: Any, layer: Layer, weights: Weights) -> Any:
    weight, bias = _parameters(layer, weights)
    x = _reshaped(x, -1, layer.shape[1])
    return ops.relu(ops.add(ops.matmul(x, _constant(weight), False, True), bias.reshape(1, -1)))


def _linear_in_blocks(x: Any, layer: Layer, weights: Weights) -> Any:
    """Add a fully connected layer as one product per block of outputs, so that every thread computes whole sums.

    If a sum were divided among threads, its last digits would depend on the number of threads.
    """
    weight, bias = _parameters(layer, weights)
    outputs, inputs = layer.shape
    blocks = weight.reshape(COLUMN_BLOCKS, outputs // COLUMN_BLOCKS, inputs)
    turned = np.empty((COLUMN_BLOCKS, inputs, outputs // COLUMN_BLOCKS), np.float32)
    for start in range(0, inputs, _INPUTS):  # in steps that stay in the processor's cache
        turned[:, start : start + _INPUTS] = blocks[:, :, start : start + _INPUTS].transpose(0, 2, 1)
    x = ops.matmul(_reshaped(x, 1, -1, inputs), _constant(turned), False, False)
    x = _reshaped(ops.transpose(x, np.array([1, 0, 2])), -1, outputs)
    return ops.relu(ops.add(x, bias.reshape(1, -1)))


def _winograd(x: Any, rows: np.ndarray, layer: Layer, weights: Weights) -> tuple[Any, np.ndarray]:
    """Add one Winograd convolution with its ReLU and pooling, and return its output and the matrix row of each pixel.

    Pixels are rows of a matrix (see `model.backbone.winograd`).
    """
    weight, bias = _parameters(layer, weights)
    outputs, inputs = layer.shape[:2]
    images, side = rows.shape[:2]
    patches = images * winograd.patches_a_side(side) ** 2
    index = winograd.patch_rows(rows, nothing=x.get_output_shape(0)[0])
    x = ops.concat([x, np.zeros((1, inputs), np.float32)], 0)
    x = ops.gather(x, ops.constant(index), ops.constant(np.int32(0)))
    x = _reshaped(x, winograd.POINTS, patches * inputs)
    x = ops.matmul(ops.constant(winograd.INPUT_TRANSFORM), x, False, False)
    x = _reshaped(x, winograd.POINTS, patches, inputs)
    x = ops.matmul(x, _constant(winograd.transformed_filters(weight)), False, False)
    x = _reshaped(x, winograd.POINTS, patches * outputs)
    transform = winograd.POOLED_TRANSFORM if layer.pooled else winograd.OUTPUT_TRANSFORM
    x = ops.matmul(ops.constant(transform), x, False, False)
    if layer.pooled:
        a, b, c, d = ops.split(x, ops.constant(np.int64(0)), 4).outputs()
        x = ops.maximum(ops.maximum(a, b), ops.maximum(c, d))
    x = _reshaped(x, -1, outputs)
    return ops.relu(ops.add(x, bias.reshape(1, -1))), winograd.output_rows(images, side, layer.pooled)


def _parameters(layer: Layer, weights: Weights) -> tuple[np.ndarray, np.ndarray]:
    """Remove the weight and the bias of a layer from `weights` and return them.

    The graph keeps them, or a transformed copy of them. If they also stayed in `weights`, the memory of a small
    computer could not hold both.
    """
    return weights.pop(f"{layer.name}.weight"), weights.pop(f"{layer.name}.bias")


def _constant(values: np.ndarray) -> Any:
    """Return a constant that uses the memory of `values`, which must not change. A copy would take time and memory."""
    return ops.constant(np.ascontiguousarray(values), shared_memory=True)


def _reshaped(x: Any, *shape: int) -> Any:
    return ops.reshape(x, np.array(shape), special_zero=False)
