"""Text about the queue of analyses: table cells, the summary, and the status of an image in the case list; no Qt."""

from pathlib import Path

from app.language.model_text import of_model
from app.language.text import counted, mark, plural, tr
from app.session.pace import left_in_text
from app.session.queue_state import QueueItem, QueueState
from app.session.session import Session
from model.base.probability_text import probability_text

HEADINGS = (mark("Spot"), mark("Status"), mark("Probability"), mark("Reliability"), mark("Group"), mark("Seconds"))
EMPTY = mark(
    "The queue is empty. Add the open image, files, a folder, the cores of a slide or a study: "
    "they are analysed while you look at other images."
)


STUDY = ".histostudy"
"""Suffix of studies, equal to the suffix in `model.study.file.kind`, which the window does not load at its start."""
ANEW = mark(
    "The queue encodes every spot anew, also spots that the study has predicted, so that a run that was interrupted "
    "gives the same digits. Predict all spots in the study uses saved features."
)


def anew_text(state: QueueState) -> str:
    """Return why spots of a study take long although they are predicted; "" if no spot of a study is left."""
    return tr(ANEW) if any(item.is_open and item.run.source.suffix == STUDY for item in state.items) else ""


def cells(state: QueueState, item: QueueItem) -> tuple[str, ...]:
    """Return the texts of the table row of `item`, one for each of `HEADINGS`.

    A probability is followed by its qualifier.
    """
    result = item.result
    if result is None:
        return item.spot.name, status_text(state, item), "", "", "", ""
    number = (
        tr("hidden")
        if result.probability is None
        else f"{of_model(probability_text(result.probability))} {of_model(result.note)}"
    )
    seconds = "" if item.seconds is None else tr("{seconds:.1f}", seconds=item.seconds)
    return item.spot.name, status_text(state, item), number, tr(result.level), tr(item.group), seconds


def status_text(state: QueueState, item: QueueItem) -> str:
    """Return the status of an item in a few words."""
    if item.status == "running":
        return running_text(state)
    if item.status == "waiting":
        return tr("paused") if state.paused else tr("waiting")
    if item.status == "failed":
        return tr("failed: {reason}", reason=of_model(item.reason))
    return tr("done before") if item.known else tr("done")


def running_text(state: QueueState) -> str:
    """Return the status of the running item, for example "analysing, 45 %"."""
    progress = state.progress
    share = f", {100 * progress.done // progress.total} %" if progress and progress.total else ""
    return tr("analysing{share}", share=share)


def tip(item: QueueItem) -> str:
    """Return the tooltip of an item: its path, the model, and its result or the reason why it has no result."""
    known = of_model(item.result.text if item.result else item.reason)
    conditions = f"{item.run.model}, {item.run.precision}"
    return "\n".join(part for part in (str(item.spot.path), conditions, known) if part)


def summary(state: QueueState) -> str:
    """Return the summary of the queue, for example "3 of 12 spots done, 1 failed · analysing · about 2 min left"."""
    if not state.items:
        return tr("Listing the spots …") if state.listing else tr(EMPTY)
    counts = state.counts
    total = len(state.items)
    parts = [tr("{done} of {spots} done", done=counts["done"], spots=plural(total, "spot"))]
    if counts["failed"]:
        parts[0] += tr(", {failed} failed", failed=counts["failed"])
    if not state.is_open:
        return parts[0]
    if state.paused:
        return tr("{parts} · paused", parts=parts[0])
    if state.running is None:
        stage = tr(state.progress.stage) if state.progress else tr("starting")
        parts.append(stage)
    left = state.seconds_left
    if left is not None:
        parts.append(tr("about {left_in}", left_in=left_in_text(left)))
    return " · ".join(parts)


def case_text(session: Session, path: Path) -> str:
    """Return the queue status of an image for the list of cases.

    It is "failed" if a spot of the image failed and none is waiting or running. It is "" if no spot is failed, waiting
    or running.
    """
    items = session.queue.by_path.get(path, ())
    open_items = [item for item in items if item.is_open]
    if len(items) > 1 and open_items:
        done = len(items) - len(open_items)
        return tr("{done} of {count} analysed", done=done, count=len(items)) + (
            tr(", paused") if session.queue.paused else ""
        )
    if open_items:
        return status_text(session.queue, open_items[0])
    return tr("failed") if any(item.status == "failed" for item in items) else ""


def offer_text(state: QueueState) -> str:
    """Return a sentence with the number of spots that the last run of the program left in the queue."""
    return counted(
        len(state.offered),
        "{number} spot of the last session's queue is left.",
        "{number} spots of the last session's queue are left.",
    )
