"""Import, export, download and refusal of backbones, with layers of few channels and a single value, to save time."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from model.backbone.fetch import fetch_imagenet
from model.backbone.identity import parameter_shapes
from model.backbone.layers import LAYERS
from model.backbone.store import (
    SEEDED,
    SEEDED_SHA256,
    export_backbone,
    find_backbone,
    import_backbone,
    installed_backbones,
    load_backbone,
    save_backbone,
)
from model.base.errors import BackboneError


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HISTOCAST_HOME", str(tmp_path / "home"))


def finish(steps):
    """Return the value of a generator and the stages that it reported."""
    stages = []
    while True:
        try:
            stages.append(next(steps).stage)
        except StopIteration as stop:
            return stop.value, stages


@pytest.fixture
def state_dict_file(tmp_path, monkeypatch):
    """Write a state dict with the names of torchvision's vgg16, at most 16 channels a layer, and every weight 0.5."""
    few = tuple(replace(layer, shape=tuple(min(side, 16) for side in layer.shape)) for layer in LAYERS)
    monkeypatch.setattr("model.backbone.identity.LAYERS", few)
    shapes = {**parameter_shapes(), "classifier.6.weight": (1000, 16), "classifier.6.bias": (1000,)}
    path = tmp_path / "vgg16-all-half.pth"
    torch.save({name: torch.full((1,), 0.5).expand(shape) for name, shape in shapes.items()}, path)
    return path


def test_a_pytorch_file_is_imported_known_by_its_hash_and_exported_again(state_dict_file, tmp_path):
    info, stages = finish(import_backbone(state_dict_file, "half"))
    assert stages[0] == "reading weights"
    assert installed_backbones()["half"] == info
    assert find_backbone(info.sha256, "whatever") == info
    weights = load_backbone(info)
    assert set(weights) == set(parameter_shapes())
    assert weights["classifier.3.weight"].min() == weights["classifier.3.weight"].max() == 0.5
    out = tmp_path / "out.safetensors"
    finish(export_backbone("half", out))
    assert set(load_file(out)) == set(parameter_shapes())


def test_the_embedded_backbone_is_the_one_it_says():
    info = installed_backbones()[SEEDED]
    weights = load_backbone(info)  # raises if the SHA-256 differs
    assert info.sha256 == SEEDED_SHA256
    assert weights["features.0.weight"].dtype == np.float32


def test_a_download_is_checked_against_the_hash_in_its_name_and_imported(state_dict_file, tmp_path):
    digest = hashlib.sha256(state_dict_file.read_bytes()).hexdigest()
    served = state_dict_file.rename(tmp_path / f"vgg16-{digest[:8]}.pth")
    info, stages = finish(fetch_imagenet(served.as_uri()))
    assert info.name == "imagenet"
    assert "downloading weights" in stages


def test_a_download_that_was_changed_is_refused_and_nothing_is_installed(state_dict_file, tmp_path):
    served = state_dict_file.rename(tmp_path / "vgg16-00000000.pth")
    with pytest.raises(BackboneError, match="not the expected ones"):
        finish(fetch_imagenet(served.as_uri()))
    assert set(installed_backbones()) == {SEEDED}


def test_without_a_connection_the_remedy_names_the_way_by_file(tmp_path):
    with pytest.raises(BackboneError) as caught:
        finish(fetch_imagenet((tmp_path / "none-12345678.pth").as_uri()))
    assert "histocast backbone import" in caught.value.remedy


def test_code_in_a_pickle_is_never_run(tmp_path):
    class Evil:
        def __reduce__(self):
            return (open, (str(tmp_path / "owned"), "w"))

    path = tmp_path / "evil.pth"
    torch.save({"features.0.weight": Evil()}, path)
    with pytest.raises(BackboneError, match="cannot be read"):
        finish(import_backbone(path))
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("content", [b"", b"not a state dict", b"PK\x03\x04 half a zip"])
def test_damaged_files_are_refused_with_a_remedy(tmp_path, content):
    for suffix in (".pth", ".safetensors"):
        path = tmp_path / f"broken{suffix}"
        path.write_bytes(content)
        with pytest.raises(BackboneError) as caught:
            finish(import_backbone(path))
        assert caught.value.remedy


def test_a_network_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "resnet.safetensors"
    save_file({"conv1.weight": torch.zeros(2, 2)}, path)
    with pytest.raises(BackboneError, match="does not contain VGG-16 weights"):
        finish(import_backbone(path))


def test_the_embedded_name_cannot_be_taken():
    with pytest.raises(BackboneError, match="cannot be called"):
        finish(save_backbone({}, SEEDED, "somewhere"))
    with pytest.raises(BackboneError, match="cannot be called"):
        finish(save_backbone({}, "../up", "somewhere"))


def test_weights_never_replace_others_of_their_name(state_dict_file):
    """Models that were trained on the former weights no longer opened."""
    info, _ = finish(import_backbone(state_dict_file, "mine"))
    assert finish(import_backbone(state_dict_file, "mine"))[0] == info
    other = {name: array + 1 for name, array in load_backbone(info).items()}
    with pytest.raises(BackboneError, match="Another backbone is called 'mine'"):
        finish(save_backbone(other, "mine", "somewhere"))
    assert installed_backbones()["mine"] == info


def test_a_bundles_missing_backbone_is_named_with_the_remedy():
    with pytest.raises(BackboneError, match="'imagenet'") as caught:
        find_backbone("a" * 64, "imagenet")
    assert "backbone import FILE" in caught.value.remedy
