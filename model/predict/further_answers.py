"""What a head answers beside its logit: the survival curve, and the answers of the members of an ensemble."""

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
"""Probabilities closer to 0 or 1 have no usable logarithm."""


@dataclass(frozen=True)
class FurtherAnswers:
    """The survival curve, empty if the head gives the logit alone; and the spread over the members of an ensemble."""

    curve: tuple[CurvePoint, ...] = ()
    members: OrderSpread | None = None


def further_answers(bundle: Bundle, features: np.ndarray, order: np.ndarray, probability: float) -> FurtherAnswers:
    """Return the further answers of a bundle for one region.

    `features` [tiles, 4096] are those of the region, `order` int64 [n] the tiles in use in the order of analysis. All
    answers are means of log odds over the orders of the bundle. A calibration layer is fitted at the time of the
    endpoint; the hazard of the curve is scaled so that it ends at `probability`, the result of the analysis.
    """
    shape = bundle.head.shape
    if (shape.survival is None and shape.members == 1) or not isinstance(bundle.head, NetworkHead):
        return FurtherAnswers()
    logits = _member_logits(bundle, bundle.head, features, order)
    curve: tuple[CurvePoint, ...] = ()
    if shape.survival is not None:
        shares = _scaled(sigmoid(logits.mean(axis=0)), probability)
        curve = tuple(CurvePoint(*point) for point in zip(shape.survival.times, shares.tolist(), strict=True))
    if shape.members == 1:
        return FurtherAnswers(curve)
    found = [sigmoid_of(bundle.calibrated(logit)) for logit in logits[:, -1].tolist()]
    return FurtherAnswers(curve, bundle.order_spread(found, probability, "members"))


def _member_logits(bundle: Bundle, head: NetworkHead, features: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Return the log odds of each member at each time, float64 [members, times], before the calibration layer."""
    used = np.sort(order)
    with torch.inference_mode():
        if not isinstance(head, RecurrentHead):
            x = bundle.standardised(torch.from_numpy(features[used]))
            return np.asarray(head.curves(x[None])[0, -1:].double().numpy())
        count, kind = bundle.manifest.random_orders, bundle.manifest.order_kind
        orders = prediction_orders(kind, count, len(features), used) if count else order[None]
        x = bundle.standardised(torch.from_numpy(features[used]))
        found = members_in_orders(head, x, torch.from_numpy(np.searchsorted(used, orders)))
        return np.asarray(found.double().mean(dim=0).numpy())


def _scaled(alive: np.ndarray, probability: float) -> np.ndarray:
    """Return the shares alive with the hazard multiplied by one number, so that the last is `probability`."""
    hazard = -np.log(np.clip(alive, _CERTAIN, 1 - _CERTAIN))
    wanted = -math.log(min(max(probability, _CERTAIN), 1 - _CERTAIN))
    return np.asarray(np.exp(-hazard * wanted / hazard[-1]))
