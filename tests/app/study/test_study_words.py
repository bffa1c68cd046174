"""What the reading says, without a screen."""

from types import SimpleNamespace

from app.study.reading.enter_step import EnterStep
from app.study.reading.text import answer_label, hint, next_label, revealed_figure, revealed_text
from model.result.evidence import NOT_ON_CARD
from model.study.reading_state import Revealed
from model.study.score_sheet import Choice, Question


def revealed(**changes):
    facts = {"probability": 0.345, "qualifier": "uncalibrated", "risk_group": "high risk", "verdict": "ok",
             "reasons": (), "model": "demo 1, DEMO MODEL", "model_sha256": "ab"}  # fmt: skip
    return Revealed(**{**facts, **changes})


def test_a_number_never_stands_alone():
    assert revealed_figure(revealed()) in ("0.34", "0.35")
    assert revealed_text(revealed()) == (
        "5-year survival, uncalibrated, high risk", NOT_ON_CARD, "Reliability: ok",
        "Model demo 1, DEMO MODEL",
    )  # fmt: skip
    known = revealed_text(revealed(evidence=("Of 54 held-out patients, 72 % were alive.", "The calibration line.")))
    assert known[1] == "Of 54 held-out patients, 72 % were alive."


def test_of_an_input_that_must_not_be_used_the_refusal_is_the_headline():
    refused = revealed(verdict="do not use", reasons=("It is blurred.",))
    assert revealed_figure(refused) == ""
    assert revealed_text(refused)[0].startswith("Reliability: do not use. It is blurred. (survival probability 0.3")


def locked(**changes):
    facts = {"phase": "locked", "is_open": False, "can_reveal": False, "why_hidden": "", "pending": (2, 3),
             "unassessable": None}
    return hint(SimpleNamespace(**{**facts, **changes}), EnterStep("next"), False)


def test_a_reader_learns_why_the_model_cannot_be_revealed():
    assert "no model has analysed this spot" in locked(why_hidden="no model has analysed this spot")
    assert locked() == "Locked. Enter: next case.", "in a packet"
    assert "R: reveal the model" in locked(can_reveal=True)


def test_after_the_last_case_enter_finishes():
    assert locked(pending=()) == "Locked. Enter: finish."
    assert next_label(SimpleNamespace(pending=())) == "Finish (Enter)"


def test_an_answer_says_its_key_once():
    question = Question("grade", "Grade", choices=(Choice("1", 1), Choice("high", 2)))
    assert [answer_label(question, place) for place in (0, 1)] == ["1", "2  high"]
