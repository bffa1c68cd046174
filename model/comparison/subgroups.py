"""Every figure of every rater by groups of patients, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.statistics.estimate import ChiSquare, Given, NotGiven


@dataclass(frozen=True)
class SubgroupRow:
    """One rater in one group: counts as in `RaterResult`, and every metric by its key."""

    level: str
    patients: int
    events: int
    known_events: int
    known_others: int
    lost: int
    estimates: Mapping[str, Given]


@dataclass(frozen=True)
class GroupTest:
    """A test that the groups do not differ; `corrected`: p by Holm's method among all such tests, None without one.

    `without`: groups left out of it, because they have too few events or no interval.
    """

    found: ChiSquare | NotGiven
    without: tuple[str, ...] = ()
    corrected: float | None = None


@dataclass(frozen=True)
class RaterSubgroups:
    """One rater by one property. `interaction`: of the hazard ratio, in a Cox model; `heterogeneity`: of the AUC.

    `unknown`: patients with a value of the rater and without a level; `note` says how numbers were cut.
    """

    rater: str
    grouping: str
    note: str
    rows: tuple[SubgroupRow, ...]
    unknown: int
    interaction: GroupTest
    heterogeneity: GroupTest


@dataclass(frozen=True)
class SubgroupAnalysis:
    """All raters by all properties, and how many tests were made."""

    found: tuple[RaterSubgroups, ...]
    tests: int

    @property
    def groupings(self) -> tuple[str, ...]:
        """Return the properties in their order."""
        return tuple(dict.fromkeys(one.grouping for one in self.found))

    def of(self, grouping: str) -> tuple[RaterSubgroups, ...]:
        """Return all raters by one property."""
        return tuple(one for one in self.found if one.grouping == grouping)

    @property
    def multiplicity(self) -> str:
        """Return what many comparisons mean here, in one sentence."""
        return (
            f"{self.tests} tests for a difference between groups were made; of so many, about {0.05 * self.tests:.1f} "
            "have p below 0.05 by chance alone. Corrected p values are Holm's, for all of them together. A large p "
            "does not show that groups are alike: most groups are too small for that."
        )
