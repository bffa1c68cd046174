"""Open an encoder from an ONNX file. OpenVINO computes it on a CPU or an Intel device, with any precision."""

from collections.abc import Generator

from model.backbone.base import Opening
from model.backbone.corrected import corrected, features_of
from model.backbone.devices import INTEL
from model.backbone.engine_openvino import HINTS, OpenVinoEncoder
from model.backbone.onnx_network import encoder_network
from model.backbone.openvino_loader import openvino as ov
from model.backbone.prepared import prepared
from model.backbone.quantised import calibration_tiles, quantised
from model.backbone.store import BackboneInfo, verified_onnx
from model.base.progress import Progress
from model.result.prediction import DeviceRecord

_RECIPE = "1"
"""Version of the preprocessing that is added to an encoder's network. Increase it when the preprocessing changes."""
_FAST_RECIPE = "2"
"""Version of the calibration and the correction of bfloat16 and int8. When one of these changes, increase the version
and change `devices.recipe_of` as well.
"""


def open_onnx(info: BackboneInfo, device: DeviceRecord) -> Opening:
    """Return the encoder `info` for `device`. The first time, the network is prepared and cached. Then it is compiled.

    Raise BackboneError if the file of the encoder has changed.
    """
    fast = device.name not in INTEL and device.arithmetic != "float32"

    def make() -> Generator[Progress, None, ov.Model]:
        yield Progress("loading the backbone")
        path, facts = verified_onnx(info)
        found = encoder_network(path, facts.stated, path.name)
        if not fast:
            return found.network
        tiles = calibration_tiles(facts.stated.tile_px, facts.stated.mpp)
        exact = yield from features_of(found.network, HINTS["float32"], tiles)
        network = found.network
        if device.arithmetic != "bfloat16":
            network = yield from quantised(network, tiles, found.batch)
        return (yield from corrected(network, HINTS[device.arithmetic], tiles, exact))

    parts = ("onnx", device.arithmetic, _FAST_RECIPE) if fast else ("onnx", "float", _RECIPE)
    network = yield from prepared((*parts, info.sha256), make)
    yield Progress("preparing the device")
    return OpenVinoEncoder(network, INTEL.get(device.name, "CPU"), info.sha256, device)
