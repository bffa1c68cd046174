"""What is explained: a bundle, a window's features and glass come in; the string whose logit it is goes out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from model.base.errors import ExplainError
from model.bundle.bundle import Bundle
from model.bundle.heads.orders import first_sums
from model.bundle.heads.recurrent import RecurrentHead
from model.region.orders import random_orders
from model.region.tissue import BLANK, tiles_read
from model.statistics.calibration import sigmoid


@dataclass(frozen=True, eq=False)
class Spot:
    """The tiles read, in the orders in which they are read for the probability.

    `tiles` int64 [n]: their indices, first to last, in a grid of `size` tiles. `features` [n, inputs] and `glass`
    [inputs] are standardised; `tissue` [n], 0..1. `orders` int64 [k, n]: rows of `features` in reading order, one order
    (raster) or those of the bundle; the logit is the mean over them. `drops`: a tile that turns to glass falls out of
    the string, as the bundle skips blank tiles; else glass is read in its place.
    """

    bundle: Bundle
    size: int
    tiles: np.ndarray
    features: torch.Tensor
    glass: torch.Tensor
    tissue: torch.Tensor
    orders: torch.Tensor
    drops: bool

    @property
    def slope(self) -> float:
        """What a step of the head's own logit is in the calibrated one."""
        return self.bundle.calibrated(1.0) - self.bundle.calibrated(0.0)

    @cached_property
    def sums(self) -> torch.Tensor:
        """A recurrent head's first weighted sums [n + 1, ...] of the tiles and, in the last row, of glass."""
        with torch.no_grad():
            given = torch.cat([self.features, self.glass[None]])
            return first_sums(self.bundle.head, given)  # type: ignore[arg-type]  # asked by whoever calls this

    def placed(self, values: np.ndarray) -> np.ndarray:
        """`values` [n] of the tiles read at their tiles: float32 [size], nan elsewhere."""
        every = np.full(self.size, np.nan, np.float32)
        every[self.tiles] = values
        return every

    def among_read(self, tiles: np.ndarray) -> np.ndarray:
        """Which of the tiles read are among `tiles`, indices of the grid: bool [n]."""
        return np.isin(self.tiles, tiles)


def lay_out(bundle: Bundle, features: np.ndarray, tissue: np.ndarray, glass: np.ndarray) -> Spot:
    """The spot of `features` float32 [tiles, inputs] and `tissue` float32 [tiles], by tile index; `glass` [inputs].

    ExplainError where a tile that the bundle reads has no features.
    """
    manifest = bundle.manifest
    skips = manifest.blank == "skip"
    tiles = tiles_read(tissue, skips)
    if not np.isfinite(features[tiles]).all():
        raise ExplainError(
            "Some tiles that the model reads have no features yet.", "Analyse the image to the end, then explain it."
        )
    count = manifest.random_orders if isinstance(bundle.head, RecurrentHead) else 0
    orders = np.arange(len(tiles))[None]
    if count:
        orders = np.searchsorted(tiles, random_orders(count, len(features), tiles))
    return Spot(
        bundle=bundle,
        size=len(features),
        tiles=tiles,
        features=_standardised(bundle, features[tiles]),
        glass=_standardised(bundle, glass[None])[0],
        tissue=torch.from_numpy(tissue[tiles]),
        orders=torch.from_numpy(orders),
        # Glass alone is read as it is: then nothing can fall out of the string.
        drops=skips and bool((tissue >= BLANK).any()),
    )


def probability(logit: float) -> float:
    """The survival probability of a calibrated logit."""
    return float(sigmoid(np.array(logit)))


def _standardised(bundle: Bundle, features: np.ndarray) -> torch.Tensor:
    return bundle.standardised(torch.from_numpy(features).to(bundle.mean.dtype))
