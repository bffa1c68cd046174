"""Return sentences from a model card about held-out patients for whom the model gave a similar answer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.base.finite import is_number
from model.base.probability_text import probability_text, range_text
from model.bundle.manifest import Manifest

if TYPE_CHECKING:
    from model.statistics.calibration_band import CalibrationBand
    from model.statistics.estimate import Estimate

KEY = "held_out_answers"
"""The key, in a manifest's metrics, of the outcomes of held-out patients. `model.training.held_out` writes them."""
NOT_ON_CARD = "The card of this model does not report the outcomes of held-out patients."
UNREADABLE = "The card reports the outcomes of held-out patients in a format that this version cannot read."
_EDGE = 1e-12
"""Amount by which probabilities of 0 and 1 are moved towards the middle, because they have no finite logit."""


@dataclass(frozen=True)
class AnswerGroup:
    """A group of held-out patients with answers (survival probabilities) from `low` to `high`, and how many were alive.

    `interval` is the 95 % interval of the share alive (Wilson).
    """

    low: float
    high: float
    patients: int
    alive: int
    interval: tuple[float, float]

    @property
    def range_text(self) -> str:
        """Return the range of answers as text, such as "0.85 to 1.00"."""
        return range_text(self.low, self.high)


@dataclass(frozen=True)
class HeldOutAnswers:
    """The section of a model card about held-out patients.

    `groups` starts with the lowest answers. `band` is the calibration line through all patients, or None if there is no
    line. `lost` is the number of patients of the model's cohort who were lost to follow-up before the horizon. These
    patients are in none of the groups. `lost` is 0 if the card does not state the number.
    """

    patients: int
    horizon_years: float
    groups: tuple[AnswerGroup, ...]
    band: "CalibrationBand | None"
    lost: int = 0

    @property
    def without_lost(self) -> str:
        """Return a sentence on how leaving out patients who were lost to follow-up changes the share alive.

        Return "" if the card states no number of such patients.
        """
        if not self.lost:
            return ""
        return (
            f"Patients lost to follow-up before {self.horizon_years:g} years ({self.lost} in the model's "
            "cohort) are not included, so the share alive tends to be too low."
        )


@dataclass(frozen=True)
class Evidence:
    """What a model card reports about held-out patients whose answers are similar to one answer of the model.

    `group` is None if no group of patients includes the answer. `line` is the share alive at this answer according to
    the calibration line, with its 95 % interval. It is None if there is no group or no calibration line.
    """

    sentences: tuple[str, ...]
    group: AnswerGroup | None = None
    line: "Estimate | None" = None

    @property
    def text(self) -> str:
        """Return all sentences of the evidence as one text."""
        return " ".join(self.sentences)


def evidence_at(manifest: Manifest, probability: float) -> Evidence:
    """Return what the card reports about held-out patients whose answers are similar to `probability` (0..1)."""
    section = manifest.metrics.get(KEY)
    if section is None:
        return Evidence((NOT_ON_CARD,))
    try:
        answers = held_out_answers(section)
    except (AttributeError, LookupError, TypeError, ValueError):
        return Evidence((UNREADABLE,))
    group = next((one for one in reversed(answers.groups) if one.low <= probability <= one.high), None)
    kind = "held-out synthetic patients" if manifest.demo else "held-out patients"
    if group is None:
        return Evidence((f"No {kind} with such an answer are on the card{_nearest(answers, probability)}.",))
    low, high = (round(100 * end) for end in group.interval)
    share = round(100 * group.alive / group.patients)
    sentence = (
        f"Of {group.patients} {kind} with an answer of {group.range_text}, {share} % were alive at "
        f"{answers.horizon_years:g} years (95 % interval {low} to {high} %)."
    )
    without = (answers.without_lost,) if answers.lost else ()
    if answers.band is None:
        return Evidence((sentence, *without), group)
    line = answers.band.at(_logit(probability))
    curve = (
        f"The calibration line through all {answers.patients} {kind} (logistic regression on the log odds) "
        f"gives a probability of {probability_text(line.value)} at this answer (95 % interval "
        f"{range_text(line.low, line.high)})."
    )
    return Evidence((sentence, curve, *without), group, line)


def evidence_sentences(evidence: Evidence | None) -> tuple[str, ...]:
    """Return the sentences of `evidence`. If it is None, return a sentence that says that the card reports none."""
    return (NOT_ON_CARD,) if evidence is None else evidence.sentences


def held_out_answers(section: Mapping[str, Any]) -> HeldOutAnswers:
    """Return what a model card reports about held-out patients, after checking the values of `section`.

    `section` is the part of the manifest's metrics under `KEY`. Raise AttributeError, LookupError, TypeError or
    ValueError if it has another format.
    """
    from model.statistics.calibration_band import CalibrationBand

    groups = tuple(_group(one) for one in section["groups"])
    years, patients = section["horizon_years"], section["patients"]
    if not is_number(years, 0, 100) or not groups or patients != sum(one.patients for one in groups):
        raise ValueError("not a list of groups")
    line = section["line"]
    if line is not None and not all(map(is_number, line.values())):
        raise ValueError("not a line")
    lost = section.get("lost", 0)
    if type(lost) is not int or lost < 0:
        raise ValueError("not a number of patients")
    return HeldOutAnswers(patients, years, groups, None if line is None else CalibrationBand(**line), lost)


def _group(found: Mapping[str, Any]) -> AnswerGroup:
    low, high = found["interval"]
    group = AnswerGroup(found["low"], found["high"], found["patients"], found["alive"], (low, high))
    numbers = all(is_number(value, 0, 1) for value in (group.low, group.high, low, high))
    counts = type(group.patients) is int and type(group.alive) is int
    if not numbers or not counts or not 0 <= group.alive <= group.patients or not group.patients:
        raise ValueError("not a group of patients")
    return group


def _nearest(answers: HeldOutAnswers, probability: float) -> str:
    """Return a text that names the groups of held-out patients whose answers are nearest to `probability`.

    The text is used if no group includes this probability.
    """
    below = [one.range_text for one in answers.groups if one.high < probability][-1:]
    above = [one.range_text for one in answers.groups if one.low > probability][:1]
    return f"; the nearest had answers of {' and of '.join((*below, *above))}"


def _logit(probability: float) -> float:
    inside = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))
