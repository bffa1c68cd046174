"""What an export is given: a prediction and the slide it was made on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from model.result.prediction import Prediction
from model.slide.base import Slide


@dataclass(frozen=True, eq=False)
class Exported:
    """One result to write; `slide` is still open, for exports that draw the tissue.

    `extra`: what else is known of each tile, float [tiles] by its name in words, nan where there is nothing.
    """

    prediction: Prediction
    slide: Slide
    extra: Mapping[str, np.ndarray] = field(default_factory=dict)
