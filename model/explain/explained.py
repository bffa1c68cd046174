"""Explain a prediction with one of the methods. The window and the command line start here."""

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from model.base.errors import ExplainError
from model.base.finite import without_infinity
from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.record import OrderSpread
from model.explain.agreement import Agreement, agreement
from model.explain.explanation import (
    METHODS,
    POINTS,
    REGION,
    TYPICAL,
    Explanation,
    Method,
    OccludedTiles,
    layer_key,
)
from model.explain.gates import gates
from model.explain.glass import glass_for
from model.explain.integrated_gradients import IntegratedGradients, integrated_gradients
from model.explain.memory_reach import SHARE, memory
from model.explain.occlusion import (
    BLOCK,
    OccludedRegions,
    Occlusion,
    occlude_blocks,
    occlude_regions,
    occlude_tiles,
    occlusion,
)
from model.explain.order_stability import flipped_share, order_stability
from model.explain.spot import ExplainedSpot, prepare_spot, probability
from model.explain.states import Gates
from model.explain.tissue_regions import LEAST_TILES, TILES_PER_REGION
from model.predict.engine import Engine
from model.result.points import share_points
from model.result.prediction import Prediction

Maker = Callable[[Method, ExplainedSpot], Generator[Progress, None, Explanation]]


@dataclass(frozen=True, eq=False)
class PreparedSpot:
    """A prediction that is prepared for explanations. `glass` describes the origin of the features of blank glass.

    `glass` is "" if these features are not known. Methods that compare tiles with glass then raise ExplainError.
    """

    prediction: Prediction
    spot: ExplainedSpot
    glass: str


def explain(prediction: Prediction, engine: Engine, method: str) -> Generator[Progress, None, Explanation]:
    """Return the explanation of `prediction` by the method with the key `method`. `engine` made the prediction.

    What is explained is the logit of the prediction. Raise ExplainError if the head does not support the method.
    """
    prepared = yield from prepare(prediction, engine)
    return (yield from explain_prepared(prepared, method))


def prepare(prediction: Prediction, engine: Engine) -> Generator[Progress, None, PreparedSpot]:
    """Return `prediction`, prepared for all explanation methods.

    Only this step needs the engine: if the region has no blank tile, the engine encodes a tile of glass.
    """
    return (yield from prepare_with(prediction, engine.bundle, engine))


def prepare_with(
    prediction: Prediction, bundle: Bundle, engine: Engine | None
) -> Generator[Progress, None, PreparedSpot]:
    """Return `prediction`, which `bundle` made from an image or a feature file, prepared for all explanation methods.

    `engine` is None if the encoder of the features is not on this computer.
    """
    yield Progress("encoding glass")
    features, tissue = prediction.features, prediction.tissue_fraction
    glass, origin = glass_for(engine, features, tissue)
    corners = prediction.tile_boxes[:, :2] if prediction.grid.scattered else None
    spot = prepare_spot(bundle, features, tissue, glass, prediction.tile_orders, corners)
    return PreparedSpot(prediction, spot, origin)


def explain_prepared(prepared: PreparedSpot, method: str) -> Generator[Progress, None, Explanation]:
    """Return the explanation of the prepared prediction by the method with the key `method`.

    Raise ExplainError if the head does not support the method.
    """
    if METHODS[method].signed:
        _refuse_without_glass(prepared)
    found = yield from _MAKERS[method](METHODS[method], prepared.spot)
    return _with_origin(prepared, found)


def importance(prepared: PreparedSpot) -> Generator[Progress, None, tuple[Explanation, Explanation]]:
    """Return the explanations by occlusion and by integrated gradients, each as `explain_prepared` returns it.

    Each of the two maps is computed only once and used for both explanations. As soon as the occlusion map is known, a
    progress report contains its explanation as partial result, in which the agreement of the two maps is None.
    """
    _refuse_without_glass(prepared)
    occluded = yield from occlusion(prepared.spot)
    first = _occlusion_found(METHODS["occlusion"], prepared.spot, occluded)
    yield Progress("integrating gradients", partial=_with_origin(prepared, first))
    integrated = yield from integrated_gradients(prepared.spot)
    agreed = agreement(occluded.change, integrated.attribution)
    facts = _agreement_facts(agreed, integrated)
    both = (
        replace(first, facts=dict(first.facts) | facts, agreement=agreed),
        _integrated_found(METHODS["ig"], integrated, agreed),
    )
    return _with_origin(prepared, both[0]), _with_origin(prepared, both[1])


def without(prepared: PreparedSpot, tiles: np.ndarray) -> Generator[Progress, None, OccludedTiles]:
    """Return the result of the model if the tiles with the indices `tiles`, int64 [m], were blank glass."""
    _refuse_without_glass(prepared)
    return (yield from occlude_tiles(prepared.spot, tiles, prepared.prediction.logit))


def _refuse_without_glass(prepared: PreparedSpot) -> None:
    """Raise ExplainError if the features of glass, with which most methods compare, are not known."""
    if prepared.glass:
        return
    bundle = prepared.prediction.bundle
    raise ExplainError(
        "Tiles cannot be compared with glass: the feature file has no tile of glass, and the encoder "
        f"{prepared.spot.bundle.manifest.backbone_name!r} of {bundle.name} is not on this computer.",
        "Import the encoder (histocast backbone import), or use a file with the tiles of glass "
        "(histocast features --all-tiles).",
    )


def look_inside(prepared: PreparedSpot) -> Generator[Progress, None, tuple[Gates, ...]]:
    """Return the LSTM gates of each layer, for the tile order whose hidden states are shown.

    Raise ExplainError if the head has no gates.
    """
    yield Progress("computing gates")
    return gates(prepared.spot.bundle, prepared.prediction.features[prepared.prediction.trace.index])


def _with_origin(prepared: PreparedSpot, found: Explanation) -> Explanation:
    """Return the explanation with the origin of the features of glass added to its `facts`.

    Raise AnswerError if a value of the explanation is infinite.
    """
    facts = {"glass": prepared.glass, "orders_read": len(prepared.spot.orders)} | dict(found.facts)
    for what, values in (("an explained value", found.values), *found.tiles.items(), *found.arrays.items()):
        if values is not None:
            without_infinity(np.asarray(values), prepared.spot.bundle.name, what.replace("_", " "))
    return replace(found, facts=facts)


def _both(spot: ExplainedSpot) -> Generator[Progress, None, tuple[Occlusion, IntegratedGradients, Agreement]]:
    """Return the occlusion map, the map of integrated gradients, and the agreement of the two maps.

    Each of these maps is always shown together with this agreement.
    """
    occluded = yield from occlusion(spot)
    integrated = yield from integrated_gradients(spot)
    return occluded, integrated, agreement(occluded.change, integrated.attribution)


def _occlusion(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    occluded, integrated, agreed = yield from _both(spot)
    found = _occlusion_found(method, spot, occluded)
    return replace(found, facts=dict(found.facts) | _agreement_facts(agreed, integrated), agreement=agreed)


def _occlusion_found(method: Method, spot: ExplainedSpot, occluded: Occlusion) -> Explanation:
    facts = {"removed_tile": _removed_text(spot), "logit": occluded.logit}
    tiles = {"change_of_probability": occluded.change_p, POINTS: 100 * occluded.change_p}
    return Explanation(method, occluded.change, facts, tiles=tiles)


def _blocks(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    occluded = yield from occlude_blocks(spot)
    found = _occlusion_found(method, spot, occluded)
    return replace(found, facts=dict(found.facts) | {"block_side_tiles": BLOCK})


def _regions(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    occluded = yield from occlude_regions(spot)
    found = _occlusion_found(method, spot, occluded.occlusion)
    facts = dict(found.facts) | {
        "mean_tiles_per_region": TILES_PER_REGION,
        "least_tiles_per_region": LEAST_TILES,
        "regions": _region_facts(occluded),
    }
    tiles = dict(found.tiles) | {REGION: occluded.region}
    return replace(found, facts=facts, tiles=tiles, arrays={TYPICAL: occluded.typical})


def _region_facts(occluded: OccludedRegions) -> list[dict[str, Any]]:
    """Return one row per region: its tiles, the change in log odds and in points, and the result without the region."""
    found, rows = occluded.occlusion, []
    for number, typical in enumerate(occluded.typical.tolist(), 1):
        change = float(found.change[typical])
        rows.append(
            {
                "region": number,
                "tiles": np.flatnonzero(occluded.region == number).tolist(),
                "typical_tile": typical,
                "change_log_odds": change,
                "change_points": 100 * float(found.change_p[typical]),
                "probability_without": probability(found.logit - change),
            }
        )
    return rows


def _removed_text(spot: ExplainedSpot) -> str:
    """Return a text that describes what replaces a removed tile."""
    removal = spot.bundle.head.shape.facts.removal
    return removal.skipping if spot.drops else removal.reading


def _integrated(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    _, integrated, agreed = yield from _both(spot)
    return _integrated_found(method, integrated, agreed)


def _integrated_found(method: Method, found: IntegratedGradients, agreed: Agreement) -> Explanation:
    logits = found.logit, found.baseline
    points = share_points(found.attribution, logits, (probability(logits[0]), probability(logits[1])))
    return Explanation(method, found.attribution, _agreement_facts(agreed, found), agreed, tiles={POINTS: points})


def _agreement_facts(agreed: Agreement, integrated: IntegratedGradients) -> dict[str, Any]:
    rank = {key: None if np.isnan(value) else value for key, value in asdict(agreed.rank).items()}
    return {
        "agreement_of_occlusion_and_integrated_gradients": rank | {"words": agreed.text, "greyed": agreed.grey},
        "integrated_gradients": {
            "logit": integrated.logit,
            "glass_logit": integrated.baseline,
            "residual": integrated.residual,
            "residual_share": integrated.share,
            "complete": integrated.complete,
            "points": integrated.points,
        },
    }


def _memory(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    found = yield from memory(spot)
    layers = {layer_key(number): layer for number, layer in enumerate(found.maps)}
    facts = {"reach_tiles_back_by_layer": list(found.reach), "reach_share": SHARE, "map_of_layer": len(found.maps)}
    return Explanation(method, found.maps[-1], facts, tiles=layers, arrays={"curve": found.curve})


def _order(method: Method, spot: ExplainedSpot) -> Generator[Progress, None, Explanation]:
    found = yield from order_stability(spot)
    kinds = {"random order": found.random, "flip or rotation": found.turned}
    readings = [(kind, number, p) for kind, one in kinds.items() for number, p in enumerate(one.probabilities)]
    columns = dict(zip(("kind", "number", "probability_in_this_order"), zip(*readings, strict=True), strict=True))
    facts = {
        "words": found.text,
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
    "regions": _regions,
    "blocks": _blocks,
    "ig": _integrated,
    "memory": _memory,
    "order": _order,
}
