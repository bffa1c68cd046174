"""Compute the calibrated logit of a spot without some of its tiles.

A removed tile is treated as the prediction treats a tile of glass. If the bundle skips blank tiles, the tile is left
out. Otherwise glass takes its place in the sequence. A pooled head does not pool it. If all tiles are removed, the
result is the result for a region of glass.
"""

from collections.abc import Generator
from functools import partial

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.one_thread import one_thread
from model.bundle.heads.orders import logits_of_sums
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.parallel import Count, in_parallel
from model.explain.spot import ExplainedSpot
from model.explain.walk import States, Walk


def logits_without(
    spot: ExplainedSpot, gone: np.ndarray, stage: str = "analysing without tiles"
) -> Generator[Progress, None, np.ndarray]:
    """Return calibrated logits float64 [m], each without one set of tiles.

    `gone` bool [m, n] marks the removed tiles of each set among the n used tiles.
    """
    head, masks = spot.bundle.head, torch.from_numpy(gone)
    if isinstance(head, RecurrentHead):
        found = yield from _recurrent(spot, Walk(head), masks, stage)
    else:
        found = yield from _by_head(spot, masks, stage)
    if spot.drops and bool(masks.all(dim=1).any()):
        found = torch.where(masks.all(dim=1), bare_logit(spot), found)
    return np.array([spot.bundle.calibrated(logit) for logit in found.tolist()])


def logit_without(spot: ExplainedSpot, gone: np.ndarray) -> Generator[Progress, None, float]:
    """Return the calibrated logit without one set of tiles, `gone` bool [n].

    All tile orders are computed at once. This is fast enough to update the result while the user moves the mouse.
    """
    if not isinstance(spot.bundle.head, RecurrentHead) or (spot.drops and gone.all()):
        return float((yield from logits_without(spot, gone[None]))[0])
    yield Progress("analysing without tiles")
    return spot.bundle.calibrated(_in_all_orders(spot, spot.bundle.head, torch.from_numpy(gone)))


@one_thread()
@torch.no_grad()
def _in_all_orders(spot: ExplainedSpot, head: RecurrentHead, gone: torch.Tensor) -> float:
    """Return the mean logit of the head over all tile orders, without the tiles `gone`, bool [n].

    The same tiles are removed from every order, so all orders have the same length.
    """
    lost, count = gone[spot.orders], len(spot.orders)
    rows = spot.orders[~lost].reshape(count, -1) if spot.drops else torch.where(lost, len(gone), spot.orders)
    return float(logits_of_sums(head, spot.sums, rows).double().mean())


@torch.no_grad()
def bare_logit(spot: ExplainedSpot) -> float:
    """Return the logit of the head for a region of glass, before calibration."""
    glass = spot.glass.expand(spot.size, -1)
    return float(spot.bundle.head.advance(glass, None, torch.zeros(spot.size)).logits[-1])


def _recurrent(
    spot: ExplainedSpot, walk: Walk, gone: torch.Tensor, stage: str
) -> Generator[Progress, None, torch.Tensor]:
    with torch.no_grad():
        sums, glass = walk.sums(spot.features), walk.sums(spot.glass)
    left = (~gone).sum(dim=1) if spot.drops else torch.full((len(gone),), gone.shape[1])
    steps, first = left, torch.tensor([walk.first_step(own) for own in left.tolist()])

    @torch.no_grad()
    def in_order(order: torch.Tensor, count: Count) -> torch.Tensor:
        states = walk.start(len(gone))
        at, totals = torch.zeros(len(gone), dtype=torch.int64), torch.zeros(len(gone), dtype=torch.float64)
        for row in order.tolist():
            states = _next(spot, walk, states, gone[:, row, None], sums[row], glass)
            taken = ~gone[:, row] if spot.drops else torch.ones_like(gone[:, row])
            counts = taken & (at >= first)
            if bool(counts.any()):
                totals += torch.where(counts, walk.logits(states).double(), 0.0)
            at += taken
            count.add(1)
        return totals / (steps - first)

    works = [partial(in_order, order) for order in spot.orders]
    return torch.stack((yield from in_parallel(works, stage, spot.orders.numel()))).mean(dim=0)


def _next(
    spot: ExplainedSpot, walk: Walk, states: States, gone: torch.Tensor, own: torch.Tensor, glass: torch.Tensor
) -> States:
    """Return the states of the sequences after the next tile.

    The tile is removed from the sequences marked in `gone`, bool [rows, 1].
    """
    if not spot.drops:
        return walk.step(torch.where(gone, glass, own), states)
    # The step is computed only for sequences that contain the tile. If tiles are removed one after the other, this is
    # about half of them.
    reading = (~gone[:, 0]).nonzero().squeeze(-1)
    if not len(reading):
        return states
    before = tuple(tuple(part[reading] for part in layer) for layer in states)
    after = walk.step(own.expand(len(reading), -1), before)
    return tuple(
        tuple(old.index_copy(0, reading, new) for old, new in zip(old_layer, new_layer, strict=True))
        for old_layer, new_layer in zip(states, after, strict=True)
    )


def _by_head(spot: ExplainedSpot, gone: torch.Tensor, stage: str) -> Generator[Progress, None, torch.Tensor]:
    """Return the logits [m] without each set of tiles, computed by the head's own method `logits_without`.

    Progress is reported after each batch that this method yields.
    """
    parts: list[torch.Tensor] = []
    yield Progress(stage, 0, len(gone))
    for part in spot.bundle.head.logits_without(spot.features, spot.glass, gone, spot.drops, spot.tissue):
        parts.append(part.double())
        yield Progress(stage, sum(map(len, parts)), len(gone))
    return torch.cat(parts)
