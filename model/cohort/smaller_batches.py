"""An encoder that continues with fewer tiles at once when the memory is not sufficient."""

import numpy as np

from model.backbone.base import Encoder
from model.result.prediction import DeviceRecord


class SmallerBatches:
    """Wraps an encoder. After a MemoryError, it encodes half as many tiles at once, down to a single tile.

    The results stay the same: the features of a tile do not depend on the other tiles, and `batch`, which decides when
    the head runs, does not change. The engine itself handles a GPU that runs out of memory.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.batch = encoder.batch
        self.backbone_sha256 = encoder.backbone_sha256
        self.length = encoder.length
        self.step = encoder.batch
        """Number of tiles that are currently encoded at once."""

    @property
    def device(self) -> DeviceRecord:
        """Return the device on which the encoder computes."""
        return self._encoder.device

    @device.setter
    def device(self, device: DeviceRecord) -> None:
        self._encoder.device = device

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of `tiles`, as described in `Encoder.encode`.

        Raise MemoryError if the memory is not sufficient even for a single tile.
        """
        while True:
            try:
                parts = [self._encoder.encode(tiles[at : at + self.step]) for at in range(0, len(tiles), self.step)]
                return np.concatenate(parts)
            except MemoryError:
                if self.step == 1:
                    raise
                self.step //= 2
