"""Format a prediction as a short block of text, or as one line."""

from pathlib import Path
from typing import TYPE_CHECKING

from model.base.probability_text import probability_text
from model.result.evidence import evidence_sentences
from model.result.export.wording import DEMO, order_spreads, orders_used, qualifier, run_drawn, short
from model.result.near_threshold import near_threshold
from model.result.prediction import Prediction
from model.result.reliability import reliability_of
from model.slide.remembered import UNKNOWN

if TYPE_CHECKING:
    from model.comparison.image_answer import ImageAnswer

_LABEL = 22


def block(
    prediction: Prediction, files: tuple[Path, ...] = (), part: str = "", answer: "ImageAnswer | None" = None
) -> str:
    """Return the lines of text for one image: result, model, and whether the result and its input can be trusted.

    `part` names the analysed part of the image. It is empty if the region at the centre was analysed. `answer` is low,
    uncertain or high risk by the rule that the user gave, or None without a rule.
    """
    p, reliability = prediction, reliability_of(prediction)
    evidence, near = evidence_sentences(p.evidence), _near(p)
    rows = [
        ("survival probability", f"{probability_text(p.survival_probability)} {qualifier(p)} ({p.bundle.endpoint})"),
        *_curve(p),
        *([("ensemble", p.members.text)] if p.members else []),
        *_precision(p),
        *(("order instability" if number == 0 else "", text) for number, (_, text) in enumerate(order_spreads(p))),
        ("risk group", _group(p)),
        *([("", near)] if near else []),
        *(("held-out patients" if number == 0 else "", text) for number, text in enumerate(evidence)),
        *(("three answers" if number == 0 else "", text) for number, text in enumerate(answer.lines if answer else ())),
        ("reliability", reliability.title),
        *reliability.texts,
        *_input(p),
        *_orders(p),
        ("model", f"{p.bundle.name} {p.bundle.version}, sha256 {short(p.bundle.sha256)}"),
        ("device", f"{p.device.title}; {p.device.reason}"),
        ("time", p.time_text),
    ]
    rows += [("note" if number == 0 else "", note) for number, note in enumerate(p.image.notes)]
    if reliability.level == "do not use":
        # The reasons come first, then the probability. As in the case report, risk group and evidence are left out, and
        # also the results in other tile orders and in a single order.
        dropped = {_group(p), near, run_drawn(p), *evidence, *(text for _, text in order_spreads(p))}
        rows = [row for row in rows if row[1] not in dropped]
        first = [row for row in rows if row[0] == "reliability" or row in reliability.texts]
        rows = [*first, *(row for row in rows if row not in first)]
    if p.bundle.demo:
        rows.insert([label for label, _ in rows].index("model") + 1, ("", DEMO))
    rows += [("written" if number == 0 else "", str(file)) for number, file in enumerate(files)]
    head = f"{p.image.path}, {part}" if part else p.image.path
    return "\n".join([head, *(f"  {label:<{_LABEL}}{text}" for label, text in rows)])


def line(name: str, prediction: Prediction) -> str:
    """Return the result of the image `name` on one line. The probability always has its qualifier and reliability."""
    p, reliability = prediction, reliability_of(prediction)
    number = f"{probability_text(p.survival_probability)} {qualifier(p)}"
    if reliability.level == "do not use":
        return f"{name}: do not use: {' '.join(reliability.reasons)} (survival probability {number})"
    group = "".join(f", {text}" for text in (p.risk_group, _hint(p)) if text)
    demo = ", DEMO MODEL" if p.bundle.demo else ""
    return f"{name}: survival probability {number}{group}, {reliability.line}{demo}"


def _precision(prediction: Prediction) -> list[tuple[str, str]]:
    error = prediction.device.error
    if error is None:
        return []
    warning = "" if error.tolerable else "CAUTION: "
    return [("precision", f"{warning}{prediction.device.precision} ({prediction.device.arithmetic}) is {error.text}")]


def _curve(prediction: Prediction) -> list[tuple[str, str]]:
    points = ", ".join(f"{one.years:g} years {probability_text(one.survival_probability)}" for one in prediction.curve)
    return [("survival curve", points)] if points else []


def _orders(prediction: Prediction) -> list[tuple[str, str]]:
    orders = orders_used(prediction)
    return [("analysis", orders), ("", run_drawn(prediction))] if orders else []


def _hint(prediction: Prediction) -> str:
    found = near_threshold(prediction)
    return "" if found is None else found.hint


def _near(prediction: Prediction) -> str:
    found = near_threshold(prediction)
    return "" if found is None else found.sentence


def _group(prediction: Prediction) -> str:
    bundle = prediction.bundle
    if prediction.risk_group is None or bundle.threshold is None:
        return "none: the model has no threshold"
    group = ", ".join(text for text in (prediction.risk_group, _hint(prediction)) if text)
    return f"{group} (threshold {probability_text(bundle.threshold)}: {bundle.threshold_origin})"


def _input(prediction: Prediction) -> list[tuple[str, str]]:
    """Return (title, text) rows on the input: pixel size and region of an image, or contents of a feature file."""
    source = prediction.feature_file
    if source is None:
        return [("pixel size", _pixel_size(prediction)), ("analysis region", prediction.placement.note)]
    drawn = [("slide", source.slide)] if source.slide else []
    return [("features", source.text), *drawn]


def _pixel_size(prediction: Prediction) -> str:
    image = prediction.image
    if image.mpp is None:
        source = image.mpp_source if image.mpp_source.startswith(UNKNOWN) else UNKNOWN
        return f"{source}: one image pixel is treated as one model pixel; set the pixel size with --mpp"
    return f"{image.mpp:.4g} um/px ({image.mpp_source})"
