"""What a network says of spots, in the orders it is to be read in: a network and rows come in, logits go out."""

import numpy as np
import torch

from model.base.errors import ConfigError
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.orders import logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.region.orders import among, random_orders
from model.training.standardise import Spots

_AT_ONCE = 16
"""Spots of an order-blind network at once: 16 x 256 x 4096 numbers are 67 MB."""


def orders_of(count: int, tiles: int) -> np.ndarray:
    """The orders in which a model with `count` random orders reads `tiles`, int64 [orders, tiles]; 0: raster order."""
    raster = np.arange(tiles)
    return random_orders(count, tiles, raster) if count else raster[None]


def order_logits(network: NetworkHead, spots: Spots, rows: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """The final logit of each of `rows` in each of `orders`, float64 [orders, rows]; alike where order plays no part.

    Computed where the network's weights are. ConfigError where one is not finite.
    """
    network.eval()
    with torch.inference_mode():
        if not isinstance(network, RecurrentHead):
            return np.tile(finite_logits(_blind(network, spots, rows)), (len(orders), 1))
        found = [logits_in_orders(network, *_spot(network, spots, row, orders)).cpu().numpy() for row in rows]
    return finite_logits(np.stack(found, axis=1).astype(np.float64))


def logits_of(network: NetworkHead, spots: Spots, rows: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """The mean of the final logits over `orders`, float64 [rows]: what a bundle gives, before any calibration."""
    return order_logits(network, spots, rows, orders).mean(axis=0)


def finite_logits(logits: np.ndarray) -> np.ndarray:
    """`logits` themselves, of a head in training; ConfigError where one is NaN or infinite."""
    bad = int((~np.isfinite(logits)).sum())
    if bad:
        raise ConfigError(
            f"The head that was trained gives {bad} of {logits.size} logits that are not finite numbers; it is not "
            "written.",
            "Lower learning_rate, or take more penalty.",
        )
    return logits


def _spot(head: RecurrentHead, spots: Spots, row: int, orders: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Features of the tiles read and, in each order, their places among them; both on the head's device."""
    device, kept = head.output.weight.device, spots.tiles[row]
    places = np.stack([np.searchsorted(kept, among(order, kept)) for order in orders])
    return spots.spot(row).to(device), torch.from_numpy(places).to(device)


def _blind(network: NetworkHead, spots: Spots, rows: np.ndarray) -> np.ndarray:
    device, parts = network.output.weight.device, []
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        strings = spots.strings(some, [np.asarray] * len(some))
        parts.append(network(strings.features.to(device), lengths=strings.lengths.to(device))[:, -1].cpu().numpy())
    return np.concatenate(parts).astype(np.float64)
