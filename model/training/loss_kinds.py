"""The errors that training can reduce, as data that can be read without numpy and torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.bundle.choices import SurvivalKind

LossKind = Literal["cross-entropy", "squared error", "weighted cross-entropy", "hazards", "cox"]


@dataclass(frozen=True)
class LossFacts:
    """What an error uses and gives.

    `uses_lost` is whether patients who were lost before 5 years count: by their follow-up, or in the weights of the
    others. `curve` is the kind of survival curve that the head then gives, or None for the logit alone. `lost_text`
    says in the card what became of lost patients.
    """

    title: str
    uses_lost: bool
    curve: SurvivalKind | None
    lost_text: str


_LEFT_OUT = "lost earlier: left out"
_FOLLOWED = "lost earlier: used as long as they were followed"

LOSSES: Mapping[LossKind, LossFacts] = {
    "cross-entropy": LossFacts("cross-entropy, complete cases", False, None, _LEFT_OUT),
    "squared error": LossFacts("squared error, complete cases", False, None, _LEFT_OUT),
    "weighted cross-entropy": LossFacts(
        "cross-entropy, weighted for censoring", True, None, "lost earlier: represented by the weights of the others"
    ),
    "hazards": LossFacts("hazards of intervals", True, "hazards", _FOLLOWED),
    "cox": LossFacts("Cox partial likelihood", True, "cox", _FOLLOWED),
}
"""Death of another cause ends the follow-up in all of them, as a loss does."""
