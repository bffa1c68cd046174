"""The record of training tissue in a bundle: it comes back, old bundles have none, and a damaged one is refused."""

import dataclasses

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from model.base.errors import BundleError
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.copy import write_copy
from model.bundle.heads.lstm import LstmHead
from model.bundle.manifest import METADATA_KEY, from_json, read_manifest, to_json
from model.bundle.tensors import refuse_bad_file


@pytest.fixture
def save(tmp_path, tiny_manifest):
    """A function that saves a bundle with the given section and record."""

    def saved(section, reference):
        path = tmp_path / "record.safetensors"
        manifest = dataclasses.replace(tiny_manifest, familiarity=section)
        save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096), reference)
        return path

    return saved


@pytest.fixture
def saved(save, tissue_record):
    reference, section = tissue_record
    return save(section, reference)


def change(path, **tensors):
    """Replace tensors `familiarity.*` of a bundle; None removes one."""
    manifest, held = read_manifest(path), load_file(path)
    held |= {f"familiarity.{name}": tensor for name, tensor in tensors.items() if tensor is not None}
    for name in (name for name, tensor in tensors.items() if tensor is None):
        del held[f"familiarity.{name}"]
    save_file(held, path, metadata={METADATA_KEY: to_json(manifest)})


def test_a_record_comes_back(saved, tissue_record):
    found, (reference, section) = load_bundle(saved), tissue_record
    assert found.manifest.familiarity == section
    assert found.familiarity.limits == reference.limits
    for name in ("centre", "scale", "axes", "spread", "points"):
        np.testing.assert_array_equal(getattr(found.familiarity, name), getattr(reference, name))
    assert load_file(saved)["familiarity.points"].dtype == torch.float16


def test_a_copy_keeps_the_record(saved, tmp_path):
    write_copy(saved, dataclasses.replace(read_manifest(saved), version="2"), tmp_path / "copy.safetensors")
    copied = load_bundle(tmp_path / "copy.safetensors")
    np.testing.assert_array_equal(copied.familiarity.points, load_bundle(saved).familiarity.points)


def test_a_bundle_without_a_record_is_good(save):
    path = save(None, None)
    assert load_bundle(path).familiarity is None
    refuse_bad_file(path)


def test_a_manifest_without_the_field_is_one_without_a_record(tmp_path, tiny_manifest):
    """Bundles of earlier versions lack the field, and so do their copies."""
    text = to_json(tiny_manifest)
    assert "familiarity" not in text
    assert from_json(text, tmp_path / "old.safetensors") == tiny_manifest


@pytest.mark.parametrize(
    ("tensors", "fault"),
    [
        ({"points": torch.full((60, 4), torch.nan).half()}, "not finite"),
        ({"points": torch.zeros(60, 5).half()}, r"points is float16 \[60, 5\]"),
        ({"points": torch.zeros(4, 4).half()}, "points holds 4 training tiles"),
        ({"points": torch.tensor(1.0).half()}, "points holds 0 training tiles"),
        ({"points": torch.zeros(60, 4)}, r"points is float32 \[60, 4\]"),
        ({"points": torch.zeros(60, 4).bfloat16()}, "points is "),
        ({"axes": torch.zeros(4095, 3).half()}, r"axes is float16 \[4095, 3\]"),
        ({"axes": torch.zeros(4096, 0).half()}, "axes holds 0 components"),
        ({"centre": torch.zeros(4096, 1).half()}, r"centre is float16 \[4096, 1\]"),
        ({"scale": torch.full((4096,), -0.5).half()}, "not positive"),
        ({"spread": torch.zeros(4).half()}, "not positive"),
        ({"spread": None}, "are axes, centre, points, scale, not centre"),
        ({"extra": torch.zeros(1).half()}, "extra"),
    ],
)
def test_a_damaged_record_is_refused(saved, tensors, fault):
    change(saved, **tensors)
    with pytest.raises(BundleError, match=fault) as caught:
        load_bundle(saved)
    assert caught.value.remedy
    with pytest.raises(BundleError):
        refuse_bad_file(saved)


def test_tensors_that_the_manifest_does_not_mention_are_refused(save, tissue_record):
    path = save(None, tissue_record[0])
    for load in (load_bundle, refuse_bad_file):
        with pytest.raises(BundleError, match="does not mention"):
            load(path)


def test_limits_without_tensors_are_refused(save, tissue_record):
    path = save(tissue_record[1], None)
    for load in (load_bundle, refuse_bad_file):
        with pytest.raises(BundleError, match=r"familiarity\.\* are absent"):
            load(path)


def test_bad_limits_are_refused(save, tissue_record):
    reference, section = tissue_record
    path = save(section | {"tile_limit": 0.0}, reference)
    with pytest.raises(BundleError, match="tile_limit 0"):
        load_bundle(path)
