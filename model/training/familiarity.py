"""Add to a manifest the record of the tissue that the model was trained on, to detect unfamiliar tissue."""

from dataclasses import replace
from typing import Any

import numpy as np

from model.bundle.manifest import Manifest
from model.familiarity.fit import fit_points, sampled, with_limits
from model.familiarity.judge import NO_RECORD, TissueFamiliarity
from model.familiarity.reference import TissueReference
from model.familiarity.section import section_of
from model.region.tissue import BLANK
from model.statistics.estimate import Estimate, counted
from model.training.cohort_features import gathered, tiles_of
from model.training.fitted import Cohort
from model.training.split import Split


def with_familiarity(
    manifest: Manifest, cohort: Cohort, split: Split, seed: int
) -> tuple[Manifest, TissueReference | None]:
    """Return `manifest` with the section `familiarity`, and the record of training tissue that this section describes.

    The points of the record are feature vectors of tiles of training spots. Its limits are fitted to validation spots,
    and false alarms are counted on test spots. If the cohort has too little tissue, the record is None and a training
    note gives the reason.
    """
    reference = _reference(cohort, split, seed)
    if reference is None:
        why = f"Familiar tissue is not checked: {NO_RECORD}, because the cohort has too few different tissue tiles."
        notes = [*manifest.extra.get("training_notes", []), why]
        return replace(manifest, extra=manifest.extra | {"training_notes": notes}), None
    counts = {
        "reference": {"spots": len(split.training), "tiles": len(reference.points)},
        "limits_from": {"spots": len(split.validation), "tiles": _tile_count(cohort, split.validation)},
        "test": _false_alarms(reference, cohort, split.test),
    }
    return replace(manifest, familiarity=section_of(reference.limits, counts)), reference


def _reference(cohort: Cohort, split: Split, seed: int) -> TissueReference | None:
    pairs = sampled([_tissue_tiles(cohort, row) for row in split.training], seed)
    if not pairs:
        return None
    spots, tiles = np.array(pairs, np.int64).T
    points = fit_points(gathered(cohort.features, split.training[spots], tiles), seed)
    return None if points is None else with_limits(points, (_features(cohort, row) for row in split.validation))


def _false_alarms(reference: TissueReference, cohort: Cohort, test: np.ndarray) -> dict[str, Any]:
    """Return how many of the `test` spots are flagged as unfamiliar: with a caution, or with a refusal.

    All of these flags are false alarms, because the test spots come from the same cohort as the training spots.
    """
    judged = [TissueFamiliarity(reference.distances(_features(cohort, row)), reference.limits) for row in test]
    shares = [one.share for one in judged if one.share is not None]
    if not shares:
        return {"spots": 0}
    return {
        "spots": len(shares),
        "flagged": _count_of([one.level != "ok" for one in judged], len(shares)),
        "refused": _count_of([one.level == "do not use" for one in judged], len(shares)),
        "median_share": float(np.median(shares)),
        "largest_share": max(shares),
    }


def _count_of(found: list[bool], spots: int) -> dict[str, Any]:
    """Return how many values in `found` are true, with Wilson's 95 % interval of their share of `spots`."""
    share = counted(sum(found), spots)
    assert isinstance(share, Estimate)  # an interval exists because there is at least one spot
    return {"count": sum(found), "low": share.low, "high": share.high}


def _tissue_tiles(cohort: Cohort, row: int) -> np.ndarray:
    return np.flatnonzero(cohort.tissue[row] >= BLANK)


def _features(cohort: Cohort, row: int) -> np.ndarray:
    return tiles_of(cohort.features, row, _tissue_tiles(cohort, row))


def _tile_count(cohort: Cohort, rows: np.ndarray) -> int:
    return int((cohort.tissue[rows] >= BLANK).sum())
