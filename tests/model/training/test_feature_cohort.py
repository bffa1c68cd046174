"""Training on feature files: any number of features and tiles, and the card describes what a prediction gives."""

import csv
import runpy
from pathlib import Path

import h5py
import numpy as np
import pytest

from model.base.errors import BundleError, CohortError, FeatureFileError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.bundle.encoder_facts import EncoderFacts
from model.bundle.manifest import read_manifest
from model.feature_files.read import read_feature_file, read_features
from model.feature_files.stated import Stated
from model.predict.engine import load_engine
from model.predict.feature_prediction import LARGEST_FILE, predict_features
from model.training.cohort_table import read_cohort
from model.training.compare import CompareRequest, compare
from model.training.config import TrainOptions
from model.training.feature_cohort import FileFeatures, file_encoder, stated_by, stated_for
from model.training.train import request_of, train

made = runpy.run_path(str(Path(__file__).parents[1] / "feature_files" / "files.py"))
PATIENTS, LENGTH, LARGEST = 48, 11, 30

SLIDE = {"level0_width": 5120, "level0_height": 5120}


def write_cohort(folder):
    """Files of TRIDENT with 6 to 30 tiles; the first feature of half of the tiles is larger where a patient died."""
    generator = np.random.default_rng(7)
    rows = ["patient_id,features,time_years,event,slide_mpp"]
    for number in range(PATIENTS):
        dead, count = number % 2, LARGEST if number == 9 else int(generator.integers(6, LARGEST))
        corners = 512 * np.stack(np.unravel_index(generator.permutation(100)[:count], (10, 10)), axis=1)
        values = generator.normal(size=(count, LENGTH)).astype(np.float32)
        values[: count // 2, 0] += 2 * dead
        made["trident"](folder / f"{number:02}.h5", values, corners, **SLIDE)
        rows.append(f"P{number:02},{number:02}.h5,{2 if dead else 7},{dead},0.25")
    (folder / "cohort.csv").write_text("\n".join(rows) + "\n")
    return folder / "cohort.csv"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    return write_cohort(tmp_path_factory.mktemp("cohort"))


def options(**changes):
    small = {"head": "lstm", "cells": (6, 5, 4), "epochs": 2, "random_orders": 4, "order_kind": "balanced"}
    return TrainOptions(**(small | changes))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"order": "mirrored", "components": 3, "folds": 2, "random_orders": 0},
        {"head": "attention"},
        {"head": "pooled", "pooling": "max+mean+SD"},
    ],
    ids=["lstm", "single order", "attention", "pooled"],
)
def test_a_prediction_gives_the_probability_that_training_lists(cohort, tmp_path, settings):
    out = result_of(train(request_of(cohort, tmp_path / "model.safetensors", options(**settings))))
    bundle, manifest = load_bundle(out), read_manifest(out)
    assert manifest.encoder == EncoderFacts("uni_v1", "", LENGTH, 256, 0.5, "as the feature file holds them")
    assert (manifest.tile_layout, manifest.window_px, manifest.blank) == ("positions", 256, "skip")
    assert manifest.extra[LARGEST_FILE] == LARGEST
    with out.with_suffix(".spots.csv").open() as file:
        listed = {row["image"]: row for row in csv.DictReader(file)}
    assert len(listed) == PATIENTS
    for name in ("00.h5", "09.h5", "21.h5"):
        found = result_of(predict_features(read_feature_file(cohort.parent / name, Stated(mpp=0.25)), bundle))
        assert f"{found.survival_probability:.4f}" == listed[name]["survival_probability"]
        assert found.image_in_cohort == listed[name]["part"]
    with pytest.raises(BundleError, match="takes feature files, not images"):
        result_of(load_engine(out))


def test_the_bundle_is_written_after_its_tables(cohort, tmp_path, monkeypatch):
    """So that a run that is stopped leaves no bundle without them."""
    there = []

    def save(path, *given):
        there.extend(sorted(found.name for found in path.parent.iterdir() if not found.name.startswith(".")))

    monkeypatch.setitem(train.__globals__, "save_bundle", save)
    result_of(train(request_of(cohort, tmp_path / "model.safetensors", options(epochs=1))))
    assert {"model.spots.csv", "model.epochs.csv", "model.loss.png"} <= set(there)
    assert "model.safetensors" not in there


def test_methods_are_compared_on_feature_files(cohort):
    request = CompareRequest(cohort, options(folds=2), ("lstm", "lr-mean", "lstm-raster"))
    found = result_of(compare(request))
    assert len(found.lines) == 3
    assert found.lines[0].order_sd is None
    assert all(0 <= line.auc.value <= 1 for line in found.lines)


def test_features_tissue_and_orders_of_files_with_different_numbers_of_tiles(cohort):
    rows = read_cohort(cohort)
    encoder = file_encoder(rows, stated_by(options()), "cpu")
    features, tissue = result_of(encoder.load(rows))
    assert features.shape == (PATIENTS, LARGEST, LENGTH)
    assert tissue.sum(axis=1).tolist() == [len(file.order) for file in features.files]
    count = len(features.files[3].order)
    assert count < LARGEST
    np.testing.assert_array_equal(features[3][:count], read_features(features.files[3]))
    assert not features[3][count:].any()
    np.testing.assert_array_equal(features.tiles(3, np.array([2, 0])), features[3][[2, 0]])
    generator = np.random.default_rng(0)
    orders = [features.training_order(3, mirrored, generator) for mirrored in (True, False) for _ in range(20)]
    assert all(sorted(order) == list(range(count)) for order in orders)
    assert len({tuple(order) for order in orders[:20]}) > 4


def test_features_beyond_the_limit_are_read_again(cohort, monkeypatch):
    rows = read_cohort(cohort)[:3]
    features, _ = result_of(file_encoder(rows, Stated(), "cpu").load(rows))
    first = features[0]
    monkeypatch.setitem(FileFeatures.__init__.__globals__, "_KEPT_BYTES", first.nbytes)
    for spot in (1, 2, 1):
        np.testing.assert_array_equal(
            features[spot][: len(features.files[spot].order)], read_features(features.files[spot])
        )
    assert list(features._kept) == [0]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"encoder": "conch"}, "line 5: 03.h5 has features of the encoder 'conch', the first file those of 'uni_v1'"),
        ({"encoder": None}, "line 5: 03.h5 does not name its encoder"),
        ({"patch_size": 224, "patch_size_level0": 448}, "line 5: 03.h5 has tiles of 224 px"),
        ({"patch_size_level0": 570}, "line 5: 03.h5 has tiles at 0.5566 um/px, the cohort's median is 0.5 um/px"),
    ],
)
def test_files_of_different_encoders_or_tiles_are_refused_by_line(tmp_path, changes, message):
    rows = read_cohort(_with(tmp_path, changes))
    with pytest.raises(CohortError) as caught:
        result_of(file_encoder(rows, Stated(), "cpu").load(rows))
    assert [fault[: len(message)] for fault in caught.value.faults] == [message]


def _with(folder, changes):
    table = write_cohort(folder)
    with h5py.File(folder / "03.h5") as file:
        values, corners = file["features"][:], file["coords"][:]
    made["trident"](folder / "03.h5", values, corners, **SLIDE | changes)
    return table


def test_a_file_of_two_patients_is_refused(tmp_path):
    table = write_cohort(tmp_path)
    (tmp_path / "03.h5").write_bytes((tmp_path / "07.h5").read_bytes())
    rows = read_cohort(table)
    with pytest.raises(CohortError) as caught:
        result_of(file_encoder(rows, Stated(), "cpu").load(rows))
    assert caught.value.faults == ("line 9: 07.h5 is the same file as that of line 5",)


def test_a_missing_pixel_size_names_the_options(tmp_path):
    table = write_cohort(tmp_path)
    table.write_text(table.read_text().replace(",slide_mpp", "").replace(",0.25", ""))
    rows = read_cohort(table)
    with pytest.raises(CohortError) as caught:
        result_of(file_encoder(rows, Stated(), "cpu").load(rows))
    assert len(caught.value.faults) == PATIENTS
    assert "--slide-mpp" in caught.value.remedy
    features, _ = result_of(file_encoder(rows, stated_by(options(slide_mpp=0.25)), "cpu").load(rows))
    assert features.files[0].encoder.mpp == 0.5


@pytest.mark.parametrize(("stated", "refused"), [(0.2524, False), (0.2527, True), (0.2474, True)])
def test_a_pixel_size_that_contradicts_the_table_is_refused(tmp_path, stated, refused):
    """The table has 0.25 um/px for each slide; one per cent may be rounding."""
    (row, *_) = read_cohort(write_cohort(tmp_path))
    if not refused:
        assert stated_for(row, Stated(mpp=stated)).mpp == 0.25
        return
    with pytest.raises(FeatureFileError, match=r"slide_mpp is 0\.25 um/px, but --slide-mpp states 0\.2"):
        stated_for(row, Stated(mpp=stated))


def test_a_table_of_feature_files(tmp_path):
    table = write_cohort(tmp_path)
    text = table.read_text().splitlines()
    table.write_text("\n".join([text[0], text[1].replace("0.25", "wide"), text[2].replace("01.h5", "x.h5"), *text[3:]]))
    with pytest.raises(CohortError) as caught:
        read_cohort(table)
    assert caught.value.faults == (
        "line 2: slide_mpp 'wide' is not a pixel size in um/px",
        f"line 3: there is no file {tmp_path / 'x.h5'}",
    )
    table.write_text("\n".join(text))
    row = read_cohort(table)[0]
    assert (row.of_features, row.image, row.slide, row.slide_mpp) == (True, tmp_path / "00.h5", None, 0.25)
