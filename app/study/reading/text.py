"""What the reading says: states come in, sentences go out. No Qt."""

from model.study.reading_state import ReadingState, Revealed
from model.study.score_sheet import KEYS, Question


def counter(state: ReadingState) -> str:
    """ "Case 3 of 40": the reader's own count, nothing else is known of the case."""
    if state.phase == "done":
        return f"All {state.total} cases are locked"
    return f"Case {state.number} of {state.total}"


def progress(state: ReadingState) -> str:
    """ "Ada · round 1 · 2 locked, 38 to go"."""
    return f"{state.reader} · round {state.round} · {state.locked} locked, {len(state.pending)} to go"


def phase_text(state: ReadingState) -> str:
    """Where the reader is with this case, and what comes next."""
    words = {
        "reading": "Blinded. Number keys answer; Enter goes on.",
        "locked": "Locked. Enter: next case.",
        "revealed": "Revealed; noted in the log. A: read again with it. H: heatmap. Enter: next case.",
        "informed": "Second read, with the model in sight: kept apart from the first.",
        "finished": "Both reads are locked. Enter: next case.",
        "paused": "Paused: time does not count. Press P to go on.",
        "done": "The round is read to its end. PgUp: look back. Esc: leave.",
    }
    if state.phase == "locked" and state.can_reveal:
        return "Locked. R: reveal the model. Enter: next case."
    return words[state.phase]


def key_of(place: int) -> str:
    """The key of the answer at `place`, from 0."""
    return KEYS[place]


def answer_label(question: Question, place: int) -> str:
    """ "1 low": the key and the answer; the key alone says nothing where they are the same."""
    label, key = question.choices[place].label, key_of(place)
    return label if label == key else f"{key}  {label}"


def revealed_figure(found: Revealed) -> str:
    return "" if found.verdict == "do not use" else f"{found.probability:.2f}"


def revealed_text(found: Revealed) -> tuple[str, ...]:
    """The lines under the figure: never the number without them."""
    if found.verdict == "do not use":
        number = f"(survival probability {found.probability:.2f}, {found.qualifier})"
        return (f"Input: do not use. {' '.join(found.reasons)} {number}", f"Model {found.model}")
    group = f", {found.risk_group}" if found.risk_group else ""
    reasons = f": {' '.join(found.reasons)}" if found.reasons else ""
    return (
        f"5-year survival, {found.qualifier}{group}",
        f"Input: {found.verdict}{reasons}",
        f"Model {found.model}",
    )
