"""What a probability owes to the order of reading alone: a spot comes in; it read in other orders goes out.

Two kinds: random orders, and the raster order of the grid's eight flips and rotations, which a pathologist's slide may
as well have had. Each is a single reading. The spread is instability, not a confidence interval.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import ExplainError
from model.base.progress import Progress
from model.bundle.heads.head_table import ordered_titles
from model.bundle.heads.orders import logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.bundle.record import OrderSpread
from model.explain.spot import Spot, probability
from model.explain.walk import one_thread
from model.region.orders import SYMMETRIES, among, random_orders, symmetry

RANDOM = 32
"""Random orders that are tried where nobody says otherwise."""
_AT_ONCE = 8


@dataclass(frozen=True)
class OrderStability:
    """`probability` as the bundle gives it, `random` in random orders, `turned` in the grid's symmetries."""

    probability: float
    random: OrderSpread
    turned: OrderSpread

    @property
    def words(self) -> str:
        return f"{_words(self.random, 'random orders')}; {_words(self.turned, 'flips and rotations')}"


def order_stability(spot: Spot, count: int = RANDOM) -> Generator[Progress, None, OrderStability]:
    """The probability in the first `count` random orders and in all eight flips and rotations of the grid.

    ExplainError where the head reads in no order: there is then nothing that could move.
    """
    bundle = spot.bundle
    if not isinstance(bundle.head, RecurrentHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.words}): every order of tiles gives the same number.",
            f"Look at the order stability of a bundle with one of these heads: {', '.join(ordered_titles())}.",
        )
    turned = np.stack([among(symmetry(spot.size, number), spot.tiles) for number in range(SYMMETRIES)])
    orders = np.concatenate([random_orders(count, spot.size, spot.tiles), turned])
    places = torch.from_numpy(np.searchsorted(spot.tiles, orders))
    logits: list[float] = []
    for some in torch.split(places, _AT_ONCE):
        yield Progress("reading in other orders", len(logits), len(places))
        with one_thread(), torch.no_grad():
            logits += logits_in_orders(bundle.head, spot.features, some).tolist()
    with one_thread(), torch.no_grad():
        own = float(logits_in_orders(bundle.head, spot.features, spot.orders).double().mean())
    p = probability(bundle.calibrated(own))
    found = [probability(bundle.calibrated(logit)) for logit in logits]
    return OrderStability(p, bundle.order_spread(found[:count], p), bundle.order_spread(found[count:], p))


def flipped_share(spread: OrderSpread) -> float | None:
    """The share of readings with the other risk group; None where the bundle states no threshold."""
    return None if spread.flipped is None else spread.flipped / len(spread.probabilities)


def _words(spread: OrderSpread, kind: str) -> str:
    mean, count = float(np.mean(spread.probabilities)), len(spread.probabilities)
    words = f"{count} {kind}: mean {mean:.2f}, SD {spread.sd:.3f}"
    return words if spread.flipped is None else f"{words}, {spread.flipped} of {count} gave the other risk group"
