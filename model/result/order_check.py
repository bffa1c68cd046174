"""Add to a prediction what was computed later in other orders: the columns of an explanation come in."""

from collections.abc import Mapping
from dataclasses import replace

from model.bundle.record import OrderCheck, OrderSpread
from model.result.prediction import Prediction

RANDOM, TURNED = "random order", "flip or rotation"
"""The kinds of orders in the column "kind" of the explanation "order"."""


def with_order_check(prediction: Prediction, readings: Mapping[str, tuple[str | float, ...]]) -> Prediction:
    """Return `prediction` with the results in `readings`, the columns of its explanation "order".

    Columns of another explanation, which has no kinds of orders, leave the prediction as it is.
    """
    if "kind" not in readings:
        return prediction
    pairs = tuple(zip(readings["kind"], readings["probability_in_this_order"], strict=True))
    random, turned = ([float(p) for kind, p in pairs if kind == wanted] for wanted in (RANDOM, TURNED))
    return replace(prediction, order_check=OrderCheck(_spread(prediction, random), _spread(prediction, turned)))


def _spread(prediction: Prediction, probabilities: list[float]) -> OrderSpread:
    threshold, group = prediction.bundle.threshold, prediction.risk_group
    if threshold is None or group is None:
        return OrderSpread(tuple(probabilities), None)
    low = group == "low risk"
    return OrderSpread(tuple(probabilities), sum((p >= threshold) != low for p in probabilities))
