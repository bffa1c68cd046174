"""Text beside a probability of the model: evidence, reliability, and the result of a case in the case list. No Qt."""

from collections.abc import Mapping
from typing import Any

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.values import CaseResult
from model.base.probability_text import probability_text, range_text
from model.result.evidence import Evidence, evidence_sentences
from model.result.export.wording import qualifier
from model.result.input_checks import checks_text
from model.result.near_threshold import near_threshold
from model.result.prediction import Prediction, Verdict
from model.result.reliability import Reliability, reliability_of

HIDDEN = mark("Hidden, as is the probability, because the reliability of this result is “do not use”.")
"""Text that is shown in place of curves and states while the probability is hidden."""


def outcome_of(prediction: Prediction) -> CaseResult:
    """Return the entry of the case list for `prediction`."""
    bundle, reliability = prediction.bundle, reliability_of(prediction)
    model = tr(
        "Model {name} {version}{demo}",
        name=bundle.name,
        version=bundle.version,
        demo=tr(", DEMO MODEL") if bundle.demo else "",
    )
    judged = reliability_sentence(reliability)
    if reliability.level == "do not use":
        return CaseResult(None, reliability.level, "", f"{judged}\n{model}")
    note = "uncalibrated" if bundle.calibration == "uncalibrated" else "calibrated"
    near = near_threshold(prediction)
    group = "".join(f", {tr(text)}" for text in (prediction.risk_group, near.hint if near else "") if text)
    number = of_model(probability_text(prediction.survival_probability))
    number = tr(
        "{number}, probability of 5-year survival, {qualifier}{group}",
        number=number,
        qualifier=of_model(qualifier(prediction)),
        group=group,
    )
    lines = (number, judged, *map(of_model, evidence_sentences(prediction.evidence)), model)
    return CaseResult(prediction.survival_probability, reliability.level, note, "\n".join(lines))


def outcome_of_record(record: Mapping[str, Any]) -> CaseResult:
    """Return the entry of the case list for a saved prediction. `record` is made by `model.result.export.record`."""
    bundle, reliability = record["bundle"], record["reliability"]
    level, reasons = reliability["level"], "; ".join(map(of_model, reliability["reasons"]))
    judged = tr("Reliability: {level}", level=tr(level)) + (f" ({reasons})" if reasons else "")
    model = tr(
        "Model {name} {version}{demo}",
        name=bundle["name"],
        version=bundle["version"],
        demo=tr(", DEMO MODEL") if bundle["demo"] else "",
    )
    if level == "do not use":
        return CaseResult(None, level, "", f"{judged}\n{model}")
    note = "uncalibrated" if record["qualifier"] == "uncalibrated" else "calibrated"
    group = f", {tr(record['risk_group'])}" if record["risk_group"] else ""
    probability = of_model(probability_text(record["survival_probability"]))
    number = tr(
        "{probability}, probability of 5-year survival, {qualifier}{group}",
        probability=probability,
        qualifier=of_model(record["qualifier"]),
        group=group,
    )
    return CaseResult(record["survival_probability"], level, note, "\n".join((number, judged, model)))


def reliability_sentence(reliability: Reliability) -> str:
    """Return the level and its reasons: "Reliability: caution (input ok, tile order caution: REASONS)"."""
    judged = [f"{of_model(name)} {_verdict_text(verdict)}".rstrip(".") for name, verdict in reliability.parts]
    judged += [tr("{name} not measured", name=of_model(name)) for name in reliability.unchecked]
    return tr("Reliability: {level} ({line})", level=tr(reliability.level), line=", ".join(judged))


def _verdict_text(verdict: Verdict) -> str:
    """Return the level with checks and reasons, such as "ok (focus and stain checked)" or "caution: REASONS"."""
    checks = of_model(checks_text(verdict))
    level = f"{tr(verdict.level)} ({checks})" if checks else tr(verdict.level)
    return ": ".join([level, *([" ".join(map(of_model, verdict.reasons))] if verdict.reasons else [])])


def line_text(evidence: Evidence | None) -> str:
    """Return text on the survival that the model card's calibration line gives at this probability, with its interval.

    The text is empty if there is no calibration line.
    """
    if evidence is None or evidence.line is None:
        return ""
    line = evidence.line
    return tr(
        "Survival at this probability by the calibration line: {probability} (95 % interval {range})",
        probability=of_model(probability_text(line.value)),
        range=of_model(range_text(line.low, line.high)),
    )
