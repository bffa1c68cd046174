"""Measure how well the maps find the tiles of synthetic spots that are known to be harmful or protective.

The known risk of the tiles is called planted truth (see `truth.py`). Areas under ROC curves measure how well a map
separates harmful tiles from all other tiles with tissue, and protective tiles from all other tiles with tissue. In a
signed map, values below zero mean harmful. Any other map has no direction, so for both kinds of tiles the size of its
values is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.audit.one_spot import AuditedMap, SpotFigures
from model.audit.resampling import estimate, mean_over, plain, weighted_auc
from model.audit.run import Audit
from model.audit.truth import CLEAR, Truth
from model.region.tissue import BLANK
from model.statistics.rank import rank_correlation

_DRAWS = 300
"""Number of bootstrap draws for the area over the tiles of all spots. It is smaller than usual, because each draw sorts
all tiles.
"""


@dataclass(frozen=True, eq=False)
class _Tiles:
    """The tiles of all spots that have tissue and a value in one kind of map.

    Either harmful or protective tiles are sought. `values` is how strongly the map indicates that a tile is of the
    sought kind. `wanted` is true if the tile is really of this kind. `spot` is the index of the tile's spot.
    """

    values: np.ndarray
    wanted: np.ndarray
    spot: np.ndarray

    def area(self, times: np.ndarray) -> float:
        """Return the area under the ROC curve of the map values for finding the sought tiles.

        The tiles of each spot are counted as often as `times` says, int64 [spots].
        """
        return weighted_auc(self.values, self.wanted, times[self.spot])


def found_planted(audit: Audit, kinds: Sequence[AuditedMap]) -> dict[str, Any]:
    """Return how well the maps find harmful and protective tiles, as data for the model card.

    The maps are compared with planted truth, which is the known risk of the tiles of synthetic spots. If the risk is
    not known, return only `words`, a text with the reason.
    """
    if audit.truths is None:
        return {"words": audit.planted.source}
    spots, truths = audit.spots, audit.truths
    pairs = list(zip(spots, truths, strict=True))
    return {
        "words": audit.planted.source,
        "clear": CLEAR,
        "harmful_share": float(np.mean([t.harmful[s.tissue >= BLANK].mean() for s, t in pairs])),
        "protective_share": float(np.mean([t.protective[s.tissue >= BLANK].mean() for s, t in pairs])),
        "tissue_off": float(np.mean([np.abs(t.tissue - s.tissue).mean() for s, t in pairs])),
        "maps": {kind.key: _of_map(kind, spots, truths) for kind in kinds},
    }


def _of_map(kind: AuditedMap, spots: Sequence[SpotFigures], truths: Sequence[Truth]) -> dict[str, Any]:
    patients = [spot.patient for spot in spots]
    found: dict[str, Any] = {}
    for sought in ("harmful", "protective"):
        tiles = _tiles(kind, spots, truths, sought)
        each = [tiles.area(alone) for alone in np.eye(len(spots), dtype=np.int64)]
        pooled = estimate(tiles.area, patients, _DRAWS)
        found[sought] = {"mean": plain(mean_over(np.array(each), patients)), "pooled": plain(pooled)}
    if kind.signed:
        pairs = zip(spots, truths, strict=True)
        along = [rank_correlation(*_known(spot, kind, -truth.risk)).rho for spot, truth in pairs]
        found["rank_with_truth"] = plain(mean_over(np.array(along), patients))
    return found


def _tiles(kind: AuditedMap, spots: Sequence[SpotFigures], truths: Sequence[Truth], sought: str) -> _Tiles:
    towards = -1 if kind.signed and sought == "harmful" else 1
    parts = [_known(spot, kind, getattr(truth, sought)) for spot, truth in zip(spots, truths, strict=True)]
    owner = np.repeat(np.arange(len(parts)), [len(values) for values, _ in parts])
    return _Tiles(
        towards * np.concatenate([values for values, _ in parts]), np.concatenate([there for _, there in parts]), owner
    )


def _known(spot: SpotFigures, kind: AuditedMap, beside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the values of a spot's map on its tiles with tissue, and the values of `beside` there, float64."""
    values = spot.maps[kind.key].astype(np.float64)
    known = np.isfinite(values) & (spot.tissue >= BLANK)
    return values[known], beside[known]
