"""Time one contender (a way to encode tiles), or the matrix products of a device.

To measure the memory of a contender, the caller must run the function in a separate process.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.backbone.base import Encoder
from model.backbone.opening import device_for, open_backbone
from model.backbone.store import BackboneInfo, load_backbone
from model.base.memory import peak_mb
from model.base.progress import result_of
from model.benchmark.contenders import Contender

MATRIX = 4096
"""Side of the matrices whose product gives the upper limit of the speed (134 GFLOP per product). Larger matrices are
not faster."""
_PRODUCTS = 3


@dataclass(frozen=True, eq=False)
class Timing:
    """The measurements of one contender: seconds per tile of each pass, and seconds to load.

    The other fields are the peak memory of the process in MB, and the features, float32 [n, length].
    """

    passes: tuple[float, ...]
    load_seconds: float
    peak_mb: float
    features: np.ndarray


def time_contender(contender: Contender, backbone: BackboneInfo, tiles: np.ndarray, passes: int) -> Timing:
    """Load the contender, encode one batch as a warm-up, and return the times of `passes` passes over `tiles`."""
    started = time.perf_counter()
    encoder = _open(contender, backbone)
    load_seconds = time.perf_counter() - started
    features = encoder.encode(tiles[: encoder.batch])
    found = []
    for _ in range(passes):
        started = time.perf_counter()
        features = encoder.encode(tiles)
        found.append((time.perf_counter() - started) / len(tiles))
    return Timing(tuple(found), load_seconds, peak_mb(), features)


def time_matrix_products(device: str) -> float:
    """Return the operations per second of the fastest float32 matrix product.

    This is an upper limit for direct convolution.
    """
    import torch

    place = torch.device(device if device.startswith("cuda") or device == "mps" else "cpu")
    torch.backends.cuda.matmul.allow_tf32 = False
    a = torch.rand(MATRIX, MATRIX, device=place)

    def by_torch() -> None:
        product = a @ a
        if place.type == "cuda":
            torch.cuda.synchronize(place)
        elif place.type == "mps":
            float(product[0, 0])

    ways: list[Callable[[], object]] = [by_torch]
    if place.type == "cpu":
        network = _product_by_openvino()
        b = a.numpy()
        ways.append(lambda: network(b))
    best = min(_best_of(way) for way in ways)
    return 2.0 * MATRIX**3 / best


def _open(contender: Contender, backbone: BackboneInfo) -> Encoder:
    if contender.plain_batch is not None:
        from model.benchmark.plain import PlainLoop

        return PlainLoop(lambda: load_backbone(backbone), backbone.sha256, contender.plain_batch)
    return result_of(open_backbone(backbone, device_for(backbone, contender.device, contender.precision)))


def _product_by_openvino() -> Callable[[np.ndarray], object]:
    """Return a function that multiplies a [MATRIX, MATRIX] input by a constant, in the way of OpenVINO's layers."""
    from model.backbone.openvino_loader import openvino, opset13

    given = opset13.parameter([MATRIX, MATRIX], np.float32)
    right = opset13.constant(np.random.default_rng(0).random((MATRIX, MATRIX), np.float32))
    model = openvino.Model([opset13.matmul(given, right, False, False)], [given], "product")
    options = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY", "ENABLE_CPU_PINNING": False}
    compiled: Callable[[np.ndarray], object] = openvino.Core().compile_model(model, "CPU", options)
    return compiled


def _best_of(way: Callable[[], object]) -> float:
    """Run the function `way` once as a warm-up and then a few times. Return the time of the fastest run in seconds."""
    way()
    found = []
    for _ in range(_PRODUCTS):
        started = time.perf_counter()
        way()
        found.append(time.perf_counter() - started)
    return min(found)
