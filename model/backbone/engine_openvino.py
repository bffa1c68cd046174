"""The OpenVINO engine: VGG-16 on the CPU, in float32 (Winograd), bfloat16 or int8, and on Intel's GPU and NPU.

`OpenVinoEncoder` also runs the encoders from files (`model.backbone.engine_onnx`).
"""

from collections.abc import Generator

import numpy as np

from model.backbone.base import Opening, WeightSource
from model.backbone.corrected import compile_for_cpu, corrected, features_of
from model.backbone.devices import INTEL
from model.backbone.networks import networks_folder
from model.backbone.openvino_graph import Weights, bfloat_graph, direct_graph, winograd_graph
from model.backbone.openvino_loader import openvino as ov
from model.backbone.prepared import prepared
from model.backbone.quantised import calibration_tiles, quantised_graph
from model.base.memory import release_file_pages
from model.base.progress import Progress
from model.result.prediction import Arithmetic, DeviceRecord

BATCH = 8
"""Number of tiles per call. With 4, encoding is 8 % slower. With 16 it is not faster, but progress reports and
cancelling are slower."""
FAST_BATCH = 16
"""Number of tiles per call for bfloat16 and int8. Their calls are shorter, so reading the weights of fc6 takes a larger
share of the time."""
_GRAPH = {"winograd": "2", "direct": "1"}
"""Version of each float32 graph. Increase the version of a graph when the graph changes."""
_FAST_GRAPH = "2"
"""Version of the bfloat16 and int8 graphs, with their calibration and correction. When one of these changes, increase
the version and change `devices.recipe_of` as well.
"""
HINTS = {"float32": "f32", "float16": "f16", "bfloat16": "bf16", "int8": "f32", "int8+bfloat16": "bf16"}
"""OpenVINO's option for the precision of inference, by number format. The option is always set, because OpenVINO may
otherwise choose bfloat16 on processors that support it. With int8, the option applies to the layers that are not
quantised.
"""


def open_openvino(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    """Return the VGG-16 encoder for `device`.

    The first time, the network is prepared and cached. Then it is compiled. `sha256` identifies the weights.
    """
    theirs = INTEL.get(device.name, "CPU")
    exact = "direct" if theirs != "CPU" else "winograd"
    fast = theirs == "CPU" and device.arithmetic != "float32"

    def make() -> Generator[Progress, None, ov.Model]:
        yield Progress("loading the backbone")
        given = weights()
        if fast:
            return (yield from _fast_graph(given, device.arithmetic))
        yield Progress("preparing the network")
        return winograd_graph(given, BATCH) if exact == "winograd" else direct_graph(given, BATCH)

    parts = (device.arithmetic, _FAST_GRAPH) if fast else (exact, _GRAPH[exact])
    network = yield from prepared((*parts, sha256), make)
    yield Progress("preparing the device")
    return OpenVinoEncoder(network, theirs, sha256, device)


def _fast_graph(weights: Weights, arithmetic: Arithmetic) -> Generator[Progress, None, ov.Model]:
    """Return the VGG-16 network in bfloat16 or int8, with corrected features. `weights` is emptied to save memory."""
    tiles = calibration_tiles()
    # The float32 network gets its own dict of weights. It is released before the other network is made, because memory
    # may be short.
    exact = yield from features_of(direct_graph(dict(weights)), HINTS["float32"], tiles)
    if arithmetic == "bfloat16":
        network = bfloat_graph(weights)
    else:
        network = yield from quantised_graph(weights)
    return (yield from corrected(network, HINTS[arithmetic], tiles, exact))


class OpenVinoEncoder:
    """An encoder that OpenVINO computes, for a fixed number or any number of tiles per call.

    `theirs` is OpenVINO's name of the device.
    """

    def __init__(self, network: ov.Model, theirs: str, sha256: str, device: DeviceRecord) -> None:
        self.device = device
        self.backbone_sha256 = sha256
        hint = HINTS[device.arithmetic]
        if theirs == "CPU":
            self._network = compile_for_cpu(network, hint)
            # The compiled network has a copy of its weights in another order. OpenVINO keeps their file mapped.
            release_file_pages(networks_folder())
        else:
            # OpenVINO caches the compiled network, because compiling for a GPU or an NPU is slow.
            options: dict[str, object] = {"INFERENCE_PRECISION_HINT": hint, "PERFORMANCE_HINT": "LATENCY"}
            options["CACHE_DIR"] = str(networks_folder() / "compiled")
            self._network = ov.Core().compile_model(network, theirs, options)
        self._any_number = network.input(0).partial_shape[0].is_dynamic
        usual = BATCH if device.arithmetic == "float32" else FAST_BATCH
        self.batch = usual if self._any_number else int(network.input(0).partial_shape[0].get_length())
        self.length = int(network.output(0).partial_shape[1].get_length())

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of tiles, as described in `Encoder.encode`."""
        parts = []
        for start in range(0, len(tiles), self.batch):
            chunk = tiles[start : start + self.batch]
            # The output is copied, because OpenVINO returns its own buffer, which the next call overwrites.
            parts.append(np.array(self._network(self._filled(chunk))[0][: len(chunk)], dtype=np.float32))
        return np.concatenate(parts)

    def _filled(self, chunk: np.ndarray) -> np.ndarray:
        """Return the tiles `chunk`.

        If the network needs a fixed number of tiles, repeat the last tile up to that number.
        """
        if self._any_number or len(chunk) == self.batch:
            return chunk
        return np.concatenate([chunk, np.repeat(chunk[-1:], self.batch - len(chunk), axis=0)])
