"""Text of the result panel for a session; no Qt.

The probability is always shown with its qualifier, and only when it is final. If the reliability is "do not use", the
probability is shown only after the user has asked for it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.session.pace import left_in_text
from app.session.session import Session
from app.window.panels.region_text import before_text, remembered_text
from model.base.errors import RaterError
from model.base.probability_text import probability_text
from model.result.export.wording import group_texts, order_spreads, qualifier, short
from model.result.near_threshold import near_threshold
from model.result.prediction import Prediction

Stage = Literal["nothing", "opening", "before", "running", "stopped", "done", "refused"]

DEMO_BADGE = mark("DEMO MODEL")
DEMO_SENTENCE = mark("Trained on synthetic tissue, no clinical meaning")
CHECKING = mark("The whole file is read once, to identify its content. Then the image can be analysed.")


@dataclass(frozen=True)
class ResultText:
    """All texts of the result panel, from top to bottom. An empty text hides its line."""

    stage: Stage
    headline: str = ""
    """The probability or, if none is shown, a text about the stage of the work, such as opening or analysing."""
    remembered: str = ""
    """The saved result of this region, with its model. It is never shown in large digits."""
    qualifier: str = ""
    source: str = ""
    """The feature file from which the features come, or a sentence that the model needs such a file; else ""."""
    orders: str = ""
    """The order instability: how much the probability differs between tile orders.

    It is "" for a single order, and while *Advanced* is folded.
    """
    group: str = ""
    threshold: str = ""
    near: str = ""
    """A hint beside the probability if it is close to the threshold."""
    near_why: str = ""
    answer: str = ""
    """The answer (low, uncertain or high risk) of the rule that the user chose, or the reason why it gives no
    answer."""
    answer_meaning: str = ""
    precision: str = ""
    """The known error of *fast*, if the result was computed with *fast*."""
    precision_caution: str = ""
    """The warning shown above `precision`. It is "" if the error of this precision is tolerable."""
    progress: str = ""
    speed: str = ""
    model: str = ""
    demo: bool = False
    notes: str = ""


def stage_of(session: Session) -> Stage:
    """Return the stage of the work (such as opening, running or done) that the result panel shows for `session`."""
    if session.work.activity == "opening":
        return "opening"
    if session.image.opened is None:
        return "nothing"
    if session.work.activity == "analysing":
        return "running"
    if session.analysis.prediction is None:
        return "stopped" if session.analysis.partial else "before"
    return "refused" if session.analysis.refused else "done"


def result_text(session: Session) -> ResultText:
    """Return all texts of the result panel for `session`."""
    stage = stage_of(session)
    model, demo = _model(session)
    common = {
        "stage": stage,
        "model": model,
        "demo": demo,
        "notes": _notes(session),
        "source": _source(session),
    }
    prediction = session.analysis.prediction
    if stage == "done" and prediction is not None:
        answer = _answer(session, prediction) | _three(session, prediction)
        return ResultText(**common, **answer)  # type: ignore[arg-type]
    if stage == "refused" and prediction is not None:
        # No headline: the reliability and its reasons are shown at the top.
        return ResultText(**common)  # type: ignore[arg-type]
    return ResultText(**common, **_waiting(session, stage))  # type: ignore[arg-type]


def _answer(session: Session, prediction: Prediction) -> dict[str, str]:
    (group, *threshold), near = group_texts(prediction), near_threshold(prediction)
    return {
        "headline": of_model(probability_text(prediction.survival_probability)),
        "qualifier": tr("probability of 5-year survival, {qualifier}", qualifier=of_model(qualifier(prediction))),
        "orders": _orders(prediction) if session.view.advanced else "",
        "group": of_model(group),
        "threshold": of_model("".join(threshold)),
        "near": of_model(near.hint) if near else "",
        "near_why": of_model(near.sentence) if near else "",
        **_precision(prediction),
    }


def _three(session: Session, prediction: Prediction) -> dict[str, str]:
    """Return the answer of the chosen rule (low, uncertain or high risk), and a sentence on the answer's meaning."""
    from model.comparison.image_answer import answer_of

    rule = session.view.answers
    if rule is None:
        return {}
    try:
        found = answer_of(rule, prediction)
    except RaterError as error:
        return {"answer": tr("Three answers: none. {message}", message=of_model(error.message))}
    answer, *meaning = map(of_model, found.lines)
    return {"answer": tr("Three answers: {answer}", answer=answer), "answer_meaning": " ".join(meaning)}


def _orders(prediction: Prediction) -> str:
    """Return the order instability: the spread of the probability over each set of tile orders.

    It is not a confidence interval.
    """
    texts = [text[:1].upper() + text[1:] for text in (of_model(text) for _, text in order_spreads(prediction))]
    if not texts:
        return ""
    first = tr("Order instability over {orders}", orders=texts[0].removeprefix("Checked with "))
    return first if prediction.order_check is None else ". ".join((first, *texts[1:], tr("Not a confidence interval.")))


def _precision(prediction: Prediction) -> dict[str, str]:
    device, error = prediction.device, prediction.device.error
    if error is None:
        return {}
    if error.tolerable:
        return {"precision": f"{of_model(device.precision.capitalize())} ({device.arithmetic}), {of_model(error.text)}"}
    text = of_model(error.text)
    text = text[:1].upper() + text[1:]
    return {
        "precision": text,
        "precision_caution": tr(
            "Computed {precision} ({arithmetic}): caution",
            precision=of_model(device.precision),
            arithmetic=device.arithmetic,
        ),
    }


def _waiting(session: Session, stage: Stage) -> dict[str, str]:
    if stage == "nothing":
        return {"headline": tr("No image open")}
    if session.image.glimpse is not None:
        return {"headline": tr("Checking {name} …", name=session.image.glimpse.slide.path.name), "speed": tr(CHECKING)}
    if stage == "opening":
        return {
            "headline": tr("Opening {name} …", name=session.image.opening.name)
            if session.image.opening
            else tr("Opening …")
        }
    if stage == "before":
        return {"headline": before_text(session), "remembered": remembered_text(session)}
    partial = session.analysis.partial
    if stage == "stopped" and partial:
        return {
            "headline": tr(
                "Stopped after {steps} of {tiles}", steps=partial.trace.steps, tiles=plural(partial.grid.tiles, "tile")
            )
        }
    return {"headline": tr("Analysing"), "progress": progress_text(session), "speed": speed_text(session)}


def progress_text(session: Session) -> str:
    """Return the progress, for example "Encoding tiles, 120 of 256"."""
    progress = session.work.progress
    if progress is None:
        return tr("Waiting")
    stage = tr(progress.stage)
    stage = stage[:1].upper() + stage[1:]
    return (
        tr("{stage}, {done} of {total}", stage=stage, done=progress.done, total=progress.total)
        if progress.total
        else f"{stage} …"
    )


def speed_text(session: Session) -> str:
    """Return speed and time left, for example "31 tiles/s, 4 s left"; empty while the speed is unknown."""
    pace = session.work.pace
    if pace is None or pace.per_second is None or pace.seconds_left is None:
        return ""
    rate = tr("{rate:.0f}" if pace.per_second >= 10 else "{rate:.1f}", rate=pace.per_second)
    return tr("{rate} tiles/s, {left_in}", rate=rate, left_in=left_in_text(pace.seconds_left))


def _model(session: Session) -> tuple[str, bool]:
    """Return the name and short hash of a model, and whether it is a demo.

    This is the model that computed the shown result or, without a result, the chosen model.
    """
    if session.analysis.prediction is not None:
        bundle = session.analysis.prediction.bundle
        return f"{bundle.name} {bundle.version} · {short(bundle.sha256)}", bundle.demo
    if session.bundle is not None:
        manifest = session.bundle.manifest
        return f"{manifest.name} {manifest.version} · {short(session.bundle.sha256)}", manifest.demo
    return "", False


NEEDS_FEATURES = mark("This model takes feature files, not images: use features from a file (Ctrl+Shift+F).")


def _source(session: Session) -> str:
    """Return the source of the features of the shown result or, without a result, of the next analysis.

    It is "" if the features come from the image itself.
    """
    prediction, features = session.analysis.prediction, session.image.features
    if prediction is not None and prediction.feature_file is not None:
        return tr(
            "From the features in {name}: {text}",
            name=Path(prediction.image.path).name,
            text=of_model(prediction.feature_file.text),
        )
    if features is not None:
        return tr(
            "From the features in {name}: {text}; {text2}",
            name=features.name,
            text=of_model(features.file.text),
            text2=of_model(features.file.encoder.text),
        )
    return tr(NEEDS_FEATURES) if session.needs_features and session.image.opened is not None else ""


def _notes(session: Session) -> str:
    """Return what the program did to the image when it opened the image, with one sentence per line."""
    if session.image.opened is None:
        return ""
    notes = session.image.opened.record.notes
    return "\n".join(note[:1].upper() + note[1:] for note in map(of_model, notes))
