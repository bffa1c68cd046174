"""One spot under audit: a bundle, a window's features and glass come in; its maps and how they did go out."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.manifest import HeadShape
from model.explain.agreement import agreement
from model.explain.faithfulness import Curves, OnGlass, curves_of, on_glass, with_shuffled_weights
from model.explain.integrated_gradients import RULE, IntegratedGradients, integrated_gradients
from model.explain.memory_reach import memory_norms, reach
from model.explain.occlusion import occlusion
from model.explain.spot import ExplainedSpot, prepare_spot, probability
from model.explain.walk import one_thread

RANDOM = 3
"""Random orders a spot; over 40 spots that is 120."""


@dataclass(frozen=True)
class MapKind:
    """A map that is audited: a signed one says above zero "for survival", any other tells size alone."""

    key: str
    title: str
    signed: bool


_OCCLUSION, _IG = MapKind("occlusion", "occlusion", True), MapKind("ig", "integrated gradients", True)
_NORM = MapKind("norm", "hidden state, norm", False)
_ATTENTION = MapKind("attention", "attention", False)
_CONTRIBUTION = MapKind("contribution", "contribution", True)
_RANDOM = MapKind("random", "random numbers", True)


def kinds_of(shape: HeadShape) -> tuple[MapKind, ...]:
    """The maps of such a head. A removal is an occlusion, which is there already."""
    own = {"hidden": _NORM, "attention": _ATTENTION, "contribution": _CONTRIBUTION}
    return (_OCCLUSION, _IG, *(own[given] for given in shape.gives if given in own), _RANDOM)


@dataclass(frozen=True, eq=False)
class SpotFigures:
    """What one spot gave. Maps float32 [tiles] by `MapKind.key`, nan where a tile is not read.

    `tissue` float32 [tiles]. `agreement`: rank correlation of occlusion and integrated gradients. `checks` of the
    spots for which they were asked for.
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
    """What takes longer and differs little from spot to spot.

    `unlearned`: rank correlation of each map with that of the same model with its weights shuffled. `reach`: tiles
    back by layer, reading in raster order; None of a head that reads in no order.
    """

    unlearned: Mapping[str, float]
    reach: tuple[int, ...] | None


@dataclass(frozen=True, eq=False)
class AnalysisRegion:
    """One spot's features float32 [tiles, inputs], tissue float32 [tiles] and what glass is to it, [inputs]."""

    patient: str
    image: str
    features: np.ndarray
    tissue: np.ndarray
    glass: np.ndarray


def look_at(
    bundle: Bundle, window: AnalysisRegion, seed: int, with_checks: bool
) -> Generator[Progress, None, SpotFigures]:
    """All figures of one spot; `seed` is that of its random map, random orders and shuffled weights."""
    spot = prepare_spot(bundle, window.features, window.tissue, window.glass)
    kinds = kinds_of(bundle.manifest.head)
    maps, integrated, p = yield from _maps(spot, seed)
    held = yield from curves_of(spot, {kind.key: (maps[kind.key], kind.signed) for kind in kinds}, RANDOM, seed)
    agreed = agreement(maps["occlusion"], maps["ig"])
    return SpotFigures(
        patient=window.patient,
        image=window.image,
        probability=p,
        tissue=window.tissue,
        tiles_read=len(spot.tiles),
        maps=maps,
        curves=held,
        glass={key: on_glass(values, window.tissue) for key, values in maps.items()},
        agreement=agreed.rank.rho,
        greyed=agreed.grey,
        residual_share=integrated.share,
        complete=integrated.complete,
        checks=(yield from _checks(spot, maps, window, seed)) if with_checks else None,
    )


def _checks(
    spot: ExplainedSpot, maps: Mapping[str, np.ndarray], window: AnalysisRegion, seed: int
) -> Generator[Progress, None, Checks]:
    mixed = replace(spot, bundle=with_shuffled_weights(spot.bundle, seed))
    # The shuffled model's integral need not be complete to show whether the map is another one.
    others, _, _ = yield from _maps(mixed, seed, points=RULE)
    unlearned = {key: agreement(maps[key], others[key]).rank.rho for key in maps if key != "random"}
    return Checks(unlearned, _reach(spot, window) if spot.bundle.manifest.head.ordered else None)


def _maps(
    spot: ExplainedSpot, seed: int, points: int | None = None
) -> Generator[Progress, None, tuple[dict[str, np.ndarray], IntegratedGradients, float]]:
    """Every map by its key, the integrated gradients by at most so many `points`, and the survival probability."""
    occluded = yield from occlusion(spot)
    integrated = yield from (integrated_gradients(spot) if points is None else integrated_gradients(spot, points))
    found = {"occlusion": occluded.change, "ig": integrated.attribution} | _own(spot)
    found["random"] = spot.placed(np.random.default_rng([seed, 1]).normal(size=len(spot.tiles)))
    return found, integrated, probability(occluded.logit)


def _own(spot: ExplainedSpot) -> dict[str, np.ndarray]:
    """What the head itself tells of each tile: as the window draws it, of one reading in raster order."""
    head = spot.bundle.head
    with one_thread(), torch.no_grad():
        if head.shape.ordered:
            return {"norm": spot.placed(head.advance(spot.features).hidden[-1].norm(dim=1).numpy())}
        told = head.tile_values(spot.features, spot.tissue)
        slopes = {"attention": 1.0, "contribution": spot.slope}
        return {key: spot.placed(slopes[key] * told[key].numpy()) for key in slopes if key in told}


def _reach(spot: ExplainedSpot, window: AnalysisRegion) -> tuple[int, ...]:
    with one_thread():
        norms = memory_norms(spot.bundle, window.features[spot.tiles])
    return tuple(reach(layer) for layer in norms)
