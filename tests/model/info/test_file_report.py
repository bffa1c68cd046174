"""Bundles and studies described, and which kind a file is taken for."""

import json
import os
import re
import runpy
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from model.base.errors import BundleError, SlideError, StudyError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.bundle.manifest import METADATA_KEY, to_json
from model.bundle.tensors import refuse_bad_file
from model.info import bundle_report
from model.info.file_report import report_steps
from model.info.line import block, json_line
from model.study.migrations.migration_table import MIGRATIONS
from model.study.store import create_study, look_at_study, open_study

MANIFEST = runpy.run_path(str(Path(__file__).parents[2] / "manifests.py"))["make_manifest"](
    version="3",
    endpoint="alive at 5 years",
    label_meaning="1: alive",
    backbone_sha256="cd" * 32,
    feature_layer="fc7",
    threshold_origin="median",
    limits="all",
)
BUNDLE_KEYS = (
    "path", "name", "version", "demo", "head", "endpoint", "label_meaning", "threshold", "threshold_origin",
    "calibration", "random_orders", "order_kind", "order_stability_limits", "held_out_answers", "blank", "mpp",
    "window_px", "tile_layout", "tile_px", "backbone", "backbone_sha256", "feature_layer", "tensors", "not_finite",
    "tensor_faults", "bytes", "sha256", "made_by", "kind",
)  # fmt: skip
STUDY_KEYS = ("path", "status", "created", "made_by", "bytes", "sha256", "kind")


def report_of(path: Path, hashed: bool = False):
    return result_of(report_steps(path, hashed))


def bundle(path: Path, weight: float = 1.0, manifest=MANIFEST) -> Path:
    tensors = {"head.a": np.ones(3, np.float32), "head.b": np.array([1.0, weight], np.float32)}
    save_file(tensors, path, {METADATA_KEY: to_json(manifest)})
    return path


def test_a_bundle_says_what_its_manifest_says(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.safetensors")
    report = report_of(path)
    assert tuple(report.values) == BUNDLE_KEYS
    assert (report.name, report.version, report.endpoint) == (MANIFEST.name, "3", "alive at 5 years")
    assert (report.threshold, report.calibration) == (MANIFEST.threshold, "uncalibrated")
    assert report.sha256 == file_sha256(path)
    assert (report.tensors, report.not_finite, report.tensor_faults) == (2, (), ())
    text = block(report)
    assert "2 tensors, all numbers finite and possible" in text
    assert "DEMO MODEL" in text
    assert file_sha256(path) in text
    assert json.loads(json_line(report))["kind"] == "bundle"


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), float("-inf")])
def test_weights_that_are_not_finite_are_named(tmp_path: Path, weight: float) -> None:
    report = report_of(bundle(tmp_path / "a.safetensors", weight))
    assert report.not_finite == ("head.b",)
    text = block(report)
    assert "NOT USABLE: 1 of 2 tensors hold impossible numbers: 1 of 2 numbers of head.b are not finite" in text


@pytest.mark.parametrize(
    ("name", "numbers", "words"),
    [
        ("head.b", [1.0, -2e9], "a number of head.b is 2e+09, larger than 1e+09"),
        ("standardise.scale", [1.0, -0.5], "a number of standardise.scale is negative"),
    ],
)
def test_finite_weights_that_loading_refuses_are_faults_too(tmp_path: Path, name: str, numbers, words: str) -> None:
    path = tmp_path / "a.safetensors"
    tensors = {"head.a": np.ones(3, np.float32), name: np.array(numbers, np.float32)}
    save_file(tensors, path, {METADATA_KEY: to_json(MANIFEST)})
    report = report_of(path)
    assert report.not_finite == ()
    assert [words in fault for fault in report.tensor_faults] == [True]
    assert words in block(report)
    with pytest.raises(BundleError, match=re.escape(words)):
        refuse_bad_file(path)


def test_a_very_large_bundle_is_read_whole_only_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundle(tmp_path / "a.safetensors", float("nan"))
    monkeypatch.setattr(bundle_report, "SMALL_BYTES", 10)
    report = report_of(path)
    assert (report.sha256, report.tensors, report.not_finite, report.tensor_faults) == (None,) * 4
    assert "not checked" in block(report)
    assert report_of(path, hashed=True).not_finite == ("head.b",)


def test_a_damaged_bundle_is_refused(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.safetensors")
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(BundleError, match="cannot be read"):
        report_of(path)
    path.write_bytes(b"no bundle")
    with pytest.raises(BundleError, match="not a usable bundle"):
        report_of(path)


def test_a_threshold_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    made = replace(MANIFEST, threshold=None, threshold_origin="")
    assert "threshold         none" in block(report_of(bundle(tmp_path / "a.safetensors", manifest=made)))


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_a_study_is_described_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "s.histostudy"
    with create_study(path, "Lund 2026") as study, study.changing():
        study.write("INSERT INTO patients (code) VALUES ('P1'), ('P2')")
        study.write("INSERT INTO outcomes VALUES (1, 2.5, 1, '', '2.5', 'years')")
    before = listing(tmp_path)
    report = report_of(path)
    assert listing(tmp_path) == before
    assert tuple(report.values) == STUDY_KEYS
    status = report.values["status"]
    assert (status["name"], status["patients"], status["outcomes"], status["events"]) == ("Lund 2026", 2, 1, 1)
    text = block(report)
    assert "Lund 2026: 2 patients, 0 spots" in text
    assert "read only" not in text
    assert f"by {report.made_by}" in text
    assert report_of(path, hashed=True).sha256 == file_sha256(path)


def test_a_study_that_is_looked_at_cannot_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "s.histostudy"
    create_study(path).close()
    with look_at_study(path) as study:
        with pytest.raises(StudyError, match="for viewing only"):
            study.set_fact("name", "mine")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            study.write("DELETE FROM facts")


def test_a_study_that_is_open_elsewhere_is_described_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "s.histostudy"
    with create_study(path) as study:
        with study.changing():
            study.write("INSERT INTO patients (code) VALUES ('P1')")
        assert report_of(path).status.patients == 1, "what still stands in the journal counts"
        study.set_fact("name", "it can still be written to")


def test_a_study_of_an_older_form_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.histostudy"
    create_study(path).close()
    monkeypatch.setattr("model.study.file.schema.MIGRATIONS", (*MIGRATIONS, "SELECT 1;"))
    before = listing(tmp_path)
    with pytest.raises(StudyError, match="older version") as told:
        report_of(path)
    assert "Open the study once" in told.value.remedy
    assert listing(tmp_path) == before
    open_study(path).close()
    assert report_of(path).kind == "study", "the remedy helps"


def test_another_sqlite_file_is_no_study(tmp_path: Path) -> None:
    path = tmp_path / "browser.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.commit()
    connection.close()
    with pytest.raises(StudyError, match="not a Histocast study"):
        report_of(path)


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    picture, study = tmp_path / "a.csv", tmp_path / "study.bin"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(picture, format="PNG")
    assert report_of(picture).kind == "slide"
    create_study(tmp_path / "s.histostudy").close()
    (tmp_path / "s.histostudy").rename(study)
    assert report_of(study).kind == "study"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["a.svs", "a.safetensors", "a.csv", "a.geojson", "a.histostudy", "a"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(SlideError, match="not a regular file"):
        report_of(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("absent.svs", None, "does not exist"),
        ("empty.svs", b"", "empty"),
        ("a.svs", b"\x00\x01\x02 nothing known", "has the suffix of a picture"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("bad\x00name.svs", None, "cannot be read"),
    ],
)
def test_what_is_no_file_of_ours_has_a_sentence(tmp_path: Path, name: str, data: bytes | None, words: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SlideError, match=words) as told:
        report_of(path)
    assert told.value.remedy
