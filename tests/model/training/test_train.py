"""From a cohort table to a bundle that loads, with a fake encoder in place of VGG-16."""

import csv
import math
from contextlib import closing
from dataclasses import fields, replace

import numpy as np
import pytest
from PIL import Image

from model.base.errors import CohortError, ConfigError, HistocastError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.head_table import HEADS
from model.bundle.stability import StabilityLimits
from model.familiarity import fit
from model.predict.engine import Engine
from model.predict.feature_cache import training_cache
from model.predict.pipeline import predict
from model.predict.selftest import REFERENCE_KEY, self_test
from model.region.grid import GridSpec
from model.region.region import place
from model.region.tissue import BLANK
from model.result.evidence import evidence_at
from model.result.export.metrics import cohort_text, layer_text, metric_text
from model.slide.opening import open_image
from model.training import train as train_module
from model.training.calibrator import calibrate
from model.training.card import BundleText
from model.training.cohort_table import read_cohort
from model.training.config import TrainConfig, TrainOptions
from model.training.encode import encode_cohort
from model.training.fitting import read_out, suited
from model.training.read_options import read_options
from model.training.train import TrainRequest, request_of, train

SPOTS = 24
SMALL = HeadShape(cells=(6, 5, 4))
QUICK = TrainConfig(epochs=1)
SHAPES = {
    kind: replace(SMALL, kind=kind) if "cells" in facts.takes else HeadShape(kind, cells=(6, 5)[: len(facts.cells)])
    for kind, facts in HEADS.items()
} | {"pooled": HeadShape("pooled", cells=(), pooled=PooledShape("mean", "linear SVM"))}
GRID = GridSpec(window_px=896, rows=4, cols=4)
"""16 tiles, where it does not matter that there are 256."""


@pytest.fixture
def table(tmp_path):
    """Spots whose colour tells the outcome: dark for those who died; one was lost early."""
    lines = ["patient_id,image,time_years,event"]
    for number in range(SPOTS):
        died = number % 2
        pixels = np.full((400, 400, 3), (200 - 90 * died + number, 90 - 40 * died, 160 - 60 * died), np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        lines.append(f"p{number},{number}.png,{2 if died else 7},{died}")
    Image.new("RGB", (120, 120), "purple").save(tmp_path / "lost.png")
    lines.append("lost,lost.png,1,0")
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def finish(steps):
    stages = []
    while True:
        try:
            stages.append(next(steps).stage)
        except StopIteration as stop:
            return stop.value, stages


@pytest.mark.parametrize("kind", HEADS)
def test_a_cohort_becomes_a_bundle_that_says_how_it_was_made(kind, table, tmp_path, colour_encoder, monkeypatch):
    monkeypatch.setattr(fit, "FEWEST_POINTS", 40)  # these spots have four tiles with tissue
    config = TrainConfig(epochs=2, seed=3)
    risk = {f"p{number}": float(number % 2) for number in range(SPOTS)}
    request = TrainRequest(
        table,
        tmp_path / "made.safetensors",
        BundleText("made", training="a test"),
        config,
        SHAPES[kind],
        GRID,
        known_risk=risk,
    )
    path, stages = finish(train(request, colour_encoder))
    assert "encoding spots" in stages
    bundle = load_bundle(path)
    manifest = bundle.manifest
    if kind == "pooled":
        assert manifest.head.pooled.strength > 0
        assert manifest.head == replace(
            SHAPES[kind], pooled=replace(SHAPES[kind].pooled, strength=manifest.head.pooled.strength)
        )
    else:
        assert manifest.head == read_out(SHAPES[kind], config)
        assert manifest.head.readout == ("mean" if manifest.head.ordered else "last")
    assert manifest.standardised == (kind != "pooled")
    assert manifest.backbone_sha256 == colour_encoder.backbone_sha256
    assert manifest.metrics["spots"] == {
        "all": SPOTS + 1, "lost_before_5_years": 1, "training": 12, "validation": 4, "test": 8,
    }  # fmt: skip
    assert manifest.metrics["test_auc_of_the_true_risk"]["value"] == 1
    assert 0 <= manifest.metrics["test_auc"]["value"] <= 1
    assert len(manifest.metrics["epochs"]) == (0 if kind == "pooled" else 2)
    assert math.isfinite(manifest.threshold)
    assert manifest.extra["training_settings"]["seed"] == 3
    assert manifest.extra[REFERENCE_KEY] == pytest.approx(self_test(Engine(bundle, colour_encoder)).logit, abs=1e-5)
    assert not manifest.demo
    assert manifest.familiarity["reference"] == {"spots": 12, "tiles": len(bundle.familiarity.points)}
    assert manifest.familiarity["test"]["spots"] == 8
    section = manifest.metrics["held_out_answers"]
    assert (section["patients"], section["horizon_years"]) == (8, 5)
    assert sum(group["alive"] for group in section["groups"]) == manifest.metrics["test_auc"]["positives"]
    assert ("order_stability_limits" in manifest.extra) == manifest.head.ordered
    assert bundle.record.stability == StabilityLimits()
    card = dict(metric_text(manifest.metrics))
    assert card["SD of the probability"].endswith("patients" if kind == "pooled" else "of weights above 0.01")
    assert "Held-out Brier" in card
    assert "Held-out calibration" in card
    if kind == "pooled":
        assert not (tmp_path / "made.loss.png").exists()
    else:
        with Image.open(tmp_path / "made.loss.png") as curve:
            assert curve.format == "PNG"
    assert not list(tmp_path.glob("*.checkpoint"))
    # The list of spots is of the training side; the number in it is that of the whole way from the file.
    with (tmp_path / "made.spots.csv").open(newline="", encoding="utf-8") as file:
        line = list(csv.DictReader(file))[7]
    slide, record = open_image(tmp_path / line["image"])
    with closing(slide):
        placement = place(slide.size, record.mpp, request.grid.window_px, request.mpp)
        prediction, _ = finish(predict(slide, record, placement, Engine(bundle, colour_encoder)))
    assert prediction.survival_probability == pytest.approx(float(line["survival_probability"]), abs=6e-5)
    assert set(prediction.trace.tiles) == {*manifest.head.gives, "unfamiliar"} - {"hidden"}
    assert prediction.evidence == evidence_at(manifest, prediction.survival_probability)


def test_options_say_which_head(tmp_path):
    def asked(**options):
        return request_of(tmp_path / "c.csv", tmp_path / "x.safetensors", TrainOptions(**options)).head

    assert asked() == HeadShape()
    assert asked(head="attention") == HeadShape("attention", cells=(128, 64))
    pooled = asked(head="pooled", pooling="Fisher vector", classifier="RBF SVM")
    assert (pooled.kind, pooled.cells) == ("pooled", ())
    assert pooled.pooled == PooledShape("Fisher vector", "RBF SVM")


def test_a_second_run_takes_the_features_that_were_kept(table, tmp_path, colour_encoder, monkeypatch):
    request = TrainRequest(table, tmp_path / "a.safetensors", BundleText("a"), QUICK, SMALL, GRID)
    finish(train(request, colour_encoder))
    first = load_bundle(request.out).record.sha256
    kept = colour_encoder.encode(np.zeros((1, 224, 224, 3), np.uint8))
    # Only the self-test's one tile may be encoded again.
    monkeypatch.setattr(type(colour_encoder), "encode", lambda self, tiles: kept[: 1 // len(tiles)])
    finish(train(request, colour_encoder))
    assert load_bundle(request.out).manifest.metrics["test_auc"]["positives"] == 4
    assert len(first) == 64


def encoded(table, encoder, blank):
    rows = read_cohort(table)
    features, tissue = result_of(encode_cohort(rows, GRID, 0.286, encoder, training_cache(), blank))
    return np.stack([features[row] for row in range(len(rows))]), tissue


def test_tiles_without_tissue_are_not_encoded_where_they_are_skipped(table, colour_encoder, monkeypatch):
    """Their features are NaN, also where an earlier run with other settings left them in the cache."""
    count = []
    encode = type(colour_encoder).encode

    def counted(self, tiles):
        count.append(len(tiles))
        return encode(self, tiles)

    monkeypatch.setattr(type(colour_encoder), "encode", counted)
    monkeypatch.setattr("model.training.encode.seconds_per_tile", lambda *_: 1.0)
    skipping, tissue = encoded(table, colour_encoder, "skip")
    used = tissue >= BLANK
    assert 0 < used.sum() < used.size
    assert sum(count) <= used.sum()
    assert np.array_equal(np.isfinite(skipping).all(axis=2), used)
    assert np.isnan(skipping[~used]).all()
    every, _ = encoded(table, colour_encoder, "read")
    assert np.isfinite(every).all()
    assert np.array_equal(every[used], skipping[used])
    again, _ = encoded(table, colour_encoder, "skip")
    assert np.array_equal(again, skipping, equal_nan=True)


class SpoiledFeatures:
    """Features of a cohort whose tiles without tissue all have one `value`."""

    def __init__(self, features, tissue, value):
        self.shape, self.close, self.sha256s = features.shape, features.close, features.sha256s
        self._features, self._tissue, self._value = features, tissue, value

    def __getitem__(self, spot):
        found = self._features[spot].copy()
        found[self._tissue[spot] < BLANK] = self._value
        return found


@pytest.mark.parametrize("kind", ["lstm", "attention"])
def test_no_tile_that_is_skipped_is_read_in_training(kind, table, tmp_path, colour_encoder, monkeypatch):
    """The bundle is the same to the byte whatever the features of those tiles are."""
    found = []
    for name, value in (("nan", np.nan), ("other", 1e6)):
        folder = tmp_path / name
        folder.mkdir()

        def spoiled(*arguments, value=value):
            features, tissue = yield from encode_cohort(*arguments)
            return SpoiledFeatures(features, tissue, value), tissue

        monkeypatch.setattr("model.training.train.encode_cohort", spoiled)
        config = replace(QUICK, blank="skip", folds=2)
        request = TrainRequest(table, folder / "a.safetensors", BundleText("a"), config, SHAPES[kind], GRID)
        finish(train(request, colour_encoder))
        found.append(request.out.read_bytes())
    assert found[0] == found[1]


def test_a_cohort_without_tissue_is_refused(table, colour_encoder, tmp_path):
    for number, picture in enumerate(tmp_path.glob("*.png")):
        Image.new("RGB", (120 + number, 120), "white").save(picture)
    with pytest.raises(CohortError, match="hardly any tissue"):
        finish(train(TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), grid=GRID), colour_encoder))


def test_one_picture_of_two_patients_is_refused(table, colour_encoder, tmp_path):
    (tmp_path / "copy.png").write_bytes((tmp_path / "3.png").read_bytes())
    table.write_text(table.read_text(encoding="utf-8") + "\nother,copy.png,2,1", encoding="utf-8")
    with pytest.raises(CohortError, match=r"copy.png of patient other \(line 27\) is the same picture as 3.png of"):
        finish(train(TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), grid=GRID), colour_encoder))


def test_a_cohort_without_a_known_outcome_is_refused(table, colour_encoder, tmp_path):
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([lines[0], lines[-1]]), encoding="utf-8")
    with pytest.raises(CohortError, match="known outcome"):
        finish(train(TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), grid=GRID), colour_encoder))


def test_every_option_stands_in_the_manifest(table, tmp_path, colour_encoder):
    options = TrainOptions(epochs=1, cells=(6, 5, 4), learning_rate=0.003, optimiser="sgd", name="mine", seed=8)
    path, _ = finish(train(replace(request_of(table, tmp_path / "x.safetensors", options), grid=GRID), colour_encoder))
    manifest = load_bundle(path).manifest
    recorded = manifest.extra["training_settings"]
    assert set(recorded) == {field.name for field in fields(TrainOptions)}
    assert (recorded["learning_rate"], recorded["optimiser"], recorded["seed"]) == (0.003, "sgd", 8)
    assert manifest.name == "mine"
    assert manifest.extra["cohort_sha256"] == file_sha256(table)
    assert manifest.extra["made_with"]["engine"] == "fake"


def test_what_became_of_every_spot_is_listed(table, tmp_path, colour_encoder):
    request = TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), QUICK, SMALL, GRID)
    finish(train(request, colour_encoder))
    with (tmp_path / "x.spots.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == SPOTS + 1
    assert lines[-1]["part"] == "left out: lost before 5 years"
    assert [sum(line["part"] == part for line in lines) for part in ("training", "validation", "test")] == [12, 4, 8]
    assert lines[0]["alive_at_5"] == "1"
    assert 0 < float(lines[0]["survival_probability"]) < 1


def test_two_runs_of_one_seed_give_the_same_file(table, tmp_path, colour_encoder):
    made = []
    for name in ("a", "b"):
        request = TrainRequest(table, tmp_path / f"{name}.safetensors", BundleText("same"), QUICK, SMALL, GRID)
        finish(train(request, colour_encoder))
        made.append(request.out.read_bytes())
    assert made[0] == made[1]


def test_a_stopped_run_goes_on_and_makes_the_same_bundle(table, tmp_path, colour_encoder):
    config = TrainConfig(epochs=3)
    whole = TrainRequest(table, tmp_path / "whole.safetensors", BundleText("same"), config, SMALL, GRID)
    finish(train(whole, colour_encoder))
    stopped = replace(whole, out=tmp_path / "stopped.safetensors")
    steps = train(stopped, colour_encoder)
    while next(steps).stage != "training, epoch 3":
        pass
    steps.close()
    assert (tmp_path / "stopped.checkpoint").exists()
    _, stages = finish(train(stopped, colour_encoder))
    assert "training, epoch 2" not in stages
    assert stopped.out.read_bytes() == whole.out.read_bytes()


def test_repeats_without_folds_are_refused(table, tmp_path, colour_encoder):
    """Nothing was repeated, and nothing said so."""
    request = TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), replace(QUICK, repeats=2), SMALL, GRID)
    with pytest.raises(ConfigError, match="--repeats 2 would have no effect"):
        finish(train(request, colour_encoder))


def test_folds_stand_beside_the_single_split(table, tmp_path, colour_encoder):
    request = TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), replace(QUICK, folds=2), SMALL, GRID)
    _, stages = finish(train(request, colour_encoder))
    assert "fold 2 of 2: training, epoch 1" in stages
    metrics = load_bundle(request.out).manifest.metrics
    assert metrics["out_of_fold_auc"]["positives"] + metrics["out_of_fold_auc"]["negatives"] == SPOTS
    assert len(metrics["fold_aucs"]) == 2
    assert dict(metric_text(metrics))["AUC fold by fold"].count(",") == 1
    assert not list(tmp_path.glob("*.checkpoint"))
    lines = (tmp_path / "x.spots.csv").read_text(encoding="utf-8").splitlines()
    assert all(0 < float(line.rsplit(",", 1)[1]) < 1 for line in lines[1:-1])


def test_figures_are_of_patients_not_of_spots(table, tmp_path, colour_encoder):
    text = table.read_text(encoding="utf-8")
    for number in range(SPOTS):
        twin = tmp_path / f"{number}b.png"
        twin.write_bytes((tmp_path / f"{number}.png").read_bytes())
        text += f"\np{number},{twin.name},{2 if number % 2 else 7},{number % 2}"
    table.write_text(text, encoding="utf-8")
    request = TrainRequest(table, tmp_path / "x.safetensors", BundleText("x"), QUICK, SMALL, GRID)
    finish(train(request, colour_encoder))
    metrics = load_bundle(request.out).manifest.metrics
    assert metrics["spots"]["test"] == 16
    assert (metrics["test_auc"]["positives"], metrics["test_auc"]["negatives"]) == (4, 4)
    # One more patient was lost after a year; all others who did not die were followed for 7 years.
    assert metrics["patients"] == {"known": SPOTS, "died": 12, "median_years": 4.5, "median_follow_up_years": 7.0}
    assert "median follow-up of all patients 7 years (reverse Kaplan-Meier)" in dict(metric_text(metrics))["Patients"]


def test_a_calibration_is_a_layer_that_can_be_taken_off(table, tmp_path, colour_encoder):
    plain = TrainRequest(table, tmp_path / "plain.safetensors", BundleText("x"), TrainConfig(epochs=4), SMALL, GRID)
    finish(train(plain, colour_encoder))
    config = replace(plain.config, calibration="shift", prevalence=0.8)
    finish(train(replace(plain, out=tmp_path / "shifted.safetensors", config=config), colour_encoder))
    bare, shifted = load_bundle(plain.out), load_bundle(tmp_path / "shifted.safetensors")
    assert bare.manifest.calibration is None
    layer = shifted.manifest.calibration
    assert layer["slope"] == 1
    assert layer["words"] == "shifted on 4 patients, for 80% alive"
    assert layer_text(layer).count("95 % interval") == 2
    assert layer_text(bare.manifest.calibration) == "uncalibrated"
    assert layer["intercept_interval"][0] < layer["intercept"] < layer["intercept_interval"][1]
    # The weights are those without it, and so is the threshold once the layer is off.
    assert all(tensor.equal(shifted.head.state_dict()[name]) for name, tensor in bare.head.state_dict().items())
    assert layer["threshold_without"] == bare.manifest.threshold
    moved = math.log(shifted.manifest.threshold / (1 - shifted.manifest.threshold))
    before = math.log(bare.manifest.threshold / (1 - bare.manifest.threshold))
    assert moved == pytest.approx(before + layer["intercept"], abs=0.01)


def test_a_calibration_that_would_turn_the_order_round_is_not_made():
    logits, alive = np.linspace(-2, 2, 20), np.arange(20) < 10
    layer, words = calibrate(logits, alive, TrainConfig(calibration="platt"))
    assert layer is None
    assert "reverse the order of the patients" in words
    layer, words = calibrate(-logits, alive, TrainConfig(calibration="platt"))
    assert layer["slope"] > 0
    assert words is None


def test_a_weighted_calibration_has_a_line_where_the_groups_do_not_overlap():
    """The line was NaN, and the note said that the model gives nearly the same answer for all patients."""
    logits, alive = np.linspace(-2, 2, 20), np.arange(20) >= 10
    plain, _ = calibrate(logits, alive, TrainConfig(calibration="platt"))
    layer, words = calibrate(logits, alive, TrainConfig(calibration="platt"), np.ones(20))
    assert words is None
    assert (layer["slope"], layer["intercept"]) == pytest.approx((plain["slope"], plain["intercept"]))
    heavy, _ = calibrate(logits, alive, TrainConfig(calibration="platt"), np.where(alive, 3.0, 1.0))
    assert heavy["intercept"] > layer["intercept"] + 0.1


def test_the_two_recipes_read_as_they_say_and_the_card_tells_how_unstable_they_are(table, tmp_path, colour_encoder):
    made = {}
    for recipe in ("hardened", "as published"):
        options = read_options(None, {"recipe": recipe, "epochs": 1, "cells": [6, 5, 4]})
        out = tmp_path / f"{recipe}.safetensors"
        finish(train(replace(request_of(table, out, options), grid=GRID), colour_encoder))
        made[recipe] = load_bundle(out).manifest
    hardened, published = made["hardened"], made["as published"]
    assert (hardened.blank, hardened.random_orders) == ("skip", 8)
    assert (published.blank, published.random_orders) == ("read", 0)
    assert (hardened.head.readout, hardened.head.warm_up) == ("mean", 0.5)
    assert (published.head.readout, published.head.warm_up) == ("last", 0.0)
    assert hardened.metrics["order_instability"]["over"] == "8 random orders"
    assert published.metrics["order_instability"]["over"] == "8 flips and rotations"
    card = dict(metric_text(hardened.metrics))
    assert "8 test patients change their risk group" in card["Order instability"]
    assert "layer 3" in card["Memory reach"]
    assert hardened.extra["not_tested"]


def test_a_head_that_is_blind_to_the_order_is_not_averaged_over_orders():
    config = TrainConfig()
    assert suited(config, SHAPES["lstm"]) == config
    assert suited(config, SHAPES["attention"]) == replace(config, random_orders=0)
    assert suited(config, SHAPES["pooled"]) == replace(config, random_orders=0, blank="read")


def test_what_the_trainer_says_of_the_cohort_stands_on_the_card_and_what_is_unsaid_too(table, tmp_path, colour_encoder):
    options = read_options(None, {"epochs": 1, "cells": [6, 5, 4], "about": {"scanner": "3DHISTECH", "lab": "ours"}})
    finish(train(replace(request_of(table, tmp_path / "x.safetensors", options), grid=GRID), colour_encoder))
    extra = load_bundle(tmp_path / "x.safetensors").manifest.extra
    assert cohort_text(extra) == "lab ours; scanner 3DHISTECH; not stated: sites, stain, years"
    assert cohort_text({}) == "not stated: sites, scanner, stain, years"


def test_a_head_that_became_nan_is_never_written(table, tmp_path, colour_encoder, monkeypatch):
    """Not the bundle and nothing beside it, whatever let the NaN through."""
    fitted = train_module.fit_head

    def spoiled(*given):
        found = yield from fitted(*given)
        found.spots.mean[17] = math.nan
        return found

    monkeypatch.setattr(train_module, "fit_head", spoiled)
    request = TrainRequest(table, tmp_path / "out" / "m.safetensors", BundleText("m"), QUICK, head=SMALL, grid=GRID)
    with pytest.raises(HistocastError, match="not finite") as caught:
        finish(train(request, colour_encoder))
    assert caught.value.remedy
    assert not list(tmp_path.glob("out/*.safetensors"))
    assert not list(tmp_path.glob("out/*.csv"))
