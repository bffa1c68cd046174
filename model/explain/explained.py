"""The table of explanations: a prediction and its engine come in; a map, or figures, with its words goes out."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from model.engine import Engine
from model.explain.agreement import Agreement, agreement
from model.explain.glass import glass_for
from model.explain.integrated_gradients import IntegratedGradients, integrated_gradients
from model.explain.memory_reach import SHARE, memory
from model.explain.occlusion import Occlusion, occlusion
from model.explain.order_stability import flipped_share, order_stability
from model.explain.spot import Spot, lay_out
from model.heads.recurrent import RecurrentHead
from model.prediction import OrderSpread, Prediction
from model.progress import Progress


@dataclass(frozen=True, eq=False)
class Explanation:
    """`values` float32 [tiles] by tile index, nan where there is none; None of a method that has no map.

    `facts` are plain data for a record; `tiles` further values [tiles], `readings` columns of equal length, one row a
    reading, and `arrays` all else, by name. `agreement` with the other map of importance, where there are two.
    """

    method: "Method"
    values: np.ndarray | None
    facts: Mapping[str, Any]
    agreement: Agreement | None = None
    tiles: Mapping[str, np.ndarray] = field(default_factory=dict)
    readings: Mapping[str, tuple[str | float, ...]] = field(default_factory=dict)
    arrays: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """One way to explain: `sentence` says what it is and what it is not; `signed`: above 0 speaks for survival."""

    key: str
    title: str
    measure: str
    signed: bool
    sentence: str
    make: "Callable[[Method, Spot], Generator[Progress, None, Explanation]]"


def explain(prediction: Prediction, engine: Engine, method: str) -> Generator[Progress, None, Explanation]:
    """By the `method` of that key, of the very logit of `prediction`, which `engine` made."""
    features, tissue = prediction.features, prediction.tissue_fraction
    yield Progress("looking at glass")
    glass, origin = glass_for(engine, features, tissue)
    spot = lay_out(engine.bundle, features, tissue, glass)
    one = METHODS[method]
    found = yield from one.make(one, spot)
    facts = {"glass": origin, "orders_read": len(spot.orders)} | dict(found.facts)
    return Explanation(one, found.values, facts, found.agreement, found.tiles, found.readings, found.arrays)


def _both(spot: Spot) -> Generator[Progress, None, tuple[Occlusion, IntegratedGradients, Agreement]]:
    """The two maps of importance: neither is shown without knowing whether the other agrees."""
    occluded = yield from occlusion(spot)
    integrated = yield from integrated_gradients(spot)
    return occluded, integrated, agreement(occluded.change, integrated.attribution)


def _occlusion(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    occluded, integrated, agreed = yield from _both(spot)
    facts = {"removed_tile": _gone(spot), "logit": occluded.logit} | _agreement_facts(agreed, integrated)
    return Explanation(method, occluded.change, facts, agreed, tiles={"change_of_probability": occluded.change_p})


def _gone(spot: Spot) -> str:
    if not isinstance(spot.bundle.head, RecurrentHead):
        pooled = "left out of the pool" if spot.bundle.head.shape.kind == "pooled" else None
        return pooled or ("left out, as the model skips glass" if spot.drops else "replaced by blank glass")
    return "falls out of the string, as the model skips glass" if spot.drops else "replaced by blank glass"


def _integrated(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    _, integrated, agreed = yield from _both(spot)
    return Explanation(method, integrated.attribution, _agreement_facts(agreed, integrated), agreed)


def _agreement_facts(agreed: Agreement, integrated: IntegratedGradients) -> dict[str, Any]:
    rank = {key: None if np.isnan(value) else value for key, value in asdict(agreed.rank).items()}
    return {
        "agreement_of_occlusion_and_integrated_gradients": rank | {"words": agreed.words, "greyed": agreed.grey},
        "integrated_gradients": {
            "logit": integrated.logit,
            "glass_logit": integrated.baseline,
            "residual": integrated.residual,
            "residual_share": integrated.share,
            "complete": integrated.complete,
            "points": integrated.points,
        },
    }


def _memory(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    found = yield from memory(spot)
    layers = {f"memory_layer_{number}": layer for number, layer in enumerate(found.maps, start=1)}
    facts = {"reach_tiles_back_by_layer": list(found.reach), "reach_share": SHARE, "map_of_layer": len(found.maps)}
    return Explanation(method, found.maps[-1], facts, tiles=layers, arrays={"curve": found.curve})


def _order(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    found = yield from order_stability(spot)
    kinds = {"random order": found.random, "flip or rotation": found.turned}
    readings = [(kind, number, p) for kind, one in kinds.items() for number, p in enumerate(one.probabilities)]
    columns = dict(zip(("kind", "number", "probability_in_this_order"), zip(*readings, strict=True), strict=True))
    facts = {
        "words": found.words,
        "probability": found.probability,
        "random_orders": _spread_facts(found.random),
        "flips_and_rotations": _spread_facts(found.turned),
    }
    return Explanation(method, None, facts, readings=columns)


def _spread_facts(spread: OrderSpread) -> dict[str, Any]:
    p = spread.probabilities
    return {
        "readings": len(p),
        "mean": float(np.mean(p)),
        "sd": spread.sd,
        "least": min(p),
        "greatest": max(p),
        "share_with_the_other_risk_group": flipped_share(spread),
    }


METHODS: dict[str, Method] = {
    method.key: method
    for method in (
        Method(
            "occlusion",
            "Occlusion",
            "log odds",
            True,
            "How the log odds change when this tile alone turns to glass: the model's use of the tile, not a cause of "
            "death. Not to be added up.",
            _occlusion,
        ),
        Method(
            "ig",
            "Integrated gradients",
            "log odds",
            True,
            "The tile's share of the way from a window of glass to this one's log odds: all add up to it. It is the "
            "model's use, not a cause.",
            _integrated,
        ),
        Method(
            "memory",
            "Memory reach",
            "|dlogit/dh|",
            False,
            "How much the state after this tile still moves the log odds at the end: what is remembered, not which "
            "tile matters.",
            _memory,
        ),
        Method(
            "order",
            "Order stability",
            "probability",
            False,
            "The probability of the same tiles read in other orders: what it owes to the order alone, not a confidence "
            "interval.",
            _order,
        ),
    )
}
