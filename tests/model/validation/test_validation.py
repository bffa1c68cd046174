"""A bundle is tested on another cohort: figures beside those of its card, shift, leakage, files, and a new card."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from sklearn.linear_model import LogisticRegression

from app.cli.bundle.bundle import card
from model.base.errors import BundleError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.bundle.calibration_layer import with_layer
from model.bundle.head_shape import HeadShape
from model.bundle.manifest import read_manifest
from model.predict.engine import Engine
from model.region.grid import GridSpec
from model.statistics.calibration import sigmoid
from model.statistics.discrimination import auc_value
from model.training.card import BundleText
from model.training.config import TrainConfig
from model.training.train import TrainRequest, train
from model.validation.figures import figure_rows
from model.validation.files import KEY, markdown, section, write_into, write_validation
from model.validation.run import ValidationRequest, validate
from model.validation.shift import leakage_text, leaks, shift_rows

PATIENTS, PART = 30, 10
GRID = GridSpec(window_px=896, rows=4, cols=4)


def write_table(folder, shade, lost=()):
    """Dark spots of patients who died; `shade` makes the images of a cohort differ from those of another."""
    lines = ["patient_id,image,time_years,event"]
    for number in range(PATIENTS):
        died = number % 2
        pixels = np.full((400, 400, 3), (200 - 90 * died + number, 90 - 40 * died + shade, 160 - 60 * died), np.uint8)
        Image.fromarray(pixels).save(folder / f"{shade}-{number}.png")
        time, event = (1 + number / 9, 0) if number in lost else (0.5 + number / 9, 1) if died else (7, 0)
        lines.append(f"p{number:02d},{shade}-{number}.png,{time},{event}")
    path = folder / f"cohort-{shade}.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory, colour_encoder_of_module):
    folder = tmp_path_factory.mktemp("own")
    table = write_table(folder, 0)
    config = TrainConfig(epochs=3, folds=2, random_orders=2)
    request = TrainRequest(table, folder / "m.safetensors", BundleText("m"), config, HeadShape(cells=(6, 5, 4)), GRID)
    return result_of(train(request, colour_encoder_of_module)), table


def validated(path, table, encoder):
    return result_of(validate(ValidationRequest(path, table), Engine(load_bundle(path), encoder)))


@pytest.fixture(scope="module")
def other_table(tmp_path_factory):
    return write_table(tmp_path_factory.mktemp("other"), 7, lost=(4, 5, 10))


@pytest.fixture(scope="module")
def found(trained, other_table, colour_encoder_of_module):
    return validated(trained[0], other_table, colour_encoder_of_module)


def test_the_figures_of_both_cohorts_stand_side_by_side(found, trained):
    rows = {row.key: row for row in figure_rows(found)}
    stated = read_manifest(trained[0]).metrics
    assert rows["auc"].internal.value == stated["test_auc"]["value"]
    assert rows["c_index"].internal.value == stated["whole_cohort"]["c_index"]["value"]
    known = found.known
    assert int(known.sum()) == PATIENTS - 3
    assert rows["auc"].external.value == pytest.approx(auc_value(found.logit[known], found.alive[known]))
    assert rows["brier"].external.value == pytest.approx(
        float(((sigmoid(found.logit) - found.alive)[known] ** 2).mean())
    )
    assert rows["mean_probability"].external.value == pytest.approx(float(sigmoid(found.logit).mean()))
    # 14 of 30 died within 5 years, three were lost before: Kaplan and Meier's share is between the two extremes.
    assert 1 - 17 / 30 < rows["alive"].external.value < 1 - 14 / 30 + 0.1


def test_the_calibration_of_both_cohorts_is_of_the_same_kind(found):
    """The card's line was of the patients known at 5 years and stood beside a line weighted for censoring."""
    generator, size = np.random.default_rng(3), 40
    time, event = generator.uniform(0.5, 9, size), generator.random(size) < 0.4
    known, alive = event | (time >= 5), time > 5
    logit = np.where(alive, 0.5, -0.5) + generator.normal(size=size)
    card = {
        "test_calibration": {"line": stated(0.5), "weighted_line": stated(0.7)},
        "spots": {"lost_before_5_years": 3},
    }
    manifest = replace(found.manifest, metrics=card)
    other = replace(found, manifest=manifest, logit=logit, alive=alive, known=known, time=time, event=event)
    rows = {row.key: row for row in figure_rows(other)}
    plain = LogisticRegression(C=np.inf, tol=1e-9).fit(logit[known, None], alive[known])
    assert rows["slope_known"].external.value == pytest.approx(plain.coef_[0, 0], abs=1e-4)
    assert rows["intercept_known"].external.value == pytest.approx(plain.intercept_[0], abs=1e-4)
    assert rows["slope"].external.value != pytest.approx(plain.coef_[0, 0], abs=1e-3)
    assert (rows["slope_known"].internal.value, rows["slope"].internal.value) == (0.5, 0.7)
    # A card without the weighted line: the plain one takes its place only if nobody was lost.
    card["test_calibration"].pop("weighted_line")
    assert {row.key: row for row in figure_rows(other)}["slope"].internal.text == "not stated"
    card["spots"]["lost_before_5_years"] = 0
    assert {row.key: row for row in figure_rows(other)}["slope"].internal.value == 0.5


def stated(slope):
    return {"slope": slope, "intercept": 0.1, "slope_interval": (0, 1), "intercept_interval": (0, 1)}


def test_the_threshold_is_the_bundles(found):
    cut = found.manifest.threshold
    rows = {row.key: row for row in figure_rows(found)}
    high = sigmoid(found.logit) < cut
    assert (rows["high_risk"].external.value is not None) == bool(high.any())
    without = replace(found, manifest=replace(found.manifest, threshold=None))
    assert {row.key: row for row in figure_rows(without)}["hazard_ratio"].external.value is None


def test_other_images_are_no_leakage_and_the_own_ones_are(found, trained, other_table, colour_encoder):
    assert not leaks(found)
    assert leakage_text(found).startswith(f"None of the {PATIENTS} images")
    same = replace(found, same_table=True)
    assert leaks(same)
    assert "is the table that the model was trained on" in leakage_text(same)
    lines = trained[1].read_text(encoding="utf-8").splitlines()[: 1 + PART]
    (trained[1].parent / "part.csv").write_text("\n".join(lines), encoding="utf-8")
    part = validated(trained[0], trained[1].parent / "part.csv", colour_encoder)
    with trained[0].with_suffix(".spots.csv").open(newline="", encoding="utf-8") as file:
        parts = [line["part"] for line in csv.DictReader(file)][:PART]
    assert [one.seen_in for one in part.images] == parts
    developed = PART - parts.count("test")
    assert 0 < developed < PART
    assert f"on {developed} of {PART} images" in leakage_text(part)
    assert leaks(part)


def test_the_shift_counts_images(found):
    rows = {row.title: row for row in shift_rows(found)}
    assert rows["pixel size"].internal == "0.286 um/px"
    assert rows["pixel size"].external == f"not stated by {PATIENTS} of {PATIENTS} images"
    assert rows["input checks"].external.endswith(f"of {PATIENTS} images")
    reasons = [title for title in rows if title.startswith("  ")]
    assert reasons
    assert not any(character.isdigit() for title in reasons for character in title)


def test_the_files_have_the_figures_and_every_patient(found, tmp_path):
    table, patients, page, figure, groups = write_validation(found, tmp_path)
    with table.open(newline="", encoding="utf-8") as file:
        rows = {row["figure"]: row for row in csv.DictReader(file)}
    assert float(rows["auc"]["external"]) == pytest.approx(figure_rows(found)[0].external.value, abs=1e-6)
    with patients.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["patient_id"] for line in lines] == [f"p{number:02d}" for number in range(PATIENTS)]
    assert {line["risk_group"] for line in lines} <= {"low risk", "high risk"}
    text = page.read_text(encoding="utf-8")
    assert text == markdown(found)
    assert "| metric (95 % interval) | card | this cohort |" in text
    assert "Research use only" in text
    with Image.open(figure) as picture:
        assert picture.size == (1000, 330)
    with Image.open(groups) as picture:
        assert picture.format == "PNG"


def test_a_copy_of_the_bundle_has_the_figures_on_its_card(found, trained, tmp_path):
    copy, again = tmp_path / "copy.safetensors", tmp_path / "again.safetensors"
    write_into(trained[0], found, copy)
    manifest = read_manifest(copy)
    assert manifest.metrics[KEY] == [section(found)]
    assert "cohort-7.csv, 30 patients" in card(manifest, str(copy), "x")
    write_into(copy, replace(found, manifest=manifest, table="third.csv"), again)
    assert [one["table"] for one in read_manifest(again).metrics[KEY]] == ["cohort-7.csv", "third.csv"]
    first, second = (load_bundle(path).head.state_dict() for path in (trained[0], again))
    assert all(tensor.equal(second[name]) for name, tensor in first.items())
    with pytest.raises(BundleError, match="cannot be overwritten"):
        write_into(trained[0], found, trained[0])


def test_another_calibration_takes_the_figures_off(found, trained, tmp_path):
    """They are of the frozen calibration."""
    copy = tmp_path / "copy.safetensors"
    write_into(trained[0], found, copy)
    layer = {"slope": 1.0, "intercept": 0.5, "words": "moved"}
    assert KEY not in with_layer(read_manifest(copy), layer, "0" * 64, "x", "y").metrics
