"""The whole audit of a small bundle: the spots it uses, the files it writes, and the copy of the bundle."""

import csv
import json
from dataclasses import replace

import pytest
from PIL import Image
from safetensors.torch import load_file

from model.audit.audit_files import rows, write_audit
from model.audit.demo import audited
from model.audit.into_bundle import write_into
from model.audit.run import AuditRequest, audit
from model.audit.section import section
from model.base.errors import BackboneError, BundleError
from model.base.files import file_sha256
from model.base.progress import Progress, result_of
from model.bundle.bundle import load_bundle
from model.bundle.copy import refuse_original
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.manifest import read_manifest
from model.predict.verify_bundle import differences
from model.result.export.faithfulness import faithfulness_text


@pytest.fixture(scope="module")
def found(made):
    bundle, table, encoder = made
    return result_of(audit(AuditRequest(bundle, table, spots=6), encoder))


def test_it_looks_at_patients_whom_training_did_not_see(found, made):
    bundle, _, _ = made
    with bundle.with_suffix(".spots.csv").open(encoding="utf-8") as file:
        part = {row["patient_id"]: row["part"] for row in csv.DictReader(file)}
    assert len(found.spots) == 6
    assert found.sample.unseen
    assert {part[spot.patient] for spot in found.spots} <= {"test", "left out: lost before 5 years"}


def test_its_section_says_what_it_is_of_and_misses_no_map(found, made):
    figures = section(found)
    assert figures["of_bundle_sha256"] == file_sha256(made[0])
    assert set(figures["maps"]) == {"occlusion", "ig", "norm", "random"}
    assert len(figures["pairs"]) == 6
    assert len(figures["position"]["mean_size"]) == 256
    assert figures["position"]["mean_size"][:16] == [None] * 16  # glass, which the bundle skips
    assert figures["maps"]["occlusion"]["size_on_blank"]["value"] is None
    assert "no tissue compositions" in figures["planted"]["words"]
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures


@pytest.mark.parametrize(
    ("head", "own"),
    [
        (HeadShape("attention", cells=(6, 5)), "attention"),
        (HeadShape("pooled", cells=(), pooled=PooledShape("mean", "logistic regression")), "contribution"),
    ],
)
def test_a_head_that_is_blind_to_the_order_has_its_own_map_and_no_memory(made, train_too, head, own):
    figures = section(result_of(audit(AuditRequest(train_too(head), made[1], spots=2), made[2])))
    assert set(figures["maps"]) == {"occlusion", "ig", own, "random"}
    assert figures["memory_reach"] is None
    assert figures["maps"][own]["signed"] == (own == "contribution")


def test_every_file_says_research_use_only_and_which_bundle(found, tmp_path):
    figures = section(found)
    written = write_audit(found, figures, tmp_path)
    sha256 = figures["of_bundle_sha256"]
    for path in (written.table, written.record, written.page):
        text = path.read_text(encoding="utf-8")
        assert "Research use only" in text
        assert sha256 in text
    with written.table.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(list(rows(figures)))
    assert len(written.pictures) == 2  # nothing was planted
    for path in written.pictures:
        with Image.open(path) as picture:
            assert len(picture.convert("L").getcolors()) > 20


def test_the_copy_has_the_same_weights_another_hash_and_the_section_on_its_card(found, made, tmp_path):
    original, copy = made[0], tmp_path / "copy.safetensors"
    before, figures = file_sha256(original), section(found)
    write_into(original, figures, copy)
    assert file_sha256(original) == before != file_sha256(copy)
    old, new = load_file(original), load_file(copy)
    assert old.keys() == new.keys()
    assert all(old[name].equal(new[name]) and old[name].dtype == new[name].dtype for name in old)
    assert read_manifest(copy) == replace(read_manifest(original), faithfulness=figures)
    changed = differences(load_bundle(original), load_bundle(copy))
    assert all(one.name.startswith("faithfulness") for one in changed)
    titles = dict(faithfulness_text(read_manifest(copy).faithfulness))
    assert "6 spots of cohort.csv" in titles["Faithfulness"]
    assert "95 % intervals" in titles["Faithfulness"]


def test_a_bundle_that_was_not_audited_says_so(made):
    assert faithfulness_text(read_manifest(made[0]).faithfulness) == (("Faithfulness", "not measured"),)
    assert "cannot read" in faithfulness_text({"version": 9})[0][1]


def test_the_original_and_any_other_file_are_never_written_over(made, tmp_path):
    other = tmp_path / "other.safetensors"
    other.write_bytes(b"somebody's")
    cases = ((made[0], "is the original bundle"), (other, "already exists"), (tmp_path / "x", "not the name"))
    for copy, words in cases:
        with pytest.raises(BundleError, match=words):
            refuse_original(made[0], copy)


def test_a_demo_is_completed_by_its_own_audit(made, tmp_path, monkeypatch):
    bundle, table, encoder = made
    own = tmp_path / "own.safetensors"
    own.write_bytes(bundle.read_bytes())

    def building():
        yield Progress("training")
        return own

    def loaded(backbone, device):
        yield Progress("loading")
        return encoder

    monkeypatch.setattr("model.audit.run.load_encoder", loaded)
    assert result_of(audited(building(), table, spots=2)) == own
    assert read_manifest(own).faithfulness["spots"] == 2
    assert read_manifest(own).faithfulness["of_bundle_sha256"] == file_sha256(bundle)


def test_the_backbone_must_be_the_one_trained_on(made):
    bundle, table, encoder = made

    class Other:
        device, batch, length, encode = encoder.device, encoder.batch, encoder.length, encoder.encode
        backbone_sha256 = "0" * 64

    with pytest.raises(BundleError, match="another fake backbone"):
        result_of(audit(AuditRequest(bundle, table), Other()))
    with pytest.raises(BackboneError):
        result_of(audit(AuditRequest(bundle, table)))
