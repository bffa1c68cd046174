"""Additional answers of a head besides the logit: the survival curve, and the answers of the members of an ensemble."""

import math
from dataclasses import dataclass

import numpy as np
import torch

from model.bundle.bundle import Bundle
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.orders import members_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.bundle.record import OrderSpread
from model.region.orders import prediction_orders
from model.result.prediction import CurvePoint
from model.statistics.calibration import sigmoid, sigmoid_of

_CERTAIN = 1e-12
"""Minimum distance of a probability from 0 and 1. The logarithm of a probability nearer to 0 or 1 is not usable."""


@dataclass(frozen=True)
class FurtherAnswers:
    """The survival curve, and the spread over the members of an ensemble.

    The curve is empty if the head gives only the logit. The spread is None if the model is not an ensemble.
    """

    curve: tuple[CurvePoint, ...] = ()
    members: OrderSpread | None = None


def further_answers(
    bundle: Bundle, features: np.ndarray, order: np.ndarray, probability: float, orders: np.ndarray | None = None
) -> FurtherAnswers:
    """Return the additional answers of a bundle for one region.

    `features` [tiles, 4096] are the features of the region. `order` int64 [n] are the used tiles, in the order of
    analysis. All answers are computed from log odds that are averaged over the tile orders of the bundle. A calibration
    layer is fitted only at the time of the endpoint. The hazard of the curve is therefore multiplied by a factor, so
    that the curve ends at `probability`, the result of the analysis. `orders` int64 [orders, n] are the tile orders;
    they must be given only if the tiles form no grid.
    """
    shape = bundle.head.shape
    if (shape.survival is None and shape.members == 1) or not isinstance(bundle.head, NetworkHead):
        return FurtherAnswers()
    logits = _member_logits(bundle, bundle.head, features, order, orders)
    curve: tuple[CurvePoint, ...] = ()
    if shape.survival is not None:
        shares = _scaled(sigmoid(logits.mean(axis=0)), probability)
        curve = tuple(CurvePoint(*point) for point in zip(shape.survival.times, shares.tolist(), strict=True))
    if shape.members == 1:
        return FurtherAnswers(curve)
    found = [sigmoid_of(bundle.calibrated(logit)) for logit in logits[:, -1].tolist()]
    return FurtherAnswers(curve, bundle.order_spread(found, probability, "members"))


def _member_logits(
    bundle: Bundle, head: NetworkHead, features: np.ndarray, order: np.ndarray, orders: np.ndarray | None
) -> np.ndarray:
    """Return the log odds of each member at each time, float64 [members, times], before the calibration layer."""
    used = np.sort(order)
    with torch.inference_mode():
        if not isinstance(head, RecurrentHead):
            x = bundle.standardised(torch.from_numpy(features[used]))
            return np.asarray(head.curves(x[None])[0, -1:].double().numpy())
        count, kind = bundle.manifest.random_orders, bundle.manifest.order_kind
        if orders is None or not count:
            orders = prediction_orders(kind, count, len(features), used) if count else order[None]
        x = bundle.standardised(torch.from_numpy(features[used]))
        found = members_in_orders(head, x, torch.from_numpy(np.searchsorted(used, orders)))
        return np.asarray(found.double().mean(dim=0).numpy())


def _scaled(alive: np.ndarray, probability: float) -> np.ndarray:
    """Return the survival curve `alive` with its hazard multiplied by one factor, so that it ends at `probability`."""
    hazard = -np.log(np.clip(alive, _CERTAIN, 1 - _CERTAIN))
    wanted = -math.log(min(max(probability, _CERTAIN), 1 - _CERTAIN))
    return np.asarray(np.exp(-hazard * wanted / hazard[-1]))
