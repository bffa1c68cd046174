"""Tiles to features: a window being read comes in, float32 vectors go out, batch after batch.

Tiles that are identical to the last bit, as bare glass often is, are encoded once; tiles the bundle skips, never.
"""

from collections.abc import Generator, Iterator

import numpy as np

from model.backbone.base import Encoder
from model.backbone.layers import FEATURES
from model.base.errors import AnswerError
from model.bundle.choices import Blank
from model.predict.feature_cache import FeatureCache, FeatureKey, StoredFeatures
from model.predict.region_tiles import RegionTiles
from model.result.prediction import DeviceRecord

_SAMPLE = slice(None, None, 16)
"""Every 16th row of a tile tells nearly all tiles apart; those it does not are compared whole."""


def finite_features(features: np.ndarray, device: DeviceRecord) -> np.ndarray:
    """`features` themselves, as `device` computed them; AnswerError where one is NaN or infinite."""
    if not np.isfinite(features).all():
        raise AnswerError(
            f"The backbone gives features that are not finite numbers on {device.words}, {device.precision}.",
            "Choose exact precision or another device. If it stays, import the backbone's weights again.",
        )
    return features


class Twins:
    """Tells of each tile, one after another, which was the first with the same bytes."""

    def __init__(self, tiles: np.ndarray) -> None:
        self._tiles = tiles
        self._alike: dict[bytes, list[int]] = {}

    def first(self, index: int) -> int:
        """The first tile asked about that is identical to tile `index`; `index` itself where there was none."""
        others = self._alike.setdefault(self._tiles[index, _SAMPLE].tobytes(), [])
        for other in others:
            if np.array_equal(self._tiles[other], self._tiles[index]):
                return other
        others.append(index)
        return index


class FeatureStream:
    """Features as they come, from the first tile on.

    `features` float32 [tiles, 4096] are NaN where they are not `known`, bool [tiles]; `order` holds the tiles the head
    reads, of those passed so far, all of them known whenever `encode` yields.
    """

    def __init__(self, window: RegionTiles, encoder: Encoder, blank: Blank) -> None:
        count = len(window.tiles)
        self.features = np.full((count, FEATURES), np.nan, np.float32)
        self.known = np.zeros(count, bool)
        self.order: list[int] = []
        self.encoded = 0
        """How many tiles went through the network."""
        self._window, self._encoder, self._blank = window, encoder, blank

    def encode(self, cache: FeatureCache | None, key: FeatureKey) -> Generator[int, None, None]:
        """Encode what `cache` does not hold under `key`; yields how many tiles were passed.

        What was encoded is kept even where the work is given up in the middle: it need not be done again.
        """
        kept = cache.load(key) if cache else None
        if kept is not None:
            self.known |= kept.known
            self.features[kept.known] = kept.features[kept.known]
        begun = self._encoder.device
        try:
            yield from self._encode_unknown()
        finally:
            # A GPU that gave way to the CPU leaves features of two kinds, which belong under no key.
            if cache and self.encoded and self._encoder.device.name == begun.name:
                cache.store(key, StoredFeatures(self.features, self.known))

    def _encode_unknown(self) -> Generator[int, None, None]:
        count = len(self._window.tiles)
        yield from self._walk(index for index in range(count) if not self._skips(index))
        if not self.order:
            # Glass alone: a head must read something, and the verdict refuses the window anyway.
            yield from self._walk(iter(range(count)))
        yield count

    def _skips(self, index: int) -> bool:
        self._window.wait_for(index + 1)
        return self._blank == "skip" and self._window.is_blank(index)

    def _walk(self, indices: Iterator[int]) -> Generator[int, None, None]:
        """Put `indices` into the order and encode what is unknown of them; yields how many tiles were passed."""
        twins = Twins(self._window.tiles)
        waiting: dict[int, int] = {}
        """Tiles passed whose features are not known yet, and the first tile like each."""
        for index in indices:
            self.order.append(index)
            if not self.known[index]:
                waiting[index] = twins.first(index)
            if sum(index == first for index, first in waiting.items()) == self._encoder.batch:
                self._encode(waiting)
                yield index + 1
        self._encode(waiting)

    def _encode(self, waiting: dict[int, int]) -> None:
        """Encode the tiles of `waiting` that are no twins, hand their features to the twins, and empty it."""
        new = [index for index, first in waiting.items() if index == first]
        if new:
            self.features[new] = finite_features(self._encoder.encode(self._window.tiles[new]), self._encoder.device)
            self.encoded += len(new)
        for index, first in waiting.items():
            self.features[index] = self.features[first]
            self.known[index] = True
        waiting.clear()
