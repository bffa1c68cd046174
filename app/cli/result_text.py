"""A prediction as a short block of text."""

from pathlib import Path

from model.result.export.wording import DEMO, qualifier, short
from model.result.input_checks import input_text
from model.result.prediction import Prediction
from model.slide.remembered import UNKNOWN

_LABEL = 22


def block(prediction: Prediction, files: tuple[Path, ...] = (), part: str = "") -> str:
    """Return the lines on one image: result, model, and whether the input can be trusted.

    `part` names the analysed part of the image if it is neither the whole nor the centre.
    """
    p = prediction
    rows = [
        ("survival probability", f"{p.survival_probability:.3f} {qualifier(p, digits=3)} ({p.bundle.endpoint})"),
        ("risk group", _group(p)),
        ("input", input_text(p.verdict)),
        ("pixel size", _pixel_size(p)),
        ("analysis region", p.placement.note),
        ("model", f"{p.bundle.name} {p.bundle.version}, sha256 {short(p.bundle.sha256)}"),
        ("device", f"{p.device.words}; {p.device.reason}"),
        ("time", p.time_text),
    ]
    rows += [("note" if number == 0 else "", note) for number, note in enumerate(p.image.notes)]
    if p.orders is not None:
        rows.insert(1, ("order instability", p.orders.words))
    if p.device.error is not None:
        warning = "" if p.device.error.tolerable else "CAUTION: "
        rows.insert(1, ("precision", f"{warning}fast ({p.device.arithmetic}) is {p.device.error.words}"))
    if p.verdict.level == "do not use":
        # The refusal is the headline; the probability follows.
        rows.insert(0, rows.pop([label for label, _ in rows].index("input")))
    if p.bundle.demo:
        rows.insert([label for label, _ in rows].index("model") + 1, ("", DEMO))
    rows += [("written" if number == 0 else "", str(file)) for number, file in enumerate(files)]
    head = f"{p.image.path}, {part}" if part else p.image.path
    return "\n".join([head, *(f"  {label:<{_LABEL}}{text}" for label, text in rows)])


def _group(prediction: Prediction) -> str:
    bundle = prediction.bundle
    if prediction.risk_group is None or bundle.threshold is None:
        return "none: the model has no threshold"
    return f"{prediction.risk_group} (threshold {bundle.threshold:.3f}: {bundle.threshold_origin})"


def _pixel_size(prediction: Prediction) -> str:
    image = prediction.image
    if image.mpp is None:
        source = image.mpp_source if image.mpp_source.startswith(UNKNOWN) else UNKNOWN
        return f"{source}: one image pixel is treated as one model pixel; set the pixel size with --mpp"
    return f"{image.mpp:.4g} um/px ({image.mpp_source})"
