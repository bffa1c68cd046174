"""Measure how many tiles back a bundle remembers, from the gradient |d logit / d h_t| of each layer and step t.

The logit is the logit of the head, before any calibration. If the readout is a mean over steps, every step after the
warm-up affects the logit directly, and the memory reaches back at least that far. The gradient with respect to the
hidden state h_t includes all later effects of h_t: on the next layer, and on later steps of its own layer (in an LSTM
also through C_(t+1) and later cell states). The cell state C_t itself is held constant. Effects of C_t that do not pass
through h_t are not included.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import ExplainError
from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.heads.head_table import ordered_titles
from model.bundle.heads.one_thread import one_thread
from model.bundle.heads.recurrent import RecurrentHead
from model.explain.spot import ExplainedSpot
from model.explain.walk import Walk

SHARE = 0.01
"""A tile counts as forgotten if its gradient is below this share of the largest gradient of the layer."""


@dataclass(frozen=True, eq=False)
class Memory:
    """How long each layer of a bundle's network remembers the tiles of one spot.

    `curve` float32 [layers, steps] is |d logit / d h_t| by step, averaged over the tile orders. `maps` float32 [layers,
    tiles] has the same gradients by tile instead of by step. It is nan for tiles that are not used. `reach` is, for
    each layer, the number of tiles back after which the curve stays below 1 % of its maximum.
    """

    curve: np.ndarray
    maps: np.ndarray
    reach: tuple[int, ...]


def memory(spot: ExplainedSpot) -> Generator[Progress, None, Memory]:
    """Return how many tiles of `spot` each layer of the bundle's network remembers, averaged over its tile orders.

    Raise ExplainError if the head does not depend on the tile order.
    """
    yield Progress("computing gradients")
    norms = _norms(spot.bundle, spot.features, spot.orders)
    back = np.argsort(spot.orders.numpy(), axis=1)
    by_tile = np.take_along_axis(norms, back[None], axis=2)
    curve = norms.mean(axis=1)
    maps = np.stack([spot.placed(layer) for layer in by_tile.mean(axis=1)])
    return Memory(curve.astype(np.float32), maps, tuple(reach(layer) for layer in curve))


def memory_norms(bundle: Bundle, features: np.ndarray) -> np.ndarray:
    """Return how strongly each hidden state affects the logit: |d logit / d h_t|, float32 [layers, steps].

    `features` is float32 [steps, 4096] in the order of analysis. Raise ExplainError if the head does not depend on the
    tile order, because it then has no memory.
    """
    x = bundle.standardised(torch.from_numpy(features.copy()))
    return _norms(bundle, x, torch.arange(len(x))[None])[:, 0].astype(np.float32)


@one_thread()
def _norms(bundle: Bundle, features: torch.Tensor, orders: torch.Tensor) -> np.ndarray:
    """Return how strongly each hidden state affects the logit: |d logit / d h_t|, float64 [layers, orders, steps].

    `features` [n, inputs] are standardised, and `orders` int64 [k, n] are orders of their rows.
    """
    if not isinstance(bundle.head, RecurrentHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.text}) pools its tiles: it does not depend on their order "
            "and has no memory to measure.",
            f"Choose a bundle with one of these heads to measure memory: {', '.join(ordered_titles())}.",
        )
    walk = Walk(bundle.head)
    with torch.enable_grad():
        # The weights of a bundle are frozen, so autograd needs another tensor that requires a gradient.
        sums = walk.sums(features.detach()).requires_grad_()
        states = walk.start(len(orders))
        hidden: list[torch.Tensor] = []
        logits: list[torch.Tensor] = []
        for own in sums[orders].unbind(1):
            # Each stored tensor is the input of the next layer and of the next step, so its gradient includes both
            # effects.
            states = walk.step(own, states)
            hidden += [layer[0] for layer in states]
            logits.append(walk.logits(states))
        # Orders do not affect one another. Therefore each row of the gradient of the sum is the gradient of the logit
        # of one order.
        gradients = torch.autograd.grad(walk.answers(logits).sum(), hidden)
    # float64 is needed, because small gradients are drawn and their squares would underflow in float32.
    norms = torch.stack([gradient.double().norm(dim=1) for gradient in gradients])
    return norms.reshape(orders.shape[1], -1, len(orders)).permute(1, 2, 0).contiguous().numpy()


def reach(norms: np.ndarray) -> int:
    """Return the number of tiles back after which the gradient [steps] of a layer stays below 1 % of its maximum.

    The number is from 0 (no gradient) to the number of all steps. The limit refers to the maximum and not to the last
    value, because a closed gate can make the last value tiny. All tiles would then seem to be remembered. A closed gate
    can also make the value of a single tile small while earlier tiles still affect the end. Therefore the oldest tile
    that is not below 1 % counts. If gradients vanish steadily, the maximum is the last value, and both definitions are
    the same.
    """
    # A gradient that overflowed counts as infinite, so the tile is not forgotten.
    known = np.nan_to_num(norms.astype(np.float64), nan=np.inf, posinf=np.inf)
    if not known.max() > 0:
        return 0
    return len(known) - int(np.argmax(known >= SHARE * known.max()))
