"""Does a map show what moves the model? A spot and a map come in; deletion and insertion curves and checks go out.

Tiles turn to glass in the order of the map, and the probability is asked after each twentieth of them. "Towards the
answer" means away from what the model says of bare glass: a tile comes first where the map says that it drew the logit
there. A faithful map's deletion curve falls sooner than those of random orders, and its insertion curve rises sooner.
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
from model.explain.spot import Spot
from model.explain.without import bare_logit, logits_without
from model.region.tissue import BLANK
from model.statistics.calibration import sigmoid

SHARES = np.linspace(0, 1, 21)
"""Of the tiles read: each 5 %."""
RANDOM = 5
"""Random orders that a map is held against."""


@dataclass(frozen=True, eq=False)
class Curves:
    """`deletion`, `insertion` float64 [21]: survival probability after each share of the tiles, in the map's order.

    `random_deletion`, `random_insertion` [orders, 21] the same in random orders. `towards`: 1 where the spot's answer
    lies above that of bare glass, -1 where it lies below.
    """

    deletion: np.ndarray
    insertion: np.ndarray
    random_deletion: np.ndarray
    random_insertion: np.ndarray
    towards: int

    @property
    def deletion_gain(self) -> float:
        """Area under the random orders' deletion curves less that under the map's: above 0, better than random."""
        return self.towards * (area(self.random_deletion.mean(axis=0)) - area(self.deletion))

    @property
    def insertion_gain(self) -> float:
        """Area under the map's insertion curve less that under the random orders': above 0, better than random."""
        return self.towards * (area(self.insertion) - area(self.random_insertion.mean(axis=0)))


@dataclass(frozen=True)
class OnGlass:
    """Mean size of a map's values on blank tiles and on tissue; None where no tile of the kind has a value."""

    blank: float | None
    tissue: float | None


def area(curve: np.ndarray) -> float:
    """Area under a curve [21] over the share of tiles, 0..1."""
    return float(np.trapezoid(curve, SHARES))


def curves(
    spot: Spot, values: np.ndarray, signed: bool = True, random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, Curves]:
    """Of the map `values` float [tiles]; an unsigned one (`signed` False) tells size alone, the largest come first.

    Tiles without a value come last.
    """
    return (yield from curves_of(spot, {"": (values, signed)}, random, seed))[""]


def curves_of(
    spot: Spot, maps: Mapping[str, tuple[np.ndarray, bool]], random: int = RANDOM, seed: int = 0
) -> Generator[Progress, None, dict[str, Curves]]:
    """As `curves`, of several maps (values and whether they are signed) at once, against the same random orders."""
    count = len(spot.tiles)
    whole = yield from logits_without(spot, np.zeros((1, count), bool))
    towards = 1 if whole[0] >= spot.bundle.calibrated(bare_logit(spot)) else -1
    rng = np.random.default_rng(seed)
    rankings = [_ranking(spot, values, towards if signed else 1) for values, signed in maps.values()]
    rankings += [rng.permutation(count) for _ in range(random)]
    gone = np.concatenate([_sets(ranking) for ranking in rankings])
    # With no tile gone, or all, every order is the same.
    different, where = np.unique(gone, axis=0, return_inverse=True)
    logits = yield from logits_without(spot, different, "deleting and inserting tiles")
    p = sigmoid(logits)[where.reshape(-1)].reshape(len(rankings), 2, len(SHARES))
    own, others = p[: len(maps)], p[len(maps) :]
    return {
        key: Curves(deletion, insertion, others[:, 0], others[:, 1], towards)
        for key, (deletion, insertion) in zip(maps, own, strict=True)
    }


def _ranking(spot: Spot, values: np.ndarray, sign: int) -> np.ndarray:
    """The tiles read, the one with the greatest value times `sign` first."""
    own = np.nan_to_num(values[spot.tiles].astype(np.float64) * sign, nan=-np.inf)
    return np.argsort(-own, kind="stable")


def _sets(ranking: np.ndarray) -> np.ndarray:
    """Which tiles are gone, bool [42, n]: 21 times the first ones of the `ranking`, then 21 times all but the first."""
    place = np.argsort(ranking)
    first = place[None] < np.rint(SHARES * len(ranking))[:, None]
    return np.concatenate([first, ~first])


def with_shuffled_weights(bundle: Bundle, seed: int = 0) -> Bundle:
    """The same bundle with each of its head's tensors shuffled: as large, and knowing nothing."""
    head = deepcopy(bundle.head)
    mixed = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for tensor in head.state_dict().values():
            order = torch.randperm(tensor.numel(), generator=mixed)
            tensor.copy_(tensor.flatten()[order].reshape(tensor.shape))
    return replace(bundle, head=head)


def weights_check(spot: Spot, seed: int = 0) -> Generator[Progress, None, Agreement]:
    """How far the occlusion map is that of a model with shuffled weights.

    A map that stays the same (rho near 1) shows the picture, not what the model learned.
    """
    own = yield from occlusion(spot)
    other = yield from occlusion(replace(spot, bundle=with_shuffled_weights(spot.bundle, seed)))
    return agreement(own.change, other.change)


def on_glass(values: np.ndarray, tissue: np.ndarray) -> OnGlass:
    """Mean |map| on blank tiles and on tissue; `values` and `tissue` [tiles], values nan where there are none."""
    known = np.isfinite(values)
    blank = tissue < BLANK
    means = (np.abs(values[known & kind]) for kind in (blank, ~blank))
    return OnGlass(*(float(found.mean()) if found.size else None for found in means))


def by_position(maps: np.ndarray) -> np.ndarray:
    """Mean |map| by place in the grid over many spots: `maps` float [spots, tiles] to [tiles], nan where none has one.

    A model that looks at the tissue alone has no favourite places beyond those where tissue lies.
    """
    known = np.isfinite(maps)
    count = known.sum(axis=0)
    total = np.where(known, np.abs(maps), 0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
