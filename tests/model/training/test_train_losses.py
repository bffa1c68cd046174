"""A cohort with lost patients becomes a bundle with a survival curve, with a fake encoder in place of VGG-16."""

import csv
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from model.audit.sample import draw
from model.base.errors import ConfigError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.manifest import to_json
from model.predict.engine import Engine
from model.predict.pipeline import predict
from model.region.grid import GridSpec
from model.region.region import place
from model.result.export.metrics import metric_text
from model.result.export.record import as_record
from model.slide.opening import open_image
from model.training.card import BundleText
from model.training.cohort_table import read_cohort
from model.training.config import TrainConfig
from model.training.train import TrainRequest, train

KNOWN, LOST = 30, 9
GRID = GridSpec(window_px=896, rows=4, cols=4)
SMALL = HeadShape(cells=(6, 5, 4))
HAZARDS = TrainConfig(loss="hazards", epochs=1, intervals=3, folds=2, calibration="shift", prevalence=0.6, seed=3)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Dark spots of patients who died, light ones of survivors, and lost ones in between."""
    folder = tmp_path_factory.mktemp("cohort")
    lines = ["patient_id,image,time_years,event"]
    for number in range(KNOWN + LOST):
        died, lost = number % 2, number >= KNOWN
        light = 150 if lost else 200 - 90 * died
        pixels = np.full((400, 400, 3), (light + number, 90 - 40 * died, 160 - 60 * died), np.uint8)
        Image.fromarray(pixels).save(folder / f"{number}.png")
        time = 1 + number % 3 if lost else 0.5 + number / 8 if died else 7
        lines.append(f"p{number:02d},{number}.png,{time},{0 if lost else died}")
    path = folder / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def made(table, folder, encoder, config=HAZARDS, head=SMALL):
    request = TrainRequest(table, folder / "made.safetensors", BundleText("made"), config, head, GRID)
    return result_of(train(request, encoder))


@pytest.fixture(scope="module")
def bundle_path(table, tmp_path_factory, colour_encoder_of_module):
    return made(table, tmp_path_factory.mktemp("bundle"), colour_encoder_of_module)


def spots(path):
    with path.with_suffix(".spots.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_bundle_says_that_its_head_gives_a_curve_and_what_became_of_the_lost(bundle_path):
    manifest = load_bundle(bundle_path).manifest
    assert manifest.head.survival.kind == "hazards"
    assert manifest.head.survival.times[-1] == 5
    assert len(manifest.head.survival.times) == 3
    assert '"format_version": 3' in to_json(manifest)
    assert "lost earlier: used as long as they were followed" in manifest.label_meaning
    assert "hazards of 3 intervals up to 5 years" in manifest.head.text
    assert "weighted for censoring" in manifest.calibration["words"]
    assert manifest.metrics["spots"]["all"] == KNOWN + LOST
    assert manifest.metrics["spots"]["lost_before_5_years"] == LOST
    assert manifest.metrics["held_out_answers"]["lost"] == LOST
    assert set(manifest.metrics["test_calibration"]) == {"line", "weighted_line", "curve"}


def test_every_patient_has_an_out_of_fold_prediction_and_counts_in_the_whole_cohort(bundle_path):
    lines = spots(bundle_path)
    assert len(lines) == KNOWN + LOST
    assert all(0 < float(line["out_of_fold"]) < 1 for line in lines)
    assert {line["part"] for line in lines} == {"training", "validation", "test"}
    assert [line["alive_at_5"] for line in lines[KNOWN:]] == [""] * LOST
    metrics = load_bundle(bundle_path).manifest.metrics
    whole = metrics["whole_cohort"]
    assert (whole["patients"], whole["events"]) == (KNOWN + LOST, KNOWN // 2)
    assert sum(group["patients"] for group in whole["groups"]) == KNOWN + LOST
    assert 0 <= whole["c_index"]["low"] <= whole["c_index"]["value"] <= 1
    # Two of three lost patients were followed for 1 or 2 years, after some of the deaths.
    assert 0.3 < whole["alive"]["value"] < 0.6
    card = dict(metric_text(metrics))
    assert card["All patients, out of fold"].startswith(f"{KNOWN + LOST} patients, {KNOWN // 2} died")
    known = metrics["out_of_fold_auc"]
    assert known["positives"] + known["negatives"] == KNOWN


def test_complete_cases_leave_the_lost_out_of_training_but_not_of_the_folds(table, tmp_path, colour_encoder):
    path = made(table, tmp_path, colour_encoder, replace(HAZARDS, loss="cross-entropy"))
    lines = spots(path)
    assert [line["part"] for line in lines[KNOWN:]] == ["left out: lost before 5 years"] * LOST
    assert all(0 < float(line["out_of_fold"]) < 1 for line in lines)
    manifest = load_bundle(path).manifest
    assert manifest.head.survival is None
    assert manifest.metrics["whole_cohort"]["patients"] == KNOWN + LOST
    assert "lost earlier: left out" in manifest.label_meaning
    assert "weighted_line" not in manifest.metrics["test_calibration"]


def test_a_prediction_has_the_curve_which_ends_at_its_probability(bundle_path, table, colour_encoder):
    bundle = load_bundle(bundle_path)
    slide, record = open_image(table.parent / "3.png")
    with closing(slide):
        placement = place(slide.size, record.mpp, GRID.window_px, 0.286)
        prediction = result_of(predict(slide, record, placement, Engine(bundle, colour_encoder)))
    curve = prediction.curve
    assert [point.years for point in curve] == list(bundle.manifest.head.survival.times)
    shares = [point.survival_probability for point in curve]
    assert shares[-1] == pytest.approx(prediction.survival_probability)
    assert 1 > shares[0] > shares[1] > shares[2]
    written = as_record(prediction)["survival_curve"]
    assert written[0] == {"years": curve[0].years, "survival_probability": curve[0].survival_probability}
    line = next(line for line in spots(bundle_path) if line["image"] == "3.png")
    assert float(line["survival_probability"]) == pytest.approx(prediction.survival_probability, abs=6e-5)


def test_an_audit_finds_the_held_out_patients_of_such_a_bundle(bundle_path, table):
    found = draw(table, read_cohort(table), load_bundle(bundle_path).manifest, 100, 1)
    assert {row.patient_id for row in found.rows} == {
        line["patient_id"] for line in spots(bundle_path) if line["part"] == "test"
    }


def test_a_changed_text_of_the_card_keeps_the_checkpoint(table, tmp_path, colour_encoder):
    config = replace(HAZARDS, epochs=3, folds=0)
    request = TrainRequest(table, tmp_path / "a.safetensors", BundleText("first"), config, SMALL, GRID)
    steps = train(request, colour_encoder)
    while next(steps).stage != "training, epoch 3":
        pass
    steps.close()
    changed = replace(request, text=BundleText("second"), config=replace(config, calibration="none", prevalence=None))
    stages = {progress.stage for progress in train(changed, colour_encoder)}
    assert "training, epoch 3" in stages
    assert "training, epoch 2" not in stages


def test_a_pooled_head_has_no_such_error(table, tmp_path, colour_encoder):
    pooled = HeadShape("pooled", cells=(), pooled=PooledShape("mean", "linear SVM"))
    with pytest.raises(ConfigError, match="pooled head cannot be trained with the loss 'hazards'"):
        made(table, tmp_path, colour_encoder, head=pooled)


def test_only_the_checkpoints_of_the_run_are_removed(table, tmp_path, colour_encoder):
    """A bundle of a similar name, whose training was interrupted, keeps its own."""
    other = tmp_path / "made.b.checkpoint"
    other.write_bytes(b"x")
    (tmp_path / "made.fold-2.seed-2.checkpoint").write_bytes(b"x")
    made(table, tmp_path, colour_encoder, replace(HAZARDS, seeds=2))
    assert [path.name for path in tmp_path.glob("*.checkpoint")] == [other.name]
    manifest = load_bundle(tmp_path / "made.safetensors").manifest
    assert manifest.head.members == 2
    assert len(manifest.metrics["members"]["test_aucs"]) == 2
    assert manifest.metrics["training_spread"]["nonzero_share"] > 0.3
    assert "2 networks, seeds from 3" in dict(metric_text(manifest.metrics))["Ensemble"]
