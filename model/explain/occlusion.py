"""Occlusion: a spot comes in; how its logit and probability change as tiles turn to blank glass goes out.

What turning to glass means is `model.explain.without`'s matter. Changes are signed: the logit with the tile less the
logit without it, so that a tile above zero speaks for survival.
"""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.explanation import Region
from model.explain.side_by_side import Count, side_by_side
from model.explain.spot import Spot, probability
from model.explain.walk import States, Walk
from model.explain.without import logit_without, logits_without
from model.statistics.calibration import sigmoid

BLOCK = 3
"""Tiles on the side of a block."""
_STAGE = "occluding tiles"


@dataclass(frozen=True, eq=False)
class Occlusion:
    """`change` float32 [tiles], log odds after the calibration, and `change_p`, of the survival probability.

    Both nan where a tile is not read. `logit` is that of the whole spot; `drops` whether a tile that is occluded falls
    out of the string (else glass is read in its place).
    """

    logit: float
    change: np.ndarray
    change_p: np.ndarray
    drops: bool


def occlusion(spot: Spot) -> Generator[Progress, None, Occlusion]:
    """Each tile read occluded alone; equal to reading the spot once for every tile, in half the steps or less."""
    head = spot.bundle.head
    if isinstance(head, RecurrentHead):
        without = yield from _one_by_one(spot, Walk(head))
        whole, rest = without[0], without[1:]
    else:
        whole, rest = yield from _one_by_one_pooled(spot)
    return _compared(spot, whole, rest)


def occlude_blocks(spot: Spot, side: int = BLOCK) -> Generator[Progress, None, Occlusion]:
    """Of each tile read, the block of `side` x `side` tiles about it occluded together, as far as these are read.

    Blocks overlap: neighbours' values share tiles and are not to be added up.
    """
    cols = round(spot.size**0.5)
    row, col = np.divmod(spot.tiles, cols)
    near = [np.abs(axis[:, None] - axis[None, :]) <= side // 2 for axis in (row, col)]
    gone = np.concatenate([np.zeros((1, len(spot.tiles)), bool), near[0] & near[1]])
    logits = yield from logits_without(spot, gone, "occluding blocks")
    return _compared(spot, logits[0], logits[1:])


def occlude_region(spot: Spot, tiles: np.ndarray, whole: float | None = None) -> Generator[Progress, None, Region]:
    """The spot without `tiles`, int64 [m], indices of the grid; those that are not read change nothing.

    `whole`: the whole spot's calibrated logit, where it is known.
    """
    gone = spot.among_read(tiles)
    if whole is None:
        whole = yield from logit_without(spot, np.zeros_like(gone))
    without = yield from logit_without(spot, gone)
    p = probability(without)
    return Region(int(gone.sum()), without, p, whole - without, probability(whole) - p)


def _compared(spot: Spot, whole: float, without: np.ndarray) -> Occlusion:
    """The whole spot's logit beside those [n] without a tile, all calibrated."""
    known = np.isfinite(without)
    change_p = np.where(known, probability(whole) - sigmoid(np.where(known, without, 0.0)), np.nan)
    return Occlusion(float(whole), spot.placed(whole - without), spot.placed(change_p), spot.drops)


def _one_by_one(spot: Spot, walk: Walk) -> Generator[Progress, None, np.ndarray]:
    """Calibrated logits float64 [1 + n]: of the whole spot, and without each of its tiles; the mean over the orders."""
    with torch.no_grad():
        sums, glass = walk.sums(spot.features), None if spot.drops else walk.sums(spot.glass)
    works = [partial(_in_order, walk, sums, glass, order) for order in spot.orders]
    logits = torch.stack((yield from side_by_side(works, _STAGE, spot.orders.numel()))).mean(dim=0)
    return np.array([spot.bundle.calibrated(logit) for logit in logits.tolist()])


@torch.no_grad()
def _in_order(
    walk: Walk, sums: torch.Tensor, glass: torch.Tensor | None, order: torch.Tensor, count: Count
) -> torch.Tensor:
    """Logits float64 [1 + n] read in `order`: of the whole, and without each tile."""
    states = walk.start(1)
    for own in sums[order]:
        states = _after(walk, states, own, glass)
        count.told(1)
    found = walk.logits(states).double()
    logits = torch.empty_like(found)
    logits[0], logits[1 + order] = found[0], found[1:]
    return logits


def _after(walk: Walk, states: States, own: torch.Tensor, glass: torch.Tensor | None) -> States:
    """The states after one more tile, whose sums are `own`: row 0 reads it, and a new row parts from row 0 at it.

    Up to its tile a string is the whole one's: the new row takes that state and reads glass, or (None) nothing.
    """
    rows = len(states[0][0])
    parting = tuple(tuple(part[:1] for part in layer) for layer in states)
    if glass is None:
        return _stacked(walk.step(own.expand(rows, -1), states), parting)
    given = torch.cat([own.expand(rows, -1), glass[None]])
    return walk.step(given, _stacked(states, parting))


def _stacked(first: States, second: States) -> States:
    return tuple(
        tuple(torch.cat(pair) for pair in zip(*layers, strict=True)) for layers in zip(first, second, strict=True)
    )


def _one_by_one_pooled(spot: Spot) -> Generator[Progress, None, tuple[float, np.ndarray]]:
    """The whole spot's calibrated logit and those [n] without each tile, of a head that is blind to the order.

    A pooled head tells its removals exactly and quickly; a tile it does not pool changes nothing, and is nan.
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
