"""The texts of reading mode, made from a `ReadingState`. This module does not import Qt."""

from app.language.model_text import of_model
from app.language.text import counted, tr
from app.study.reading.enter_step import EnterStep
from app.study.sheet_text import shown_question, shown_reasons
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


def hint(state: ReadingState, enter: EnterStep, waited: bool) -> str:
    """Return a text on the phase of this case, and on what the reader can do next, above all what Enter does now.

    `waited` is true if the reader has just pressed Enter where it waits; the text then says what is lacking.
    """
    if state.is_open:
        return _open_hint(state, enter, waited)
    return f"{_why_not_assessed(state)}{_closed_hint(state)}"


def _why_not_assessed(state: ReadingState) -> str:
    """Return why the spot of a locked case was not assessed, with a space after it; "" if it was."""
    if state.unassessable is None or state.phase not in ("locked", "revealed", "finished"):
        return ""
    shown = dict(zip(state.sheet.reasons, shown_reasons(state.sheet.reasons), strict=True))
    return tr("Not assessable ({reason}).", reason=shown.get(state.unassessable, state.unassessable)) + " "


def _closed_hint(state: ReadingState) -> str:
    """Return the hint while no answers can be given."""
    after = _after_lock(state)
    texts = {
        "locked": tr("Locked. {next}", next=after),
        "revealed": tr("Revealed and logged. H: heatmap. {next}", next=after),
        "finished": tr("Both reads are locked. H: heatmap. {next}", next=after),
        "paused": tr("Paused. Time is not counted. P: resume."),
        "done": tr("All cases of this round are read. PgUp: back. Esc: leave."),
    }
    if state.phase == "locked" and state.can_reveal:
        return tr("Locked. R: reveal the model. {next}", next=after)
    if state.phase == "locked" and state.why_hidden:
        return tr(
            "Locked. R (reveal) is not available: {why_hidden}. {next}",
            why_hidden=of_model(state.why_hidden),
            next=after,
        )
    return texts[state.phase]


def _after_lock(state: ReadingState) -> str:
    return tr("Enter: next case.") if state.pending else tr("Enter: finish.")


def next_label(state: ReadingState) -> str:
    """Return the text of the button that goes on after a locked case."""
    return tr("Next case (Enter)") if state.pending else tr("Finish (Enter)")


def _open_hint(state: ReadingState, enter: EnterStep, waited: bool) -> str:
    """Return the hint while answers can be given."""
    question = shown_question(state.sheet.questions[enter.place])
    if enter.does == "asks":
        return tr("No reason is chosen yet. Number keys choose it; N: back to the questions.") if waited else tr(
            "Number keys choose the reason. N: back to the questions."
        )
    if state.unassessable is not None:
        return tr("Not assessable. Enter: lock. N: back to the questions.")
    if enter.does == "waits" and waited:
        if question.kind == "text":
            return tr("{title} has no answer yet. Type it, or leave it for later with Down.", title=question.title)
        return tr("{title} has no answer yet. Number keys answer, Down leaves it for later.", title=question.title)
    kind = tr("Blinded.") if state.phase == "reading" else tr("Second read with the model.")
    return f"{kind} {_what_enter_does(state, enter)}"


def _what_enter_does(state: ReadingState, enter: EnterStep) -> str:
    question = shown_question(state.sheet.questions[enter.place])
    if enter.does == "locks":
        return tr("All is answered. Enter: lock.")
    if enter.does == "waits":
        text = question.kind == "text"
        return tr("Type the answer. Enter waits.") if text else tr("Number keys answer. Enter waits.")
    if question.required:
        return tr("Enter: next gap ({title}).", title=question.title)
    return tr("Enter: {title} (optional).", title=question.title)


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
