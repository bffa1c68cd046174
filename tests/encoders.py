"""Small encoders as ONNX files, a convolutional one and a transformer, and the same computed by torch.

The tests of several rooms load this file. Tiles have 64 px and a pixel size of 2 um, so that a region has 8 x 8 tiles.
"""

import functools
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch.nn import functional

from model.backbone.quantised import calibration_tiles

TILE_PX, MPP, GRID_ROWS = 64, 2.0, 8
MEAN, SD = (0.7, 0.5, 0.6), (0.2, 0.25, 0.3)
TRIED = functools.cache(calibration_tiles)
"""The tiles of the sample spots on which an encoder is tried, read once for all imports of a file of tests."""
PATCH, TOKENS, WIDTH, HEADS = 16, 16, 32, 2
LENGTHS = {"convolutional": 24, "transformer": 20}


def weights(kind):
    """The weights of the encoder, float32 by name, from a fixed seed."""
    generator = np.random.default_rng(7)
    shapes = {
        "convolutional": {"w1": (8, 3, 3, 3), "b1": (8,), "w2": (24, 8, 3, 3), "b2": (24,)},
        "transformer": {
            "patch": (WIDTH, 3, PATCH, PATCH), "place": (1, TOKENS, WIDTH), "scale": (WIDTH,), "shift": (WIDTH,),
            "q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "out": (WIDTH, 20),
        },
    }[kind]  # fmt: skip
    return {
        name: (generator.standard_normal(shape) / np.sqrt(np.prod(shape[1:]) or 1)).astype(np.float32)
        for name, shape in shapes.items()
    }


def make(kind, path, batch="n", own=None):
    """Write the encoder to `path` and return the path. With `batch` 1 its reshapes hold the number of tiles, 1."""
    given = own or weights(kind)
    if kind == "convolutional":
        nodes, constants = _convolutional(), {}
    else:
        nodes, constants = _transformer(1 if batch == 1 else 0)
    return write(path, nodes, given | constants, ([batch, 3, TILE_PX, TILE_PX],), ([batch, LENGTHS[kind]],))


def write(path, nodes, arrays, inputs, outputs, kinds=(TensorProto.FLOAT,), **saved):
    """Write a network with inputs x, x1, ... and outputs y, y1, ... of these shapes; onnx.save gets `saved`."""
    given = [
        helper.make_tensor_value_info(f"x{n or ''}", kinds[n % len(kinds)], shape) for n, shape in enumerate(inputs)
    ]
    found = [helper.make_tensor_value_info(f"y{n or ''}", TensorProto.FLOAT, shape) for n, shape in enumerate(outputs)]
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "encoder", given, found, tensors)
    sets = [helper.make_opsetid("", 17), helper.make_opsetid("house", 1)]
    onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=8), str(path), **saved)
    return Path(path)


def node(kind, inputs, output, **attributes):
    """A node with one output."""
    return helper.make_node(kind, inputs.split(), [output], **attributes)


def _convolutional():
    return [
        node("Conv", "x w1 b1", "c1", strides=[2, 2], pads=[1, 1, 1, 1]),
        node("Relu", "c1", "r1"),
        node("Conv", "r1 w2 b2", "c2", strides=[2, 2], pads=[1, 1, 1, 1]),
        node("Relu", "c2", "r2"),
        node("GlobalAveragePool", "r2", "p"),
        node("Flatten", "p", "y"),
    ]


def _transformer(batch):
    size = WIDTH // HEADS
    constants = {
        "tokens": np.array([batch, WIDTH, TOKENS]),
        "split": np.array([batch, TOKENS, HEADS, size]),
        "join": np.array([batch, TOKENS, WIDTH]),
        "root": np.array(size**-0.5, np.float32),
    }
    nodes = [
        node("Conv", "x patch", "p", strides=[PATCH, PATCH]),
        node("Reshape", "p tokens", "t"),
        node("Transpose", "t", "s", perm=[0, 2, 1]),
        node("Add", "s place", "a"),
        node("LayerNormalization", "a scale shift", "n", axis=-1, epsilon=1e-5),
    ]
    for name, order in (("q", [0, 2, 1, 3]), ("k", [0, 2, 3, 1]), ("v", [0, 2, 1, 3])):
        nodes += [
            node("MatMul", f"n {name}", f"{name}1"),
            node("Reshape", f"{name}1 split", f"{name}2"),
            node("Transpose", f"{name}2", f"{name}3", perm=order),
        ]
    nodes += [
        node("MatMul", "q3 k3", "l1"),
        node("Mul", "l1 root", "l2"),
        node("Softmax", "l2", "share", axis=-1),
        node("MatMul", "share v3", "m1"),
        node("Transpose", "m1", "m2", perm=[0, 2, 1, 3]),
        node("Reshape", "m2 join", "m3"),
        node("Add", "m3 a", "b"),
        node("ReduceMean", "b", "c", axes=[1], keepdims=0),
        node("MatMul", "c out", "y"),
    ]
    return nodes, constants


def by_torch(kind, tiles, mean=MEAN, sd=SD):
    """The features of `tiles` uint8 [n, 64, 64, 3], float32 [n, length], by torch's own functions."""
    w = {name: torch.from_numpy(array) for name, array in weights(kind).items()}
    x = torch.from_numpy(np.array(tiles)).permute(0, 3, 1, 2).float() / 255
    x = (x - torch.tensor(mean)[:, None, None]) / torch.tensor(sd)[:, None, None]
    if kind == "convolutional":
        x = functional.relu(functional.conv2d(x, w["w1"], w["b1"], 2, 1))
        return functional.relu(functional.conv2d(x, w["w2"], w["b2"], 2, 1)).mean(dim=(2, 3)).numpy()
    a = functional.conv2d(x, w["patch"], stride=PATCH).flatten(2).transpose(1, 2) + w["place"]
    n = functional.layer_norm(a, (WIDTH,), w["scale"], w["shift"], 1e-5)
    q, k, v = ((n @ w[name]).unflatten(2, (HEADS, -1)).transpose(1, 2) for name in "qkv")
    m = functional.scaled_dot_product_attention(q, k, v).transpose(1, 2).flatten(2)
    return ((m + a).mean(dim=1) @ w["out"]).numpy()
