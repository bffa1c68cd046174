"""A calibration layer taken off again: the former bundle's file and numbers come back."""

from dataclasses import replace

import pytest
import torch

from model.base.errors import BundleError
from model.base.files import file_sha256
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.calibration_layer import with_layer, without_layer
from model.bundle.copy import write_copy
from model.bundle.heads.lstm import LstmHead
from model.bundle.installed import find_bundle
from model.bundle.manifest import read_manifest

LAYER = {"slope": 0.5, "intercept": 0.7, "words": "recalibrated on 40 patients"}
FORMER = {"slope": 2.0, "intercept": -1.0, "words": "Platt-scaled on 9 patients", "threshold_without": 0.4}


@pytest.fixture
def bundle_file(tiny_manifest, tmp_path):
    def make(layer):
        manifest = replace(tiny_manifest, calibration=layer, threshold=0.35,
                           metrics={"test_brier": 0.2, "held_out_answers": {}, "epochs": []})  # fmt: skip
        path = tmp_path / "former.safetensors"
        save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096))
        return path

    return make


@pytest.mark.parametrize("former", [None, FORMER], ids=["none before", "one before"])
def test_a_layer_that_is_taken_off_gives_the_former_file_byte_for_byte(bundle_file, former, tmp_path):
    path, put, back = bundle_file(former), tmp_path / "put.safetensors", tmp_path / "back.safetensors"
    manifest = read_manifest(path)
    write_copy(path, with_layer(manifest, LAYER, file_sha256(path), "recalibrated", "Not tested."), put)
    assert load_bundle(put).calibrated(2.0) == pytest.approx(0.5 * 2.0 + 0.7)
    assert read_manifest(put).metrics == {"epochs": []}
    write_copy(put, without_layer(read_manifest(put)), back)
    assert back.read_bytes() == path.read_bytes()
    assert load_bundle(back).calibrated(2.0) == load_bundle(path).calibrated(2.0)


def test_two_layers_one_after_the_other_come_off_one_after_the_other(bundle_file):
    path = bundle_file(None)
    first = with_layer(read_manifest(path), LAYER, "a" * 64, "recalibrated", "Not tested.")
    second = with_layer(first, {**LAYER, "slope": 3.0}, "b" * 64, "recalibrated", "Not tested.")
    assert second.calibration["threshold_without"] == 0.35
    assert without_layer(second) == first
    assert without_layer(first) == read_manifest(path)


def test_a_layer_from_training_comes_off_with_the_threshold_it_was_made_without(bundle_file):
    bare = without_layer(read_manifest(bundle_file(FORMER)))
    assert (bare.calibration, bare.threshold) == (None, 0.4)
    assert "test_brier" not in bare.metrics
    with pytest.raises(BundleError, match="no calibration layer"):
        without_layer(bare)


def test_the_embedded_bundle_comes_back_byte_for_byte(tmp_path):
    path, put, back = find_bundle("demo"), tmp_path / "put.safetensors", tmp_path / "back.safetensors"
    write_copy(path, with_layer(read_manifest(path), LAYER, file_sha256(path), "recalibrated", "Not tested."), put)
    write_copy(put, without_layer(read_manifest(put)), back)
    assert file_sha256(back) == file_sha256(path) != file_sha256(put)
