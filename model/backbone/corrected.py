"""Correct the features of a network in bfloat16 or int8: bring them close to those of the float32 network.

Rounding shifts a feature in the same direction in nearly all tiles, because all tiles use the same rounded weights. The
mean over the tiles of a spot therefore keeps the shift: with the weights of the embedded backbone (VGG-16 with fixed
random weights), int8 lowered every probability by 8 percentage points. A linear function of each feature, fitted on the
calibration tiles, removes most of the shift and takes no additional time. The remaining error is measured for each
model (`model.benchmark.accuracy`).
"""

from collections.abc import Generator

import numpy as np

from model.backbone.openvino_loader import openvino as ov
from model.backbone.openvino_loader import opset13 as ops
from model.backbone.quantised import STAGE
from model.base.progress import Progress

BATCH = 8
_PRIOR_TILES = 10
"""Weight of the assumption that the slope is 1. It equals the weight of this many tiles for a feature with the
median variance. Without the assumption, features that are nearly constant on the calibration tiles would get
arbitrary slopes."""


def compile_for_cpu(network: ov.Model, hint: str) -> ov.CompiledModel:
    """Return `network` compiled for the CPU. `hint` is OpenVINO's name of the precision of inference.

    The precision is always set, because OpenVINO may otherwise choose bfloat16 on processors that support it.
    """
    # Threads bound to fixed cores would compete for them with the threads of the window and of other processes.
    options = {"INFERENCE_PRECISION_HINT": hint, "PERFORMANCE_HINT": "LATENCY", "ENABLE_CPU_PINNING": False}
    return ov.Core().compile_model(network, "CPU", options)


def features_of(network: ov.Model, hint: str, tiles: np.ndarray) -> Generator[Progress, None, np.ndarray]:
    """Return the features of `tiles`, float32 [n, length]. Yield after each batch.

    If the network takes a fixed number of tiles per call, the number of `tiles` must be a multiple of it.
    """
    compiled = compile_for_cpu(network, hint)
    shape = network.input(0).partial_shape[0]
    batch = BATCH if shape.is_dynamic else int(shape.get_length())
    found = []
    for start in range(0, len(tiles), batch):
        yield Progress(STAGE, start, len(tiles))
        found.append(np.array(compiled(tiles[start : start + batch])[0], np.float32))
    return np.concatenate(found)


def corrected(
    network: ov.Model, hint: str, tiles: np.ndarray, exact: np.ndarray
) -> Generator[Progress, None, ov.Model]:
    """Return `network` with a linear correction of each feature.

    The correction brings its features of the calibration `tiles` close to `exact`, the float32 features of the same
    tiles.

    If no exact feature is negative, because the network ends with a ReLU, no corrected feature is negative either.
    """
    slope, shift = lines((yield from features_of(network, hint, tiles)), exact)
    features = ops.add(ops.multiply(network.output(0).get_node().input_value(0), slope[None]), shift[None])
    if (exact >= 0).all():
        features = ops.relu(features)
    return ov.Model([features], network.get_parameters(), network.get_friendly_name())


def lines(features: np.ndarray, exact: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the slope and the shift of each feature, float32 [length] each, that bring `features` close to `exact`.

    `features` and `exact` are float32 [tiles, length], for the same tiles. They are related by exact = slope * feature
    + shift, fitted by least squares. The fit moves the slope towards 1 (see `_PRIOR_TILES`).
    """
    x, y = features.astype(np.float64), exact.astype(np.float64)
    centred = x - x.mean(0)
    spread, together = (centred**2).sum(0), (centred * (y - y.mean(0))).sum(0)
    varying = spread[spread > 0]
    prior = _PRIOR_TILES * float(np.median(varying)) / len(x) if varying.size else 1.0
    slope = (together + prior) / (spread + prior)
    return slope.astype(np.float32), (y.mean(0) - slope * x.mean(0)).astype(np.float32)
