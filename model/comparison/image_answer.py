"""Apply a rule of three answers (low, uncertain, high) to the prediction of one image.

No answer is given if the result must not be used, or if the model was trained on the image.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.base.errors import RaterError
from model.bundle.seen_in import leakage_sentence
from model.comparison.answers import AnswerRule
from model.result.prediction import Prediction
from model.result.reliability import reliability_of
from model.statistics.three_answers import ANSWERS


@dataclass(frozen=True)
class ImageAnswer:
    """The answer of `rule` for one image: low, uncertain or high.

    If there is no answer, `answer` is "" and `reason` says why.
    """

    rule: AnswerRule
    answer: str
    reason: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return sentences: the answer, its meaning, and the source of the patients to whom `rule` was fitted."""
        return (self.answer or f"none: {self.reason}", self.rule.sentence, f"Fitted on {self.rule.fitted_on}.")


def refuse_other_bundle(rule: AnswerRule, sha256: str) -> None:
    """Raise RaterError if the rule of three answers was not fitted for the bundle with this SHA-256."""
    if not rule.bundle:
        raise RaterError(
            "The rule of three answers does not name the bundle that it was fitted for.",
            "Fit the rule again from a study, or from a table with --bundle.",
        )
    if rule.bundle != sha256:
        raise RaterError(
            (
                f"The rule of three answers was fitted for another bundle ({rule.bundle[:8]}; this bundle is "
                f"{sha256[:8]})."
            ),
            "Use the bundle that the rule was fitted for, or fit a rule for this bundle.",
        )


def answer_of(rule: AnswerRule, prediction: Prediction) -> ImageAnswer:
    """Return the answer (low, uncertain or high) of `rule` for the prediction of one image.

    There is no answer if the result must not be used, or if the model was trained on the image. Raise RaterError if the
    rule was fitted for another bundle.
    """
    refuse_other_bundle(rule, prediction.bundle.sha256)
    if reliability_of(prediction).level == "do not use":
        return ImageAnswer(rule, "", "the result must not be used")
    seen = leakage_sentence(prediction.image_in_cohort)
    if seen:
        return ImageAnswer(rule, "", f"{seen[:1].lower()}{seen[1:].rstrip('.')}")
    risk = np.array([1 - prediction.survival_probability])
    return ImageAnswer(rule, ANSWERS[int(rule.cuts.answers(risk)[0])])


def image_answer_record(found: ImageAnswer) -> dict[str, Any]:
    """Return the answer as plain data for JSON. If there is no answer, its value is null, with the reason beside it."""
    cuts = found.rule.cuts
    return {
        "answer": found.answer or None,
        "reason": found.reason or None,
        "error": cuts.error,
        "horizon": cuts.horizon,
        "time_unit": found.rule.unit or None,
        "fitted_on": found.rule.fitted_on,
        "sentence": found.rule.sentence,
    }
