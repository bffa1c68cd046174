"""`histocast explain` on real files and a corridor that makes its explanation up."""

import argparse
import json
from pathlib import Path

import pytest

from app.cli.explain import explain
from model.base.errors import SlideError
from model.base.geometry import RegionL0

GOOD, SOME_FAILED, NOTHING_STARTED = 0, 1, 3


@pytest.fixture
def arguments():
    def parse(*words):
        parser = argparse.ArgumentParser()
        explain.add_parser(parser.add_subparsers())
        return parser.parse_args(["explain", *map(str, words)])

    return parse


def test_its_methods_are_those_of_the_model() -> None:
    from model.explain.explanation import METHODS

    assert tuple(METHODS) == explain.METHODS


def test_prints_the_answer_what_the_map_is_and_what_must_be_said(pipeline, make_image, arguments, capsys) -> None:
    assert explain.run(arguments(make_image("a.png")), pipeline) == GOOD
    printed = capsys.readouterr().out
    assert "0.71 uncalibrated" in printed
    assert "not a cause of death" in printed
    assert "values in           points" in printed
    assert "for survival        row 15 col 15 (+12)" in printed
    assert "matters" not in printed
    assert "the map is greyed" in printed
    assert "complete: residual" in printed
    assert "DEMO MODEL" in printed
    assert printed.rstrip().endswith("Research use only. Not for diagnosis or treatment decisions.")
    with pytest.raises(SlideError):
        pipeline.slides[0].read(RegionL0(0, 0, 1, 1), 1, 1)


def test_log_odds_are_an_option_for_the_list_and_the_picture(
    pipeline, make_image, arguments, capsys, tmp_path: Path
) -> None:
    pictures = []
    for more in ((), ("--log-odds",)):
        out = tmp_path / f"out{len(more)}"
        assert explain.run(arguments(make_image("a.png"), "--out", out, *more), pipeline) == GOOD
        printed = capsys.readouterr().out
        assert ("values in           log odds" in printed) == bool(more)
        assert ("for survival        row 15 col 15 (+1)," in printed) == bool(more)
        pictures.append((out / "a.explain-occlusion.png").read_bytes())
        record = json.loads((out / "a.explain-occlusion.json").read_text(encoding="utf-8"))
        assert (record["measure"], record["points"]["greatest"]) == ("log odds", 12)
        assert record["for_survival"][0]["value"] == 1
        assert record["for_survival"][0]["points"] == 12
    assert pictures[0] != pictures[1]


def test_json_is_one_object_with_the_prediction_in_it(pipeline, make_image, arguments, capsys, tmp_path: Path) -> None:
    out = tmp_path / "out"
    args = arguments(make_image("a.png"), "--method", "ig", "--json", "--out", out)
    assert explain.run(args, pipeline) == GOOD
    record = json.loads(capsys.readouterr().out)
    assert record["method"] == "ig"
    assert record["prediction"]["record"] == "histocast-prediction"
    assert sorted(path.name for path in out.iterdir()) == [
        f"a.explain-ig.{ending}" for ending in ("csv", "geojson", "json", "npz", "png")
    ]
    assert json.loads((out / "a.explain-ig.json").read_text(encoding="utf-8")) == record


def test_an_image_that_is_none_and_a_bundle_that_is_unknown(pipeline, tmp_path, make_image, arguments, capsys) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert explain.run(arguments(broken), pipeline) == SOME_FAILED
    assert "broken.png" in capsys.readouterr().err
    assert explain.run(arguments(make_image("a.png"), "--bundle", "unknown"), pipeline) == NOTHING_STARTED
    assert pipeline.loads == 0


def test_what_the_orders_give_is_part_of_the_result(pipeline, make_image, arguments, capsys) -> None:
    args = arguments(make_image("a.png"), "--method", "order")
    assert explain.run(args, pipeline) == GOOD
    printed = capsys.readouterr().out
    assert "checked with 2 random orders: 0.70 to 0.72" in printed
    assert "caution: 1 of 2 flips and rotations of the grid gives the other risk group" in printed
    assert "not measured" not in printed
    assert explain.run(arguments(make_image("a.png"), "--method", "order", "--json"), pipeline) == GOOD
    record = json.loads(capsys.readouterr().out)["prediction"]
    assert record["reliability"]["level"] == "caution"
    assert record["order_check"]["flips_and_rotations"]["flipped"] == 1
