"""From 256 tiles to one vector a spot: features and tissue come in, pooled features of all spots go out.

Only tiles with tissue are pooled, all of them where a spot has none. What is fitted is fitted on the training spots.
"""

import warnings
from collections.abc import Callable, Iterator

import numpy as np
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from model.training.standardise import TISSUE

Pooling = Callable[[np.ndarray, np.ndarray, np.ndarray, int], np.ndarray]
"""(features [spots, tiles, n], tissue [spots, tiles], training rows, seed) to float64 [spots, m]."""
_COMPONENTS = 32
"""Principal components kept before the mixture: a diagonal mixture wants its inputs uncorrelated."""
_GAUSSIANS = 8
"""2 x 8 x 32 = 512 numbers a spot, about twice the published number of training spots."""
_TILES_A_SPOT = 50
"""So that no large spot outweighs the others, and 220 spots fit into memory."""


def mean(features: np.ndarray, tissue: np.ndarray, training: np.ndarray, seed: int) -> np.ndarray:
    """The mean of each feature."""
    return np.stack([tiles.mean(axis=0) for tiles in _tissue_tiles(features, tissue)])


def max_mean_sd(features: np.ndarray, tissue: np.ndarray, training: np.ndarray, seed: int) -> np.ndarray:
    """Maximum, mean and standard deviation of each feature, one after another."""
    pooled = [np.concatenate([t.max(axis=0), t.mean(axis=0), t.std(axis=0)]) for t in _tissue_tiles(features, tissue)]
    return np.stack(pooled)


def fisher(features: np.ndarray, tissue: np.ndarray, training: np.ndarray, seed: int) -> np.ndarray:
    """Fisher vectors: how each spot would move the means and spreads of a mixture fitted on the training tiles.

    Perronnin, Sanchez & Mensink, ECCV 2010, with their power and L2 normalisation.
    """
    generator = np.random.default_rng(seed)
    some = [
        generator.permutation(tiles)[:_TILES_A_SPOT] for tiles in _tissue_tiles(features[training], tissue[training])
    ]
    sample = np.concatenate(some)
    centre, spread = sample.mean(axis=0), sample.std(axis=0)
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    sample = (sample - centre) * scale
    axes = PCA(min(_COMPONENTS, *sample.shape), svd_solver="randomized", random_state=seed).fit(sample)
    kept = axes.explained_variance_ > 1e-6 * axes.explained_variance_[0]
    mixture = GaussianMixture(min(_GAUSSIANS, len(sample)), covariance_type="diag", reg_covar=1e-3, random_state=seed)
    with warnings.catch_warnings():
        # A mixture that is not quite at its best still describes the tiles.
        warnings.simplefilter("ignore", ConvergenceWarning)
        mixture.fit(axes.transform(sample)[:, kept])
    spots = (axes.transform((tiles - centre) * scale)[:, kept] for tiles in _tissue_tiles(features, tissue))
    return np.stack([_normalised(fisher_vector(mixture, tiles)) for tiles in spots])


def fisher_vector(mixture: GaussianMixture, tiles: np.ndarray) -> np.ndarray:
    """Gradient of the tiles' mean log likelihood by the means and by the spreads, in units of its own deviation."""
    share = mixture.predict_proba(tiles)[:, :, None]
    spread = np.sqrt(mixture.covariances_)[None]
    away = (tiles[:, None, :] - mixture.means_[None]) / spread
    weight = np.sqrt(mixture.weights_)[:, None]
    by_mean = (share * away).mean(axis=0) / weight
    by_spread = (share * (away**2 - 1)).mean(axis=0) / (weight * np.sqrt(2))
    return np.concatenate([by_mean.ravel(), by_spread.ravel()])


POOLINGS: dict[str, Pooling] = {"mean": mean, "max+mean+SD": max_mean_sd, "Fisher vector": fisher}


def _tissue_tiles(features: np.ndarray, tissue: np.ndarray) -> Iterator[np.ndarray]:
    """Of each spot its tiles with tissue, float64 [tiles, n]."""
    for tiles, share in zip(features, tissue, strict=True):
        kept = share >= TISSUE
        yield (tiles[kept] if kept.any() else tiles).astype(np.float64)


def _normalised(vector: np.ndarray) -> np.ndarray:
    rooted = np.sign(vector) * np.sqrt(np.abs(vector))
    length = float(np.linalg.norm(rooted))
    return rooted / length if length else rooted
