"""Do two maps of one spot say the same? Two maps come in; their rank agreement, and whether to trust them, go out."""

from dataclasses import dataclass

import numpy as np

from model.statistics.rank import RankCorrelation, rank_correlation

LEAST = 0.3
"""Spearman's rho under which a map is greyed. Two maps of one model with less have under a tenth (rho squared, 0.09) of
the variance of their ranks in common: which tiles come first is then mostly the method's choice, not the model's."""


@dataclass(frozen=True)
class Agreement:
    """Rank correlation of two maps over the tiles that both have; `grey` where it is too low to show one in colour."""

    rank: RankCorrelation

    @property
    def grey(self) -> bool:
        # Not "rho < LEAST": a map that is the same everywhere (nan) says nothing either.
        return not self.rank.rho >= LEAST

    @property
    def words(self) -> str:
        """ "rank agreement 0.62 (95 % interval 0.54 to 0.69, 256 tiles)"."""
        r = self.rank
        if np.isnan(r.rho):
            return f"rank agreement unknown: a map is the same on all its {r.count} tiles"
        interval = f"95 % interval {r.low:.2f} to {r.high:.2f}, {r.count} tiles"
        return f"rank agreement {r.rho:.2f} ({interval})" + (f", under {LEAST}: the map is greyed" if self.grey else "")


def agreement(first: np.ndarray, second: np.ndarray) -> Agreement:
    """Of two maps [tiles], nan where there is no value."""
    both = np.isfinite(first) & np.isfinite(second)
    return Agreement(rank_correlation(first[both].astype(np.float64), second[both].astype(np.float64)))
