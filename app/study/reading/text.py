"""The texts of reading mode, made from a `ReadingState`. This module does not import Qt."""

from app.language.model_text import of_model
from app.language.text import counted, tr
from model.base.probability_text import probability_text
from model.result.evidence import Evidence, evidence_sentences
from model.study.reading_state import ReadingState, Revealed
from model.study.score_sheet import KEYS, Question


def counter(state: ReadingState) -> str:
    """Return the position of the case as text, such as "Case 3 of 40".

    The number is the reader's own numbering, which does not identify a patient.
    """
    if state.phase == "done":
        return counted(state.total, "{number} case is locked", "All {number} cases are locked")
    return tr("Case {number} of {total}", number=state.number, total=state.total)


def progress(state: ReadingState) -> str:
    """Return the progress of the reader as text, such as "Ada · round 1 · 2 locked, 38 to go"."""
    return tr(
        "{reader} · round {round} · {locked} locked, {count} to go",
        reader=state.reader,
        round=state.round,
        locked=state.locked,
        count=len(state.pending),
    )


def phase_text(state: ReadingState) -> str:
    """Return a text on the phase of this case, and on what the reader can do next."""
    texts = {
        "reading": tr("Blinded. Number keys answer. Enter: continue."),
        "locked": tr("Locked. Enter: next case."),
        "revealed": tr("Revealed and logged. A: second read with the model. H: heatmap. Enter: next case."),
        "informed": tr("Second read with the model, saved separately from the first."),
        "finished": tr("Both reads are locked. Enter: next case."),
        "paused": tr("Paused. Time is not counted. P: resume."),
        "done": tr("All cases of this round are read. PgUp: back. Esc: leave."),
    }
    if state.phase == "locked" and state.can_reveal:
        return tr("Locked. R: reveal the model. Enter: next case.")
    if state.phase == "locked" and state.why_hidden:
        return tr(
            "Locked. R (reveal) is not available: {why_hidden}. Enter: next case.",
            why_hidden=of_model(state.why_hidden),
        )
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
    return "" if found.verdict == "do not use" else of_model(probability_text(found.probability))


def revealed_text(found: Revealed) -> tuple[str, ...]:
    """Return the lines below the probability. The probability is never shown without them."""
    if found.verdict == "do not use":
        number = tr(
            "(survival probability {probability}, {qualifier})",
            probability=of_model(probability_text(found.probability)),
            qualifier=of_model(found.qualifier),
        )
        return (
            tr(
                "Reliability: do not use. {reasons} {number}",
                reasons=" ".join(map(of_model, found.reasons)),
                number=number,
            ),
            tr("Model {model}", model=found.model),
        )
    group = f", {tr(found.risk_group)}" if found.risk_group else ""
    reasons = f": {' '.join(map(of_model, found.reasons))}" if found.reasons else ""
    return (
        tr("5-year survival, {qualifier}{group}", qualifier=of_model(found.qualifier), group=group),
        of_model(evidence_sentences(Evidence(found.evidence) if found.evidence else None)[0]),
        tr("Reliability: {verdict}{reasons}", verdict=tr(found.verdict), reasons=reasons),
        tr("Model {model}", model=found.model),
    )
