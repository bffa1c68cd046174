"""What an export is given: a prediction and the slide it was made on."""

from dataclasses import dataclass

from model.prediction import Prediction
from model.slide.base import Slide


@dataclass(frozen=True, eq=False)
class Exported:
    """One result to write; `slide` is still open, for exports that draw the tissue."""

    prediction: Prediction
    slide: Slide
