"""Questions are converted from typed text and back, with and without numbers, including all of the default sheet."""

import pytest

from model.study.score_sheet import DEFAULT_SHEET, Choice
from model.study.score_sheet_text import answers_text, question_of


@pytest.mark.parametrize("question", DEFAULT_SHEET.questions, ids=DEFAULT_SHEET.keys)
def test_the_usual_questions_come_back_as_they_were(question):
    assert question_of(question.title, answers_text(question), question.required, question.key) == question


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("low, high", (Choice("low", 0), Choice("high", 1))),
        ("1, 2 ,3,", (Choice("1", 1), Choice("2", 2), Choice("3", 3))),
        ("I=1, II=2, n/a=-1", (Choice("I", 1), Choice("II", 2), Choice("n/a", -1))),
        ("low, high=5", (Choice("low", 0), Choice("high", 5))),
        ("  ", ()),
    ],
    ids=["words", "numbers", "stated", "mixed", "none"],
)
def test_answers_get_their_own_numbers_or_those_that_are_stated(typed, choices):
    made = question_of("T", typed, True)
    assert made.choices == choices
    assert made.kind == ("choice" if choices else "text")


def test_a_key_comes_from_the_title_and_stands_once():
    assert question_of("Tumour budding: hot spot", "0, 1", True).key == "tumour_budding"
    assert question_of("3-tier grade", "0, 1", True).key == "question_3_tier_grade"
    assert question_of("Äöü", "0, 1", True).key == "question"
    assert question_of("Risk", "0, 1", True, taken=("risk", "risk_2")).key == "risk_3"
    assert question_of("Another title", "0, 1", True, key="risk").key == "risk"


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'a little' after = is not a number"):
        question_of("T", "low=a little, high", True)
