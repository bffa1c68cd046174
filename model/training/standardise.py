"""Features made comparable: raw features and the training rows come in, standardised ones by row go out."""

from dataclasses import dataclass

import numpy as np
import torch

from model.errors import CohortError
from model.manifest import PooledShape

TISSUE = PooledShape.tissue
"""Tiles with at least this share of tissue count for the mean and spread of features: glass would swamp them."""


@dataclass(frozen=True, eq=False)
class Spots:
    """Standardised features of all rows, read from memory: a bundle's `standardise.mean` and `standardise.scale`."""

    features: np.ndarray
    mean: torch.Tensor
    scale: torch.Tensor

    def __call__(self, rows: np.ndarray) -> torch.Tensor:
        return (torch.from_numpy(self.features[rows]) - self.mean) * self.scale


def standardised(features: np.ndarray, tissue: np.ndarray, training: np.ndarray) -> Spots:
    """Mean and spread of each feature over the tissue of the `training` rows, and of no other."""
    seen = features[training][tissue[training] >= TISSUE].astype(np.float64)
    if not len(seen):
        raise CohortError(
            "There is hardly any tissue in the training images.",
            "Check that they are stained tissue, and their pixel size.",
        )
    spread = seen.std(axis=0)
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    return Spots(
        features, torch.from_numpy(seen.mean(axis=0).astype(np.float32)), torch.from_numpy(scale.astype(np.float32))
    )
