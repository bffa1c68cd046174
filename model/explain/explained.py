"""The one door to explanations: a prediction and its engine come in; a map, or figures, with its words goes out."""

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from model.base.finite import without_infinity
from model.base.progress import Progress
from model.bundle.record import OrderSpread
from model.explain.agreement import Agreement, agreement
from model.explain.explanation import METHODS, Explanation, Method, Region, layer_key
from model.explain.gates import gates
from model.explain.glass import glass_for
from model.explain.integrated_gradients import IntegratedGradients, integrated_gradients
from model.explain.memory_reach import SHARE, memory
from model.explain.occlusion import BLOCK, Occlusion, occlude_blocks, occlude_region, occlusion
from model.explain.order_stability import flipped_share, order_stability
from model.explain.spot import Spot, lay_out
from model.explain.states import Gates
from model.predict.engine import Engine
from model.result.prediction import Prediction

Maker = Callable[[Method, Spot], Generator[Progress, None, Explanation]]


@dataclass(frozen=True, eq=False)
class Laid:
    """A prediction laid out to be explained: the string whose logit it is, and in words where its glass is from."""

    prediction: Prediction
    spot: Spot
    glass: str


def explain(prediction: Prediction, engine: Engine, method: str) -> Generator[Progress, None, Explanation]:
    """By the `method` of that key, of the very logit of `prediction`, which `engine` made."""
    laid = yield from lay(prediction, engine)
    return (yield from explain_laid(laid, method))


def lay(prediction: Prediction, engine: Engine) -> Generator[Progress, None, Laid]:
    """What is explained. Only here the engine is needed: a window without a blank tile has glass encoded."""
    yield Progress("looking at glass")
    features, tissue = prediction.features, prediction.tissue_fraction
    glass, origin = glass_for(engine, features, tissue)
    return Laid(prediction, lay_out(engine.bundle, features, tissue, glass), origin)


def explain_laid(laid: Laid, method: str) -> Generator[Progress, None, Explanation]:
    """By the `method` of that key; ExplainError where the head gives nothing of the kind."""
    found = yield from _MAKERS[method](METHODS[method], laid.spot)
    return _with_origin(laid, found)


def importance(laid: Laid) -> Generator[Progress, None, tuple[Explanation, Explanation]]:
    """Occlusion and integrated gradients, each as `explain_laid` gives it, for the work of one.

    As soon as occlusion is known it is told in a report, not knowing yet whether the other agrees.
    """
    occluded = yield from occlusion(laid.spot)
    first = _occlusion_found(METHODS["occlusion"], laid.spot, occluded)
    yield Progress("integrating gradients", partial=_with_origin(laid, first))
    integrated = yield from integrated_gradients(laid.spot)
    agreed = agreement(occluded.change, integrated.attribution)
    facts = _agreement_facts(agreed, integrated)
    both = (
        replace(first, facts=dict(first.facts) | facts, agreement=agreed),
        Explanation(METHODS["ig"], integrated.attribution, facts, agreed),
    )
    return _with_origin(laid, both[0]), _with_origin(laid, both[1])


def without(laid: Laid, tiles: np.ndarray) -> Generator[Progress, None, Region]:
    """The prediction if `tiles`, int64 [m], were glass."""
    return (yield from occlude_region(laid.spot, tiles, laid.prediction.logit))


def look_inside(laid: Laid) -> Generator[Progress, None, tuple[Gates, ...]]:
    """The gates of the reading that is drawn, by layer; ExplainError where the head has none."""
    yield Progress("looking at gates")
    return gates(laid.spot.bundle, laid.prediction.features[laid.prediction.trace.index])


def _with_origin(laid: Laid, found: Explanation) -> Explanation:
    facts = {"glass": laid.glass, "orders_read": len(laid.spot.orders)} | dict(found.facts)
    for what, values in (("an explained value", found.values), *found.tiles.items(), *found.arrays.items()):
        if values is not None:
            without_infinity(np.asarray(values), laid.spot.bundle.name, what.replace("_", " "))
    return replace(found, facts=facts)


def _both(spot: Spot) -> Generator[Progress, None, tuple[Occlusion, IntegratedGradients, Agreement]]:
    """The two maps of importance: neither is shown without knowing whether the other agrees."""
    occluded = yield from occlusion(spot)
    integrated = yield from integrated_gradients(spot)
    return occluded, integrated, agreement(occluded.change, integrated.attribution)


def _occlusion(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    occluded, integrated, agreed = yield from _both(spot)
    found = _occlusion_found(method, spot, occluded)
    return replace(found, facts=dict(found.facts) | _agreement_facts(agreed, integrated), agreement=agreed)


def _occlusion_found(method: Method, spot: Spot, occluded: Occlusion) -> Explanation:
    facts = {"removed_tile": _gone(spot), "logit": occluded.logit}
    return Explanation(method, occluded.change, facts, tiles={"change_of_probability": occluded.change_p})


def _blocks(method: Method, spot: Spot) -> Generator[Progress, None, Explanation]:
    occluded = yield from occlude_blocks(spot)
    found = _occlusion_found(method, spot, occluded)
    return replace(found, facts=dict(found.facts) | {"block_side_tiles": BLOCK})


def _gone(spot: Spot) -> str:
    removal = spot.bundle.head.shape.facts.removal
    return removal.skipping if spot.drops else removal.reading


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
    layers = {layer_key(number): layer for number, layer in enumerate(found.maps)}
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


_MAKERS: dict[str, Maker] = {
    "occlusion": _occlusion,
    "blocks": _blocks,
    "ig": _integrated,
    "memory": _memory,
    "order": _order,
}
