"""The logit of a spot without some of its tiles: a spot and sets of tiles come in, one calibrated logit a set goes out.

A tile that is gone has turned to glass, and the rest is what the corridor would do with that: it reads glass in the
tile's place, or passes over it where the bundle skips blank tiles; a pooled head does not pool it. Where all are gone,
a window of glass is read.
"""

from collections.abc import Generator
from functools import partial

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.orders import logits_of_sums
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.side_by_side import Count, side_by_side
from model.explain.spot import Spot
from model.explain.walk import States, Walk, one_thread


def logits_without(
    spot: Spot, gone: np.ndarray, stage: str = "reading without tiles"
) -> Generator[Progress, None, np.ndarray]:
    """Calibrated logits float64 [m] without the tiles of each set, `gone` bool [m, n] of the tiles read."""
    head, masks = spot.bundle.head, torch.from_numpy(gone)
    if isinstance(head, RecurrentHead):
        found = yield from _recurrent(spot, Walk(head), masks, stage)
    else:
        found = yield from _by_head(spot, masks, stage)
    if spot.drops and bool(masks.all(dim=1).any()):
        found = torch.where(masks.all(dim=1), bare_logit(spot), found)
    return np.array([spot.bundle.calibrated(logit) for logit in found.tolist()])


def logit_without(spot: Spot, gone: np.ndarray) -> Generator[Progress, None, float]:
    """As `logits_without`, of one set, `gone` bool [n], quick enough to follow a hand: all orders are read at once."""
    if not isinstance(spot.bundle.head, RecurrentHead) or (spot.drops and gone.all()):
        return float((yield from logits_without(spot, gone[None]))[0])
    yield Progress("reading without tiles")
    return spot.bundle.calibrated(_in_all_orders(spot, spot.bundle.head, torch.from_numpy(gone)))


@one_thread()
@torch.no_grad()
def _in_all_orders(spot: Spot, head: RecurrentHead, gone: torch.Tensor) -> float:
    """The mean logit; the same tiles fall out of every order, so that all stay of one length."""
    lost, count = gone[spot.orders], len(spot.orders)
    rows = spot.orders[~lost].reshape(count, -1) if spot.drops else torch.where(lost, len(gone), spot.orders)
    return float(logits_of_sums(head, spot.sums, rows).double().mean())


@torch.no_grad()
def bare_logit(spot: Spot) -> float:
    """The head's own logit of a window of glass, before any calibration."""
    glass = spot.glass.expand(spot.size, -1)
    return float(spot.bundle.head.advance(glass, None, torch.zeros(spot.size)).logits[-1])


def _recurrent(spot: Spot, walk: Walk, gone: torch.Tensor, stage: str) -> Generator[Progress, None, torch.Tensor]:
    with torch.no_grad():
        sums, glass = walk.sums(spot.features), walk.sums(spot.glass)

    @torch.no_grad()
    def in_order(order: torch.Tensor, count: Count) -> torch.Tensor:
        states = walk.start(len(gone))
        for row in order.tolist():
            states = _next(spot, walk, states, gone[:, row, None], sums[row], glass)
            count.told(1)
        return walk.logits(states).double()

    works = [partial(in_order, order) for order in spot.orders]
    return torch.stack((yield from side_by_side(works, stage, spot.orders.numel()))).mean(dim=0)


def _next(spot: Spot, walk: Walk, states: States, gone: torch.Tensor, own: torch.Tensor, glass: torch.Tensor) -> States:
    """The states after a tile that is `gone`, bool [rows, 1], in some of the strings."""
    if not spot.drops:
        return walk.step(torch.where(gone, glass, own), states)
    # Only the strings that read the tile take the step: half of them, where tiles go one after another.
    reading = (~gone[:, 0]).nonzero().squeeze(-1)
    if not len(reading):
        return states
    before = tuple(tuple(part[reading] for part in layer) for layer in states)
    after = walk.step(own.expand(len(reading), -1), before)
    return tuple(
        tuple(old.index_copy(0, reading, new) for old, new in zip(old_layer, new_layer, strict=True))
        for old_layer, new_layer in zip(states, after, strict=True)
    )


def _by_head(spot: Spot, gone: torch.Tensor, stage: str) -> Generator[Progress, None, torch.Tensor]:
    """Return the logits [m] as the head itself computes them, in as many parts as it gives."""
    parts: list[torch.Tensor] = []
    yield Progress(stage, 0, len(gone))
    for part in spot.bundle.head.logits_without(spot.features, spot.glass, gone, spot.drops, spot.tissue):
        parts.append(part.double())
        yield Progress(stage, sum(map(len, parts)), len(gone))
    return torch.cat(parts)
