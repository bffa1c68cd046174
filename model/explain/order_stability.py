"""Measure how much the probability of a spot depends on the tile order.

There are two kinds of orders: random orders, and the raster order after each of the eight flips and rotations of the
grid, because a slide may be scanned in any orientation. Each order is one run of the head. The spread measures
instability and is not a confidence interval.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from model.base.errors import ExplainError
from model.base.probability_text import probability_text
from model.base.progress import Progress
from model.bundle.heads.head_table import ordered_titles
from model.bundle.heads.one_thread import one_thread
from model.bundle.heads.orders import logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.bundle.record import OrderSpread
from model.explain.spot import ExplainedSpot, probability
from model.region import positions
from model.region.orders import SYMMETRIES, among, random_orders, symmetry

RANDOM = 32
"""Default number of random orders."""
_AT_ONCE = 8


@dataclass(frozen=True)
class OrderStability:
    """The survival probability of one spot in several tile orders.

    `probability` is the survival probability in the tile orders of the bundle. `random` has the probabilities in random
    orders, and `turned` the probabilities in the flips and rotations of the grid.
    """

    probability: float
    random: OrderSpread
    turned: OrderSpread

    @property
    def text(self) -> str:
        """Return text on how much the probability varies over random orders, and over flips and rotations."""
        return f"{_spread_text(self.random)}; {_spread_text(self.turned)}"


def order_stability(spot: ExplainedSpot, count: int = RANDOM) -> Generator[Progress, None, OrderStability]:
    """Return the probabilities in the first `count` random orders and in all eight flips and rotations of the grid.

    Raise ExplainError if the head does not depend on the tile order.
    """
    bundle = spot.bundle
    if not isinstance(bundle.head, RecurrentHead):
        raise ExplainError(
            f"{bundle.manifest.name} ({bundle.manifest.head.text}): every order of tiles gives the same number.",
            f"Choose a bundle with one of these heads to measure order stability: {', '.join(ordered_titles())}.",
        )
    turned = np.stack([_turned(spot, number) for number in range(SYMMETRIES)])
    orders = np.concatenate([random_orders(count, spot.size, spot.tiles), turned])
    places = torch.from_numpy(np.searchsorted(spot.tiles, orders))
    logits: list[float] = []
    for some in torch.split(places, _AT_ONCE):
        yield Progress("analysing in other orders", len(logits), len(places))
        with one_thread(), torch.no_grad():
            logits += logits_in_orders(bundle.head, spot.features, some).tolist()
    with one_thread(), torch.no_grad():
        own = float(logits_in_orders(bundle.head, spot.features, spot.orders).double().mean())
    p = probability(bundle.calibrated(own))
    found = [probability(bundle.calibrated(logit)) for logit in logits]
    random = bundle.order_spread(found[:count], p, "random orders")
    return OrderStability(p, random, bundle.order_spread(found[count:], p, "flips and rotations"))


def _turned(spot: ExplainedSpot, number: int) -> np.ndarray:
    """Return the used tiles in raster order after the flip or rotation with this `number`: tile indices, int64 [n]."""
    if spot.corners is None:
        return among(symmetry(spot.size, number), spot.tiles)
    return spot.tiles[positions.turned(spot.corners, number)]


def flipped_share(spread: OrderSpread) -> float | None:
    """Return the share of tile orders that give another risk group than the prediction.

    Return None if the bundle has no threshold.
    """
    return None if spread.flipped is None else spread.flipped / len(spread.probabilities)


def _spread_text(spread: OrderSpread) -> str:
    mean, count = float(np.mean(spread.probabilities)), len(spread.probabilities)
    words = f"{count} {spread.kind}: mean {probability_text(mean)}, SD {spread.sd:.3f}"
    return words if spread.flipped is None else f"{words}, {spread.flipped} of {count} gave the other risk group"
