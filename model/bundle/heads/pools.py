"""Pool the features of tiles into one vector: of all tiles, of the tiles up to each step, or of all tiles but one.

Every pooling method averages some numbers over the tiles, and one method also uses maxima. Therefore tiles can be added
one by one, and a tile can be removed again. All computations are in float64, because a standard deviation is a small
difference of large numbers.
"""

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass

import torch
from torch import nn

from model.bundle.head_shape import HeadShape, PooledShape


@dataclass(frozen=True, eq=False)
class Pooled:
    """The tiles pooled so far.

    `count` [] is the number of tiles, and `sums` [s] is the sum of the numbers of all tiles (see `Pool.numbers`).
    `first` and `peak`, each [inputs], are the features of the first tile and the maxima of the features.
    """

    count: torch.Tensor
    sums: torch.Tensor
    first: torch.Tensor
    peak: torch.Tensor

    @property
    def tensors(self) -> tuple[torch.Tensor, ...]:
        return self.count, self.sums, self.first, self.peak


class Pool(nn.Module, ABC):
    """A pooling method. `size` is the length of its vectors."""

    size: int
    peaks = False
    """Whether the pooling uses the maximum of each feature."""

    @abstractmethod
    def numbers(self, x: torch.Tensor, first: torch.Tensor) -> torch.Tensor:
        """Return for each tile of `x` [n, inputs] the s numbers that the pooling averages over the tiles, [n, s].

        `first` [inputs] is the first pooled tile.
        """

    @abstractmethod
    def vectors(self, mean: torch.Tensor, first: torch.Tensor, peak: torch.Tensor) -> torch.Tensor:
        """Return the pooled vectors [n, size] of n sets of tiles.

        `mean` [n, s] are the means of the sets' `numbers`, `first` [inputs] is the first pooled tile, and `peak` [n,
        inputs] are the maxima of the features in each set.
        """

    def running(self, x: torch.Tensor, before: Pooled | None = None) -> tuple[torch.Tensor, Pooled]:
        """Return the pooled vector after each tile of `x`, [n, size], and the pool of all tiles.

        Each vector pools the tile and all earlier tiles. `x` is float64 [n, inputs], n >= 1. `before` is the pool of
        the tiles before `x`.
        """
        first = before.first if before else x[0]
        sums = torch.cumsum(self.numbers(x, first), dim=0)
        count = torch.arange(1, len(x) + 1, device=x.device, dtype=x.dtype)
        peak = torch.cummax(x, dim=0).values if self.peaks else x.new_zeros(len(x), 0)
        if before:
            sums, count, peak = sums + before.sums, count + before.count, torch.maximum(peak, before.peak)
        vectors = self.vectors(sums / count[:, None], first, peak)
        return vectors, Pooled(count[-1], sums[-1], first, peak[-1])

    def without(self, x: torch.Tensor) -> torch.Tensor:
        """Return n pooled vectors [n, size] for n tiles. Each vector pools all tiles except one.

        `x` float64 [n, inputs] are the features of the tiles, with n >= 2.
        """
        numbers = self.numbers(x, x[0])
        mean = (numbers.sum(dim=0) - numbers) / (len(x) - 1)
        peak = x.new_zeros(len(x), 0)
        if self.peaks:
            two = torch.topk(x, 2, dim=0)
            at = torch.arange(len(x), device=x.device)[:, None]
            peak = torch.where(at == two.indices[0], two.values[1], two.values[0])
        return self.vectors(mean, x[0], peak)


class MeanPool(Pool):
    """The mean of each feature."""

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        self.size = shape.inputs

    def numbers(self, x: torch.Tensor, first: torch.Tensor) -> torch.Tensor:
        return x

    def vectors(self, mean: torch.Tensor, first: torch.Tensor, peak: torch.Tensor) -> torch.Tensor:
        return mean


class MaxMeanSdPool(Pool):
    """Maximum, mean and standard deviation of each feature, concatenated in this order."""

    peaks = True

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        self.size = 3 * shape.inputs

    def numbers(self, x: torch.Tensor, first: torch.Tensor) -> torch.Tensor:
        # The values are differences from the first tile, so that equal tiles have a standard deviation of exactly 0.
        away = x - first
        return torch.cat([away, away.square()], dim=1)

    def vectors(self, mean: torch.Tensor, first: torch.Tensor, peak: torch.Tensor) -> torch.Tensor:
        away, square = mean.chunk(2, dim=1)
        spread = (square - away.square()).clamp(min=0).sqrt()
        return torch.cat([peak, first + away, spread], dim=1)


class FisherPool(Pool):
    """Fisher vector: the gradient of the log likelihood of a spot's tiles under a mixture of Gaussians.

    The mixture is fitted on principal components. Perronnin, Sanchez & Mensink, ECCV 2010, with their power and L2
    normalisation.
    """

    centre: torch.Tensor
    scale: torch.Tensor
    origin: torch.Tensor
    axes: torch.Tensor
    weights: torch.Tensor
    means: torch.Tensor
    variances: torch.Tensor

    def __init__(self, shape: HeadShape) -> None:
        super().__init__()
        pooled = shape.pooled or PooledShape()
        self.size = 2 * pooled.gaussians * pooled.components
        mixture = (pooled.gaussians, pooled.components)
        for name in ("centre", "scale", "origin"):
            self.register_buffer(name, torch.zeros(shape.inputs))
        self.register_buffer("axes", torch.zeros(pooled.components, shape.inputs))
        self.register_buffer("weights", torch.full((pooled.gaussians,), 1 / max(pooled.gaussians, 1)))
        self.register_buffer("means", torch.zeros(mixture))
        self.register_buffer("variances", torch.ones(mixture))

    def numbers(self, x: torch.Tensor, first: torch.Tensor) -> torch.Tensor:
        """Return the gradients of each tile's log likelihood with respect to the Gaussians' means and SDs, [n, s].

        Each gradient is divided by its standard deviation.
        """
        weights, means, variances = (part.double() for part in (self.weights, self.means, self.variances))
        y = ((x - self.centre.double()) * self.scale.double() - self.origin.double()) @ self.axes.double().T
        away = (y[:, None, :] - means) / variances.sqrt()
        fits = weights.log() - 0.5 * (away.square() + (2 * math.pi * variances).log()).sum(dim=2)
        share = torch.softmax(fits, dim=1)[:, :, None]
        root = weights.sqrt()[:, None]
        by_mean, by_spread = share * away / root, share * (away.square() - 1) / (root * math.sqrt(2))
        return torch.cat([by_mean.flatten(1), by_spread.flatten(1)], dim=1)

    def vectors(self, mean: torch.Tensor, first: torch.Tensor, peak: torch.Tensor) -> torch.Tensor:
        rooted = mean.sign() * mean.abs().sqrt()
        length = rooted.norm(dim=1, keepdim=True)
        return rooted / torch.where(length > 0, length, 1)


POOLS: dict[str, type[MeanPool] | type[MaxMeanSdPool] | type[FisherPool]] = {
    "mean": MeanPool,
    "max+mean+SD": MaxMeanSdPool,
    "Fisher vector": FisherPool,
}


def pooled_tiles(tissue: torch.Tensor, least: float) -> torch.Tensor:
    """Return which tiles are pooled, bool [n].

    These are the tiles with a tissue share of at least `least`, or all tiles if there are none.
    """
    enough = tissue >= least
    return enough if bool(enough.any()) else torch.ones_like(enough)
