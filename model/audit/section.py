"""Summarise an audit of explanation maps as plain data for a section of a bundle's card."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

from model.audit.one_spot import RANDOM, AuditedMap, SpotFigures, kinds_of
from model.audit.planted_figures import found_planted
from model.audit.resampling import DRAWS, mean_over, plain
from model.audit.run import Audit
from model.explain.agreement import LEAST
from model.explain.faithfulness import by_position
from model.explain.memory_reach import SHARE
from model.statistics.rank import rank_correlation
from model.training.patients import by_patient

VERSION = 1
FULL = 0.5
"""Minimum tissue share of the tiles that are used to compare positions. It excludes tiles at the edge of the core."""


def section(audit: Audit) -> dict[str, Any]:
    """Return the results of an audit of explanation maps as data for the field `faithfulness` of the bundle's manifest.

    The field does not contain the deletion and insertion curves, because only a figure needs them.
    """
    spots, sample = audit.spots, audit.sample
    kinds = kinds_of(audit.bundle.manifest.head)
    patients = [spot.patient for spot in spots]
    return {
        "version": VERSION,
        "of_bundle_sha256": audit.bundle.record.sha256,
        "cohort": audit.table,
        "cohort_sha256": audit.table_sha256,
        "spots": len(spots),
        "patients": len(set(patients)),
        "seed": sample.seed,
        "unseen_patients": sample.unseen,
        "drawn_from": sample.source,
        "random_orders_a_spot": RANDOM,
        "bootstrap_draws": DRAWS,
        "maps": {kind.key: _of_map(kind, spots, patients) for kind in kinds},
        "pairs": [_pair(first, second, spots, patients) for first, second in combinations(kinds, 2)],
        "position": _position(spots, patients),
        "p_against_tissue": _against_tissue(spots, patients),
        "agreement": _agreement(spots, patients),
        "integrated_gradients": _residuals(spots),
        "memory_reach": _memory(spots),
        "planted": found_planted(audit, kinds),
    }


def _of_map(kind: AuditedMap, spots: Sequence[SpotFigures], patients: list[str]) -> dict[str, Any]:
    def over(of: Callable[[SpotFigures], float | None]) -> dict[str, Any]:
        values = (of(spot) for spot in spots)
        return plain(mean_over(np.array([math.nan if value is None else value for value in values]), patients))

    found: dict[str, Any] = {
        "title": kind.title,
        "signed": kind.signed,
        "deletion_gain": over(lambda spot: spot.curves[kind.key].deletion_gain),
        "insertion_gain": over(lambda spot: spot.curves[kind.key].insertion_gain),
        "size_on_blank": over(lambda spot: spot.glass[kind.key].blank),
        "size_on_tissue": over(lambda spot: spot.glass[kind.key].tissue),
    }
    if kind.key != "random":
        found["with_shuffled_weights"] = over(
            lambda spot: spot.checks.unlearned[kind.key] if spot.checks else None
        )
    return found


def _pair(first: AuditedMap, second: AuditedMap, spots: Sequence[SpotFigures], patients: list[str]) -> dict[str, Any]:
    """Return by how much the first map is better than the second: the mean difference of their gains over the spots.

    The gains of deletion and insertion are described in `Curves`.
    """
    one, other = ([spot.curves[kind.key] for spot in spots] for kind in (first, second))
    deletion = [a.deletion_gain - b.deletion_gain for a, b in zip(one, other, strict=True)]
    insertion = [a.insertion_gain - b.insertion_gain for a, b in zip(one, other, strict=True)]
    return {
        "first": first.key,
        "second": second.key,
        "deletion": plain(mean_over(np.array(deletion), patients)),
        "insertion": plain(mean_over(np.array(insertion), patients)),
    }


def _position(spots: Sequence[SpotFigures], patients: list[str]) -> dict[str, Any]:
    """Return the mean absolute occlusion value at each grid position, and the ratio of late to early tiles.

    The ratio is that of `_late_ratio`, as a mean over the spots.
    """
    sizes = by_position(np.stack([spot.maps["occlusion"] for spot in spots]))
    return {
        "mean_size": [None if math.isnan(value) else float(value) for value in sizes],
        "late_ratio": plain(mean_over(np.array([_late_ratio(spot) for spot in spots]), patients)),
    }


def _late_ratio(spot: SpotFigures) -> float:
    """Return the mean absolute occlusion value of late tiles, divided by the mean absolute value of early tiles.

    Only tiles with a tissue share of at least `FULL` count. Late tiles are the last quarter of these tiles in raster
    order, and early tiles are the other tiles. Return NaN if the ratio cannot be computed.
    """
    values = np.abs(spot.maps["occlusion"])
    full = values[(spot.tissue >= FULL) & np.isfinite(values)]
    early, late = np.split(full, [len(full) - len(full) // 4])
    return float(late.mean() / early.mean()) if len(late) and early.mean() > 0 else math.nan


def _against_tissue(spots: Sequence[SpotFigures], patients: list[str]) -> dict[str, Any]:
    """Return the rank correlation between the survival probability and the tissue share over the patients.

    Training computes this correlation in the same way for the test set.
    """
    p, share = by_patient(
        patients, np.array([spot.probability for spot in spots]), np.array([spot.tissue.mean() for spot in spots])
    )
    found = rank_correlation(p, share)
    return {key: None if math.isnan(value) else value for key, value in asdict(found).items()}


def _agreement(spots: Sequence[SpotFigures], patients: list[str]) -> dict[str, Any]:
    return {
        "mean": plain(mean_over(np.array([spot.agreement for spot in spots]), patients)),
        "limit": LEAST,
        "greyed": sum(spot.greyed for spot in spots),
    }


def _residuals(spots: Sequence[SpotFigures]) -> dict[str, Any]:
    shares = np.array([spot.residual_share for spot in spots])
    return {
        "mean_residual_share": float(shares.mean()),
        "largest_residual_share": float(shares.max()),
        "complete": sum(spot.complete for spot in spots),
    }


def _memory(spots: Sequence[SpotFigures]) -> dict[str, Any] | None:
    found = [(spot.checks.reach, spot.tiles_read) for spot in spots if spot.checks and spot.checks.reach]
    if not found:
        return None
    back = np.array([reach for reach, _ in found])
    return {
        "tiles_back": np.median(back, axis=0).tolist(),
        "of_tiles": float(np.median([tiles for _, tiles in found])),
        "share": SHARE,
        "spots": len(found),
    }
