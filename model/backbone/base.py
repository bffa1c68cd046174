"""The `Encoder` interface: one loaded backbone on one device."""

from collections.abc import Callable, Generator
from typing import Protocol

import numpy as np

from model.base.progress import Progress
from model.result.prediction import DeviceRecord

WeightSource = Callable[[], dict[str, np.ndarray]]
"""A function that returns the backbone's weights, float32 by torchvision's names, as a dict that the caller may change.
It is called only if the weights are needed."""


class Encoder(Protocol):
    """A backbone that is ready to encode tiles. One test suite checks this interface for every engine."""

    device: DeviceRecord
    """The device that computes. `encode` may change it if the first device runs out of memory."""
    backbone_sha256: str
    batch: int
    """The number of tiles per call that suits the device. `encode` accepts any number."""

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return features float32 [n, 4096] of tiles uint8 [n, 224, 224, 3], RGB.

        The features of a tile do not depend on the other tiles.
        """
        ...


Opening = Generator[Progress, None, Encoder]
"""A task that opens an engine: it yields its progress and returns the encoder."""
