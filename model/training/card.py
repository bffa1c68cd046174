"""Describe the result of training as the manifest of a bundle."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import numpy as np

from model.backbone.layers import FEATURE_LAYER
from model.bundle.choices import TileLayout
from model.bundle.head_shape import HeadShape
from model.bundle.manifest import Manifest
from model.bundle.stability import StabilityLimits, stability_field
from model.region.grid import GridSpec
from model.result.evidence import KEY as HELD_OUT
from model.statistics.calibration import brier, calibration_curve, recalibration, sigmoid, weighted_recalibration
from model.statistics.horizon import RULE
from model.statistics.kaplan_meier import median_follow_up
from model.training.behaviour import behaviour
from model.training.calibrator import calibrate, calibrated
from model.training.cohort_table import ENDPOINT_YEARS, CohortRow
from model.training.collapse import advice, spread_of
from model.training.config import TrainConfig
from model.training.figures import auc_record
from model.training.fitted import Cohort, Fitted
from model.training.fitting import OutOfFold
from model.training.held_out import held_out_section
from model.training.loss_kinds import LOSSES
from model.training.patients import by_patient
from model.training.threshold import cut_off, origin_text
from model.training.whole_cohort import KEY as WHOLE_COHORT
from model.training.whole_cohort import Predicted, whole_cohort

NOT_TESTED = (
    "patients of another hospital, and another scanner, stain or sectioning of the same blocks",
    "whole slides, and regions other than the spots of the cohort",
    "kinds of tissue that are not in the cohort",
    "whether the probability improves any decision",
)
"""What a test on a single cohort cannot show, as texts for the model card."""


@dataclass(frozen=True)
class BundleText:
    """The texts of a bundle that its author provides."""

    name: str
    version: str = "1"
    endpoint: str = "alive 5 years after diagnosis"
    label_meaning: str = f"1: alive at 5 years; 0: died of the disease within 5 years ({RULE})"
    """Meaning of the labels. The card appends how lost patients are treated, which depends on the loss function."""
    training: str = ""
    intended_use: str = "Research use only. Not for diagnosis, prognosis or treatment of any person."
    limits: str = "Tested on held-out patients of the same cohort only."
    not_tested: tuple[str, ...] = NOT_TESTED
    demo: bool = False


@dataclass(frozen=True)
class Layout:
    """The fields of a manifest that do not depend on training.

    These fields are the backbone and its layer, the pixel size, the grid and the head. `tile_layout` is "positions" for
    a cohort of feature files, whose tiles have coordinates instead of a place in a grid.
    """

    backbone: str
    backbone_sha256: str
    mpp: float
    grid: GridSpec
    head: HeadShape
    layer: str = FEATURE_LAYER
    tile_layout: TileLayout = "grid"


@dataclass(frozen=True, eq=False)
class Found:
    """The result of a training run.

    `rows` are all spots of the table, including those of lost patients. `lost` is the number of spots of patients who
    were lost to follow-up before 5 years. `out_of_fold` has logits of all spots, computed by heads that were not
    trained on the spot's patient; it is None if they were not computed. `known_risk` is the true log hazard of each
    patient, by patient id; it is only known for simulated cohorts.
    """

    cohort: Cohort
    fitted: Fitted
    lost: int
    out_of_fold: OutOfFold | None
    known_risk: Mapping[str, float] | None
    rows: tuple[CohortRow, ...]


def describe(found: Found, layout: Layout, text: BundleText, config: TrainConfig) -> Manifest:
    """Return the manifest of the trained bundle. The memory reach and the self-test logit are added later."""
    split = found.fitted.split
    logits, alive = _of_patients(found, found.fitted.logits(split.validation), split.validation)
    layer, doubt = calibrate(logits, alive, config, _weights(found, config))
    training, survived = _of_patients(found, found.fitted.logits(split.training), split.training)
    # A merged network has weights of 0 between its members. They do not show whether the penalties are too strong.
    network = (found.fitted.members or (found.fitted,))[0].head
    spread = spread_of(network, sigmoid(training), config.components > 0)
    notes = [note for note in (advice(spread, config, float(sigmoid(training).mean())), doubt) if note]
    cut = cut_off(training, survived, config.threshold)
    limit = float(sigmoid(calibrated(np.array(cut), layer)))
    if layer:
        layer["threshold_without"] = round(float(sigmoid(np.array(cut))), 4)
    return Manifest(
        name=text.name,
        version=text.version,
        endpoint=text.endpoint,
        label_meaning=f"{text.label_meaning}; {LOSSES[config.loss].lost_text}",
        backbone_name=layout.backbone,
        backbone_sha256=layout.backbone_sha256,
        feature_layer=layout.layer,
        mpp=layout.mpp,
        window_px=layout.grid.window_px,
        tile_px=layout.grid.tile_px,
        fit=layout.grid.fit,
        order=layout.grid.order,
        tile_layout=layout.tile_layout,
        blank=config.blank,
        random_orders=config.random_orders,
        order_kind=config.order_kind if config.random_orders else "random",
        standardised=not layout.head.facts.pooled,
        head=layout.head,
        threshold=round(limit, 4),
        threshold_origin=origin_text(config.threshold, len(training)),
        calibration=layer,
        training=text.training,
        metrics=_metrics(found, layer, config)
        | {"training_spread": asdict(spread) | {"collapsed": spread.collapsed}}
        | behaviour(found.cohort, found.fitted, layer, limit, config.order_kind),
        intended_use=text.intended_use,
        limits=text.limits,
        demo=text.demo,
        made_by=f"histocast {version('histocast')}",
        extra={"training_settings": asdict(config), "training_notes": notes, "not_tested": list(text.not_tested)}
        | (stability_field(StabilityLimits()) if layout.head.ordered else {}),
    )


def _metrics(found: Found, layer: dict[str, Any] | None, config: TrainConfig) -> dict[str, Any]:
    """Return the metrics for the model card. The metrics count patients and not spots.

    The logit of a patient is the mean over the spots of the patient.
    """
    split, fitted = found.fitted.split, found.fitted
    test, alive = _of_patients(found, fitted.logits(split.test), split.test)
    p = sigmoid(calibrated(test, layer))
    metrics = {
        "test_auc": _auc(test, alive),
        "training_auc": _auc(*_of_patients(found, fitted.logits(split.training), split.training)),
        "test_brier": brier(p, alive),
        "test_sd_of_p": float(p.std()),
        "test_calibration": {
            "line": _without_nan(asdict(recalibration(calibrated(test, layer), alive))),
            "curve": [asdict(part) for part in calibration_curve(p, alive)],
            **_weighted_line(found, calibrated(test, layer), alive),
        },
        HELD_OUT: held_out_section(calibrated(test, layer), alive, ENDPOINT_YEARS, _lost_patients(found)),
        "epochs": [_without_nan(asdict(epoch)) for epoch in fitted.log.epochs] if fitted.log else [],
        "spots": {
            "all": len(found.rows),
            "lost_before_5_years": found.lost,
            "training": len(split.training),
            "validation": len(split.validation),
            "test": len(split.test),
        },
        "patients": _follow_up(found),
    }
    if fitted.members:
        each = [_auc(*_of_patients(found, one.logits(split.test), split.test)) for one in fitted.members]
        metrics["members"] = {"first_seed": config.seed, "test_aucs": each}
    if fitted.chosen:
        chosen = {"single split": dict(fitted.chosen)}
        if found.out_of_fold is not None:
            titles = [fold.title for fold in found.out_of_fold.folds]
            chosen |= dict(zip(titles, map(dict, found.out_of_fold.chosen), strict=True))
        metrics["chosen"] = chosen
    if found.known_risk is not None:
        true = -np.array([found.known_risk[found.cohort.patients[i]] for i in split.test], dtype=np.float64)
        metrics["test_auc_of_the_true_risk"] = _auc(*_of_patients(found, true, split.test))
    if found.out_of_fold is not None:
        metrics |= _fold_metrics(found, found.out_of_fold)
    return metrics


def _follow_up(found: Found) -> dict[str, Any]:
    """Return the numbers of patients with a known outcome and of deaths within 5 years, and the median follow-up.

    `median_follow_up_years` is the reverse Kaplan-Meier estimate for all patients of the table; it is None if the
    median was not reached. `median_years` is the median time of the patients with a known outcome.
    """
    cohort = found.cohort
    rows = np.flatnonzero(cohort.outcomes.known)
    years, alive = by_patient([cohort.patients[row] for row in rows], cohort.outcomes.time[rows], cohort.alive[rows])
    each = {row.patient_id: row for row in found.rows}.values()
    dead = np.array([row.event or row.cause == "other" for row in each], dtype=bool)
    followed = median_follow_up(np.array([row.time_years for row in each]), dead)
    return {
        "known": len(alive),
        "died": int((alive < 0.5).sum()),
        "median_years": round(float(np.median(years)), 2),
        "median_follow_up_years": round(followed, 2) if math.isfinite(followed) else None,
    }


def out_of_fold_patients(found: Found) -> Predicted:
    """Return the predictions and the follow-up of all patients with an out-of-fold prediction.

    The caller must make sure that `found` has these predictions.
    """
    from_folds, outcomes = found.out_of_fold, found.cohort.outcomes
    assert from_folds is not None  # the caller makes sure of this
    rows = np.flatnonzero(np.isfinite(from_folds.logits))
    numbers = (from_folds.logits, from_folds.cut, outcomes.time, outcomes.event)
    means, cut, time, event = by_patient([found.cohort.patients[row] for row in rows], *(one[rows] for one in numbers))
    return Predicted(means, means < cut, time, event > 0.5)


def _fold_metrics(found: Found, from_folds: OutOfFold) -> dict[str, Any]:
    logits = from_folds.logits
    aucs = [
        _auc(*_of_patients(found, own, fold.split.test))
        for fold, own in zip(from_folds.folds, from_folds.own_logits, strict=True)
    ]
    rows = np.flatnonzero(np.isfinite(logits))
    pooled, alive = _of_patients(found, logits[rows], rows)
    each = out_of_fold_patients(found)
    return {
        "folds": [fold.title for fold in from_folds.folds],
        "out_of_fold_auc": _auc(pooled, alive),
        "out_of_fold_brier": brier(sigmoid(pooled), alive),
        "fold_aucs": aucs,
        WHOLE_COHORT: whole_cohort(each.logit, each.high_risk, each.time, each.event).record()
        | {
            "scaling": "logits Platt-scaled on the validation patients of each fold",
            # If the table specifies the split, only the patients of its test set have a prediction.
            "patients_of_the_table": len(set(found.cohort.patients)),
        },
    }


def _lost_patients(found: Found) -> int:
    return len({row.patient_id for row in found.rows if row.alive is None})


def _weighted_line(found: Found, logits: np.ndarray, alive: np.ndarray) -> dict[str, Any]:
    """Return the calibration line of the test patients, weighted for censoring.

    It can be compared with the weighted line of another cohort, which also accounts for patients who were lost.

    `logits` and `alive` [patients] belong to the test patients whose outcome at 5 years is known. Return {} if the test
    set contains no lost patients because the training used complete cases only.
    """
    test, outcomes = found.fitted.split.test, found.cohort.outcomes
    if outcomes.known[test].all():
        return {}
    rows = test[outcomes.known[test]]
    each = by_patient([found.cohort.patients[row] for row in rows], outcomes.censoring_weights(rows, test))[0]
    return {"weighted_line": _without_nan(asdict(weighted_recalibration(logits, alive, each)))}


def _of_patients(found: Found, numbers: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each patient, the mean of `numbers` over the patient's spots, and whether the patient is alive.

    Only the spots in `rows` are used. Patients who were lost before 5 years are left out.
    """
    known = found.cohort.outcomes.known[rows]
    patients = [found.cohort.patients[row] for row in rows[known]]
    means, alive = by_patient(patients, numbers[known], found.cohort.alive[rows[known]])
    return means, alive > 0.5


def _weights(found: Found, config: TrainConfig) -> np.ndarray | None:
    """Return the censoring weights of the validation patients that `_of_patients` returns.

    Return None if the training used only patients with a known outcome at 5 years, because the calibration then uses
    only these patients too.
    """
    if not LOSSES[config.loss].uses_lost:
        return None
    split, outcomes = found.fitted.split, found.cohort.outcomes
    rows = split.validation[outcomes.known[split.validation]]
    each = outcomes.censoring_weights(rows, np.concatenate([split.training, split.validation]))
    return by_patient([found.cohort.patients[row] for row in rows], each)[0]


def _auc(logits: np.ndarray, alive: np.ndarray) -> dict[str, Any]:
    return _without_nan(asdict(auc_record(logits, alive)))


def _without_nan(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with None in place of nan, because JSON has no nan."""
    return {
        key: [None if math.isnan(v) else v for v in value]
        if isinstance(value, tuple)
        else None
        if math.isnan(value)
        else value
        for key, value in record.items()
    }
