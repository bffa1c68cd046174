"""Standardise features, and arrange the tiles of a spot as the input of a head, one row per tile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import CohortError
from model.bundle.choices import Blank
from model.bundle.head_shape import PooledShape
from model.region.tissue import tiles_used
from model.training.cohort_features import CohortFeatures, Features, tiles_of
from model.training.feature_cohort import FileFeatures

TISSUE = PooledShape.tissue
"""Minimum tissue share of the tiles from which the mean and SD of the features are computed. Without this limit, blank
glass would dominate.
"""

ROUNDING = float(np.finfo(np.float32).eps)
"""Relative rounding error of float32."""

Reading = Callable[[np.ndarray], np.ndarray]
"""A function that puts the tiles of a spot, int64 [n] in raster order, into the order in which the network processes
them.
"""


@dataclass(frozen=True, eq=False)
class Strings:
    """A batch of spots. The tiles of each spot are in the order in which the network processes them.

    `features` is float32 [spots, steps, inputs]; shorter sequences are padded with 0. `lengths` int64 [spots] are the
    numbers of tiles.
    """

    features: torch.Tensor
    lengths: torch.Tensor


@dataclass(frozen=True, eq=False)
class Spots:
    """The features of all rows and their standardisation, as in a bundle's `standardise.mean` and `standardise.scale`.

    `features` [rows, tiles, inputs] are the features of the backbone, in memory or on the disk. `tiles` has the numbers
    of the used tiles for each row. If there is a `projection` [inputs, components], a network is trained on the
    components of the standardised features.
    """

    features: Features
    mean: torch.Tensor
    scale: torch.Tensor
    tiles: tuple[np.ndarray, ...]
    projection: torch.Tensor | None = None

    def spot(self, row: int) -> torch.Tensor:
        """Return the network's input for a spot's used tiles in raster order, float32 [n, inputs or components]."""
        return self.given(row, self.tiles[row])

    def given(self, row: int, tiles: np.ndarray) -> torch.Tensor:
        """Return the network's input for the tiles `tiles` of the spot in one row, float32 [n, inputs or components].

        It is the standardised features or, if there is a projection, their components.
        """
        x = (torch.from_numpy(tiles_of(self.features, row, tiles)) - self.mean) * self.scale
        return x if self.projection is None else x @ self.projection

    def strings(self, rows: np.ndarray, readings: Sequence[Reading]) -> Strings:
        """Return the standardised features of the spots `rows` as one batch.

        `readings` has one function for each row, which puts the row's tiles into the order in which they are processed.
        """
        orders = [reading(self.tiles[row]) for row, reading in zip(rows, readings, strict=True)]
        lengths = torch.tensor([len(order) for order in orders])
        x = torch.zeros(len(rows), int(lengths.max()), self._inputs)
        for place, (row, order) in enumerate(zip(rows, orders, strict=True)):
            x[place, : len(order)] = self.given(row, order)
        return Strings(x, lengths)

    @property
    def _inputs(self) -> int:
        return self.features.shape[2] if self.projection is None else self.projection.shape[1]


def standardised(features: Features, tissue: np.ndarray, training: np.ndarray, blank: Blank) -> Spots:
    """Return the features of all rows with the mean and scale that standardise them.

    Mean and scale of each feature are computed from the tissue tiles of the `training` rows only.

    `tissue`, float32 [rows, tiles], also decides which tiles are used if blank tiles are skipped. Raise CohortError if
    the training rows have no tissue.
    """
    mean, scale = _mean_and_scale(features, tissue, training)
    # If a feature file has fewer tiles than the largest file, the missing tiles have no features. They are skipped in
    # any case.
    skips = blank == "skip" or isinstance(features, FileFeatures)
    used = tuple(tiles_used(fractions, skips) for fractions in tissue)
    # The arrays are copied, because the caller rounds them in place.
    return Spots(features, torch.tensor(mean, dtype=torch.float32), torch.tensor(scale, dtype=torch.float32), used)


def _mean_and_scale(features: Features, tissue: np.ndarray, training: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean and 1 / SD of each feature, float64 [inputs].

    The result for the same rows is computed only once.
    """
    if not isinstance(features, CohortFeatures):
        return _measured(features, tissue, training)
    rows = training.tobytes()
    if rows not in features.remembered:
        features.remembered[rows] = _measured(features, tissue, training)
    found: tuple[np.ndarray, np.ndarray] = features.remembered[rows]
    return found


def _measured(features: Features, tissue: np.ndarray, training: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean and 1 / SD of each feature, float64 [inputs]. The rows are read twice, in order.

    The sums are added in the same order as in NumPy's `mean` and `std` of all tiles, so the results are bit-identical.
    A single pass would give slightly different results.
    """
    seen = [(int(row), np.flatnonzero(tissue[row] >= TISSUE)) for row in training]
    count = sum(len(tiles) for _, tiles in seen)
    if not count:
        raise CohortError(
            "The training images have hardly any tissue.",
            "Check that they show stained tissue, and that their pixel size is right.",
        )

    def total(of: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        found = np.zeros(features.shape[2])
        for row, tiles in seen:
            x = of(tiles_of(features, row, tiles).astype(np.float64))
            found = np.concatenate([found[None], x]).sum(axis=0)
        return found

    mean = total(lambda x: x) / count
    spread = np.sqrt(total(lambda x: np.square(x - mean)) / count)
    # An SD below the precision of float32 is a rounding error. After division by it, the feature would dominate all
    # others.
    varies = spread > ROUNDING * np.abs(mean)
    return mean, np.where(varies, 1 / np.where(varies, spread, 1), 0)
