"""How far back a bundle remembers: one spot's features come in, |d logit / d h_t| by layer and step goes out.

The logit is the head's own after the last step, before any calibration. h_t counts with all it does later: what the
next layer reads of it, and what its own layer makes of it, in an LSTM also by way of C_(t+1) and all that follow. C_t
itself is held still: what it carries on past h_t is not counted to h_t.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import ExplainError
from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.heads.head_table import ordered_titles
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.spot import Spot
from model.explain.walk import Walk, one_thread

SHARE = 0.01
"""Of the largest gradient: below it a tile counts as forgotten."""


@dataclass(frozen=True, eq=False)
class Memory:
    """`curve` float32 [layers, steps]: |d logit / d h_t| by step, the mean over the orders of reading.

    `maps` float32 [layers, tiles]: the same by the tile read at the step, nan where a tile is not read. `reach`: by
    layer, how many tiles back the curve falls under 1 % for good.
    """

    curve: np.ndarray
    maps: np.ndarray
    reach: tuple[int, ...]


def memory(spot: Spot) -> Generator[Progress, None, Memory]:
    """The memory of the reading, or of all the readings, that the spot's logit is made of; ExplainError as below."""
    yield Progress("following gradients back")
    norms = _norms(spot.bundle, spot.features, spot.orders)
    back = np.argsort(spot.orders.numpy(), axis=1)
    by_tile = np.take_along_axis(norms, back[None], axis=2)
    curve = norms.mean(axis=1)
    maps = np.stack([spot.placed(layer) for layer in by_tile.mean(axis=1)])
    return Memory(curve.astype(np.float32), maps, tuple(reach(layer) for layer in curve))


def memory_norms(bundle: Bundle, features: np.ndarray) -> np.ndarray:
    """|d logit / d h_t|, float32 [layers, steps], for `features` float32 [steps, 4096] in reading order.

    ExplainError where the head reads in no order and so has no memory.
    """
    x = bundle.standardised(torch.from_numpy(features.copy()))
    return _norms(bundle, x, torch.arange(len(x))[None])[:, 0].astype(np.float32)


@one_thread()
def _norms(bundle: Bundle, features: torch.Tensor, orders: torch.Tensor) -> np.ndarray:
    """float64 [layers, orders, steps], of standardised features [n, inputs] and `orders` int64 [k, n] of their rows."""
    if not isinstance(bundle.head, RecurrentHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.words}) pools its tiles: it reads in no order and has no "
            "memory to measure.",
            f"Measure the memory of a bundle with one of these heads: {', '.join(ordered_titles())}.",
        )
    walk = Walk(bundle.head)
    with torch.enable_grad():
        # A bundle's weights are frozen: without this, autograd would have nothing to follow.
        sums = walk.sums(features.detach()).requires_grad_()
        states = walk.start(len(orders))
        hidden: list[torch.Tensor] = []
        for own in sums[orders].unbind(1):
            # The tensor that is kept is the one that both the next layer and the next step read.
            states = walk.step(own, states)
            hidden += [layer[0] for layer in states]
        # Orders do not touch: the gradient of the sum is, row by row, that of each.
        gradients = torch.autograd.grad(walk.logits(states).sum(), hidden)
    # In float64: the squares of float32 numbers that are still worth drawing are too small for float32.
    norms = torch.stack([gradient.double().norm(dim=1) for gradient in gradients])
    return norms.reshape(orders.shape[1], -1, len(orders)).permute(1, 2, 0).contiguous().numpy()


def reach(norms: np.ndarray) -> int:
    """How many tiles back one layer's gradient, [steps], falls under 1 % for good: 0 (no gradient) to all the steps.

    1 % of its largest value, not of its last: a closed gate can make the last one tiny, and then all would seem to be
    remembered. For good: a closed gate can also hide a single tile from which earlier ones still reach the end, so the
    oldest tile that is not under 1 % is what counts. Where gradients vanish steadily, largest is last and each tile is
    weaker than the next, and all these readings are the same.
    """
    # What overflowed did not vanish.
    known = np.nan_to_num(norms.astype(np.float64), nan=np.inf, posinf=np.inf)
    if not known.max() > 0:
        return 0
    return len(known) - int(np.argmax(known >= SHARE * known.max()))
