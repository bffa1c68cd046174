"""The input of every export: a prediction and the slide it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from model.result.prediction import Prediction
from model.slide.base import Slide

if TYPE_CHECKING:
    from model.result.export.heatmap_png import HeatMap


@dataclass(frozen=True, eq=False)
class Exported:
    """One result to write; `slide` is still open, for exports that draw the tissue.

    `extra`: further values of each tile, float [tiles] by a name for users, nan for tiles without a value.
    `importance`: the map of an explanation over the tissue, which the case report shows instead of a map of activity.
    """

    prediction: Prediction
    slide: Slide
    extra: Mapping[str, np.ndarray] = field(default_factory=dict)
    importance: "HeatMap | None" = None
