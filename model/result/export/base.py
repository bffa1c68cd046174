"""The input of every export: a prediction and the slide of this prediction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from model.base.errors import ExportError
from model.base.geometry import RegionL0
from model.result.prediction import Prediction
from model.slide.base import Slide

if TYPE_CHECKING:
    from model.result.export.heat_map import HeatMap


@dataclass(frozen=True, eq=False)
class Exported:
    """One result to write. `slide` must be open, because some exports draw the tissue.

    `slide` is None for a result of a feature file without its slide. `extra` has additional values of each tile, float
    [tiles], by a name for users. They are nan for tiles without a value. `importance` is the map of an explanation over
    the tissue. The case report shows it instead of a map of activity.
    """

    prediction: Prediction
    slide: Slide | None
    extra: Mapping[str, np.ndarray] = field(default_factory=dict)
    importance: "HeatMap | None" = None

    def pixels(self, region: RegionL0, side_px: int) -> np.ndarray:
        """Return the tissue of the square `region`, uint8 [side_px, side_px, 3].

        Raise ExportError if `slide` is None.
        """
        if self.slide is None:
            raise ExportError(
                "There is no slide on which a map could be drawn.",
                "Give the slide from which the features were computed: --image SLIDE",
            )
        return self.slide.read(region, side_px, side_px)
