"""Encode the tiles of a region as float32 features, batch by batch, while other tiles are still being read.

Identical tiles, which are frequent on bare glass, are encoded only once. Tiles that the bundle skips are not encoded.
"""

from collections.abc import Generator, Iterator

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import AnswerError
from model.bundle.choices import Blank
from model.predict.feature_cache import FeatureCache
from model.predict.feature_file import StoredFeatures
from model.predict.feature_key import FeatureKey
from model.predict.region_tiles import RegionTiles
from model.result.prediction import DeviceRecord

_SAMPLE = slice(None, None, 16)
"""Pixel rows by which tiles are compared first: every 16th row.

These rows distinguish nearly all tiles. The whole tiles are compared only if these rows are equal.
"""


def finite_features(features: np.ndarray, device: DeviceRecord) -> np.ndarray:
    """Return `features`, which were computed on `device`. Raise AnswerError if a value is NaN or infinite."""
    if not np.isfinite(features).all():
        raise AnswerError(
            f"The backbone returned features that are NaN or infinite on {device.title}, {device.precision}.",
            "Choose exact precision or another device. If the error remains, import the backbone's weights again.",
        )
    return features


class Twins:
    """Finds identical tiles of a region: for each tile, the first tile with the same bytes."""

    def __init__(self, tiles: np.ndarray) -> None:
        self._tiles = tiles
        self._alike: dict[bytes, list[int]] = {}

    def first(self, index: int) -> int:
        """Return the first tile of earlier calls that is identical to tile `index`, or `index` if there is none."""
        others = self._alike.setdefault(self._tiles[index, _SAMPLE].tobytes(), [])
        for other in others:
            if np.array_equal(self._tiles[other], self._tiles[index]):
                return other
        others.append(index)
        return index


class FeatureStream:
    """The features of one region, computed tile by tile.

    `features` is float32 [tiles, encoder.length], and `known` is bool [tiles]. The features of unknown tiles are NaN.
    `order` lists the processed tiles that the head uses. Each time `encode` yields, the features of all tiles in
    `order` are known.
    """

    def __init__(self, region: RegionTiles, encoder: Encoder, blank: Blank) -> None:
        count = len(region.tiles)
        self.features = np.full((count, encoder.length), np.nan, np.float32)
        self.known = np.zeros(count, bool)
        self.order: list[int] = []
        self.encoded = 0
        """Number of tiles that the network encoded. Tiles whose features were copied or loaded are not counted."""
        self.not_stored: str | None = None
        """A sentence with the reason why the features are not in the cache. It is None if they are in the cache, or if
        there is no cache.
        """
        self._region, self._encoder, self._blank = region, encoder, blank

    def encode(self, cache: FeatureCache | None, key: FeatureKey) -> Generator[int, None, None]:
        """Encode the tiles that `cache` does not contain under `key`. Yield the number of tiles processed so far.

        New features are stored in the cache, even if the work is cancelled before its end.
        """
        stored = cache.load(key) if cache else None
        if stored is not None and stored.features.shape == self.features.shape:
            self.known |= stored.known
            self.features[stored.known] = stored.features[stored.known]
        begun = self._encoder.device
        try:
            yield from self._encode_unknown()
        finally:
            tissue = self._tissue()
            lacks_tissue = stored is not None and stored.tissue is None and tissue is not None
            # If the CPU replaced a failed GPU, the features come from two devices, and no key is valid for them.
            if cache and (self.encoded or lacks_tissue) and self._encoder.device.name == begun.name:
                self.not_stored = cache.store(key, StoredFeatures(self.features, self.known, tissue))

    def _tissue(self) -> np.ndarray | None:
        """Return the tissue share of each tile, float32 [tiles], or None if not all tiles were read yet."""
        tissue = self._region.tissue_fraction
        return tissue if np.isfinite(tissue).all() else None

    def _encode_unknown(self) -> Generator[int, None, None]:
        count = len(self._region.tiles)
        yield from self._walk(index for index in range(count) if not self._skips(index))
        if not self.order:
            # The whole region is glass. A head needs at least one tile, and the verdict will be "do not use".
            yield from self._walk(iter(range(count)))
        yield count

    def _skips(self, index: int) -> bool:
        self._region.wait_for(index + 1)
        return self._blank == "skip" and self._region.is_blank(index)

    def _walk(self, indices: Iterator[int]) -> Generator[int, None, None]:
        """Append the tiles `indices` to `order`, and encode those without features.

        Yield the number of tiles processed so far.
        """
        twins = Twins(self._region.tiles)
        # This maps each processed tile with unknown features to the first tile that is identical to it.
        waiting: dict[int, int] = {}
        for index in indices:
            self.order.append(index)
            if not self.known[index]:
                waiting[index] = twins.first(index)
            if sum(index == first for index, first in waiting.items()) == self._encoder.batch:
                self._encode(waiting)
                yield index + 1
        self._encode(waiting)

    def _encode(self, waiting: dict[int, int]) -> None:
        """Encode each distinct tile in `waiting`, copy its features to the identical tiles, and clear `waiting`."""
        new = [index for index, first in waiting.items() if index == first]
        if new:
            self.features[new] = finite_features(self._encoder.encode(self._region.tiles[new]), self._encoder.device)
            self.encoded += len(new)
        for index, first in waiting.items():
            self.features[index] = self.features[first]
            self.known[index] = True
        waiting.clear()
