"""Add results in other tile orders, which an explanation computed later, to a prediction."""

from collections.abc import Mapping
from dataclasses import replace

from model.bundle.record import OrderCheck, OrderSpread
from model.result.prediction import Prediction

RANDOM, TURNED = "random order", "flip or rotation"
"""The two kinds of tile orders, as they are named in the column "kind" of the explanation of tile orders."""


def with_order_check(prediction: Prediction, readings: Mapping[str, tuple[str | float, ...]]) -> Prediction:
    """Return `prediction` with the results in `readings`, the columns of the explanation of tile orders, by name.

    If `readings` has no column "kind", it comes from another explanation, and the prediction is returned unchanged.
    """
    if "kind" not in readings:
        return prediction
    pairs = tuple(zip(readings["kind"], readings["probability_in_this_order"], strict=True))
    random, turned = (tuple(float(p) for kind, p in pairs if kind == wanted) for wanted in (RANDOM, TURNED))
    check = OrderCheck(_spread(prediction, random, "random orders"), _spread(prediction, turned, "flips and rotations"))
    return replace(prediction, order_check=check)


def same_analysis(one: Prediction | None, other: Prediction | None) -> bool:
    """Return whether both predictions are from the same analysis, or both are None.

    Predictions of the same analysis may differ in their order checks (results in other tile orders). The traces are
    compared with `is`: every analysis makes a new trace, and `with_order_check` does not copy it.
    """
    return (one.trace if one else None) is (other.trace if other else None)


def _spread(prediction: Prediction, probabilities: tuple[float, ...], kind: str) -> OrderSpread:
    threshold, group = prediction.bundle.threshold, prediction.risk_group
    if threshold is None or group is None:
        return OrderSpread(probabilities, None, kind)
    low = group == "low risk"
    return OrderSpread(probabilities, sum((p >= threshold) != low for p in probabilities), kind)
