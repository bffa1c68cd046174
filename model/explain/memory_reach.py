"""How far back a bundle remembers: one spot's features come in, |d logit / d h_t| by layer and step goes out.

The logit is the head's own after the last step, before any calibration. h_t counts with all it does later: what the
next layer reads of it, and what its own layer makes of it, in an LSTM also by way of C_(t+1) and all that follow. C_t
itself is held still: what it carries on past h_t is not counted to h_t.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.bundle import Bundle
from model.errors import ExplainError
from model.explain.spot import Spot
from model.heads.base import LayerState
from model.heads.recurrent import RecurrentHead
from model.progress import Progress

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
    by_step, by_tile = [], []
    for number, order in enumerate(spot.orders):
        yield Progress("following gradients back", number, len(spot.orders))
        norms = _norms(spot.bundle, spot.features[order]).astype(np.float64)
        by_step.append(norms)
        by_tile.append(norms[:, np.argsort(order.numpy())])
    curve = np.mean(by_step, axis=0)
    maps = np.stack([spot.placed(layer) for layer in np.mean(by_tile, axis=0)])
    return Memory(curve.astype(np.float32), maps, tuple(reach(layer) for layer in curve))


def memory_norms(bundle: Bundle, features: np.ndarray) -> np.ndarray:
    """|d logit / d h_t|, float32 [layers, steps], for `features` float32 [steps, 4096] in reading order.

    ExplainError where the head reads in no order and so has no memory.
    """
    return _norms(bundle, bundle.standardised(torch.from_numpy(features.copy())))


def _norms(bundle: Bundle, features: torch.Tensor) -> np.ndarray:
    """As `memory_norms`, of standardised features."""
    if not isinstance(bundle.head, RecurrentHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.words}) pools its tiles: it reads in no order and has no "
            "memory to measure.",
            "Measure the memory of a bundle with an LSTM or Elman head.",
        )
    # A bundle's weights are frozen: without this, autograd would have nothing to follow.
    x = features.detach().clone().requires_grad_()
    state: tuple[LayerState, ...] | None = None
    hidden: list[torch.Tensor] = []
    for t in range(len(x)):
        # One step a call: then the tensor that is kept is the one that both the next layer and the next step read.
        steps = bundle.head.advance(x[t : t + 1], state)
        state = steps.state
        hidden += steps.hidden
    gradients = torch.autograd.grad(steps.logits[-1], hidden)
    # In float64: the squares of float32 numbers that are still worth drawing are too small for float32.
    norms = torch.stack([gradient.double().norm() for gradient in gradients])
    return norms.reshape(len(x), -1).T.float().contiguous().numpy()


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
