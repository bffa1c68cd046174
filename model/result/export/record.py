"""Convert a prediction into one JSON object: the same object for the output of `--json`, STEM.json and STEM.npz."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from model.bundle.record import OrderSpread
from model.bundle.seen_in import leakage_sentence
from model.result.evidence import Evidence
from model.result.export.familiarity import familiarity_record
from model.result.export.wording import DEMO, RESEARCH_USE_ONLY, run_drawn
from model.result.feature_source import FeatureSource
from model.result.near_threshold import NearThreshold, near_threshold
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

RECORD = "histocast-prediction"
RECORD_VERSION = 1


def as_record(prediction: Prediction) -> dict[str, Any]:
    """Return `prediction` as plain data without its large arrays.

    Positions and sizes in `*_l0` are level-0 px.
    """
    p = prediction
    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        "image": {
            "path": p.image.path,
            "sha256": p.image.sha256,
            "width_px": p.image.width_px,
            "height_px": p.image.height_px,
            "mpp": p.image.mpp,
            "mpp_source": p.image.mpp_source,
            "notes": list(p.image.notes),
        },
        "survival_probability": p.survival_probability,
        "image_in_cohort": p.image_in_cohort,
        "leakage": leakage_sentence(p.image_in_cohort) or None,
        "qualifier": p.bundle.calibration,
        "interval": None if p.interval is None else list(p.interval),
        "logit": p.logit,
        "risk_group": p.risk_group,
        "close_to_threshold": _closeness(near_threshold(p)),
        "survival_curve": [asdict(point) for point in p.curve] or None,
        "members": _spread(p.members),
        "orders": _spread(p.orders),
        "order_check": None
        if p.order_check is None
        else {"random_orders": _spread(p.order_check.random), "flips_and_rotations": _spread(p.order_check.turned)},
        "hidden_states_of": run_drawn(p) or None,
        # `verdict` judges only the input; `reliability` judges the result.
        "verdict": {"level": p.verdict.level, "reasons": list(p.verdict.reasons)},
        "input_checks": {"checked": list(p.verdict.checked), "not_checked": list(p.verdict.not_checked)},
        "familiarity": familiarity_record(p.familiarity),
        "reliability": _reliability(p),
        "evidence": None if p.evidence is None else _evidence(p.evidence),
        # The key "window" is a stable format. Its value is the analysis region, in level-0 px.
        "window": {
            **_window(p),
            "kind": p.placement.kind,
            "note": p.placement.note,
        },
        "bundle": {
            "name": p.bundle.name,
            "version": p.bundle.version,
            "sha256": p.bundle.sha256,
            "backbone_sha256": p.bundle.backbone_sha256,
            "demo": p.bundle.demo,
            "endpoint": p.bundle.endpoint,
            "threshold": p.bundle.threshold,
            "threshold_origin": p.bundle.threshold_origin,
            "calibration": p.bundle.calibration,
        },
        "device": {
            "name": p.device.name,
            "words": p.device.title,
            "reason": p.device.reason,
            "engine": p.device.engine,
            "precision": p.device.precision,
            "arithmetic": p.device.arithmetic,
            "error": None if p.device.error is None else asdict(p.device.error),
        },
        "seconds": round(p.seconds, 3),
        "features_cached": p.features_cached,
        "made_by": p.made_by,
        "research_use_only": RESEARCH_USE_ONLY,
        "demo_notice": DEMO if p.bundle.demo else None,
        "grid": {
            "fit": p.grid.fit,
            "order": p.grid.order,
            "rows": p.grid.rows,
            "cols": p.grid.cols,
            "tile_px": p.grid.tile_px,
            "tiles_read": p.trace.steps,
            **_places(p),
        },
        **({} if p.feature_file is None else {"feature_file": _source(p.feature_file)}),
    }


def _in_px(prediction: Prediction) -> bool:
    return prediction.feature_file is None or prediction.feature_file.unit == "px"


def _window(prediction: Prediction) -> dict[str, float | None]:
    """Return the analysis region in level-0 px. Its numbers are None if tile positions are known only in um."""
    region, known = prediction.placement.region, _in_px(prediction)
    return {name: getattr(region, name) if known else None for name in ("x", "y", "width", "height")}


def _places(prediction: Prediction) -> dict[str, Any]:
    """Return the side and the positions of the tiles, in level-0 px, or in um if the slide's pixel size is unknown."""
    side, corners = float(prediction.tile_boxes[0, 2]), prediction.tile_boxes[:, :2].tolist()
    if _in_px(prediction):
        return {"tile_side_l0": side, "tile_offsets_l0": corners}
    return {"tile_side_l0": None, "tile_offsets_l0": None, "tile_side_um": side, "tile_offsets_um": corners}


def _source(source: FeatureSource) -> dict[str, Any]:
    return {
        "layout": source.layout,
        "tiles": source.tiles,
        "unit": source.unit,
        "encoder": {
            "name": source.encoder.name,
            "sha256": source.encoder.sha256 or None,
            "features": source.encoder.length,
            "tile_px": source.encoder.tile_px,
            "mpp": source.encoder.mpp,
        },
        "slide": {"path": source.slide, "sha256": source.slide_sha256} if source.slide else None,
    }


def _spread(spread: OrderSpread | None) -> dict[str, Any] | None:
    return None if spread is None else asdict(spread) | {"sd": spread.sd}


def _reliability(prediction: Prediction) -> dict[str, Any]:
    found = reliability_of(prediction)
    return {
        "level": found.level,
        "reasons": list(found.reasons),
        "parts": {name: {"level": part.level, "reasons": list(part.reasons)} for name, part in found.parts},
        "not_measured": list(found.unchecked),
        "limits": {"tile order": asdict(prediction.bundle.stability)},
    }


def _closeness(found: NearThreshold | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"close": found.close, "ranges": [asdict(one) for one in found.ranges], "text": found.sentence or None}


def _evidence(evidence: Evidence) -> Mapping[str, Any]:
    group, line = evidence.group, evidence.line
    return {
        "sentences": list(evidence.sentences),
        "held_out_patients": None if group is None else asdict(group) | {"share_alive": group.alive / group.patients},
        "calibration_line": None if line is None else {"value": line.value, "interval": [line.low, line.high]},
    }


def as_line(prediction: Prediction, also: Mapping[str, Any] | None = None) -> str:
    """Return the record and the keys of `also` on one line of ASCII, which is safe for every terminal and pipe."""
    return json.dumps(as_record(prediction) | dict(also or {}), separators=(",", ":"), allow_nan=False)
