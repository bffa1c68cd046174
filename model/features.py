"""Tiles to features: uint8 tiles in visiting order come in, float32 vectors go out, batch after batch.

Tiles that are identical to the last bit, as bare glass often is, are encoded once.
"""

import hashlib
from collections.abc import Generator

import numpy as np

from model.backbone.base import Encoder
from model.backbone.layers import FEATURES


def first_twins(tiles: np.ndarray) -> np.ndarray:
    """For each tile of uint8 [n, ...] the index of the first tile with the same bytes, int64 [n]."""
    seen: dict[bytes, int] = {}
    return np.array(
        [seen.setdefault(hashlib.blake2b(t.tobytes(), digest_size=16).digest(), i) for i, t in enumerate(tiles)]
    )


class FeatureStream:
    """Features as they come: iterate for the count known so far, read `features[:count]` in between."""

    def __init__(self, tiles: np.ndarray, encoder: Encoder) -> None:
        self.features = np.zeros((len(tiles), FEATURES), np.float32)
        self._tiles = tiles
        self._encoder = encoder
        self._twins = first_twins(tiles)

    def __iter__(self) -> Generator[int, None, None]:
        new = np.flatnonzero(self._twins == np.arange(len(self._tiles)))
        known = 0
        for start in range(0, len(new), self._encoder.batch):
            chunk = new[start : start + self._encoder.batch]
            self.features[chunk] = self._encoder.encode(self._tiles[chunk])
            rest = new[start + self._encoder.batch :]
            upto = int(rest[0]) if len(rest) else len(self._tiles)
            self.features[known:upto] = self.features[self._twins[known:upto]]
            known = upto
            yield known
