"""Prepare the features of a region for the explanation methods, in the tile orders of its analysis."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from model.base.errors import ExplainError
from model.bundle.bundle import Bundle
from model.bundle.heads.orders import first_sums
from model.bundle.heads.recurrent import RecurrentHead
from model.region.orders import prediction_orders
from model.region.tissue import BLANK, tiles_used
from model.statistics.calibration import sigmoid


@dataclass(frozen=True, eq=False)
class ExplainedSpot:
    """The tiles of a spot that the head uses, and the orders in which the head processes them.

    `tiles` int64 [n] are their indices, ascending, in a grid of `size` tiles. `features` [n, inputs] and `glass`
    [inputs] are standardised. `tissue` [n] is 0..1. `orders` int64 [k, n] are orders of the rows of `features`: the
    raster order, or the tile orders of the bundle. The logit is the mean over these orders. If `drops` is true, a
    removed tile is left out of the sequence, because the bundle skips blank tiles. Otherwise glass takes its place.
    `corners` float64 [n, 2] are the positions of the tiles if they form no grid; otherwise it is None. `glass` is nan
    if the features of glass are not known.
    """

    bundle: Bundle
    size: int
    tiles: np.ndarray
    features: torch.Tensor
    glass: torch.Tensor
    tissue: torch.Tensor
    orders: torch.Tensor
    drops: bool
    corners: np.ndarray | None = None

    @property
    def slope(self) -> float:
        """Return the calibration slope: how much the calibrated logit rises if the head's logit rises by 1."""
        return self.bundle.calibrated(1.0) - self.bundle.calibrated(0.0)

    @cached_property
    def sums(self) -> torch.Tensor:
        """Return the weighted sums of the first layer of a recurrent head, [n + 1, ...].

        The first n rows are the sums of the tiles, and the last row contains the sums of glass.
        """
        with torch.no_grad():
            given = torch.cat([self.features, self.glass[None]])
            return first_sums(self.bundle.head, given)  # type: ignore[arg-type]  # callers check the kind of head

    def placed(self, values: np.ndarray) -> np.ndarray:
        """Return `values` [n] of the used tiles by tile index, float32 [size]. They are nan for all other tiles."""
        every = np.full(self.size, np.nan, np.float32)
        every[self.tiles] = values
        return every

    def among_read(self, tiles: np.ndarray) -> np.ndarray:
        """Return for each used tile whether it is among `tiles`, bool [n]. `tiles` are indices in the grid."""
        return np.isin(self.tiles, tiles)


def prepare_spot(
    bundle: Bundle,
    features: np.ndarray,
    tissue: np.ndarray,
    glass: np.ndarray,
    orders: np.ndarray | None = None,
    corners: np.ndarray | None = None,
) -> ExplainedSpot:
    """Return the data of a region in the form that the explanation methods need.

    `features` float32 [tiles, inputs] and `tissue` float32 [tiles] are by tile index. `glass` [inputs] are the features
    of glass. `orders` int64 [k, n] are the orders of the tiles in use, by tile index, and `corners` float64 [tiles, 2]
    the positions of all tiles if they form no grid. Raise ExplainError if a tile that the bundle uses has no features.
    """
    manifest = bundle.manifest
    skips = manifest.blank == "skip"
    tiles = tiles_used(tissue, skips)
    if not np.isfinite(features[tiles]).all():
        raise ExplainError(
            "Some tiles that the model uses have no features yet.", "Finish the analysis of the image, then explain it."
        )
    count = manifest.random_orders if isinstance(bundle.head, RecurrentHead) else 0
    places = np.arange(len(tiles))[None]
    if count:
        own = prediction_orders(manifest.order_kind, count, len(features), tiles) if orders is None else orders
        places = np.searchsorted(tiles, own)
    return ExplainedSpot(
        bundle=bundle,
        size=len(features),
        tiles=tiles,
        features=_standardised(bundle, features[tiles]),
        glass=_standardised(bundle, glass[None])[0],
        tissue=torch.from_numpy(tissue[tiles]),
        orders=torch.from_numpy(places),
        # If the whole region is glass, all tiles are used. No tile is then left out of the sequence.
        drops=skips and bool((tissue >= BLANK).any()),
        corners=None if corners is None else corners[tiles],
    )


def probability(logit: float) -> float:
    """Return the survival probability for a calibrated logit."""
    return float(sigmoid(np.array(logit)))


def _standardised(bundle: Bundle, features: np.ndarray) -> torch.Tensor:
    return bundle.standardised(torch.from_numpy(features).to(bundle.mean.dtype))
