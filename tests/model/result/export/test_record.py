"""The record of a prediction identifies it and allows to repeat it, as plain JSON."""

import csv
import json
from dataclasses import replace

import numpy as np

from model.bundle.record import OrderCheck, OrderSpread
from model.result.evidence import AnswerGroup, Evidence
from model.result.export import json_file, tiles_csv
from model.result.export.record import as_line, as_record
from model.result.prediction import Verdict
from model.statistics.estimate import Estimate


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


def test_the_reliability_is_of_the_result_and_the_verdict_of_the_input(exported) -> None:
    own, check = OrderSpread((0.6, 0.7, 0.41), 1), OrderCheck(OrderSpread((0.7, 0.71), 0), OrderSpread((0.6, 0.4), 1))
    evidence = Evidence(("Of 4 ...",), AnswerGroup(0.5, 0.8, 4, 3, (0.3, 0.95)), Estimate(0.7, 0.6, 0.8))
    record = json.loads(as_line(replace(exported.prediction, orders=own, order_check=check, evidence=evidence)))
    assert record["verdict"] == {"level": "ok", "reasons": []}
    found = record["reliability"]
    assert found["level"] == "caution"
    assert found["reasons"] == found["parts"]["tile order"]["reasons"]
    assert found["reasons"][0].startswith("1 of 3 tile orders gives the other risk group")
    assert found["parts"]["input"] == {"level": "ok", "reasons": []}
    assert found["limits"] == {"tile order": {"sd": 0.05, "other_group": 0}}
    assert record["orders"]["probabilities"] == [0.6, 0.7, 0.41]
    assert record["order_check"]["random_orders"]["probabilities"] == [0.7, 0.71]
    assert record["order_check"]["flips_and_rotations"]["flipped"] == 1
    assert record["evidence"]["sentences"] == ["Of 4 ..."]
    assert record["evidence"]["held_out_patients"]["share_alive"] == 0.75
    assert record["evidence"]["calibration_line"] == {"value": 0.7, "interval": [0.6, 0.8]}
    assert "raster order" in record["hidden_states_of"]


def test_a_result_of_one_run_says_what_was_not_measured(exported) -> None:
    record = as_record(exported.prediction)
    assert record["reliability"]["not_measured"] == ["tile order"]
    assert (record["orders"], record["order_check"], record["evidence"]) == (None, None, None)


def test_a_record_states_whether_the_answer_is_close_to_the_threshold(exported) -> None:
    near = replace(exported.prediction, interval=(0.4, 0.9))
    found = as_record(near)["close_to_threshold"]
    assert found["close"] is True
    assert found["ranges"] == [{"of": "the 95 % interval of the answer", "low": 0.4, "high": 0.9}]
    assert found["text"].startswith("Close to the threshold: 0.50 lies in")
    far = as_record(exported.prediction)
    assert far["close_to_threshold"] == {"close": False, "ranges": [], "text": None}
    without = replace(near, bundle=replace(near.bundle, threshold=None))
    assert as_record(without)["close_to_threshold"] is None


def test_the_operator_is_in_record_and_tiles_only_if_there_is_one(exported, tmp_path):
    for name in ("", "Dr. Anna Berg"):
        for kind in (json_file, tiles_csv):
            kind.write(replace(exported, operator=name), tmp_path / f"{kind.__name__}{name}")
        record = json.loads((tmp_path / f"{json_file.__name__}{name}").read_text(encoding="utf-8"))
        with (tmp_path / f"{tiles_csv.__name__}{name}").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert record.get("operator", "") == name
        assert {row.get("operator", "") for row in rows} == {name}
