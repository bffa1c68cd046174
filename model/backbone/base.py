"""The `Encoder` interface: one loaded backbone on one device."""

from collections.abc import Callable, Generator
from typing import Protocol

import numpy as np

from model.base.progress import Progress
from model.result.prediction import DeviceRecord

WeightSource = Callable[[], dict[str, np.ndarray]]
"""A function that returns the backbone's weights, float32 by torchvision's names, as a dict that the caller may change.
The program calls the function only if the weights are needed.
"""


class Encoder(Protocol):
    """A backbone that is ready to encode tiles. One test suite checks this interface for every engine."""

    device: DeviceRecord
    """The device that computes the features. `encode` may change to another device if this one runs out of memory."""
    backbone_sha256: str
    length: int
    """The number of features per tile: 4096 for VGG-16."""
    batch: int
    """The most efficient number of tiles per call on the device. `encode` accepts any number."""

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return features float32 [n, length] of tiles uint8 [n, side, side, 3], RGB. The backbone defines `side`.

        The features of a tile do not depend on the other tiles.
        """
        ...


Opening = Generator[Progress, None, Encoder]
"""A generator that opens an encoder on a device. It yields progress reports and returns the encoder."""
