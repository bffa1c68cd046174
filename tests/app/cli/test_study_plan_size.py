"""`histocast study plan-size`: the numbers, the JSON, and what is refused; `--subgroups` of `study compare`."""

import argparse
import json
from pathlib import Path

import pytest

from app.cli.study import study

LUNG = Path(__file__).parents[2] / "model" / "statistics" / "reference" / "lung.csv"
GOOD, NOTHING_STARTED = 0, 3


def ask(*words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    args = parser.parse_args(["study", *words])
    return args.run(args)


def test_the_needs_are_printed_and_the_largest_is_the_studys(capsys):
    assert ask("plan-size", "--event-share", "0.018", "--auc", "0.8", "--oe-width", "1", "--known", "0.5",
               "--patients", "2000", "--json") == GOOD  # fmt: skip
    found = json.loads(capsys.readouterr().out)
    needs = {need["key"]: need for need in found["needs"]}
    assert needs["auc"]["known"] == 4252
    assert needs["auc"]["patients"] == 8504
    assert needs["oe_ratio"]["known"] == pytest.approx(905, abs=1)
    assert found["patients"] == max(need["patients"] for need in found["needs"])
    assert found["widths_with"]["patients"] == 2000
    # 2000 recruited patients are 1000 known ones.
    assert found["widths_with"]["auc"] == pytest.approx(0.1 * (4252 / 1000) ** 0.5, rel=0.01)


def test_the_text_says_the_same_and_is_for_research(capsys):
    assert ask("plan-size", "--event-share", "0.018", "--auc", "0.8", "--patients", "4000") == GOOD
    text = capsys.readouterr().out
    assert "4252 patients: 4252 known, 77 events" in text
    assert "with 4000 patients, the intervals are" in text
    assert "Research use only" in text


@pytest.mark.parametrize("words", [("--event-share", "1.2", "--auc", "0.8"), ("--event-share", "0.2", "--auc", "0.5"),
                                   ("--event-share", "0.2", "--auc", "0.8", "--patients", "1")])  # fmt: skip
def test_nonsense_is_refused(words, capsys):
    assert ask("plan-size", *words) == NOTHING_STARTED
    assert capsys.readouterr().err


def test_a_table_is_compared_by_groups(capsys):
    words = ("compare", str(LUNG), "--time", "time", "--event", "dead", "--horizon", "365", "--draws", "20",
             "--rater", "ecog=ph_ecog:2", "--subgroups", "male", "age:60,70", "--json")  # fmt: skip
    assert ask(*words) == GOOD
    found = json.loads(capsys.readouterr().out)["subgroups"]
    groups = {one["by"]: [group["group"] for group in one["groups"]] for one in found["raters"]}
    assert groups == {"male": ["0", "1"], "age": ["below 60", "60 to below 70", "70 or more"]}
    assert sum(group["n"] for group in found["raters"][1]["groups"]) == 226
    assert ask(*words[:-3], "nothing") == NOTHING_STARTED
    assert "has no column 'nothing'" in capsys.readouterr().err
