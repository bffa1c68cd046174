"""The table of the engines that compute VGG-16 (`ENGINES`), and the function that opens VGG-16 on a device."""

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
    """Return the VGG-16 encoder with `weights` for `device`.

    `device` is a record from `model.backbone.devices`, and `sha256` is the identity of `weights`.

    Raise DeviceError if the record of the device names an unknown engine.
    """
    for name, opening in ENGINES:
        if name == device.engine:
            return (yield from opening(weights, sha256, device))
    raise DeviceError(f"This program has no engine called {device.engine!r}.", "Choose the device again.")
