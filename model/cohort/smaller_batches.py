"""An encoder that continues with fewer tiles at once when the memory is not sufficient."""

import numpy as np

from model.backbone.base import Encoder
from model.result.prediction import DeviceRecord


class SmallerBatches:
    """Wraps an encoder: after a MemoryError, half as many tiles are encoded at once, down to a single one.

    The numbers stay the same, because the features of a tile do not depend on the other tiles, and because `batch`,
    which decides when the head runs, does not change. A GPU that is short of memory is the engine's own concern.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.batch = encoder.batch
        self.backbone_sha256 = encoder.backbone_sha256
        self.step = encoder.batch
        """Number of tiles that are encoded at once now."""

    @property
    def device(self) -> DeviceRecord:
        """Return the device that computes."""
        return self._encoder.device

    @device.setter
    def device(self, device: DeviceRecord) -> None:
        self._encoder.device = device

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Encode tiles; see `Encoder`. Raise MemoryError if not even a single tile fits."""
        while True:
            try:
                parts = [self._encoder.encode(tiles[at : at + self.step]) for at in range(0, len(tiles), self.step)]
                return np.concatenate(parts)
            except MemoryError:
                if self.step == 1:
                    raise
                self.step //= 2
