"""Audit the explanation maps of one spot."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.one_thread import one_thread
from model.explain.agreement import agreement
from model.explain.faithfulness import Curves, OnGlass, curves_of, on_glass, with_shuffled_weights
from model.explain.integrated_gradients import RULE, IntegratedGradients, integrated_gradients
from model.explain.memory_reach import memory_norms, reach
from model.explain.occlusion import occlusion
from model.explain.spot import ExplainedSpot, prepare_spot, probability

RANDOM = 3
"""Number of random tile orders with which the maps of each spot are compared. For 40 spots, these are 120 orders."""


@dataclass(frozen=True)
class AuditedMap:
    """A kind of explanation map to audit.

    In a signed map, values above zero favour survival; others have no direction.
    """

    key: str
    title: str
    signed: bool


_OCCLUSION, _IG = AuditedMap("occlusion", "occlusion", True), AuditedMap("ig", "integrated gradients", True)
_NORM = AuditedMap("norm", "hidden state, norm", False)
_ATTENTION = AuditedMap("attention", "attention", False)
_CONTRIBUTION = AuditedMap("contribution", "contribution", True)
_RANDOM = AuditedMap("random", "random numbers", True)


def kinds_of(shape: HeadShape) -> tuple[AuditedMap, ...]:
    """Return the kinds of explanation maps to audit for a model with a head of this shape.

    The map of removals, which some heads compute, is not audited, because it equals occlusion.
    """
    own = {"hidden": _NORM, "attention": _ATTENTION, "contribution": _CONTRIBUTION}
    return (_OCCLUSION, _IG, *(own[given] for given in shape.gives if given in own), _RANDOM)


@dataclass(frozen=True, eq=False)
class SpotFigures:
    """The audit results of one spot. Maps are float32 [tiles] by `AuditedMap.key`, nan for tiles that are not used.

    `tissue` float32 [tiles] is the share of tissue in each tile. `agreement` is the rank correlation of occlusion and
    integrated gradients. `checks` is None for spots on which the slow checks were not made.
    """

    patient: str
    image: str
    probability: float
    tissue: np.ndarray
    tiles_read: int
    maps: Mapping[str, np.ndarray]
    curves: Mapping[str, Curves]
    glass: Mapping[str, OnGlass]
    agreement: float
    greyed: bool
    residual_share: float
    complete: bool
    checks: "Checks | None"


@dataclass(frozen=True)
class Checks:
    """Results of the slow checks, which are made for only a few spots, because they differ little between spots.

    `unlearned` is the rank correlation of each map with the same kind of map of a model with shuffled weights. `reach`
    is the memory reach in tiles of each layer, in raster order. It is None for a head that does not depend on the tile
    order.
    """

    unlearned: Mapping[str, float]
    reach: tuple[int, ...] | None


@dataclass(frozen=True, eq=False)
class AnalysisRegion:
    """One spot: features float32 [tiles, inputs], tissue shares float32 [tiles], and features of glass [inputs]."""

    patient: str
    image: str
    features: np.ndarray
    tissue: np.ndarray
    glass: np.ndarray


def audit_spot(
    bundle: Bundle, region: AnalysisRegion, seed: int, with_checks: bool
) -> Generator[Progress, None, SpotFigures]:
    """Return all audit results of one spot.

    `seed` determines its random map, its random orders and the shuffled weights.
    """
    spot = prepare_spot(bundle, region.features, region.tissue, region.glass)
    kinds = kinds_of(bundle.manifest.head)
    maps, integrated, p = yield from _maps(spot, seed)
    curves = yield from curves_of(spot, {kind.key: (maps[kind.key], kind.signed) for kind in kinds}, RANDOM, seed)
    agreed = agreement(maps["occlusion"], maps["ig"])
    return SpotFigures(
        patient=region.patient,
        image=region.image,
        probability=p,
        tissue=region.tissue,
        tiles_read=len(spot.tiles),
        maps=maps,
        curves=curves,
        glass={key: on_glass(values, region.tissue) for key, values in maps.items()},
        agreement=agreed.rank.rho,
        greyed=agreed.grey,
        residual_share=integrated.share,
        complete=integrated.complete,
        checks=(yield from _checks(spot, maps, region, seed)) if with_checks else None,
    )


def _checks(
    spot: ExplainedSpot, maps: Mapping[str, np.ndarray], region: AnalysisRegion, seed: int
) -> Generator[Progress, None, Checks]:
    mixed = replace(spot, bundle=with_shuffled_weights(spot.bundle, seed))
    # A rough integral of the shuffled model is sufficient to show whether its map differs.
    others, _, _ = yield from _maps(mixed, seed, points=RULE)
    unlearned = {key: agreement(maps[key], others[key]).rank.rho for key in maps if key != "random"}
    return Checks(unlearned, _reach(spot, region) if spot.bundle.manifest.head.ordered else None)


def _maps(
    spot: ExplainedSpot, seed: int, points: int | None = None
) -> Generator[Progress, None, tuple[dict[str, np.ndarray], IntegratedGradients, float]]:
    """Return all maps of the spot by their keys, the result of integrated gradients, and the survival probability.

    The integral of the gradients is computed at `points` points at most, if this number is given.
    """
    occluded = yield from occlusion(spot)
    integrated = yield from (integrated_gradients(spot) if points is None else integrated_gradients(spot, points))
    found = {"occlusion": occluded.change, "ig": integrated.attribution} | _own(spot)
    found["random"] = spot.placed(np.random.default_rng([seed, 1]).normal(size=len(spot.tiles)))
    return found, integrated, probability(occluded.logit)


def _own(spot: ExplainedSpot) -> dict[str, np.ndarray]:
    """Return the maps of those values that the head itself computes for each tile, by the key of the map.

    The head processes the tiles in raster order. The window shows the same maps.
    """
    head = spot.bundle.head
    with one_thread(), torch.no_grad():
        if head.shape.ordered:
            return {"norm": spot.placed(head.advance(spot.features).hidden[-1].norm(dim=1).numpy())}
        values = head.tile_values(spot.features, spot.tissue)
        slopes = {"attention": 1.0, "contribution": spot.slope}
        return {key: spot.placed(slopes[key] * values[key].numpy()) for key in slopes if key in values}


def _reach(spot: ExplainedSpot, region: AnalysisRegion) -> tuple[int, ...]:
    with one_thread():
        norms = memory_norms(spot.bundle, region.features[spot.tiles])
    return tuple(reach(layer) for layer in norms)
