"""Fit the record of a model's training tissue to features of training tiles, and its limits to held-out spots."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from model.familiarity.reference import FamiliarityLimits, TissueReference, placed

COMPONENTS = 32
"""Number of principal components. For the demo model, 32 of 4096 components explain a fifth of the variance. 64
components gave the same results."""
POINTS = 3000
"""Maximum number of stored training tiles. 3000 points of 33 numbers take 0.2 MB in a bundle, and the components take
0.26 MB."""
FEWEST_POINTS = 50
"""Minimum number of training tiles. With fewer tiles, no distance is meaningful, and the bundle has no record."""
NEIGHBOURS = 5
"""Number of nearest training tiles over which a distance is averaged. A single nearest tile could itself be unusual."""

TILE_ALARM = 0.01
"""Target share of the tiles of held-out spots that exceed the tile limit. Held-out spots show tissue like the training
tissue."""
CAUTION_ALARM = 0.05
"""Maximum share of spots similar to the training spots that may get a caution."""
REFUSE_ALARM = 0.01
"""Maximum share of spots similar to the training spots that may be refused."""
LEAST_CAUTION = 0.05
"""Minimum value of the fitted limit for a caution. It is five times the share of unfamiliar tiles expected in training
tissue."""
LEAST_REFUSE = 0.5
"""Minimum value of the fitted limit for a refusal. In a region above this value, most of the tissue differs from
everything that the model was trained on."""

_LEAST_SPREAD = 0.1
"""Minimum standard deviation used for a feature, as a share of the root mean square over all features.

Without this minimum, a feature that is almost constant in training would outweigh all others as soon as it changes."""
_ROUNDING = 1e-6
"""Share of the variance below which a component is regarded as rounding error."""
_EXTRA, _ROUNDS = 16, 4
"""Parameters of the randomised decomposition (Halko, Martinsson and Tropp 2011).

They are the number of extra directions, and the number of power iterations.
"""
_UNLIMITED = FamiliarityLimits(NEIGHBOURS, 1.0, 1.0, 1.0)


def sampled(tiles: Sequence[np.ndarray], seed: int) -> list[tuple[int, int]]:
    """Draw up to `POINTS` tiles without replacement, and return a pair (spot index, tile index) for each.

    If possible, the same number of tiles is drawn from each spot. `tiles` has, for each spot, the tiles that may be
    drawn, int64 [n].
    """
    generator = np.random.default_rng(seed)
    mixed = [generator.permutation(some) for some in tiles]
    # Take the first tile of every spot, then the second of every spot, and so on, until there are enough.
    turns = max((len(some) for some in mixed), default=0)
    pairs = [(spot, int(some[turn])) for turn in range(turns) for spot, some in enumerate(mixed) if turn < len(some)]
    return sorted(pairs[:POINTS])


def fit_points(features: np.ndarray, seed: int) -> TissueReference | None:
    """Return a record of the training tissue without limits, from the `features` of training tiles.

    `features` are float32 [n, inputs]. Each training tile becomes a point of the record.

    All numbers are rounded to 16 bits, as in a bundle. Return None if there are too few tiles, or if all tiles are
    equal.
    """
    if len(features) < FEWEST_POINTS:
        return None
    centre, spread = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64)
    least = _LEAST_SPREAD * float(np.sqrt(np.square(spread).mean()))
    if not least > 0:
        return None
    centre, scale = _half(centre), _half(1 / np.maximum(spread, least))
    standard = (features - centre) * scale
    axes = _half(_components(standard, seed))
    units = np.ones(axes.shape[1] + 1, np.float32)
    parts = placed(features, centre, scale, axes, units)
    total = float(np.sqrt(np.square(standard).sum(axis=1).mean()))
    # If the components explain everything, the remaining length is rounding error and must not be scaled up.
    units = _half(np.maximum(parts.std(axis=0, dtype=np.float64), 0.01 * total))
    return TissueReference(centre, scale, axes, units, _half(parts / units), _UNLIMITED)


def with_limits(reference: TissueReference, held_out: Iterable[np.ndarray]) -> TissueReference | None:
    """Return `reference` with limits fitted to spots that the model was not trained on.

    `held_out` has, for each spot, the features float32 [n, inputs] of its tissue tiles. Return None if there are no
    tiles, or if none of them differs from the training tiles, because no limit can be derived then.
    """
    found = [reference.distances(features) for features in held_out if len(features)]
    if not found:
        return None
    tile = float(np.quantile(np.concatenate(found), 1 - TILE_ALARM))
    if not tile > 0:
        return None
    shares = np.array([float((distance > tile).mean()) for distance in found])
    caution = max(LEAST_CAUTION, share_limit(shares, CAUTION_ALARM))
    refuse = max(LEAST_REFUSE, share_limit(shares, REFUSE_ALARM), caution)
    return replace(reference, limits=FamiliarityLimits(NEIGHBOURS, tile, caution, refuse))


def share_limit(shares: np.ndarray, alarm: float) -> float:
    """Return a limit for the share of unfamiliar tiles, which a new spot exceeds with a probability of at most `alarm`.

    `shares` [n] are the shares of unfamiliar tiles of n spots similar to the new spot. The limit is the share of rank
    ceil((n + 1) (1 - alarm)), as in split conformal prediction (Vovk 2012). With fewer than 1 / alarm - 1 spots, no
    limit has this property, and the largest share is returned.
    """
    rank = int(np.ceil((len(shares) + 1) * (1 - alarm) - 1e-9))
    return float(np.sort(shares)[min(rank, len(shares)) - 1])


def _components(standard: np.ndarray, seed: int) -> np.ndarray:
    """Return the orthonormal principal components of `standard` [n, inputs] as [inputs, components].

    The component with the largest variance comes first.
    """
    count = min(COMPONENTS, *standard.shape)
    generator = np.random.default_rng(seed)
    start = generator.standard_normal((standard.shape[1], min(count + _EXTRA, *standard.shape))).astype(np.float32)
    basis = np.linalg.qr(standard @ start)[0]
    for _ in range(_ROUNDS):
        basis = np.linalg.qr(standard @ (standard.T @ basis))[0]
    _, sizes, axes = np.linalg.svd(basis.T @ standard, full_matrices=False)
    real = np.square(sizes) > _ROUNDING * float(np.square(standard).sum())
    return np.asarray(axes[:count][real[:count]].T)


def _half(values: np.ndarray) -> np.ndarray:
    """Return `values` rounded to float16, as float32."""
    return np.asarray(values, np.float16).astype(np.float32)
