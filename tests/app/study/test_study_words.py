"""What the reading says, without a screen."""

from types import SimpleNamespace

from app.study.reading.text import answer_label, phase_text, revealed_figure, revealed_text
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


def test_a_reader_learns_why_the_model_cannot_be_revealed():
    state = SimpleNamespace(phase="locked", can_reveal=False, why_hidden="no model has analysed this spot")
    assert "no model has analysed this spot" in phase_text(state)
    in_packet = SimpleNamespace(phase="locked", can_reveal=False, why_hidden="")
    assert phase_text(in_packet) == "Locked. Enter: next case."
    can = SimpleNamespace(phase="locked", can_reveal=True, why_hidden="")
    assert "R: reveal the model" in phase_text(can)


def test_an_answer_says_its_key_once():
    question = Question("grade", "Grade", choices=(Choice("1", 1), Choice("high", 2)))
    assert [answer_label(question, place) for place in (0, 1)] == ["1", "2  high"]
