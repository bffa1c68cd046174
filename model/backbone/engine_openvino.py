"""The OpenVINO engine: VGG-16 on the CPU, in float32 (Winograd) or int8, and on Intel's GPU and NPU.

`OpenVinoEncoder` also runs the encoders from files (`model.backbone.engine_onnx`).
"""

from collections.abc import Generator

import numpy as np

from model.backbone.base import Opening, WeightSource
from model.backbone.devices import INTEL
from model.backbone.networks import networks_folder
from model.backbone.openvino_graph import direct_graph, winograd_graph
from model.backbone.openvino_loader import openvino as ov
from model.backbone.prepared import prepared
from model.backbone.quantised import quantised_graph
from model.base.progress import Progress
from model.result.prediction import DeviceRecord

BATCH = 8
"""Number of tiles per call. With 4, encoding is 8 % slower. With 16 it is not faster, but progress reports and
cancelling are slower."""
_GRAPH = {"winograd": "2", "direct": "1", "int8": "1"}
"""Version of each graph, for int8 with its calibration. Raise a number when its graph changes."""
_HINTS = {"float32": "f32", "float16": "f16", "int8": "f32"}
"""OpenVINO's option for the precision of inference, by arithmetic. It is always set, because OpenVINO may otherwise
choose bfloat16 on processors that support it. With int8, the layers that are not quantised use float32."""


def open_openvino(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    """Return the encoder for `device`. The network is prepared and cached the first time, and then compiled."""
    theirs = INTEL.get(device.name, "CPU")
    kind = "direct" if theirs != "CPU" else "int8" if device.arithmetic == "int8" else "winograd"

    def make() -> Generator[Progress, None, ov.Model]:
        yield Progress("loading the backbone")
        given = weights()
        if kind == "int8":
            return (yield from quantised_graph(given))
        yield Progress("preparing the network")
        return winograd_graph(given, BATCH) if kind == "winograd" else direct_graph(given, BATCH)

    network = yield from prepared((kind, _GRAPH[kind], sha256), make)
    yield Progress("preparing the device")
    return OpenVinoEncoder(network, theirs, sha256, device)


class OpenVinoEncoder:
    """A network compiled by OpenVINO, for a fixed number or any number of tiles.

    `theirs` is OpenVINO's name of the device.
    """

    def __init__(self, network: ov.Model, theirs: str, sha256: str, device: DeviceRecord) -> None:
        self.device = device
        self.backbone_sha256 = sha256
        options: dict[str, object] = {
            "INFERENCE_PRECISION_HINT": _HINTS[device.arithmetic],
            "PERFORMANCE_HINT": "LATENCY",
        }
        if theirs == "CPU":
            # Threads bound to fixed cores would compete for them with the threads of the window and of other processes.
            options["ENABLE_CPU_PINNING"] = False
        else:
            # OpenVINO caches the compiled network, because compiling for a GPU or an NPU is slow.
            options["CACHE_DIR"] = str(networks_folder() / "compiled")
        self._network = ov.Core().compile_model(network, theirs, options)
        self._any_number = network.input(0).partial_shape[0].is_dynamic
        self.batch = BATCH if self._any_number else int(network.input(0).partial_shape[0].get_length())
        self.length = int(network.output(0).partial_shape[1].get_length())

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Encode tiles; see `Encoder`."""
        parts = []
        for start in range(0, len(tiles), self.batch):
            chunk = tiles[start : start + self.batch]
            # The output is copied, because OpenVINO returns its own buffer, which the next call overwrites.
            parts.append(np.array(self._network(self._filled(chunk))[0][: len(chunk)], dtype=np.float32))
        return np.concatenate(parts)

    def _filled(self, chunk: np.ndarray) -> np.ndarray:
        """Return `chunk`. If the network needs a fixed number of tiles, repeat the last tile up to that number."""
        if self._any_number or len(chunk) == self.batch:
            return chunk
        return np.concatenate([chunk, np.repeat(chunk[-1:], self.batch - len(chunk), axis=0)])
