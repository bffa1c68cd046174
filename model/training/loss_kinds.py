"""The properties of the loss functions for training, as data. This module loads neither numpy nor torch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from model.bundle.choices import SurvivalKind

LossKind = Literal["cross-entropy", "squared error", "weighted cross-entropy", "hazards", "cox"]


@dataclass(frozen=True)
class LossFacts:
    """The properties of a loss function.

    `uses_lost` is true if patients who were lost before 5 years affect the training: directly with their follow-up, or
    through the weights of other patients. `curve` is the kind of survival curve that the head gives, or None if it
    gives only a logit. `lost_text` says in the card how lost patients are treated.
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
"""The properties of every loss function, by its name in the options. In all of them, death of another cause ends the
follow-up in the same way as a loss to follow-up.
"""
