"""The features of a cohort, read from the disk cache spot by spot, so that memory does not grow with the cohort.

An array in memory has the same interface. Tests use such an array, and so do cohorts whose features do not come from
the cache.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from model.predict.cached_cohorts import release, renew
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import FeatureKey
from model.training.feature_cohort import FileFeatures


class Features(Protocol):
    """Features [spots, tiles, inputs].

    An index returns the features of one spot, float32 [tiles, inputs], with NaN for unused tiles.
    """

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the numbers of spots, of tiles and of inputs."""
        ...

    def __getitem__(self, spot: Any, /) -> Any: ...


class CohortFeatures:
    """The cached features of the spots of a cohort.

    `keys` has the cache key of each spot, and `used` the numbers of the tiles that the model uses in each spot, int64
    [n]. The features of other tiles are NaN even if the cache contains them, so that results do not depend on the state
    of the cache. `again` is a function that encodes a spot whose cache entry was removed or damaged in the meantime; it
    returns the features of the used tiles, float32 [n, inputs]. `in_memory` has these features for the spots that could
    not be stored in the cache. `record` is the cohort's record in the cache, or None.
    """

    def __init__(
        self,
        cache: FeatureCache,
        keys: Sequence[FeatureKey],
        used: Sequence[np.ndarray],
        inputs: int,
        again: Callable[[int], np.ndarray],
        in_memory: dict[int, np.ndarray],
        record: Path | None = None,
    ) -> None:
        self.shape = (len(keys), keys[0].grid.tiles, inputs)
        self.remembered: dict[bytes, Any] = {}
        """Mean and scale of the features, computed once for each choice of training rows. The methods of a comparison
        share them.
        """
        self._cache, self._keys, self._used, self._again = cache, keys, used, again
        self._in_memory, self._record = in_memory, record

    @property
    def sha256s(self) -> list[str]:
        """Return the SHA-256 of the image of each spot."""
        return [key.image_sha256 for key in self._keys]

    def __getitem__(self, spot: int) -> np.ndarray:
        """Return the features of one spot, float32 [tiles, inputs], with NaN for tiles that the model does not use."""
        return self.tiles(spot, np.arange(self.shape[1]))

    def tiles(self, spot: int, wanted: np.ndarray) -> np.ndarray:
        """Return the features of the `wanted` tiles of one spot, float32 [n, inputs], in the given order."""
        places = np.searchsorted(self._used[spot], wanted).clip(max=len(self._used[spot]) - 1)
        inside = self._used[spot][places] == wanted
        if inside.all():
            return self._read(spot, wanted, places)
        found = np.full((len(wanted), self.shape[2]), np.nan, np.float32)
        if inside.any():
            found[inside] = self._read(spot, wanted[inside], places[inside])
        return found

    def close(self) -> None:
        """Release the entries of this cohort. The cache may then evict them."""
        if self._record is not None:
            release(self._record)
        self._cache.settle()

    def _read(self, spot: int, wanted: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Return the features of the `wanted` tiles. `places` are the positions of these tiles among the used tiles."""
        if spot in self._in_memory:
            return np.asarray(self._in_memory[spot][places])
        if self._record is not None:
            renew(self._record)
        found = self._cache.tiles(self._keys[spot], wanted)
        if found is not None:
            return found
        whole = self._again(spot)
        facts = self._cache.facts(self._keys[spot])
        if facts is None or not facts.covers(self._used[spot]):
            self._in_memory[spot] = whole
        return np.asarray(whole[places])


def tiles_of(features: Features, spot: int, wanted: np.ndarray) -> np.ndarray:
    """Return a copy of the features of the `wanted` tiles of one spot, [n, inputs], in the given order."""
    if isinstance(features, CohortFeatures | FileFeatures):
        return features.tiles(spot, wanted)
    return np.asarray(features[spot][wanted])


def gathered(features: Features, spots: np.ndarray, tiles: np.ndarray) -> np.ndarray:
    """Return the features of single tiles, [n, inputs].

    Each tile is given by its spot and its tile number: `spots` and `tiles` are int64 [n].
    """
    starts = np.flatnonzero(np.diff(spots)) + 1
    runs = zip(np.split(spots, starts), np.split(tiles, starts), strict=True)
    found = np.empty((len(spots), features.shape[2]), np.float32)
    end = 0
    for run, wanted in runs:
        found[end : end + len(run)] = tiles_of(features, int(run[0]), wanted)
        end += len(run)
    return found
