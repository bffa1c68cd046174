"""Three answers for one image: low, uncertain or high by the rule of its very bundle, and refused otherwise."""

import json
import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.base.errors import RaterError
from model.comparison.answers import AnswerRule, answered, fitted_rule
from model.comparison.data.rater_table import OTHER, Rater, RaterTable
from model.comparison.image_answer import answer_of, image_answer_record, refuse_other_bundle
from model.comparison.report.answers_file import read_rule, write_rule
from model.result.prediction import Verdict
from model.statistics.three_answers import ThreeAnswers

_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


@pytest.fixture
def prediction(tmp_path):
    return _MADE["make_prediction"](_MADE["make_slide"](tmp_path / "any.bin"))


def rule(bundle, low=0.2, high=0.6):
    cuts = ThreeAnswers(low, high, 0.1, 5.0, 200, 60, 120, 20)
    return AnswerRule(cuts, "model", "m", "years", "colon.histostudy", bundle)


def test_the_answer_follows_from_the_risk_and_both_cut_offs(prediction):
    own = rule(prediction.bundle.sha256)
    for survival, answer in ((0.8, "low"), (0.79, "uncertain"), (0.41, "uncertain"), (0.4, "high"), (0.1, "high")):
        found = answer_of(own, replace(prediction, survival_probability=survival))
        assert (survival, found.answer) == (survival, answer)
    never = rule(prediction.bundle.sha256, low=None)
    assert answer_of(never, replace(prediction, survival_probability=0.99)).answer == "uncertain"


def test_what_it_means_is_said_of_groups_and_with_it(prediction):
    found = answer_of(rule(prediction.bundle.sha256), replace(prediction, survival_probability=0.1))
    assert found.lines[0] == "high"
    assert "property of the group" in found.lines[1]
    assert found.lines[2] == "Fitted on colon.histostudy."
    record = image_answer_record(found)
    assert (record["answer"], record["error"], record["time_unit"]) == ("high", 0.1, "years")
    assert "property of the group" in record["sentence"]


def test_a_rule_of_another_bundle_or_of_none_is_refused(prediction):
    with pytest.raises(RaterError, match="for another bundle") as refused:
        answer_of(rule("0" * 64), prediction)
    assert "fit a rule for this bundle" in refused.value.remedy
    with pytest.raises(RaterError, match="does not name the bundle"):
        refuse_other_bundle(rule(""), prediction.bundle.sha256)


def test_there_is_no_answer_where_the_result_is_not_to_be_used_or_the_image_was_trained_on(prediction):
    own = rule(prediction.bundle.sha256)
    unfit = replace(prediction, verdict=Verdict("do not use", ("no tissue",)))
    assert answer_of(own, unfit).lines[0] == "none: the result must not be used"
    seen = answer_of(own, replace(prediction, image_in_cohort="training"))
    assert seen.answer == ""
    assert "trained on this image" in seen.reason
    assert image_answer_record(seen)["answer"] is None


def test_a_rule_file_keeps_the_bundle_and_an_older_one_is_read_without(tmp_path):
    path = tmp_path / "rule.json"
    write_rule(rule("ab" * 32), path)
    assert read_rule(path) == rule("ab" * 32)
    older = json.loads(path.read_text())
    del older["bundle_sha256"]
    path.write_text(json.dumps(older))
    assert read_rule(path) == rule("")
    path.write_text(json.dumps(older | {"bundle_sha256": 7}))
    with pytest.raises(RaterError, match="a text of the rule is missing"):
        read_rule(path)


def competing():
    """200 patients in order of risk: the lowest and highest 20 died of another cause before the horizon."""
    number = np.arange(200)
    event = number >= 100
    dead = (number < 20) | (number >= 180)
    event = event & ~dead
    time = np.where(event | dead, 1.0, 9.0)
    model = Rater("M", "probability", number / 200, role="model", bundle_sha256="cd" * 32)
    cause = tuple(OTHER if one else "" for one in dead)
    return RaterTable("t", tuple(map(str, number)), time, event, (model,), unit="years", cause=cause)


def test_deaths_of_another_cause_count_as_known_without_the_event():
    """Among the high they are errors: the 20 of highest risk forbid the answer high at 1 in 20; low stays possible."""
    made = competing()
    found = answered(made, fitted_rule(made, 5.0, 0.05), fitted_here=True)
    assert found.rule.bundle == "cd" * 32
    assert found.rule.cuts.high is None
    low, uncertain, high = found.groups
    assert (low.events, low.others, low.lost) == (low.events, low.patients - low.events, 0)
    assert (low.patients + uncertain.patients, high.patients) == (200, 0)
    assert uncertain.others >= 20
    assert (found.rule.cuts.events, found.rule.cuts.others, found.rule.cuts.lost) == (80, 120, 0)
