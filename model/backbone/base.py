"""The `Encoder` contract: one loaded backbone on one device."""

from typing import Protocol

import numpy as np

from model.prediction import DeviceRecord


class Encoder(Protocol):
    """A backbone ready to encode. Every engine keeps this contract; one test suite holds them all to it."""

    device: DeviceRecord
    backbone_sha256: str
    batch: int
    """How many tiles at a time suit the device; any number is accepted."""

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """uint8 tiles [n, 224, 224, 3] (RGB) to float32 features [n, 4096], each tile independent of the others."""
        ...
