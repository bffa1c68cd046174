"""`histocast study three-answers`: a rule is fitted, written, applied to other patients, and refused."""

import argparse
import csv
import json

import numpy as np
import pytest

from app.cli.study import study
from model.base.errors import RaterError
from model.comparison.answers import fitted_rule
from model.comparison.data.origin import from_images
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.report.answers_file import read_rule

GOOD, NOTHING_STARTED = 0, 3


def cohort(path, seed, patients=260):
    """A calibrated model of survival by 60 months, with losses."""
    rng = np.random.default_rng(seed)
    hidden = rng.normal(size=patients)
    death = rng.exponential(70 * np.exp(-1.5 * hidden))
    lost = rng.uniform(20, 200, patients)
    alive = np.exp(-60 / (70 * np.exp(-1.5 * hidden)))
    lines = ["id,months,dead,p"]
    lines += [f"P{n},{min(death[n], lost[n]):.3f},{int(death[n] <= lost[n])},{alive[n]:.5f}" for n in range(patients)]
    path.write_text("\n".join(lines))
    return path


def ask(table, *words):
    parser = argparse.ArgumentParser()
    study.add_parser(parser.add_subparsers())
    args = parser.parse_args([
        "study", "three-answers", str(table), "--time", "months", "--event", "dead", "--horizon", "60", "--time-unit",
        "months", "--patient", "id", "--rater", "M=p", "--protective", "M", "--model", "M", *map(str, words),
    ])  # fmt: skip
    return args.run(args)


@pytest.fixture
def rule(tmp_path, capsys):
    out = tmp_path / "rule.json"
    assert ask(cohort(tmp_path / "a.csv", 1), "--error", "0.2", "--out", out) == GOOD
    text = capsys.readouterr().out
    assert "do not test the rule" in text
    assert "on average at most 1 in 5 of the patients with the answer low have the event by 60 months" in text
    assert "and at most 1 in 5" in text
    assert "This is a property of the group" in text
    return out


def test_a_rule_is_applied_to_other_patients_and_its_errors_are_counted(rule, tmp_path, capsys):
    answers = tmp_path / "answers.csv"
    assert ask(cohort(tmp_path / "b.csv", 2), "--rule", rule, "--answers", answers, "--json") == GOOD
    found = json.loads(capsys.readouterr().out)
    assert not found["fitted_on_these_patients"]
    with answers.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "b.csv").open(newline="") as file:
        patients = list(csv.DictReader(file))
    for group in found["groups"]:
        assert group["patients"] == sum(row["answer"] == group["answer"] for row in rows) > 0
        assert group["patients"] == group["events"] + group["others"] + group["lost"]
    for row, patient in zip(rows, patients, strict=True):
        risk = 1 - float(patient["p"])
        expected = "low" if risk <= found["low"] else "high" if risk >= found["high"] else "uncertain"
        assert (row["patient_id"], row["answer"]) == (patient["id"], expected)
        assert "property of the group" in row["meaning"]
    low, _, high = found["groups"]
    assert low["with_event"]["value"] < 0.3
    assert high["with_event"]["value"] > 0.7


def test_a_written_rule_reads_back_and_damage_is_refused(rule, tmp_path):
    found = read_rule(rule)
    given = json.loads(rule.read_text())
    assert (found.cuts.low, found.cuts.high, found.cuts.error) == (given["low"], given["high"], 0.2)
    for change in ({"record": "x"}, {"low": given["high"]}, {"error": 0.7}, {"horizon": None}, {"low": "a"}):
        bad = tmp_path / "bad.json"
        bad.write_text(json.dumps(given | change))
        with pytest.raises(RaterError, match="not a rule of three answers"):
            read_rule(bad)


def test_another_model_or_unit_is_refused(rule, tmp_path, capsys):
    given = json.loads(rule.read_text())
    for change, words in (({"model": "other"}, "another model"), ({"time_unit": "years"}, "of the rule is in years")):
        rule.write_text(json.dumps(given | change))
        assert ask(tmp_path / "a.csv", "--rule", rule) == NOTHING_STARTED
        assert words in capsys.readouterr().err


def test_an_answer_that_is_never_given_is_said_so(tmp_path, capsys):
    """28 patients of the lowest risk had one event: within 1 in 10, not within 1 in 20."""
    assert ask(cohort(tmp_path / "a.csv", 1), "--error", "0.05") == GOOD
    text = capsys.readouterr().out
    assert "The answer low is never given with this accepted error rate." in text
    assert "  low        nobody" in text
    assert "high       27 patients: 27 events, 0 without, 0 lost before; event by the horizon 1.00 (0.88 to" in text
    assert ask(tmp_path / "a.csv", "--error", "0.02") == GOOD
    assert "the answer is uncertain for every patient" in capsys.readouterr().out


def test_few_patients_and_contradicting_options_are_refused(rule, tmp_path, capsys):
    assert ask(cohort(tmp_path / "few.csv", 3, 40)) == NOTHING_STARTED
    assert "too few to fit three" in capsys.readouterr().err
    assert ask(tmp_path / "a.csv", "--rule", rule, "--error", "0.1") == NOTHING_STARTED
    assert "--rule applies an earlier rule" in capsys.readouterr().err


def test_patients_of_the_training_are_refused():
    table = RaterTable("x", ("a", "b"), np.ones(2), np.ones(2, bool),
                       (Rater("M", "probability", np.array([0.1, 0.9]), role="model"),),
                       origin=from_images(1, 0, 0, 2))  # fmt: skip
    with pytest.raises(RaterError, match="patients on whom the model was trained"):
        fitted_rule(table, 60.0, 0.1)
