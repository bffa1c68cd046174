"""Compare a region's tiles with the tissue that the model was trained on, and add the result to the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.base.level import SEVERITY, worst
from model.bundle.bundle import Bundle
from model.familiarity.judge import NO_RECORD, TissueFamiliarity
from model.region.tissue import BLANK
from model.result.input_checks import FAMILIAR_TISSUE
from model.result.maps import UNFAMILIAR
from model.result.prediction import Trace, Verdict, read_only


def tile_distances(bundle: Bundle, features: np.ndarray, tissue: np.ndarray) -> dict[str, np.ndarray]:
    """Return {"unfamiliar": the distance of each tile from the training tissue, float32 [n]}.

    A tile whose distance is above 1 is unfamiliar.

    `features` is float32 [n, 4096]; `tissue` is float32 [n], 0..1. Blank tiles get NaN. Return {} if the bundle has no
    record of its training tissue.
    """
    if bundle.familiarity is None:
        return {}
    distance = np.full(len(features), np.nan, np.float32)
    shown = tissue >= BLANK
    distance[shown] = bundle.familiarity.distances(features[shown])
    return {UNFAMILIAR: distance}


def joined_distances(parts: Sequence[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Return the concatenated results of several calls of `tile_distances` in the given order."""
    return {key: read_only(np.concatenate([part[key] for part in parts])) for key in parts[0]}


def familiarity_of(bundle: Bundle, trace: Trace, tiles: int) -> TissueFamiliarity | None:
    """Return how familiar the tissue of a finished analysis is, or None if the bundle has no record to compare with.

    `trace` must be complete. `tiles` is the number of tiles of the grid.
    """
    if bundle.familiarity is None:
        return None
    distance = np.full(tiles, np.nan, np.float32)
    distance[trace.index] = trace.tiles[UNFAMILIAR]
    return TissueFamiliarity(read_only(distance), bundle.familiarity.limits)


def with_familiar_tissue(verdict: Verdict, found: TissueFamiliarity | None) -> Verdict:
    """Return the verdict with a reason added if the tissue is unfamiliar. The worst reasons come first."""
    if found is None:
        return replace(verdict, not_checked=(*verdict.not_checked, f"{FAMILIAR_TISSUE} not checked: {NO_RECORD}"))
    verdict = replace(verdict, checked=(*verdict.checked, FAMILIAR_TISSUE))
    if found.level == "ok":
        return verdict
    new = (found.sentence,)
    first = SEVERITY[found.level] > SEVERITY[verdict.level]
    reasons = (*new, *verdict.reasons) if first else (*verdict.reasons, *new)
    return replace(verdict, level=worst((verdict.level, found.level)), reasons=reasons)
