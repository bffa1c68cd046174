"""Open an encoder from an ONNX file. OpenVINO computes it in float32, int8 or float16, on a CPU or an Intel device."""

from collections.abc import Generator

from model.backbone.base import Opening
from model.backbone.devices import INTEL
from model.backbone.engine_openvino import OpenVinoEncoder
from model.backbone.onnx_network import encoder_network
from model.backbone.openvino_loader import openvino as ov
from model.backbone.prepared import prepared
from model.backbone.quantised import calibration_tiles, quantised
from model.backbone.store import BackboneInfo, verified_onnx
from model.base.progress import Progress
from model.result.prediction import DeviceRecord

_RECIPE = "1"
"""Version of the preprocessing in the graph and of the int8 calibration. Raise the number when one of them changes."""


def open_onnx(info: BackboneInfo, device: DeviceRecord) -> Opening:
    """Return the encoder `info` for `device`. The network is prepared and cached the first time, and then compiled.

    Raise BackboneError if the file of the encoder has changed.
    """
    kind = "int8" if device.arithmetic == "int8" else "float"

    def make() -> Generator[Progress, None, ov.Model]:
        yield Progress("loading the backbone")
        path, facts = verified_onnx(info)
        found = encoder_network(path, facts.stated, path.name)
        if kind != "int8":
            return found.network
        tiles = calibration_tiles(facts.stated.tile_px, facts.stated.mpp)
        return (yield from quantised(found.network, tiles, found.batch))

    network = yield from prepared(("onnx", kind, _RECIPE, info.sha256), make)
    yield Progress("preparing the device")
    return OpenVinoEncoder(network, INTEL.get(device.name, "CPU"), info.sha256, device)
