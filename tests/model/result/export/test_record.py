"""The record of a prediction identifies it and allows to repeat it, as plain JSON."""

import json

import numpy as np

from model.result.export.record import as_line, as_record
from model.result.prediction import Verdict


def test_holds_what_the_command_line_promises(exported) -> None:
    record = as_record(exported.prediction)
    promised = {"image", "window", "grid", "bundle", "device", "survival_probability", "risk_group", "seconds"}
    assert promised <= record.keys()
    assert {"path", "sha256", "width_px", "height_px", "mpp", "mpp_source", "notes"} <= record["image"].keys()
    assert {"name", "version", "sha256", "backbone_sha256", "demo", "threshold_origin"} <= record["bundle"].keys()
    assert {"x", "y", "width", "height", "kind", "note"} == record["window"].keys()
    assert record["survival_probability"] == exported.prediction.survival_probability
    assert record["qualifier"] == "uncalibrated"
    assert record["interval"] is None
    assert "Research use only" in record["research_use_only"]
    assert "DEMO" in record["demo_notice"]


def test_tile_offsets_are_level0_px(exported) -> None:
    grid = as_record(exported.prediction)["grid"]
    offsets = np.array(grid["tile_offsets_l0"])
    assert offsets.shape == (256, 2)
    assert offsets[0].tolist() == [0, 0]
    assert offsets[15].tolist() == [3276, 0]
    assert offsets[240].tolist() == [0, 3276]
    assert offsets[255].tolist() == [3276, 3276]
    assert grid["tile_side_l0"] == 224


def test_a_line_is_ascii_and_reads_back_the_same(exported) -> None:
    line = as_line(exported.prediction)
    assert "\n" not in line
    assert line.isascii()
    assert json.loads(line) == json.loads(json.dumps(as_record(exported.prediction)))
    assert json.loads(line)["image"]["path"].endswith("Präparat A-12.png")


def test_a_bundle_that_is_no_demo_has_no_demo_notice(tmp_path, make_slide, make_prediction) -> None:
    slide = make_slide(tmp_path / "x.png", mpp=None)
    record = as_record(make_prediction(slide, demo=False, verdict=Verdict("do not use", ("blank",))))
    assert record["demo_notice"] is None
    assert record["image"]["mpp"] is None
    assert record["verdict"] == {"level": "do not use", "reasons": ["blank"]}
