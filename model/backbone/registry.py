"""The engines: one row of `ENGINES` each; weights and a device come in, an `Encoder` goes out."""

from collections.abc import Callable

import numpy as np

from model.backbone.base import Encoder
from model.errors import DeviceError
from model.prediction import DeviceRecord


def _torch(weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord) -> Encoder:
    from model.backbone.engine_torch import TorchEncoder

    return TorchEncoder(weights, sha256, device)


def _openvino(weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord) -> Encoder:
    from model.backbone.engine_openvino import OpenVinoEncoder

    return OpenVinoEncoder(weights, sha256, device)


ENGINES: tuple[tuple[str, Callable[[dict[str, np.ndarray], str, DeviceRecord], Encoder]], ...] = (
    ("torch", _torch),
    ("OpenVINO", _openvino),
)


def make_encoder(weights: dict[str, np.ndarray], sha256: str, device: DeviceRecord) -> Encoder:
    """The encoder for `device` (from `model.backbone.devices`), with `weights` known by `sha256`."""
    for name, make in ENGINES:
        if name == device.engine:
            return make(weights, sha256, device)
    raise DeviceError(f"There is no engine called {device.engine!r}.", "Choose the device anew.")
