"""Compare detected cores with the true cores of drawn overviews: shares of found, false and correctly named cores."""

from dataclasses import dataclass

import numpy as np

from model.synthesis.tma_synthesis import Overview
from model.tma.detect import detect

_NEAR = 0.5
"""Maximum distance, in radii of the core, between a true centre and a detected centre for which the core counts as
found."""
SIZES: tuple[tuple[int, int], ...] = ((10, 12), (6, 8), (14, 20))


@dataclass(frozen=True)
class Tally:
    """Counts over the drawn overviews of one or several microarrays.

    `named` is the number of `found` cores with the correct row and column.
    """

    cores: int = 0
    found: int = 0
    false: int = 0
    named: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.cores + other.cores, self.found + other.found, self.false + other.false, self.named + other.named
        )

    @property
    def recall(self) -> float:
        return self.found / self.cores

    @property
    def false_share(self) -> float:
        """Return the share of false cores among all detected cores."""
        return self.false / max(1, self.found + self.false)

    @property
    def named_share(self) -> float:
        return self.named / max(1, self.found)


def measure(overview: Overview) -> Tally:
    """Compare the cores that `detect` finds on an overview with the true cores, and return the counts."""
    truth = [core for core in overview.cores if core.kind != "missing"]
    result = detect(overview.picture)
    called = [] if result is None else [core for core in result.cores if not core.missing]
    free = set(range(len(called)))
    found = named = 0
    for core in truth:
        # Detected places are in whole px, but the centre of the first pixel is at (0.5, 0.5).
        away = [float(np.hypot(called[i].x + 0.5 - core.x, called[i].y + 0.5 - core.y)) for i in sorted(free)]
        if away and min(away) <= _NEAR * core.radius:
            nearest = sorted(free)[int(np.argmin(away))]
            free.remove(nearest)
            found += 1
            named += (called[nearest].row, called[nearest].col) == (core.row, core.col)
    return Tally(len(truth), found, len(free), named)
