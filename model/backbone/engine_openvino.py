"""The OpenVINO engine: VGG-16 built from its weights as an OpenVINO graph, float32 on the CPU.

The graph is written down layer by layer, so that no tracing and no torch is needed to start it.
"""

from typing import Any

import numpy as np
import openvino as ov
from openvino import opset13 as ops

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS, TILE_PX
from model.prediction import DeviceRecord

BATCH = 8
"""Enough to keep all cores busy; progress and cancelling stay fine-grained."""


def graph(weights: dict[str, np.ndarray]) -> ov.Model:
    """VGG-16 as an OpenVINO model: uint8 [n, 224, 224, 3] in, float32 [n, 4096] out."""
    tiles = ops.parameter([-1, TILE_PX, TILE_PX, 3], np.uint8, name="tiles")
    x: Any = ops.convert(tiles, np.float32)
    x = ops.divide(x, np.float32(255))
    x = ops.subtract(x, np.array(IMAGENET_MEAN, np.float32))
    x = ops.divide(x, np.array(IMAGENET_STD, np.float32))
    x = ops.transpose(x, np.array([0, 3, 1, 2]))
    for layer in LAYERS:
        weight = ops.constant(weights[f"{layer.name}.weight"], shared_memory=True)
        bias = weights[f"{layer.name}.bias"]
        if layer.is_convolution:
            x = ops.convolution(x, weight, strides=[1, 1], pads_begin=[1, 1], pads_end=[1, 1], dilations=[1, 1])
            x = ops.add(x, bias.reshape(1, -1, 1, 1))
        else:
            if layer.name == "classifier.0":
                x = ops.reshape(x, np.array([0, layer.shape[1]]), special_zero=True)
            x = ops.add(ops.matmul(x, weight, transpose_a=False, transpose_b=True), bias.reshape(1, -1))
        x = ops.relu(x)
        if layer.pooled:
            x = ops.max_pool(
                x, strides=[2, 2], dilations=[1, 1], pads_begin=[0, 0], pads_end=[0, 0], kernel_shape=[2, 2]
            ).output(0)
    return ov.Model([x], [tiles], "vgg16-fc7")


class OpenVinoEncoder:
    """VGG-16 by OpenVINO."""

    batch = BATCH

    def __init__(self, weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord) -> None:
        self.device = device
        self.backbone_sha256 = sha256
        # OpenVINO may choose bfloat16 on processors that have it; "exact" means float32.
        # Threads pinned to cores would fight over them with the window's own and with a second process.
        options = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "ENABLE_CPU_PINNING": False,
        }
        self._weights = weights  # shared with the graph: must live as long
        self._network = ov.Core().compile_model(graph(weights), "CPU", options)

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        parts = [
            # A copy: OpenVINO hands out its own output buffer, which the next call fills anew.
            np.array(self._network(tiles[start : start + self.batch])[0], dtype=np.float32)
            for start in range(0, len(tiles), self.batch)
        ]
        return np.concatenate(parts)
