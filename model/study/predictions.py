"""Save the predictions of a study's spots with all their settings, and load them."""

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from model.base.errors import StudyError
from model.base.finite import is_number
from model.base.json_file import parse_json
from model.base.probability_text import range_text
from model.result.export.record import as_record
from model.result.prediction import Prediction
from model.study.settings import Combine
from model.study.spots import StudySpot, spots_of
from model.study.store import Row, Study, now

State = Literal["unread", "read", "do not use", "failed"]
RECALIBRATED = "recalibrated"
"""The log entry that is written when a bundle is recalibrated on the study's patients."""


@dataclass(frozen=True)
class ModelFacts:
    """A model that made predictions in a study. `threshold` is a survival probability."""

    name: str
    version: str
    sha256: str
    precision: str
    demo: bool
    calibration: str
    threshold: float | None
    threshold_origin: str
    arithmetic: str = "float32"
    """The number format of the computation. The precision *fast* may use another format on another computer, or in
    another version of the program.
    """

    @property
    def title(self) -> str:
        """Return name, version, short hash and precision as text."""
        demo = ", DEMO MODEL" if self.demo else ""
        precision = self.precision if self.precision == "exact" else f"{self.precision} ({self.arithmetic})"
        return f"{self.name} {self.version}, sha256 {self.sha256[:8]}, {precision}{demo}"


@dataclass(frozen=True)
class SpotPrediction:
    """A saved prediction. Its probability must always be shown with `qualifier`, `reliability` and `reasons`.

    `verdict` is the quality level of the input (ok, caution, do not use), and `reliability` is the level of the result.
    Predictions of older versions have only a verdict, which is then used as their reliability.
    """

    id: int
    spot_id: int
    probability: float
    qualifier: str
    risk_group: str | None
    verdict: str
    reliability: str
    reasons: tuple[str, ...]
    model: ModelFacts
    evidence: tuple[str, ...] = ()
    """Sentences of the model card on held-out patients with a similar probability; empty if they were not saved."""


@dataclass(frozen=True)
class SpotState:
    """The state of a spot with one model. If the prediction of the spot failed, `why` is the error message."""

    spot: StudySpot
    state: State
    why: str = ""


COLUMNS = (
    "spot_id, at, bundle_name, bundle_version, bundle_sha256, backbone_sha256, demo, device, precision, arithmetic,"
    " mpp, mpp_source, x, y, width, height, fit, tile_order, tiles_read, survival_probability, low, high, calibration,"
    " threshold, threshold_origin, risk_group, verdict, reasons, made_by, record"
)


def _of_record(path: str) -> str:
    """Return SQL for a value in the record of a prediction. It is NULL if an older version saved no such value."""
    return f"CASE WHEN json_valid(record) THEN json_extract(record, '$.{path}') END"


FAMILIARITY = ", ".join(
    f"{_of_record(f'familiarity.{key}')} AS {name}"
    for key, name in (("level", "familiarity"), ("share", "unfamiliar_share"))
)
"""SQL for the level and the share of unfamiliar tiles.

They are NULL if the model has no record of its training tissue, or if an older version saved the prediction.
"""
_LEVEL = f"ifnull({_of_record('reliability.level')}, verdict)"
RELIABILITY = (
    f"{_LEVEL} AS reliability, ifnull({_of_record('reliability.reasons')}, reasons) AS reliability_reasons,"
    f" ifnull({_of_record('evidence.sentences')}, '[]') AS evidence"
)
"""SQL for the level of a result, its reasons and its evidence (JSON lists).

If an older version saved only the verdict, its level and reasons are used.
"""


def add_prediction(study: Study, spot: StudySpot, prediction: Prediction) -> None:
    """Save the `prediction` of `spot`. Raise StudyError if it was made from another image than the study's."""
    p = prediction
    if p.image.sha256 != spot.sha256:
        raise StudyError(
            f"The image of {spot.name} is not the one that the study was created with.",
            "Restore the original image, or create another study.",
        )
    region, bundle = p.placement.region, p.bundle
    low, high = p.interval or (None, None)
    values = (
        spot.id, now(), bundle.name, bundle.version, bundle.sha256, bundle.backbone_sha256, int(bundle.demo),
        p.device.title, p.device.precision, p.device.arithmetic, p.image.mpp, p.image.mpp_source,
        region.x, region.y, region.width, region.height, p.grid.fit, p.grid.order, p.trace.steps,
        p.survival_probability, low, high, bundle.calibration, bundle.threshold, bundle.threshold_origin,
        p.risk_group, p.verdict.level, json.dumps(p.verdict.reasons), p.made_by, json.dumps(as_record(p)),
    )  # fmt: skip
    with study.changing():
        marks = ", ".join("?" * len(values))
        study.write(f"INSERT INTO predictions ({COLUMNS}) VALUES ({marks})", values)
        study.log("", "predicted", spot=spot.id, bundle=bundle.sha256, precision=p.device.precision)


def add_failure(study: Study, spot: StudySpot, bundle_sha256: str, precision: str, message: str) -> None:
    """Save the fact that the prediction of `spot` failed, with the error message."""
    with study.changing():
        study.write("INSERT INTO failures (spot_id, at, bundle_sha256, precision, message) VALUES (?, ?, ?, ?, ?)",
                    (spot.id, now(), bundle_sha256, precision, message))  # fmt: skip


def models_of(study: Study) -> tuple[ModelFacts, ...]:
    """Return the models that predicted at least one spot. The model that was used last comes first."""
    rows = study.rows(
        "SELECT *, max(id) AS latest FROM predictions GROUP BY bundle_sha256, precision, arithmetic"
        " ORDER BY latest DESC"
    )
    return tuple(_model(row) for row in rows)


def predictions_of(study: Study, model: ModelFacts) -> dict[int, SpotPrediction]:
    """Return the newest prediction by `model` of each spot, by spot id.

    Predictions without a valid probability, which `unusable_of` counts, are left out.
    """
    return {row["spot_id"]: _prediction(row) for row in _rows_of(study, model) if _usable(row)}


def unusable_of(study: Study, model: ModelFacts) -> int:
    """Return the number of predictions by `model` without a valid probability.

    Such predictions were written by another program and are never used.
    """
    return sum(not _usable(row) for row in _rows_of(study, model))


def prediction_for(study: Study, spot_id: int, known: int | None = None) -> SpotPrediction | None:
    """Return the newest prediction of a spot by any model. If `known` is given, return the prediction with that id.

    Return None if there is no such prediction.
    """
    row = study.one(
        f"SELECT *, {RELIABILITY} FROM predictions WHERE spot_id = ? AND id = ifnull(?, id) ORDER BY id DESC LIMIT 1",
        (spot_id, known),
    )
    return _prediction(row) if row is not None and _usable(row) else None


def fitted_here(study: Study, model: ModelFacts) -> bool:
    """Return whether the model's calibration was fitted to patients of this study.

    The calibration layer is compared too, because a copy of the bundle with another card (for example after an audit)
    has another hash.
    """
    rows = study.rows(
        "SELECT json_extract(detail, '$.bundle') AS bundle, json_extract(detail, '$.layer') AS layer FROM log"
        " WHERE what = ?", (RECALIBRATED,),
    )  # fmt: skip
    return any(row["bundle"] == model.sha256 or row["layer"] == model.calibration for row in rows)


def states_of(
    study: Study, bundle_sha256: str, precision: str, arithmetic: str | None = None
) -> tuple[SpotState, ...]:
    """Return the state of every spot with one model.

    If `arithmetic` is given, predictions in another number format do not count.
    """

    def latest(what: str, table: str, only: str = "") -> dict[int, str]:
        rows = study.rows(
            f"SELECT spot_id, {what} AS found FROM {table} WHERE bundle_sha256 = ? AND precision = ?{only} ORDER BY id",
            (bundle_sha256, precision, *([arithmetic] if only else [])),
        )
        return {row["spot_id"]: row["found"] for row in rows}

    read = latest(_LEVEL, "predictions", "" if arithmetic is None else " AND arithmetic = ?")
    failed = latest("message", "failures")
    found = []
    for spot in spots_of(study):
        if spot.id in read:
            found.append(SpotState(spot, "do not use" if read[spot.id] == "do not use" else "read"))
        elif spot.id in failed:
            found.append(SpotState(spot, "failed", failed[spot.id]))
        else:
            found.append(SpotState(spot, "unread"))
    return tuple(found)


def combined(probabilities: Sequence[float], how: Combine) -> float:
    """Combine the survival probabilities of a patient's spots into one, by the rule `how`.

    Return NaN if there are none.
    """
    if not probabilities:
        return math.nan
    if how == "mean":
        return statistics.fmean(probabilities)
    if how == "median":
        return statistics.median(probabilities)
    return min(probabilities) if how == "min" else max(probabilities)


def _rows_of(study: Study, model: ModelFacts) -> Sequence[Row]:
    return study.rows(
        f"SELECT *, {RELIABILITY} FROM predictions WHERE bundle_sha256 = ? AND precision = ? AND arithmetic = ?"
        " ORDER BY id",
        (model.sha256, model.precision, model.arithmetic),
    )


def _usable(row: Row) -> bool:
    """Return whether the probability in `row` is in 0..1.

    If the prediction has an interval and a threshold, both must be in 0..1 too.
    """
    ends = (row[name] for name in ("low", "high", "threshold") if row[name] is not None)
    return all(is_number(value, 0, 1) for value in (row["survival_probability"], *ends))


def _model(row: Row) -> ModelFacts:
    return ModelFacts(
        row["bundle_name"], row["bundle_version"], row["bundle_sha256"], row["precision"], bool(row["demo"]),
        row["calibration"], row["threshold"], row["threshold_origin"], row["arithmetic"],
    )  # fmt: skip


def _prediction(row: Row) -> SpotPrediction:
    qualifier = row["calibration"]
    if row["low"] is not None:
        qualifier = f"{qualifier}, 95 % interval {range_text(row['low'], row['high'])}"
    return SpotPrediction(
        row["id"], row["spot_id"], row["survival_probability"], qualifier, row["risk_group"], row["verdict"],
        row["reliability"], tuple(parse_json(row["reliability_reasons"])), _model(row),
        tuple(parse_json(row["evidence"])),
    )  # fmt: skip
