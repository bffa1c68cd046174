"""`histocast study compare` on R's lung data: the promised JSON, its numbers, and what is told where it cannot be."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.study import study
from model.base.files import file_sha256
from model.bundle import manifest
from model.bundle.installed import find_bundle

REFERENCE = Path(__file__).parents[2] / "model" / "statistics" / "reference"
LUNG = REFERENCE / "lung.csv"
GOOD, NOTHING_STARTED = 0, 3
FOLLOW_UP = ("--time", "time", "--event", "dead", "--horizon", "365", "--draws", "40")


def ask(table, *words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    args = parser.parse_args(["study", "compare", str(table), *FOLLOW_UP, *words])
    return args.run(args)


def test_json_has_the_promised_keys_and_rs_numbers(capsys):
    expected = json.loads((REFERENCE / "values_r.json").read_text(encoding="utf-8"))
    raters = ("--rater", "sex=male", "--rater", "ecog=ph_ecog:2", "--rater", "age=age")
    assert ask(LUNG, *raters, "--time-unit", "days", "--json") == GOOD
    found = json.loads(capsys.readouterr().out)
    sex, ecog, age = found["raters"]
    assert (sex["name"], sex["n"], sex["events"]) == ("sex", 226, 163)
    hr = sex["hr"]
    assert [hr["value"], hr["low"], hr["high"], hr["p"]] == pytest.approx(expected["lung_hr_male"], rel=1e-7)
    assert sex["logrank"]["chi2"] == pytest.approx(expected["lung_logrank_male"][0])
    assert ecog["c_index"]["value"] == pytest.approx(expected["lung_c_ph.ecog"][0])
    assert age["hr"]["value"] == pytest.approx(expected["lung_hr_age_sd"][0], rel=1e-7)
    assert age["hr"]["of"] == "per SD"
    assert {"value", "low", "high"} <= set(sex["auc"])
    assert sex["brier"]["reason"] == "the rater gives no probability"
    assert [(pair["a"], pair["b"]) for pair in found["pairs"]] == [("sex", "ecog"), ("sex", "age"), ("ecog", "age")]
    assert {"delta_auc", "low", "high", "p"} <= set(found["pairs"][0])
    assert found["time_unit"] == "days"
    assert found["excluded"] == []
    assert "Research use only" in found["research_use_only"]


def test_deaths_of_another_cause_of_a_table_reach_the_page(tmp_path, capsys):
    table = tmp_path / "t.csv"
    first, *lines = LUNG.read_text().splitlines()
    place = first.split(",").index("dead")
    cells = [line.split(",") for line in lines]
    for number, row in enumerate(cells):
        if row[place] == "1" and number % 4 == 0:
            row[place] = "2"
    table.write_text("\n".join([first, *(",".join(row) for row in cells)]))
    assert ask(table, "--rater", "sex=male", "--json", "--event", "dead=1", "--other-cause", "dead=2") == GOOD
    found = json.loads(capsys.readouterr().out)
    others = sum(row[place] == "2" for row in cells)
    assert others > 30
    assert any(note.startswith(f"{others} patients died of another cause") for note in found["notes"])
    assert found["excluded"] == []


def test_complete_case_figures_are_an_option_with_keys_of_their_own(capsys):
    raters = ("--rater", "ecog=ph_ecog:1", "--horizon", "365", "--json", "--draws", "20")
    assert ask(LUNG, *raters, "--complete-case") == GOOD
    found = json.loads(capsys.readouterr().out)["raters"][0]
    assert ask(LUNG, *raters) == GOOD
    plain = json.loads(capsys.readouterr().out)["raters"][0]
    expected = json.loads((REFERENCE / "values_horizon.json").read_text(encoding="utf-8"))
    ppv = found["ppv"]
    # The reference's groups at a risk of 0.5 or more are these: fully active patients against all others.
    assert [ppv["value"], ppv["low"], ppv["high"]] == pytest.approx(expected["lung_ppv"], abs=1e-6)
    counts = found["counts"]
    known = counts["events_high"] + counts["event_free_high"]
    assert found["ppv_complete_case"]["value"] == pytest.approx(counts["events_high"] / known)
    assert found["ppv_complete_case"]["value"] > ppv["value"]
    assert set(found) - set(plain) == {
        f"{key}_complete_case"
        for key in ("sensitivity", "specificity", "ppv", "npv", "brier", "slope", "intercept")
    }


def test_a_study_tells_causes_itself(tmp_path, capsys):
    assert ask(tmp_path / "a.histostudy", "--other-cause", "other") != GOOD
    assert "is for tables" in capsys.readouterr().err


def test_what_was_left_out_is_in_the_json_and_on_standard_error(tmp_path, capsys):
    table = tmp_path / "t.csv"
    lines = LUNG.read_text().splitlines()
    table.write_text("\n".join([*lines[:40], ",1,60,1,1", "100,1,60,,1"]))
    assert ask(table, "--rater", "sex=male", "--json") == GOOD
    assert json.loads(capsys.readouterr().out)["excluded"] == [
        {"line": 41, "patient": "line 41", "of": "everything", "reason": "time is empty"},
        {"line": 42, "patient": "line 42", "of": "sex", "reason": "male is empty"},
    ]
    assert ask(table, "--rater", "sex=male") == GOOD
    told = capsys.readouterr()
    assert "line 41: left out of everything: time is empty" in told.err
    assert "unit of time is not stated" in told.out
    assert "Research use only" in told.out


def test_the_text_says_direction_threshold_and_flag(capsys):
    words = ("--rater", "age=age:median", "--rater", "sex=male", "--protective", "age", "--covariates", "ph_ecog")
    assert ask(LUNG, *words) == GOOD
    text = capsys.readouterr().out
    assert "higher is better" in text
    assert "CHOSEN ON THE SAME DATA" in text
    assert "ph_ecog (per 1)" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [(("--rater", "sex=sexx"), "no column 'sexx'"), (("--rater", "male"), "does not name a rater"),
     (("--rater", "a=age", "--rater", "a=male"), "have the same name"),
     (("--rater", "a=age", "--draws", "0"), "one bootstrap draw")],
)  # fmt: skip
def test_slips_are_told_with_a_remedy(words, message, capsys):
    assert ask(LUNG, *words) == NOTHING_STARTED
    assert message in capsys.readouterr().err


def test_what_is_stated_of_the_validation_is_in_text_and_json(capsys):
    raters = ("--rater", "sex=male", "--rater", "age=age")
    assert ask(LUNG, *raters, "--validation", "external", "--json") == GOOD
    found = json.loads(capsys.readouterr().out)["validation"]
    assert (found["validation"], found["because"]) == ("external", "stated by the user")
    assert ask(LUNG, *raters) == GOOD
    assert "Validation: internal or external: not stated" in capsys.readouterr().out


def test_a_table_that_the_model_was_trained_on_is_named_as_leakage(tmp_path, monkeypatch, capsys):
    """Also where the user states the contrary."""
    demo = manifest.read_manifest(find_bundle("demo"))
    trained = replace(demo, extra={"cohort_sha256": file_sha256(LUNG)})
    monkeypatch.setattr(manifest, "read_manifest", lambda path: trained)
    raters = ("--rater", "sex=male", "--rater", "age=age", "--validation", "external", "--bundle", "demo")
    assert ask(LUNG, *raters) == GOOD
    assert "LEAKAGE: the model was trained or tuned on 226 of these 226 patients" in capsys.readouterr().out
    other = tmp_path / "other.csv"
    other.write_text(LUNG.read_text() + "\n")
    assert ask(other, *raters) == GOOD
    out = capsys.readouterr().out
    assert "LEAKAGE" not in out
    assert "Validation: external (stated by the user)" in out


def test_informed_reads_of_a_table_are_compared_with_the_blinded_ones(tmp_path, capsys):
    """The second column is the first with every third answer changed, and a gap in line 2."""
    first, *lines = LUNG.read_text().splitlines()
    place = first.split(",").index("male")
    said = [line.split(",")[place] for line in lines]
    again = [str(1 - int(text)) if number % 3 == 0 else text for number, text in enumerate(said)]
    again[0] = ""
    table = tmp_path / "t.csv"
    rows = [f"{line},{text}" for line, text in zip(lines, again, strict=True)]
    table.write_text("\n".join([f"{first},again", *rows]))
    raters = ("--rater", "R=male", "--reader", "R", "--rater", "age=age")
    assert ask(table, *raters, "--informed", "R=again", "--json") == GOOD
    found = json.loads(capsys.readouterr().out)["informed"]["readers"][0]
    counts = found["counts"]
    assert (found["n"], found["no_informed_read"]) == (225, 1)
    changed = sum(one != two for one, two in zip(said[1:], again[1:], strict=True))
    assert 0 < counts["right_to_wrong"] + counts["wrong_to_right"] <= changed
    assert ask(table, *raters, "--informed", "X=again") == NOTHING_STARTED
    assert "does not name a rater and the column of its informed reads" in capsys.readouterr().err
