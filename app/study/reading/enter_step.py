"""What Enter does now in a blinded read. No Qt.

Enter never passes a question that must be answered: there it waits. Otherwise it goes to the next question without an
answer, and after the last one it locks the read. After the lock it goes to the next case.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from model.study.reading_state import ReadingState


@dataclass(frozen=True)
class EnterStep:
    """What Enter does: nothing, wait for an answer, ask for the reason, go to a question, lock, or go to the next case.

    `place` is the index of the question that Enter waits for or goes to.
    """

    does: Literal["nothing", "waits", "asks", "goes", "locks", "next"]
    place: int = 0


def enter_step(state: ReadingState, current: int, answered: Collection[str], asks_reason: bool) -> EnterStep:
    """Return what Enter does.

    `current` is the index of the current question; an index beyond the last question means the lock button. `answered`
    are the keys of the questions with an answer, saved or not. `asks_reason` is true if the reader has chosen "not
    assessable" but no reason yet.
    """
    if state.phase in ("locked", "revealed", "finished"):
        return EnterStep("next")
    if not state.is_open:
        return EnterStep("nothing")
    if asks_reason or state.unassessable is not None:
        return EnterStep("asks" if asks_reason else "locks")
    questions = state.sheet.questions
    unanswered = [place for place, question in enumerate(questions) if question.key not in answered]
    required = [place for place in unanswered if questions[place].required]
    if current in required:
        return EnterStep("waits", current)
    # Questions above the current one that may stay without an answer were passed on purpose.
    following = [place for place in unanswered if place > current] + required
    return EnterStep("goes", following[0]) if following else EnterStep("locks")
