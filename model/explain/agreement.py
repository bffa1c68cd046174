"""Measure how well two maps of the same spot agree, by the rank correlation of their values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from model.statistics.rank import RankCorrelation


LEAST = 0.3
"""Minimum rank correlation (Spearman's rho) of two importance maps of the same spot. If rho is lower, both maps are
drawn in grey.

With a lower rho, the two maps share less than a tenth of the variance of their ranks (rho squared is 0.09). The ranking
of the tiles then depends mostly on the explanation method and not on the model.
"""


@dataclass(frozen=True)
class Agreement:
    """The rank correlation of two maps over the tiles that have a value in both maps."""

    rank: "RankCorrelation"

    @property
    def grey(self) -> bool:
        """Return whether the agreement is so low that the maps must be drawn in grey instead of colour."""
        # The condition is not "rho < LEAST", because rho is nan if a map is constant. Such a map must be greyed too.
        return not self.rank.rho >= LEAST

    @property
    def text(self) -> str:
        """Return text such as "rank agreement 0.62 (95 % interval 0.54 to 0.69, 256 tiles)"."""
        r = self.rank
        if np.isnan(r.rho):
            return f"rank agreement unknown: a map has the same value on all of its {r.count} tiles"
        interval = f"95 % interval {r.low:.2f} to {r.high:.2f}, {r.count} tiles"
        return f"rank agreement {r.rho:.2f} ({interval})" + (f", under {LEAST}: the map is greyed" if self.grey else "")


def agreement(first: np.ndarray, second: np.ndarray) -> Agreement:
    """Return the agreement of two maps [tiles], which are nan for tiles without a value."""
    from model.statistics.rank import rank_correlation

    both = np.isfinite(first) & np.isfinite(second)
    return Agreement(rank_correlation(first[both].astype(np.float64), second[both].astype(np.float64)))
