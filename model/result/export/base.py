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
    """One result to export.

    `slide` is the open slide, because some exports draw the tissue. It is None if the result comes from a feature file
    without its slide. `extra` has additional values of the tiles, float [tiles], by the name that users see. A value is
    nan if the tile has none. `importance` is the map of an explanation. If it is given, the case report shows this map
    and not a map of the hidden state. `signed` states who made the report and when; "" leaves this out, so that equal
    results give equal files. `operator` is the name that the user or the policy entered for exports, or "".
    """

    prediction: Prediction
    slide: Slide | None
    extra: Mapping[str, np.ndarray] = field(default_factory=dict)
    importance: "HeatMap | None" = None
    signed: str = ""
    operator: str = ""

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
