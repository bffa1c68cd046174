"""Judge how much of a region resembles a model's training tissue, from the distances of its tiles."""

from dataclasses import dataclass

import numpy as np

from model.base.level import Level
from model.familiarity.reference import FamiliarityLimits

NO_RECORD = "this model has no record of its training tissue"
"""Text that states why familiarity was not judged."""
UNFAMILIAR = 1.0
"""Distance above which a tile is unfamiliar, in units of the tile limit."""


@dataclass(frozen=True, eq=False)
class TissueFamiliarity:
    """How familiar the tissue of one region is to a model.

    `distance` float32 [tiles] by tile index is the distance to the training tissue divided by the tile limit. It is NaN
    for tiles that were not judged because they show no tissue.
    """

    distance: np.ndarray
    limits: FamiliarityLimits

    @property
    def judged(self) -> int:
        """Return the number of judged tiles."""
        return int(np.isfinite(self.distance).sum())

    @property
    def unfamiliar(self) -> np.ndarray:
        """Return which tiles are unfamiliar, bool [tiles]."""
        return np.nan_to_num(self.distance, nan=0.0) > UNFAMILIAR

    @property
    def share(self) -> float | None:
        """Return the share of the judged tiles that are unfamiliar, 0..1, or None if no tile was judged."""
        return float(self.unfamiliar.sum()) / self.judged if self.judged else None

    @property
    def level(self) -> Level:
        """Return the level of the verdict ("ok", "caution" or "do not use") from the share of unfamiliar tiles.

        If no tile was judged, the level is "ok", because such a region is already refused for having too little tissue.
        """
        share = self.share
        if share is None or share <= self.limits.caution:
            return "ok"
        return "do not use" if share > self.limits.refuse else "caution"

    @property
    def sentence(self) -> str:
        """Return a sentence with the counts, and with the limit to which they are compared."""
        if self.share is None:
            return "No tile shows enough tissue to be compared with the tissue that the model was trained on."
        found = f"{100 * self.share:.0f} % of the tissue tiles ({int(self.unfamiliar.sum())} of {self.judged})"
        unlike = f"{found} look unlike the model's training tissue"
        if self.level == "do not use":
            return f"{unlike} (limit {100 * self.limits.refuse:.0f} %). The model's answer has no basis here."
        return f"{unlike} (limit for a caution: {100 * self.limits.caution:.0f} %)."
