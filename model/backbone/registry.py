"""The engines: one row of `ENGINES` each; weights and a device come in, an `Encoder` goes out."""

from collections.abc import Callable

from model.backbone.base import Opening, WeightSource
from model.base.errors import DeviceError
from model.result.prediction import DeviceRecord


def _torch(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    from model.backbone.engine_torch import open_torch

    return open_torch(weights, sha256, device)


def _openvino(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    from model.backbone.engine_openvino import open_openvino

    return open_openvino(weights, sha256, device)


ENGINES: tuple[tuple[str, Callable[[WeightSource, str, DeviceRecord], Opening]], ...] = (
    ("torch", _torch),
    ("OpenVINO", _openvino),
)


def open_encoder(weights: WeightSource, sha256: str, device: DeviceRecord) -> Opening:
    """The encoder for `device` (from `model.backbone.devices`), with `weights` known by `sha256`."""
    for name, opening in ENGINES:
        if name == device.engine:
            return (yield from opening(weights, sha256, device))
    raise DeviceError(f"There is no engine called {device.engine!r}.", "Choose the device anew.")
