"""What imports, packets and changed outcomes of a study did, as text in the language of the window; no Qt.

In English, each text is the one that the command line prints.
"""

from typing import TYPE_CHECKING

from app.language.text import counted, plural, tr

if TYPE_CHECKING:
    from model.study.fill import Filled
    from model.study.outcome_changes import OutcomeChange
    from model.study.packet.make import MadePacket
    from model.study.packet.merge import MergedPacket
    from model.study.plan import Outcome
    from model.study.prediction_import import ImportedPredictions


def filled_text(filled: "Filled") -> str:
    """Return how many patients and spots were added, known or left out."""
    patients, spots = plural(filled.patients, "patient"), plural(filled.spots, "spot")
    parts = [tr("added: {patients} and {spots}", patients=patients, spots=spots)]
    if filled.known:
        parts.append(
            counted(
                filled.known, "{number} spot was already in the study", "{number} spots were already in the study"
            )
        )
    if filled.leftovers:
        rows = plural(filled.leftovers, "row or image", "rows or images")
        parts.append(tr("{rows} could not be matched", rows=rows))
    if filled.updated:
        parts.append(tr("outcomes updated: {count}", count=filled.updated))
    return "; ".join(parts)


def predictions_text(found: "ImportedPredictions") -> str:
    """Return how many predictions were added, and how many the study already had."""
    added = tr("Added: {predictions}.", predictions=plural(found.added, "prediction"))
    if not found.known:
        return added
    known = counted(found.known, "{number} was already in the study.", "{number} were already in the study.")
    return f"{added} {known}"


def made_text(packet: "MadePacket") -> str:
    """Return which files of a packet were written."""
    told = tr(
        "{cases} of {reader}, round {round}, in this reader's order",
        cases=plural(packet.cases, "case"),
        reader=packet.reader,
        round=packet.round,
    )
    beside = tr(" and the folder of its images, {name}", name=packet.images.name) if packet.images else ""
    return f"{packet.path}{beside}: {told}"


def merged_text(merged: "MergedPacket") -> str:
    """Return how many reads of a packet were added, and how many are missing."""
    parts = [tr("{reads} added", reads=plural(merged.new, "read"))]
    if merged.known:
        parts.append(tr("{count} were returned earlier", count=merged.known))
    if merged.open:
        parts.append(tr("{count} are not locked yet", count=merged.open))
    receipt = tr("; receipt {receipt}", receipt=merged.receipt) if merged.receipt else ""
    head = tr("{reader}, round {round}", reader=merged.reader, round=merged.round)
    return f"{head}: {', '.join(parts)}{receipt}"


def change_text(change: "OutcomeChange") -> str:
    """Return the former and the new outcome of a patient, with a warning for unlikely changes."""
    doubts = []
    if change.after.time_years < change.before.time_years:
        doubts.append(tr("FOLLOW-UP IS SHORTER"))
    if change.before.event and not change.after.event:
        doubts.append(tr("THE EVENT IS REMOVED"))
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    return f"{change.patient}: {_outcome_text(change.before)} -> {_outcome_text(change.after)}{doubt}"


def _outcome_text(outcome: "Outcome") -> str:
    if outcome.event:
        state = tr("died of the disease")
    else:
        state = tr("died of another cause") if outcome.cause == "other" else tr("alive")
    return tr("{years:.4g} years, {state}", years=outcome.time_years, state=state)
