"""The record of a model's training tissue, and the distance of tiles from it.

The features of a tile are standardised, projected onto the principal components of the training tissue, and divided by
the standard deviation along each component. One more coordinate is the length of what remains outside these components.
The distance of a tile is the mean Euclidean distance to the nearest training tiles, as in outlier detection by k
nearest neighbours (Ramaswamy, Rastogi and Shim, SIGMOD 2000; Sun et al., ICML 2022, for features of networks).
"""

from dataclasses import dataclass

import numpy as np

_AT_ONCE = 256
"""Number of tiles that are compared with all points at once. 256 x 3000 distances take 3 MB."""


@dataclass(frozen=True)
class FamiliarityLimits:
    """Limits that define what is unfamiliar. They were fitted to spots that the model was not trained on.

    A tile is unfamiliar if its distance exceeds `tile`. A region gets a caution if more than `caution` (0..1) of its
    tissue tiles are unfamiliar, and must not be used if more than `refuse` (0..1) of them are. `neighbours` is the
    number of nearest training tiles over which a distance is averaged.
    """

    neighbours: int
    tile: float
    caution: float
    refuse: float


@dataclass(frozen=True, eq=False)
class TissueReference:
    """The training tissue as stored in a bundle, all float32.

    `centre` and `scale` [inputs] standardise features as (x - centre) * scale. `axes` [inputs, components] are the
    orthonormal principal components. `spread` [components + 1] is the standard deviation along each component. Its last
    number is the standard deviation of the length that remains outside the components. `points` [points, components +
    1] are the training tiles in units of `spread`.
    """

    centre: np.ndarray
    scale: np.ndarray
    axes: np.ndarray
    spread: np.ndarray
    points: np.ndarray
    limits: FamiliarityLimits

    def distances(self, features: np.ndarray) -> np.ndarray:
        """Return the distance of each tile to the training tissue, divided by the tile limit: float32 [n].

        `features` float32 [n, inputs] are the features of the tiles. A tile is unfamiliar if its distance is above 1.
        """
        places = placed(features, self.centre, self.scale, self.axes, self.spread)
        return np.asarray(nearest(places, self.points, self.limits.neighbours) / self.limits.tile, np.float32)


def placed(
    features: np.ndarray, centre: np.ndarray, scale: np.ndarray, axes: np.ndarray, spread: np.ndarray
) -> np.ndarray:
    """Return the coordinates of tiles with `features` [n, inputs] in the space of the stored points.

    The result is float32 [n, components + 1]. `spread` is described in `TissueReference`.
    """
    standard = (features - centre) * scale
    along = standard @ axes
    rest = np.square(standard).sum(axis=1) - np.square(along).sum(axis=1)
    return np.asarray(np.column_stack([along, np.sqrt(np.maximum(rest, 0))]) / spread, np.float32)


def nearest(places: np.ndarray, points: np.ndarray, neighbours: int) -> np.ndarray:
    """Return the mean distance of each of `places` [n, d] to its `neighbours` nearest `points` [m, d], float64 [n]."""
    count = min(neighbours, len(points))
    wide = points.astype(np.float64)
    lengths = np.square(wide).sum(axis=1)
    found = [np.zeros(0)]
    for start in range(0, len(places), _AT_ONCE):
        some = places[start : start + _AT_ONCE].astype(np.float64)
        squared = np.square(some).sum(axis=1)[:, None] + lengths - 2 * some @ wide.T
        least = np.partition(squared, count - 1, axis=1)[:, :count]
        found.append(np.sqrt(np.maximum(least, 0)).mean(axis=1))
    return np.concatenate(found)
