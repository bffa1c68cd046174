"""A bundle's check reports whether it is complete and as listed; a comparison reports each difference."""

import dataclasses
import hashlib

import pytest
import torch

from model.base.errors import BundleError
from model.base.progress import Progress, result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.heads.lstm import LstmHead
from model.predict import verify_bundle as bundle_check
from model.predict.engine import Engine
from model.predict.selftest import REFERENCE_KEY, self_test
from model.predict.verify_bundle import differences, verify


@pytest.fixture
def saved(tmp_path, tiny_manifest):
    torch.manual_seed(0)
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, tiny_manifest, LstmHead(tiny_manifest.head), torch.zeros(4096), torch.ones(4096))
    return path


@pytest.fixture
def at_hand(monkeypatch, colour_encoder):
    """Install the fake backbone."""

    def load(path, device):
        yield Progress("loading")
        return Engine(load_bundle(path), colour_encoder)

    monkeypatch.setattr(bundle_check, "find_backbone", lambda sha256, name: None)
    monkeypatch.setattr(bundle_check, "load_engine", load)


def found_in(path):
    return {check.subject: check for check in result_of(verify(path))}


def test_a_good_bundle_passes(saved, at_hand, tiny_manifest, colour_encoder, tissue_record):
    reference, section = tissue_record
    logit = self_test(Engine(load_bundle(saved), colour_encoder)).logit
    bundle = load_bundle(saved)
    manifest = dataclasses.replace(tiny_manifest, extra={REFERENCE_KEY: logit}, familiarity=section)
    save_bundle(saved, manifest, bundle.head, bundle.mean, bundle.scale, reference)
    sha256 = hashlib.sha256(saved.read_bytes()).hexdigest()
    (saved.parent / "SHA256SUMS").write_text(f"{sha256}  {saved.name}\n", encoding="utf-8")
    found = found_in(saved)
    assert {check.good for check in found.values()} == {True}
    assert "60 tiles" in found["training tissue"].text


def test_without_anything_to_compare_with_nothing_is_claimed(saved, at_hand):
    found = found_in(saved)
    assert found["checksum"].good is None
    assert found["self-test"].good is None
    assert found["training tissue"].good is None
    assert "no record of its training tissue" in found["training tissue"].text


def test_another_file_than_listed_is_refused(saved, at_hand):
    (saved.parent / "SHA256SUMS").write_text(f"{'0' * 64}  {saved.name}\n", encoding="utf-8")
    with pytest.raises(BundleError, match="is not the expected file"):
        found_in(saved)


def test_another_result_than_where_it_was_made_is_wrong(saved, at_hand, tiny_manifest):
    bundle = load_bundle(saved)
    manifest = dataclasses.replace(tiny_manifest, extra={REFERENCE_KEY: 5.0})
    save_bundle(saved, manifest, bundle.head, bundle.mean, bundle.scale)
    assert found_in(saved)["self-test"].good is False


def test_a_missing_backbone_is_told_with_its_remedy(saved):
    check = found_in(saved)["backbone"]
    assert check.good is False
    assert "fake" in check.text


def test_a_damaged_file_is_refused(saved):
    saved.write_bytes(saved.read_bytes()[:-100])
    with pytest.raises(BundleError):
        result_of(verify(saved))


def test_two_bundles_differ_in_what_was_changed_and_in_nothing_else(saved, tmp_path, tiny_manifest):
    one = load_bundle(saved)
    assert differences(one, one) == ()
    changed = dataclasses.replace(tiny_manifest, threshold=0.4, extra={"training_settings": {"l1": 0.01}})
    head = LstmHead(tiny_manifest.head)
    head.load_state_dict(one.head.state_dict())
    with torch.no_grad():
        head.output.bias += 0.5
    save_bundle(tmp_path / "other.safetensors", changed, head, one.mean, one.scale)
    other = load_bundle(tmp_path / "other.safetensors")
    found = {difference.name: difference for difference in differences(one, other)}
    assert set(found) == {"threshold", "training_settings.l1", "head.output.bias"}
    assert (found["threshold"].first, found["threshold"].second) == ("0.5", "0.4")
    assert found["training_settings.l1"].first is None
    assert "largest difference 0.5" in found["head.output.bias"].first
    assert found["head.output.bias"].apart == pytest.approx(0.5, abs=1e-3)
    assert [name for name, one in found.items() if one.is_tensor] == ["head.output.bias"]


def test_records_of_training_tissue_are_compared(saved, tmp_path, tiny_manifest, tissue_record):
    one, (reference, section) = load_bundle(saved), tissue_record
    paths = [tmp_path / f"{name}.safetensors" for name in ("record", "moved")]
    moved = dataclasses.replace(reference, points=reference.points + 1)
    for path, record in zip(paths, (reference, moved), strict=True):
        manifest = dataclasses.replace(tiny_manifest, familiarity=section)
        save_bundle(path, manifest, one.head, one.mean, one.scale, record)
    with_record, with_moved = map(load_bundle, paths)
    assert [found.name for found in differences(with_record, with_moved)] == ["familiarity.points"]
    added = {found.name for found in differences(one, with_record)}
    assert {"familiarity.points", "familiarity.axes", "familiarity.tile_limit"} <= added


def test_heads_of_other_sizes_differ_in_shape(saved, tmp_path, tiny_manifest):
    wide = dataclasses.replace(tiny_manifest, head=dataclasses.replace(tiny_manifest.head, cells=(7, 5, 4)))
    save_bundle(tmp_path / "wide.safetensors", wide, LstmHead(wide.head), torch.zeros(4096), torch.ones(4096))
    found = differences(load_bundle(saved), load_bundle(tmp_path / "wide.safetensors"))
    weights = next(difference for difference in found if difference.name == "head.layers.0.weight_ih_l0")
    assert (weights.first, weights.second) == ("shape [24, 4096]", "shape [28, 4096]")
