"""What the result panel says: a session comes in, sentences go out; no Qt.

The probability is never said without its qualifier, never before it is final, and not at all while the verdict on the
input is "do not use" and the user has not asked for it.
"""

from dataclasses import dataclass
from typing import Literal

from app.session.pace import left_in_text
from app.session.session import Session
from app.window.panels.region_text import remembered_text
from model.explain.explanation import Explanation
from model.result.export.wording import qualifier, short
from model.result.prediction import Prediction

Stage = Literal["nothing", "opening", "before", "running", "stopped", "done", "refused"]

DEMO_BADGE = "DEMO MODEL"
DEMO_SENTENCE = "Trained on synthetic tissue, no clinical meaning"
CHECKING = "The file is read through once, so that results stay with its content. Then it can be analysed."
NO_THRESHOLD = "No risk group: the model states no threshold"


@dataclass(frozen=True)
class ResultText:
    """Everything on the panel, top to bottom; an empty string takes no room."""

    stage: Stage
    headline: str = ""
    """The probability, or what stands in its place."""
    remembered: str = ""
    """What an earlier sitting read at this place, with its model; never in large figures."""
    qualifier: str = ""
    orders: str = ""
    """How the probability changes with the order of reading, where it was read in several."""
    group: str = ""
    threshold: str = ""
    precision: str = ""
    """What is known of the error of *fast*, where the number was computed so."""
    precision_caution: str = ""
    """Said before it where the error is not tolerable."""
    progress: str = ""
    speed: str = ""
    model: str = ""
    demo: bool = False
    device: str = ""
    device_reason: str = ""
    time: str = ""
    notes: str = ""


def stage_of(session: Session) -> Stage:
    """Which of its faces the panel shows."""
    if session.activity == "opening":
        return "opening"
    if session.image is None:
        return "nothing"
    if session.activity == "analysing":
        return "running"
    if session.prediction is None:
        return "stopped" if session.reading else "before"
    return "refused" if session.refused else "done"


def result_text(session: Session) -> ResultText:
    """The panel's words for `session`."""
    stage = stage_of(session)
    model, demo = _model(session)
    # Beside a result stands what computed it, not what would compute the next one.
    device = session.prediction.device if session.prediction else session.device_on_hand
    common = {
        "stage": stage,
        "model": model,
        "demo": demo,
        "device": device.words if device else "",
        "device_reason": device.reason if device else "",
        "notes": _notes(session),
    }
    prediction = session.prediction
    if stage == "done" and prediction is not None:
        return ResultText(**common, **_answer(prediction, session.explained.found.get("order")))  # type: ignore[arg-type]
    if stage == "refused" and prediction is not None:
        time = prediction.time_text
        # No headline of its own: the verdict and its reasons stand at the top.
        return ResultText(**common, time=time)  # type: ignore[arg-type]
    return ResultText(**common, **_waiting(session, stage))  # type: ignore[arg-type]


def _answer(prediction: Prediction, more: Explanation | None) -> dict[str, str]:
    bundle = prediction.bundle
    if prediction.risk_group is None or bundle.threshold is None:
        group, threshold = NO_THRESHOLD, ""
    else:
        side = "at or above" if prediction.risk_group == "low risk" else "below"
        group = prediction.risk_group[:1].upper() + prediction.risk_group[1:]
        threshold = f"{side} the threshold {bundle.threshold:.2f} ({bundle.threshold_origin})"
    return {
        "headline": f"{prediction.survival_probability:.2f}",
        "qualifier": f"probability of 5-year survival, {qualifier(prediction)}",
        "orders": _orders(prediction, more),
        "group": group,
        "threshold": threshold,
        "time": prediction.time_text,
        **_precision(prediction),
    }


def _orders(prediction: Prediction, more: Explanation | None) -> str:
    """Instability over what was read in most orders; never a confidence interval."""
    if more is not None:
        return f"Order instability, each a single reading: {more.facts['words']}. Not a confidence interval."
    return f"Order instability over {prediction.orders.words}" if prediction.orders else ""


def _precision(prediction: Prediction) -> dict[str, str]:
    device, error = prediction.device, prediction.device.error
    if error is None:
        return {}
    if error.tolerable:
        return {"precision": f"Fast ({device.arithmetic}), {error.words}"}
    said = error.words[:1].upper() + error.words[1:]
    return {"precision": said, "precision_caution": f"Computed fast ({device.arithmetic}): caution"}


def _waiting(session: Session, stage: Stage) -> dict[str, str]:
    if stage == "nothing":
        return {"headline": "No image open"}
    if session.glimpse is not None:
        return {"headline": f"Checking {session.glimpse.slide.path.name} …", "speed": CHECKING}
    if stage == "opening":
        return {"headline": f"Opening {session.opening.name} …" if session.opening else "Opening …"}
    if stage == "before":
        return {"headline": "Not analysed yet", "remembered": remembered_text(session)}
    if stage == "stopped" and session.reading:
        return {"headline": f"Stopped after {session.reading.trace.steps} of {session.reading.grid.tiles} tiles"}
    return {"headline": "Analysing", "progress": progress_text(session), "speed": speed_text(session)}


def progress_text(session: Session) -> str:
    """ "Encoding tiles, 120 of 256"."""
    progress = session.progress
    if progress is None:
        return "Waiting"
    stage = progress.stage[:1].upper() + progress.stage[1:]
    return f"{stage}, {progress.done} of {progress.total}" if progress.total else f"{stage} …"


def speed_text(session: Session) -> str:
    """ "31 tiles/s, 4 s left", as soon as it can be told."""
    pace = session.pace
    if pace is None or pace.per_second is None or pace.seconds_left is None:
        return ""
    rate = f"{pace.per_second:.0f}" if pace.per_second >= 10 else f"{pace.per_second:.1f}"
    return f"{rate} tiles/s, {left_in_text(pace.seconds_left)}"


def _model(session: Session) -> tuple[str, bool]:
    """Name and short hash of the model, and whether it is a demo: that of the result, else the one on hand."""
    if session.prediction is not None:
        bundle = session.prediction.bundle
        return f"{bundle.name} {bundle.version} · {short(bundle.sha256)}", bundle.demo
    if session.bundle is not None:
        manifest = session.bundle.manifest
        return f"{manifest.name} {manifest.version} · {short(session.bundle.sha256)}", manifest.demo
    return "", False


def _notes(session: Session) -> str:
    """What was done to the image on its way in, one sentence a line."""
    if session.image is None:
        return ""
    notes = session.image.record.notes
    return "\n".join(note[:1].upper() + note[1:] for note in notes)
