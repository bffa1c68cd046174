"""Saved regions are loaded unchanged; a damaged file is neither used nor lost."""

import json
import math
import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from model.base.errors import HistocastError
from model.base.geometry import RegionL0
from model.bundle.record import OrderSpread
from model.result.prediction import Verdict
from model.result.saved_regions import (
    SavedRegion,
    SavedResult,
    change_saved,
    regions_file,
    result_from,
    saved_regions,
    trouble_with_regions,
    with_region,
    without_region,
)
from model.slide.record import ImageRecord

IMAGE = ImageRecord("/data/slide.svs", "a" * 64, 40_000, 30_000, 0.25, "a test", ())
ONE, TWO = RegionL0(100, 200, 4004.0, 4004.0), RegionL0(9000.5, 200, 4004.0, 4004.0)
THREE = RegionL0(1.0, 2.0, 4004.0, 4004.0)
RESULT = SavedResult(0.71, "uncalibrated", "low risk", "ok", "demo 1", "3f" * 32, True, "exact", "2026-11-24")


def test_what_is_kept_comes_back_for_the_same_content():
    kept = change_saved(IMAGE, lambda regions: with_region(with_region(regions, ONE), TWO, RESULT))
    assert kept == (SavedRegion(ONE), SavedRegion(TWO, (RESULT,)))
    assert saved_regions(IMAGE.sha256) == kept
    moved = replace(IMAGE, path="/elsewhere/renamed.svs")
    assert change_saved(moved, lambda regions: regions) == kept
    assert saved_regions("b" * 64) == ()


def test_a_window_holds_one_result_of_each_model_and_precision_the_newest_first():
    fast, other = replace(RESULT, precision="fast"), replace(RESULT, model_sha256="4a" * 32)
    regions = ()
    for result in (RESULT, fast, other, replace(RESULT, probability=0.72)):
        regions = with_region(regions, ONE, result)
    [saved] = regions
    assert [found.probability for found in saved.results] == [0.72, 0.71, 0.71]
    assert saved.result_of(RESULT.model_sha256).probability == 0.72
    assert saved.result_of("4a" * 32) == other
    assert saved.result_of("0" * 64) is None
    assert saved.result_of(RESULT.model_sha256, "fast") == fast
    assert saved.result_of("4a" * 32, "fast") is None


def test_results_of_two_number_formats_are_both_kept_and_an_old_one_states_no_format():
    """Version 0.2.0 saved no format, and its *fast* was int8: it is never taken for another one."""
    old = replace(RESULT, precision="fast")
    new = replace(old, arithmetic="bfloat16", probability=0.72)
    [saved] = with_region(with_region((), ONE, old), ONE, new)
    assert saved.results == (new, old)
    assert saved.result_of(RESULT.model_sha256, "fast", "bfloat16") == new
    assert saved.result_of(RESULT.model_sha256, "fast", "int8") is None
    assert (new.precision_text, old.precision_text, RESULT.precision_text) == ("fast (bfloat16)", "fast", "")
    exact = replace(RESULT, arithmetic="float32", probability=0.73)
    [saved] = with_region(with_region((), ONE, RESULT), ONE, exact)
    assert saved.results == (exact,), "an exact result of version 0.2.0 is float32"
    assert change_saved(IMAGE, lambda regions: with_region(regions, ONE, new)) == saved_regions(IMAGE.sha256)
    entry = json.loads(regions_file(IMAGE.sha256).read_text())
    del entry["windows"][0]["results"][0]["arithmetic"]
    regions_file(IMAGE.sha256).write_text(json.dumps(entry))
    assert saved_regions(IMAGE.sha256)[0].results[0].arithmetic == ""


def test_a_second_analysis_does_not_hide_what_further_orders_found():
    plain = replace(RESULT, input_level="ok")
    checked = replace(plain, level="caution", reasons=("Four of 32 random orders give the other group.",))
    [again] = with_region(with_region((), ONE, checked), ONE, replace(plain, read_on="2026-11-25"))[0].results
    assert (again.level, again.reasons, again.read_on) == ("caution", checked.reasons, "2026-11-25")
    for changed in (replace(plain, probability=0.72), replace(RESULT, input_level="caution", level="caution")):
        [result] = with_region(with_region((), ONE, checked), ONE, changed)[0].results
        assert result == changed
    worse = replace(RESULT, level="do not use", input_level="ok")
    assert with_region(with_region((), ONE, checked), ONE, worse)[0].results == (worse,)


def test_the_last_window_that_goes_takes_the_file_with_it():
    change_saved(IMAGE, lambda regions: with_region(regions, ONE, RESULT))
    change_saved(IMAGE, lambda regions: without_region(regions, ONE))
    assert not regions_file(IMAGE.sha256).exists()
    assert saved_regions(IMAGE.sha256) == ()


LATER = '{"format": "histocast-windows", "format_version": 2, "windows": []}'


@pytest.mark.parametrize("content", ["", "[]", "{", LATER])
def test_a_file_that_cannot_be_read_is_set_aside_not_written_over(content):
    path = regions_file(IMAGE.sha256)
    path.parent.mkdir(parents=True)
    path.write_text(content)
    assert saved_regions(IMAGE.sha256) == ()
    change_saved(IMAGE, lambda regions: with_region(regions, ONE))
    assert path.with_suffix(".unread.json").read_text() == content
    assert saved_regions(IMAGE.sha256) == (SavedRegion(ONE),)


@pytest.mark.parametrize(
    "change",
    [
        {"probability": 1.2},
        {"probability": math.nan},
        {"probability": math.inf},
        {"probability": True},
        {"probability": "0"},
        {"level": "fine"},
        {"model": None},
        {"new": 1},
    ],
)
def test_an_entry_that_cannot_be_right_counts_as_not_kept(change):
    change_saved(IMAGE, lambda regions: with_region(with_region(regions, ONE, RESULT), TWO))
    path = regions_file(IMAGE.sha256)
    data = json.loads(path.read_text())
    data["windows"][0]["results"][0].update(change)
    path.write_text(json.dumps(data))
    assert saved_regions(IMAGE.sha256) == (SavedRegion(TWO),)
    assert trouble_with_regions(IMAGE.sha256).startswith("1 of 2 entries saved in ")
    change_saved(IMAGE, lambda regions: with_region(regions, THREE))
    assert path.with_suffix(".unread.json").read_text() == json.dumps(data), "nothing is lost"
    assert trouble_with_regions(IMAGE.sha256) == ""


def test_a_file_that_cannot_be_read_at_all_is_told():
    assert trouble_with_regions(IMAGE.sha256) == ""
    path = regions_file(IMAGE.sha256)
    path.parent.mkdir(parents=True)
    path.write_text("[")
    assert "cannot be read" in trouble_with_regions(IMAGE.sha256)


@pytest.mark.parametrize("side", ["NaN", "Infinity", "1e999", '"1"', "true"])
def test_a_place_that_is_no_number_is_left_out_and_counted(side):
    change_saved(IMAGE, lambda regions: with_region(with_region(regions, ONE, RESULT), TWO))
    path = regions_file(IMAGE.sha256)
    data = json.loads(path.read_text())
    data["windows"][1]["x"] = "HERE"
    path.write_text(json.dumps(data).replace('"HERE"', side))
    assert [saved.region for saved in saved_regions(IMAGE.sha256)] == [ONE]
    assert "1 of 2 entries" in trouble_with_regions(IMAGE.sha256)


def test_a_number_that_the_verdict_forbids_is_not_kept(tmp_path):
    made = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    slide = made["make_slide"](tmp_path / "spot.png")

    def prediction(level):
        return made["make_prediction"](slide, verdict=Verdict(level))

    refused = result_from(prediction("do not use"), "uncalibrated", "2026-11-24")
    assert (refused.probability, refused.risk_group, refused.level) == (None, None, "do not use")
    fine = result_from(prediction("ok"), "uncalibrated", "2026-11-24")
    assert fine.probability is not None
    assert fine.model_sha256


def test_a_folder_that_cannot_be_written_to_is_told(home):
    home.mkdir(parents=True)
    (home / "data").write_text("a file where a folder is needed")
    with pytest.raises(HistocastError, match="could not be saved"):
        change_saved(IMAGE, lambda regions: with_region(regions, ONE))


def test_the_level_kept_is_the_results_and_the_inputs_is_kept_beside_it(tmp_path):
    made = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    prediction = made["make_prediction"](made["make_slide"](tmp_path / "a.png"))
    prediction = replace(prediction, orders=OrderSpread((0.45, 0.75), 1))
    result = result_from(prediction, "uncalibrated", "2026-11-24")
    assert (result.level, result.verdict) == ("caution", "ok")
    assert result.reasons[0].startswith("1 of 2 tile orders gives the other risk group")
    assert result.unchecked == ()
    change_saved(IMAGE, lambda regions: with_region(regions, ONE, result))
    assert saved_regions(IMAGE.sha256)[0].results == (result,)


def test_what_was_not_measured_is_kept(tmp_path):
    made = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    prediction = made["make_prediction"](made["make_slide"](tmp_path / "a.png"))
    result = result_from(replace(prediction, orders=None), "uncalibrated", "2026-11-24")
    assert (result.level, result.unchecked) == ("ok", ("tile order",))
    change_saved(IMAGE, lambda regions: with_region(regions, ONE, result))
    assert saved_regions(IMAGE.sha256)[0].results == (result,)


def test_a_result_of_an_earlier_version_is_read_as_it_was():
    change_saved(IMAGE, lambda regions: with_region(regions, ONE, replace(RESULT, level="caution")))
    path = regions_file(IMAGE.sha256)
    data = json.loads(path.read_text())
    for name in ("input_level", "reasons"):
        del data["windows"][0]["results"][0][name]
    path.write_text(json.dumps(data))
    [result] = saved_regions(IMAGE.sha256)[0].results
    assert (result.level, result.verdict, result.reasons) == ("caution", "caution", ())


@pytest.mark.parametrize("change", [{"reasons": "a text"}, {"reasons": [1]}, {"input_level": "fine"}])
def test_a_result_whose_reliability_is_none_is_left_out(change):
    change_saved(IMAGE, lambda regions: with_region(regions, ONE, RESULT))
    path = regions_file(IMAGE.sha256)
    data = json.loads(path.read_text())
    data["windows"][0]["results"][0] |= change
    path.write_text(json.dumps(data))
    assert saved_regions(IMAGE.sha256) == ()
