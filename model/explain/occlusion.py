"""Occlusion: compute how the logit and the probability of a spot change if tiles are replaced by blank glass.

`model.explain.without` defines this replacement for each kind of head. The change of a tile is the logit of the whole
spot minus the logit without the tile. If it is above zero, the tile favours survival.
"""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.explanation import OccludedTiles
from model.explain.parallel import Count, in_parallel
from model.explain.spot import ExplainedSpot, probability
from model.explain.tissue_regions import tissue_regions, typical_tiles
from model.explain.walk import States, Walk
from model.explain.without import logit_without, logits_without
from model.region.tissue import BLANK
from model.statistics.calibration import sigmoid

BLOCK = 3
"""Number of tiles along the side of a block."""
SAME = 1e-6
"""Maximum difference between two states of a network that count as equal. It limits both the absolute and the relative
difference.

The value is the rounding error of a few steps in float32.
"""
LOOK_STEPS = 8
"""Number of steps after which the states are compared again. A comparison takes about a tenth of the time of a step."""
_STAGE = "occluding tiles"


@dataclass(frozen=True, eq=False)
class Occlusion:
    """The effects of occluded tiles.

    `change` float32 [tiles] is the change of the calibrated log odds, and `change_p` is the change of the survival
    probability. Both are nan for tiles that are not used. `logit` is the logit of the whole spot. If `drops` is true,
    an occluded tile is left out of the sequence. Otherwise glass takes its place.
    """

    logit: float
    change: np.ndarray
    change_p: np.ndarray
    drops: bool


@dataclass(frozen=True, eq=False)
class OccludedRegions:
    """The effects of occluding whole regions. In `occlusion`, all tiles of a region have the value of the region.

    `region` float32 [tiles] is the number of each tile's region, from 1. It is nan for a tile of no region. `typical`
    int64 [regions] is, for each region, the index of the tile nearest to the mean features of the region.
    """

    occlusion: Occlusion
    region: np.ndarray
    typical: np.ndarray


def occlusion(spot: ExplainedSpot) -> Generator[Progress, None, Occlusion]:
    """Return the effect of occluding each tile alone.

    The result is the same as from one run of the head for every tile, but it takes at most half as many steps.
    """
    head = spot.bundle.head
    if isinstance(head, RecurrentHead):
        without = yield from _one_by_one(spot, Walk(head))
        whole, rest = without[0], without[1:]
    else:
        whole, rest = yield from _one_by_one_pooled(spot)
    return _compared(spot, whole, rest)


def occlude_blocks(spot: ExplainedSpot, side: int = BLOCK) -> Generator[Progress, None, Occlusion]:
    """Return for each tile the effect of occluding the block of `side` x `side` tiles around it.

    Tiles of the block that the model does not use are ignored. Neighbouring blocks overlap, so the values must not be
    added.
    """
    cols = round(spot.size**0.5)
    row, col = np.divmod(spot.tiles, cols)
    near = [np.abs(axis[:, None] - axis[None, :]) <= side // 2 for axis in (row, col)]
    gone = np.concatenate([np.zeros((1, len(spot.tiles)), bool), near[0] & near[1]])
    logits = yield from logits_without(spot, gone, "occluding blocks")
    return _compared(spot, logits[0], logits[1:])


def occlude_regions(spot: ExplainedSpot) -> Generator[Progress, None, OccludedRegions]:
    """Divide the tissue into regions of similar tiles, and return the effect of occluding each region.

    The head runs once per region.

    Tiles of glass belong to no region. If the head uses only tiles of glass, they are divided into regions too.
    """
    tissue = spot.tissue.numpy() >= BLANK
    used = np.flatnonzero(tissue) if tissue.any() else np.arange(len(spot.tiles))
    features = spot.features[used].double().numpy()
    labels = tissue_regions(features, *np.divmod(spot.tiles[used], round(spot.size**0.5)))
    gone = np.zeros((2 + int(labels.max()), len(spot.tiles)), bool)
    gone[1 + labels, used] = True
    logits = yield from logits_without(spot, gone, "occluding regions")
    region = np.full(len(spot.tiles), np.nan)
    region[used] = 1 + labels
    by_tile = np.full(len(spot.tiles), np.nan)
    by_tile[used] = logits[1 + labels]
    typical = spot.tiles[used][typical_tiles(features, labels)]
    return OccludedRegions(_compared(spot, logits[0], by_tile), spot.placed(region), typical)


def occlude_tiles(
    spot: ExplainedSpot, tiles: np.ndarray, whole: float | None = None
) -> Generator[Progress, None, OccludedTiles]:
    """Return the result of the model without the tiles whose indices in the grid are `tiles`, int64 [m].

    Tiles that the model does not use have no effect. `whole` is the calibrated logit of the whole spot, if it is known.
    """
    gone = spot.among_read(tiles)
    if whole is None:
        whole = yield from logit_without(spot, np.zeros_like(gone))
    without = yield from logit_without(spot, gone)
    p = probability(without)
    return OccludedTiles(int(gone.sum()), without, p, whole - without, probability(whole) - p)


def _compared(spot: ExplainedSpot, whole: float, without: np.ndarray) -> Occlusion:
    """Return the changes that the removal of each tile causes in the log odds and the probability of a spot.

    `whole` is the logit of the whole spot, and `without` [n] are the logits without each tile. All logits are
    calibrated.
    """
    known = np.isfinite(without)
    change_p = np.where(known, probability(whole) - sigmoid(np.where(known, without, 0.0)), np.nan)
    return Occlusion(float(whole), spot.placed(whole - without), spot.placed(change_p), spot.drops)


def _one_by_one(spot: ExplainedSpot, walk: Walk) -> Generator[Progress, None, np.ndarray]:
    """Return calibrated logits, float64 [1 + n]: the logit of the whole spot, then the logits without each tile.

    Each logit is the mean over the tile orders. The orders are divided among threads; each thread computes all its
    orders at once.
    """
    with torch.no_grad():
        sums, glass = walk.sums(spot.features), None if spot.drops else walk.sums(spot.glass)
    shares = spot.orders.tensor_split(min(torch.get_num_threads(), len(spot.orders)))
    works = [partial(_in_orders, walk, sums, glass, orders) for orders in shares]
    logits = torch.cat((yield from in_parallel(works, _STAGE, spot.orders.numel()))).mean(dim=0)
    return np.array([spot.bundle.calibrated(logit) for logit in logits.tolist()])


@torch.no_grad()
def _in_orders(
    walk: Walk, sums: torch.Tensor, glass: torch.Tensor | None, orders: torch.Tensor, count: Count
) -> torch.Tensor:
    """Return the logits of the spot for each of k tile orders, float64 [k, 1 + n].

    Column 0 has the logit of the whole spot, and column 1 + i the logit of the spot without tile i. `orders` [k, n] are
    the tile orders. Each returned logit is the mean of the network's logits over the steps. Up to its removed tile, a
    sequence without one tile has the same logits as the whole sequence: `shared` is their sum.

    The network runs on a batch. Its first k rows are the whole sequences, and each further row is a sequence without
    one tile. A recurrent network forgets: as soon as the states of a further row equal those of its whole sequence, all
    its later logits are equal too, and the row is removed from the batch. `order` [rows] is the number of each row's
    tile order, and `gone` [rows] is the step of its removed tile.
    """
    behind = int(glass is None)  # A sequence without one tile is this many steps behind the whole sequence.
    k, steps = orders.shape
    first, others = walk.first_step(steps), walk.first_step(steps - behind)
    states, every = walk.start(k), torch.arange(k)
    order, gone = every, torch.full((k,), -1)
    totals, (whole, shared) = torch.zeros(k, steps, dtype=torch.float64), torch.zeros(2, k, dtype=torch.float64)
    for at in range(steps):
        states = _after(walk, states, sums[orders[:, at]], order, glass)
        order, gone = torch.cat([order, every]), torch.cat([gone, torch.full((k,), at)])
        totals[:, at] = shared
        logits = walk.logits(states).double()
        if at >= first:
            whole += logits[:k]
        if at - behind >= others:
            totals[:, : at + 1] += logits[:k, None]
            totals[order[k:], gone[k:]] += logits[k:] - logits[order[k:]]
            # If glass replaces the tile, the next sequence branches off after this step. If the tile is dropped, it
            # branches off one step earlier.
            shared += logits[-k:] if behind else logits[:k]
        if at % LOOK_STEPS == LOOK_STEPS - 1:
            differs = _differs(states, order)
            differs[:k] = True
            states, order, gone = _rows(states, differs), order[differs], gone[differs]
        count.add(k)
    found = torch.empty(k, 1 + steps, dtype=torch.float64)
    found[:, 0] = whole / (steps - first)
    found.scatter_(1, 1 + orders, totals / (steps - behind - others))
    return found


def _differs(states: States, order: torch.Tensor) -> torch.Tensor:
    """Return which rows of `states` differ from the whole sequence in the same tile order, bool [rows]."""
    found = torch.zeros(len(order), dtype=torch.bool)
    for layer in states:
        for part in layer:
            found |= ((part - part[order]).abs() > SAME * (1 + part.abs())).any(dim=1)
    return found


def _after(
    walk: Walk, states: States, own: torch.Tensor, order: torch.Tensor, glass: torch.Tensor | None
) -> States:
    """Return the states after one more tile, with a new row for each order: the sequence without this tile.

    `own` [k, ...] are the weighted sums of the next tile in each order. Every sequence equals its whole sequence up to
    its removed tile. Therefore a new row starts with the state of the whole sequence, and glass then replaces the tile.
    If `glass` is None, the new row skips this step.
    """
    parting = _rows(states, slice(len(own)))
    if glass is None:
        return _stacked(walk.step(own[order], states), parting)
    given = torch.cat([own[order], glass.expand(len(own), -1)])
    return walk.step(given, _stacked(states, parting))


def _rows(states: States, rows: torch.Tensor | slice) -> States:
    return tuple(tuple(part[rows] for part in layer) for layer in states)


def _stacked(first: States, second: States) -> States:
    return tuple(
        tuple(torch.cat(pair) for pair in zip(*layers, strict=True)) for layers in zip(first, second, strict=True)
    )


def _one_by_one_pooled(spot: ExplainedSpot) -> Generator[Progress, None, tuple[float, np.ndarray]]:
    """Return the calibrated logit of the whole spot, and the logits [n] of the spot with one tile left out at a time.

    This works only for pooled heads, which ignore the tile order. They compute these logits exactly and quickly. The
    logits for tiles that the head does not pool are nan.
    """
    count = len(spot.tiles)
    gone = np.concatenate([np.zeros((1, count), bool), np.eye(count, dtype=bool)])
    head = spot.bundle.head
    if not head.shape.facts.pooled:
        logits = yield from logits_without(spot, gone, _STAGE)
        return float(logits[0]), logits[1:]
    whole = float((yield from logits_without(spot, gone[:1], _STAGE))[0])
    with torch.no_grad():
        removal = head.tile_values(spot.features, spot.tissue)["removal"].double().numpy()
    if np.isfinite(removal).any():
        return whole, whole - spot.slope * removal
    alone = yield from logits_without(spot, gone[1:], _STAGE)
    return whole, alone
