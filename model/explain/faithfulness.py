"""Measure whether a map shows what really affects the model, with deletion and insertion curves and other checks.

Tiles are replaced by blank glass in the order of their values in the map, and the probability is computed after every 5
% of the tiles. The first tiles are those that, according to the map, move the logit most away from the logit of bare
glass. The deletion curve of a faithful map falls earlier than the curves of random orders, and its insertion curve
rises earlier.
"""

from collections.abc import Generator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.explain.agreement import Agreement, agreement
from model.explain.occlusion import occlusion
from model.explain.spot import ExplainedSpot
from model.explain.without import bare_logit, logits_without
from model.region.tissue import BLANK
from model.statistics.calibration import sigmoid

SHARES = np.linspace(0, 1, 21)
"""The points of the curves: shares of the removed or added tiles, from 0 to 1 in steps of 5 %."""
RANDOM = 5
"""Default number of random orders with which a map is compared."""


@dataclass(frozen=True, eq=False)
class Curves:
    """Deletion and insertion curves of a map: the survival probability after each share of the tiles.

    For `deletion` and `insertion`, float64 [21], tiles are removed or added in the order of their values in the map.
    For `random_deletion` and `random_insertion` [orders, 21], the order is random. `towards` is 1 if the logit of the
    spot is above the logit of bare glass, otherwise -1.
    """

    deletion: np.ndarray
    insertion: np.ndarray
    random_deletion: np.ndarray
    random_insertion: np.ndarray
    towards: int

    @property
    def deletion_gain(self) -> float:
        """Return the mean area under the random deletion curves minus the area under the deletion curve of the map.

        If this is above 0, the map is better than random.
        """
        return self.towards * (area(self.random_deletion.mean(axis=0)) - area(self.deletion))

    @property
    def insertion_gain(self) -> float:
        """Return the area under the insertion curve of the map minus the area under the random insertion curves.

        If this is above 0, the map is better than random.
        """
        return self.towards * (area(self.insertion) - area(self.random_insertion.mean(axis=0)))


@dataclass(frozen=True)
class OnGlass:
    """The mean absolute value of a map on blank tiles and on tiles with tissue.

    A mean is None if no blank tile, or no tile with tissue, has a value.
    """

    blank: float | None
    tissue: float | None


def area(curve: np.ndarray) -> float:
    """Return the area under a curve [21] over the share of tiles, 0..1."""
    return float(np.trapezoid(curve, SHARES))


def curves(
    spot: ExplainedSpot, values: np.ndarray, signed: bool = True, random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, Curves]:
    """Return the deletion and insertion curves of the map `values`, float [tiles].

    Tiles without a value are last in the order of the map. An unsigned map (`signed` is False) has no direction, so its
    largest values are first.
    """
    return (yield from curves_of(spot, {"": (values, signed)}, random, seed))[""]


def curves_of(
    spot: ExplainedSpot, maps: Mapping[str, tuple[np.ndarray, bool]], random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, dict[str, Curves]]:
    """Return the deletion and insertion curves of several `maps`, pairs of (values, signed), by their names.

    All maps are compared with the same random orders. See `curves`.
    """
    count = len(spot.tiles)
    whole = yield from logits_without(spot, np.zeros((1, count), bool))
    towards = 1 if whole[0] >= spot.bundle.calibrated(bare_logit(spot)) else -1
    rng = np.random.default_rng(seed)
    rankings = [_ranking(spot, values, towards if signed else 1) for values, signed in maps.values()]
    rankings += [rng.permutation(count) for _ in range(random)]
    gone = np.concatenate([_sets(ranking) for ranking in rankings])
    # Every order has some equal sets, for example no tile and all tiles. Each different set is computed only once.
    different, where = np.unique(gone, axis=0, return_inverse=True)
    logits = yield from logits_without(spot, different, "deleting and inserting tiles")
    p = sigmoid(logits)[where.reshape(-1)].reshape(len(rankings), 2, len(SHARES))
    own, others = p[: len(maps)], p[len(maps) :]
    return {
        key: Curves(deletion, insertion, others[:, 0], others[:, 1], towards)
        for key, (deletion, insertion) in zip(maps, own, strict=True)
    }


def _ranking(spot: ExplainedSpot, values: np.ndarray, sign: int) -> np.ndarray:
    """Return the used tiles, sorted by their value in the map times `sign`, the largest first: int64 [n]."""
    own = np.nan_to_num(values[spot.tiles].astype(np.float64) * sign, nan=-np.inf)
    return np.argsort(-own, kind="stable")


def _sets(ranking: np.ndarray) -> np.ndarray:
    """Return which tiles are removed at each of the 42 points of both curves, bool [42, n].

    The first 21 sets of tiles are for deletion: the first tiles of the ranking, in growing numbers. The other 21 sets
    are for insertion: each has all tiles that the corresponding set for deletion does not have.
    """
    place = np.argsort(ranking)
    first = place[None] < np.rint(SHARES * len(ranking))[:, None]
    return np.concatenate([first, ~first])


def with_shuffled_weights(bundle: Bundle, seed: int = 0) -> Bundle:
    """Return a copy of the bundle in which the values inside each tensor of the head are shuffled.

    The sizes of the weights stay the same, but nothing that was learned is left.
    """
    head = deepcopy(bundle.head)
    mixed = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for tensor in head.state_dict().values():
            order = torch.randperm(tensor.numel(), generator=mixed)
            tensor.copy_(tensor.flatten()[order].reshape(tensor.shape))
    return replace(bundle, head=head)


def weights_check(spot: ExplainedSpot, seed: int = 0) -> Generator[Progress, None, Agreement]:
    """Return the agreement between the occlusion map of the model and the map of the same model with shuffled weights.

    If the map stays the same (rho near 1), it shows the image and not what the model learned.
    """
    own = yield from occlusion(spot)
    other = yield from occlusion(replace(spot, bundle=with_shuffled_weights(spot.bundle, seed)))
    return agreement(own.change, other.change)


def on_glass(values: np.ndarray, tissue: np.ndarray) -> OnGlass:
    """Return the mean absolute value of a map on blank tiles and on tiles with tissue.

    `values` (nan for tiles without a value) and `tissue` are [tiles].
    """
    known = np.isfinite(values)
    blank = tissue < BLANK
    means = (np.abs(values[known & kind]) for kind in (blank, ~blank))
    return OnGlass(*(float(found.mean()) if found.size else None for found in means))


def by_position(maps: np.ndarray) -> np.ndarray:
    """Return the mean absolute value at each position of the grid over many spots, [tiles].

    `maps` is float [spots, tiles]. A position is nan if no spot has a value there. If the model depends only on the
    tissue and not on the position, the values of two positions differ only because the positions contain tissue in
    different numbers of spots.
    """
    known = np.isfinite(maps)
    count = known.sum(axis=0)
    total = np.where(known, np.abs(maps), 0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
