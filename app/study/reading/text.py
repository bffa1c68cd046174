"""The texts of reading mode, made from a `ReadingState`. This module does not import Qt."""

from model.base.plural import plural
from model.base.probability_text import probability_text
from model.result.evidence import Evidence, evidence_sentences
from model.study.reading_state import ReadingState, Revealed
from model.study.score_sheet import KEYS, Question


def counter(state: ReadingState) -> str:
    """Return the position of the case as text, such as "Case 3 of 40".

    The number is the reader's own numbering, which does not identify a patient.
    """
    if state.phase == "done":
        return f"All {plural(state.total, 'case is', 'cases are')} locked"
    return f"Case {state.number} of {state.total}"


def progress(state: ReadingState) -> str:
    """Return the progress of the reader as text, such as "Ada · round 1 · 2 locked, 38 to go"."""
    return f"{state.reader} · round {state.round} · {state.locked} locked, {len(state.pending)} to go"


def phase_text(state: ReadingState) -> str:
    """Return a text on the phase of this case, and on what the reader can do next."""
    texts = {
        "reading": "Blinded. Number keys answer. Enter: continue.",
        "locked": "Locked. Enter: next case.",
        "revealed": "Revealed and logged. A: second read with the model. H: heatmap. Enter: next case.",
        "informed": "Second read with the model, saved separately from the first.",
        "finished": "Both reads are locked. Enter: next case.",
        "paused": "Paused. Time is not counted. P: resume.",
        "done": "All cases of this round are read. PgUp: back. Esc: leave.",
    }
    if state.phase == "locked" and state.can_reveal:
        return "Locked. R: reveal the model. Enter: next case."
    if state.phase == "locked" and state.why_hidden:
        return f"Locked. R (reveal) is not available: {state.why_hidden}. Enter: next case."
    return texts[state.phase]


def key_of(place: int) -> str:
    """Return the key for the answer at index `place`."""
    return KEYS[place]


def answer_label(question: Question, place: int) -> str:
    """Return the key and the answer, for example "1  low", or only the answer if both are equal."""
    label, key = question.choices[place].label, key_of(place)
    return label if label == key else f"{key}  {label}"


def revealed_figure(found: Revealed) -> str:
    """Return the survival probability with two decimals, or "" if the reliability is "do not use"."""
    return "" if found.verdict == "do not use" else probability_text(found.probability)


def revealed_text(found: Revealed) -> tuple[str, ...]:
    """Return the lines below the probability. The probability is never shown without them."""
    if found.verdict == "do not use":
        number = f"(survival probability {probability_text(found.probability)}, {found.qualifier})"
        return (f"Reliability: do not use. {' '.join(found.reasons)} {number}", f"Model {found.model}")
    group = f", {found.risk_group}" if found.risk_group else ""
    reasons = f": {' '.join(found.reasons)}" if found.reasons else ""
    return (
        f"5-year survival, {found.qualifier}{group}",
        evidence_sentences(Evidence(found.evidence) if found.evidence else None)[0],
        f"Reliability: {found.verdict}{reasons}",
        f"Model {found.model}",
    )
