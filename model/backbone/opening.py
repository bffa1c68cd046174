"""Open any installed backbone on a device. VGG-16 runs on every engine, and encoders from ONNX files on OpenVINO."""

from importlib.util import find_spec

from model.backbone.base import Opening
from model.backbone.devices import AUTO, EXACT, choose_device
from model.backbone.registry import open_encoder
from model.backbone.store import BackboneInfo, load_backbone
from model.base.errors import BackboneError
from model.result.prediction import DeviceRecord, Precision


def device_for(info: BackboneInfo, asked: str = AUTO, precision: Precision = EXACT) -> DeviceRecord:
    """Return the device called `asked` for the backbone `info`. Raise DeviceError if the device cannot compute it."""
    return choose_device(asked, precision, info.engine)


def open_backbone(info: BackboneInfo, device: DeviceRecord) -> Opening:
    """Open the backbone `info` on `device`, and return its encoder. Raise BackboneError if its file is damaged."""
    if info.onnx is None:
        return (yield from open_encoder(lambda: load_backbone(info), info.sha256, device))
    from model.backbone.engine_onnx import open_onnx

    return (yield from open_onnx(info, device))


def refuse_without_openvino() -> None:
    """Raise BackboneError if OpenVINO, which reads ONNX files, is not installed."""
    if find_spec("openvino") is None:
        raise BackboneError(
            "OpenVINO is not installed on this computer. The program needs OpenVINO to read ONNX files.",
            (
                "Install OpenVINO (pip install openvino), or use VGG-16. There is no OpenVINO for Macs with "
                "Intel processors."
            ),
        )
