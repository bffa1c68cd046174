"""Compute the logits of spots with a network, in one or several tile orders."""

import numpy as np
import torch

from model.base.errors import ConfigError
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.orders import curves_in_orders, logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.region.orders import among, prediction_orders
from model.training.config import TrainConfig
from model.training.standardise import Spots

_AT_ONCE = 16
"""Number of spots that are processed at once by a network that ignores the tile order: 16 x 256 x 4096 numbers take 67
MB.
"""


def orders_of(config: TrainConfig, tiles: int) -> np.ndarray:
    """Return the tile orders, int64 [orders, tiles], of a model with these settings.

    If the settings have no random orders, the only order is raster order.
    """
    raster, count = np.arange(tiles), config.random_orders
    return prediction_orders(config.order_kind, count, tiles, raster) if count else raster[None]


def order_logits(network: NetworkHead, spots: Spots, rows: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Return the logit of each of the spots `rows` for each of the tile orders `orders`, float64 [orders, rows].

    The logits are computed on the device of the network's weights. Raise ConfigError if a logit is not finite.
    """
    network.eval()
    with torch.inference_mode():
        if not isinstance(network, RecurrentHead):
            return np.tile(finite_logits(_blind(network, spots, rows)[:, -1]), (len(orders), 1))
        found = [logits_in_orders(network, *_spot(network, spots, row, orders)).cpu().numpy() for row in rows]
    return finite_logits(np.stack(found, axis=1).astype(np.float64))


def logits_of(network: NetworkHead, spots: Spots, rows: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Return the mean of the logits over `orders`, float64 [rows].

    These means are the logits of a bundle before calibration.
    """
    return order_logits(network, spots, rows, orders).mean(axis=0)


def curves_of(network: NetworkHead, spots: Spots, rows: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Return the log odds of being alive at each time of the head's survival curve, float64 [rows, times].

    The log odds are means over `orders`. The last column equals the result of `logits_of`; it is the only column if the
    head has no survival curve.
    """
    if network.shape.survival is None:
        return logits_of(network, spots, rows, orders)[:, None]
    network.eval()
    with torch.inference_mode():
        if not isinstance(network, RecurrentHead):
            return finite_logits(_blind(network, spots, rows))
        found = [curves_in_orders(network, *_spot(network, spots, row, orders)).cpu().numpy() for row in rows]
    return finite_logits(np.stack(found).astype(np.float64).mean(axis=1))


def finite_logits(logits: np.ndarray) -> np.ndarray:
    """Return `logits` unchanged. Raise ConfigError if one of them is NaN or infinite."""
    bad = int((~np.isfinite(logits)).sum())
    if bad:
        raise ConfigError(
            f"The trained head gives {bad} of {logits.size} logits that are not finite numbers. The model was not "
            "written.",
            "Lower learning_rate, or increase l1 and l2.",
        )
    return logits


def _spot(head: RecurrentHead, spots: Spots, row: int, orders: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the features of the used tiles, and their sequence in each of `orders`, both on the head's device."""
    device, kept = head.output.weight.device, spots.tiles[row]
    places = np.stack([np.searchsorted(kept, among(order, kept)) for order in orders])
    return spots.spot(row).to(device), torch.from_numpy(places).to(device)


def _blind(network: NetworkHead, spots: Spots, rows: np.ndarray) -> np.ndarray:
    """Return the log odds of being alive at each time, [rows, times], of a network that ignores the tile order.

    The log odds are float64.
    """
    device, parts = network.output.weight.device, []
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        strings = spots.strings(some, [np.asarray] * len(some))
        curves = network.curves(strings.features.to(device), lengths=strings.lengths.to(device))
        parts.append(curves[:, -1].cpu().numpy())
    return np.concatenate(parts).astype(np.float64)
