"""The `Encoder` contract: one loaded backbone on one device."""

from collections.abc import Callable, Generator
from typing import Protocol

import numpy as np

from model.base.progress import Progress
from model.result.prediction import DeviceRecord

WeightSource = Callable[[], dict[str, np.ndarray]]
"""Gives the backbone's weights, float32 by torchvision's names, to keep; called only where they are needed."""


class Encoder(Protocol):
    """A backbone ready to encode. Every engine keeps this contract; one test suite holds them all to it."""

    device: DeviceRecord
    """Which device computes; another one after `encode` where the first ran out of memory."""
    backbone_sha256: str
    batch: int
    """How many tiles at a time suit the device; any number is accepted."""

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """uint8 tiles [n, 224, 224, 3] (RGB) to float32 features [n, 4096], each tile independent of the others."""
        ...


Opening = Generator[Progress, None, Encoder]
"""What opens an engine: it tells how far it is, and gives the encoder."""
