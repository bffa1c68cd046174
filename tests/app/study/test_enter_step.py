"""What Enter does in a blinded read, and what the hint says of it."""

import pytest

from app.study.reading.enter_step import EnterStep, enter_step
from app.study.reading.text import hint
from model.study.reading_state import ReadingState
from model.study.score_sheet import DEFAULT_SHEET, Choice, Question, Sheet

ALL = frozenset({"risk", "grade", "stroma", "lymphocytes", "confidence"})
LAST = len(DEFAULT_SHEET.questions)
TWO = (Choice("no", 0.0), Choice("yes", 1.0))
MIXED = Sheet(
    (Question("a", "Atypia", choices=TWO), Question("b", "Budding", choices=TWO, required=False),
     Question("c", "Comment", "text")), ("torn",))  # fmt: skip


def state(phase="reading", sheet=DEFAULT_SHEET, unassessable=None):
    return ReadingState("Ada", 1, phase, 1, 9, (1, 2), sheet, {}, unassessable, (), False)


def at(current, answered, sheet=DEFAULT_SHEET, asks_reason=False, **changes):
    return enter_step(state(sheet=sheet, **changes), current, answered, asks_reason)


@pytest.mark.parametrize("phase", ["reading", "informed"])
def test_enter_waits_at_every_required_question_without_an_answer(phase):
    for place, question in enumerate(DEFAULT_SHEET.questions[:-1]):
        assert at(place, ALL - {question.key}, phase=phase) == EnterStep("waits", place)


def test_with_all_answered_enter_locks_at_the_remark_and_at_the_lock_button():
    assert at(LAST - 1, ALL).does == "locks"
    assert at(LAST, ALL).does == "locks"


def test_from_an_answered_question_enter_goes_to_the_next_gap_and_passes_none():
    assert at(0, ALL - {"stroma", "confidence"}) == EnterStep("goes", 2)
    assert at(LAST - 1, ALL - {"grade"}) == EnterStep("goes", 1), "the gap above is not forgotten"
    assert at(LAST, ALL - {"grade"}) == EnterStep("goes", 1)
    assert at(2, ALL) == EnterStep("goes", LAST - 1), "the remark may stay empty, but the reader sees it"


def test_a_question_that_may_stay_empty_is_left_by_enter_and_not_asked_again():
    assert at(1, {"a"}, MIXED) == EnterStep("goes", 2)
    assert at(2, {"a"}, MIXED) == EnterStep("waits", 2), "a text can be required too"
    assert at(2, {"a", "c"}, MIXED).does == "locks"


def test_a_spot_that_is_not_assessable_needs_its_reason():
    assert at(0, ALL, asks_reason=True).does == "asks"
    assert at(0, frozenset(), unassessable="no tumour").does == "locks"


def test_after_the_lock_enter_goes_on_and_while_paused_it_does_nothing():
    assert [at(0, ALL, phase=phase).does for phase in ("locked", "revealed", "finished")] == ["next"] * 3
    assert [at(0, ALL, phase=phase).does for phase in ("paused", "done")] == ["nothing"] * 2


@pytest.mark.parametrize(
    ("step", "waited", "said"),
    [
        (EnterStep("waits", 1), False, "Blinded. Number keys answer. Enter waits."),
        (EnterStep("waits", 1), True, "Grade has no answer yet. Number keys answer, Down leaves it for later."),
        (EnterStep("goes", 1), False, "Blinded. Enter: next gap (Grade)."),
        (EnterStep("goes", 5), False, "Blinded. Enter: Remark (optional)."),
        (EnterStep("locks"), False, "Blinded. All is answered. Enter: lock."),
        (EnterStep("asks"), False, "Number keys choose the reason. N: back to the questions."),
    ],
)
def test_the_hint_says_what_enter_does(step, waited, said):
    assert hint(state(), step, waited) == said


def test_the_hint_names_the_second_read():
    assert hint(state("informed"), EnterStep("locks"), False).startswith("Second read with the model. ")
