"""Fit a pool to the features of training spots. A pool combines the features of all tiles of a spot into one vector.

Only tiles with tissue are pooled; if a spot has no tissue, all of its tiles are pooled. Bundles use the same pools.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from model.bundle.choices import POOLINGS as NAMES
from model.bundle.choices import Pooling
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.pools import POOLS, Pool, pooled_tiles
from model.training.cohort_features import Features, tiles_of
from model.training.standardise import TISSUE

_COMPONENTS = 32
"""Number of principal components that are the input of the mixture. The mixture has a diagonal covariance, so its
inputs must be uncorrelated.
"""
_GAUSSIANS = 8
"""Number of Gaussians in the mixture. A vector has 2 x 8 x 32 = 512 numbers per spot, about twice the published number
of training spots.
"""
_TILES_A_SPOT = 50
"""Maximum number of tiles per spot in the sample to which the mixture is fitted. Without this limit, large spots would
dominate.
"""
_MOST_TILES = 11_000
"""Maximum number of tiles in the sample: 50 from each of the 220 published training spots. In float64 they take 360 MB;
the steps of the fit need several copies. If there are more spots, fewer tiles are drawn from each.
"""


def fit_pool(
    name: Pooling, features: Features, tissue: np.ndarray, training: np.ndarray, seed: int
) -> tuple[Pool, PooledShape]:
    """Return the pool called `name`, fitted to the spots `training`, and the sizes of its vectors and parameters.

    `features` is [spots, tiles, n], `tissue` is [spots, tiles]. The tensors of the pool are float32, as in a bundle.
    """
    shape, found = PooledShape(name, tissue=TISSUE), {}
    if name == "Fisher vector":
        found = _fisher(features, tissue, training, seed)
        gaussians, components = found["means"].shape
        shape = replace(shape, gaussians=gaussians, components=components)
    pool = POOLS[name](HeadShape("pooled", features.shape[2], (), pooled=shape))
    pool.load_state_dict({key: torch.from_numpy(value.astype(np.float32)) for key, value in found.items()})
    return pool, shape


def pool_spots(pool: Pool, features: Features, tissue: np.ndarray) -> np.ndarray:
    """Return the pooled vectors of all spots, float64 [spots, m]."""
    with torch.inference_mode():
        every = _tissue_tiles(features, tissue, np.arange(len(tissue)))
        # The last row is copied, because a view would keep the rows of all tiles in memory.
        vectors = [pool.running(torch.from_numpy(tiles))[0][-1].numpy().copy() for tiles in every]
    return np.stack(vectors)


def _fisher(features: Features, tissue: np.ndarray, training: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Return the tensors of a `FisherPool`: standardisation, principal axes, and a mixture of Gaussians on the axes."""
    generator = np.random.default_rng(seed)
    count = min(_TILES_A_SPOT, max(1, _MOST_TILES // len(training)))
    some = [generator.permutation(tiles)[:count] for tiles in _tissue_tiles(features, tissue, training)]
    sample = np.concatenate(some)
    centre, spread = sample.mean(axis=0), sample.std(axis=0)
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    sample = (sample - centre) * scale
    axes = PCA(min(_COMPONENTS, *sample.shape), svd_solver="randomized", random_state=seed).fit(sample)
    kept = axes.explained_variance_ > 1e-6 * axes.explained_variance_[0]
    mixture = GaussianMixture(min(_GAUSSIANS, len(sample)), covariance_type="diag", reg_covar=1e-3, random_state=seed)
    with warnings.catch_warnings():
        # A mixture whose fit has not fully converged is still a useful description of the tiles.
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(axes.transform(sample)[:, kept])
    return {
        "centre": centre,
        "scale": scale,
        "origin": axes.mean_,
        "axes": axes.components_[kept],
        "weights": mixture.weights_,
        "means": mixture.means_,
        "variances": mixture.covariances_,
    }


def _pooled(
    name: Pooling, features: Features, tissue: np.ndarray, training: np.ndarray, seed: int
) -> np.ndarray:
    return pool_spots(fit_pool(name, features, tissue, training, seed)[0], features, tissue)


POOLINGS: dict[str, Callable[[Features, np.ndarray, np.ndarray, int], np.ndarray]] = {
    name: partial(_pooled, name) for name in NAMES
}
"""Functions that fit a pool and return the pooled vectors of all spots, by the name of the pooling.

The arguments are features [spots, tiles, n], tissue shares [spots, tiles], training rows and a seed. The result is
float64 [spots, m].
"""


def _tissue_tiles(features: Features, tissue: np.ndarray, rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the features of the tiles with tissue for each spot in `rows`, float64 [tiles, n]."""
    for row in rows.tolist():
        shown = np.flatnonzero(pooled_tiles(torch.from_numpy(tissue[row]), TISSUE).numpy())
        yield tiles_of(features, row, shown).astype(np.float64)
