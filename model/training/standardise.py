"""Features made comparable, and spots as strings of tiles: raw features come in, what a head reads goes out, by row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import CohortError
from model.bundle.manifest import Blank, PooledShape
from model.region.tissue import tiles_used

TISSUE = PooledShape.tissue
"""Tiles with at least this share of tissue count for the mean and spread of features: glass would swamp them."""

ROUNDING = float(np.finfo(np.float32).eps)
"""Of a number kept in float32: what it may be off by."""

Reading = Callable[[np.ndarray], np.ndarray]
"""The tiles that are read of a spot, int64 [n] from first to last, to the same in the order of reading."""


@dataclass(frozen=True, eq=False)
class Strings:
    """Spots in the order of reading: float32 [spots, longest, inputs], zero past each one's end; `lengths` int64."""

    features: torch.Tensor
    lengths: torch.Tensor


@dataclass(frozen=True, eq=False)
class Spots:
    """Standardised features of all rows, read from memory: a bundle's `standardise.mean` and `standardise.scale`.

    `features` float32 [rows, tiles, inputs] as the backbone gave them; `tiles`: of each row those that are read.
    """

    features: np.ndarray
    mean: torch.Tensor
    scale: torch.Tensor
    tiles: tuple[np.ndarray, ...]

    def spot(self, row: int) -> torch.Tensor:
        """The tiles of one row that are read, first to last, float32 [n, inputs]."""
        return (torch.from_numpy(self.features[row][self.tiles[row]]) - self.mean) * self.scale

    def strings(self, rows: np.ndarray, readings: Sequence[Reading]) -> Strings:
        """The `rows`, each in the order that its reading gives."""
        orders = [reading(self.tiles[row]) for row, reading in zip(rows, readings, strict=True)]
        lengths = torch.tensor([len(order) for order in orders])
        x = torch.zeros(len(rows), int(lengths.max()), self.features.shape[2])
        for place, (row, order) in enumerate(zip(rows, orders, strict=True)):
            x[place, : len(order)] = (torch.from_numpy(self.features[row][order]) - self.mean) * self.scale
        return Strings(x, lengths)


def standardised(features: np.ndarray, tissue: np.ndarray, training: np.ndarray, blank: Blank) -> Spots:
    """Mean and spread of each feature over the tissue of the `training` rows, and of no other.

    `tissue` float32 [rows, tiles] also says which tiles are read where `blank` ones are skipped.
    """
    seen = features[training][tissue[training] >= TISSUE].astype(np.float64)
    if not len(seen):
        raise CohortError(
            "There is hardly any tissue in the training images.",
            "Check that they are stained tissue, and their pixel size.",
        )
    mean, spread = seen.mean(axis=0), seen.std(axis=0)
    # A spread beyond float32's digits is rounding, not tissue: scaled up it would drown all else.
    varies = spread > ROUNDING * np.abs(mean)
    scale = np.where(varies, 1 / np.where(varies, spread, 1), 0)
    return Spots(
        features,
        torch.from_numpy(mean.astype(np.float32)),
        torch.from_numpy(scale.astype(np.float32)),
        tuple(tiles_used(fractions, blank == "skip") for fractions in tissue),
    )
