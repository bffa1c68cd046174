"""Measure whether a map shows what affects the model, by deletion and insertion curves and further checks.

Tiles are replaced by glass in the order of the map, and the probability is computed after each twentieth of them. The
tiles that come first are those that, by the map, move the logit most away from the logit of bare glass. The deletion
curve of a faithful map falls sooner than those of random orders, and its insertion curve rises sooner.
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
"""Shares of the tiles used at which the curves have points: every 5 %."""
RANDOM = 5
"""Number of random orders that a map is compared with."""


@dataclass(frozen=True, eq=False)
class Curves:
    """`deletion`, `insertion` float64 [21]: survival probability after each share of the tiles, in the map's order.

    `random_deletion`, `random_insertion` [orders, 21]: the same in random orders. `towards`: 1 if the spot's logit
    is above that of bare glass, otherwise -1.
    """

    deletion: np.ndarray
    insertion: np.ndarray
    random_deletion: np.ndarray
    random_insertion: np.ndarray
    towards: int

    @property
    def deletion_gain(self) -> float:
        """Return the area under the random deletion curves minus the map's; above 0 is better than random."""
        return self.towards * (area(self.random_deletion.mean(axis=0)) - area(self.deletion))

    @property
    def insertion_gain(self) -> float:
        """Return the area under the map's insertion curve minus the random ones'; above 0 is better than random."""
        return self.towards * (area(self.insertion) - area(self.random_insertion.mean(axis=0)))


@dataclass(frozen=True)
class OnGlass:
    """Mean absolute value of a map on blank tiles and on tissue; None if no tile of the kind has a value."""

    blank: float | None
    tissue: float | None


def area(curve: np.ndarray) -> float:
    """Return the area under a curve [21] over the share of tiles, 0..1."""
    return float(np.trapezoid(curve, SHARES))


def curves(
    spot: ExplainedSpot, values: np.ndarray, signed: bool = True, random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, Curves]:
    """Return the curves of the map `values` float [tiles]; tiles without a value come last.

    An unsigned map (`signed` False) has no direction, so its largest values come first.
    """
    return (yield from curves_of(spot, {"": (values, signed)}, random, seed))[""]


def curves_of(
    spot: ExplainedSpot, maps: Mapping[str, tuple[np.ndarray, bool]], random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, dict[str, Curves]]:
    """Return the `curves` of several maps (values, and whether they are signed) against the same random orders."""
    count = len(spot.tiles)
    whole = yield from logits_without(spot, np.zeros((1, count), bool))
    towards = 1 if whole[0] >= spot.bundle.calibrated(bare_logit(spot)) else -1
    rng = np.random.default_rng(seed)
    rankings = [_ranking(spot, values, towards if signed else 1) for values, signed in maps.values()]
    rankings += [rng.permutation(count) for _ in range(random)]
    gone = np.concatenate([_sets(ranking) for ranking in rankings])
    # The sets with no tile and with all tiles removed are the same in every order: compute each set once.
    different, where = np.unique(gone, axis=0, return_inverse=True)
    logits = yield from logits_without(spot, different, "deleting and inserting tiles")
    p = sigmoid(logits)[where.reshape(-1)].reshape(len(rankings), 2, len(SHARES))
    own, others = p[: len(maps)], p[len(maps) :]
    return {
        key: Curves(deletion, insertion, others[:, 0], others[:, 1], towards)
        for key, (deletion, insertion) in zip(maps, own, strict=True)
    }


def _ranking(spot: ExplainedSpot, values: np.ndarray, sign: int) -> np.ndarray:
    """Return the tiles used, sorted by descending value times `sign`."""
    own = np.nan_to_num(values[spot.tiles].astype(np.float64) * sign, nan=-np.inf)
    return np.argsort(-own, kind="stable")


def _sets(ranking: np.ndarray) -> np.ndarray:
    """Return which tiles are removed, bool [42, n]: 21 growing sets of first tiles, then all but each of these sets."""
    place = np.argsort(ranking)
    first = place[None] < np.rint(SHARES * len(ranking))[:, None]
    return np.concatenate([first, ~first])


def with_shuffled_weights(bundle: Bundle, seed: int = 0) -> Bundle:
    """Return the bundle with the values of each of its head's tensors shuffled: same size, nothing learned."""
    head = deepcopy(bundle.head)
    mixed = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for tensor in head.state_dict().values():
            order = torch.randperm(tensor.numel(), generator=mixed)
            tensor.copy_(tensor.flatten()[order].reshape(tensor.shape))
    return replace(bundle, head=head)


def weights_check(spot: ExplainedSpot, seed: int = 0) -> Generator[Progress, None, Agreement]:
    """Return the agreement of the occlusion map with that of a model with shuffled weights.

    A map that stays the same (rho near 1) shows the image, not what the model learned.
    """
    own = yield from occlusion(spot)
    other = yield from occlusion(replace(spot, bundle=with_shuffled_weights(spot.bundle, seed)))
    return agreement(own.change, other.change)


def on_glass(values: np.ndarray, tissue: np.ndarray) -> OnGlass:
    """Return the mean |map| on blank tiles and on tissue; `values` (nan if a tile has none) and `tissue` [tiles]."""
    known = np.isfinite(values)
    blank = tissue < BLANK
    means = (np.abs(values[known & kind]) for kind in (blank, ~blank))
    return OnGlass(*(float(found.mean()) if found.size else None for found in means))


def by_position(maps: np.ndarray) -> np.ndarray:
    """Return the mean |map| of each grid position over many spots: `maps` float [spots, tiles] to [tiles].

    A position is nan if no spot has a value there. If the model depends on the tissue only, positions differ only by
    how often they hold tissue.
    """
    known = np.isfinite(maps)
    count = known.sum(axis=0)
    total = np.where(known, np.abs(maps), 0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
