"""Standardise features, and arrange the tiles of a spot as the input of a head, one row per tile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import CohortError
from model.bundle.choices import Blank
from model.bundle.manifest import PooledShape
from model.region.tissue import tiles_used

TISSUE = PooledShape.tissue
"""Least tissue share of the tiles that count in the mean and spread of features; glass would dominate them."""

ROUNDING = float(np.finfo(np.float32).eps)
"""Relative rounding error of a float32 number."""

Reading = Callable[[np.ndarray], np.ndarray]
"""A function from a spot's tiles in raster order, int64 [n], to the same tiles in the order of analysis."""


@dataclass(frozen=True, eq=False)
class Strings:
    """Spots with their tiles in the order of analysis.

    `features` float32 [spots, longest, inputs], padded with 0; `lengths` int64 [spots].
    """

    features: torch.Tensor
    lengths: torch.Tensor


@dataclass(frozen=True, eq=False)
class Spots:
    """The features of all rows, and how to standardise them: a bundle's `standardise.mean` and `standardise.scale`.

    `features` float32 [rows, tiles, inputs] as the backbone returned them; `tiles` are the tiles in use, by row.
    With a `projection` [inputs, components], a network is trained on the components of the standardised features.
    """

    features: np.ndarray
    mean: torch.Tensor
    scale: torch.Tensor
    tiles: tuple[np.ndarray, ...]
    projection: torch.Tensor | None = None

    def spot(self, row: int) -> torch.Tensor:
        """Return the features of one row's tiles in use, in raster order: float32 [n, inputs] or [n, components]."""
        return self.given(row, self.tiles[row])

    def given(self, row: int, tiles: np.ndarray) -> torch.Tensor:
        """Return what the network gets for `tiles` of one row: standardised features, or their components."""
        x = (torch.from_numpy(self.features[row][tiles]) - self.mean) * self.scale
        return x if self.projection is None else x @ self.projection

    def strings(self, rows: np.ndarray, readings: Sequence[Reading]) -> Strings:
        """Return the `rows`, standardised, each with its tiles in the order that its function of `readings` gives."""
        orders = [reading(self.tiles[row]) for row, reading in zip(rows, readings, strict=True)]
        lengths = torch.tensor([len(order) for order in orders])
        x = torch.zeros(len(rows), int(lengths.max()), self._inputs)
        for place, (row, order) in enumerate(zip(rows, orders, strict=True)):
            x[place, : len(order)] = self.given(row, order)
        return Strings(x, lengths)

    @property
    def _inputs(self) -> int:
        return self.features.shape[2] if self.projection is None else self.projection.shape[1]


def standardised(features: np.ndarray, tissue: np.ndarray, training: np.ndarray, blank: Blank) -> Spots:
    """Return all rows with mean and spread of each feature over the tissue of the `training` rows only.

    `tissue` float32 [rows, tiles] also decides which tiles are read if blank ones are skipped. Raise CohortError if
    the training rows have no tissue.
    """
    seen = features[training][tissue[training] >= TISSUE].astype(np.float64)
    if not len(seen):
        raise CohortError(
            "There is hardly any tissue in the training images.",
            "Check that they are stained tissue, and their pixel size.",
        )
    mean, spread = seen.mean(axis=0), seen.std(axis=0)
    # A spread below the precision of float32 is rounding error; scaled up, it would dominate all other features.
    varies = spread > ROUNDING * np.abs(mean)
    scale = np.where(varies, 1 / np.where(varies, spread, 1), 0)
    return Spots(
        features,
        torch.from_numpy(mean.astype(np.float32)),
        torch.from_numpy(scale.astype(np.float32)),
        tuple(tiles_used(fractions, blank == "skip") for fractions in tissue),
    )
