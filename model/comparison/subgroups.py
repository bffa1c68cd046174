"""Frozen values: the results of every rater, with every metric, by groups of patients."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.statistics.estimate import ChiSquare, Given, NotGiven


@dataclass(frozen=True)
class SubgroupRow:
    """The results of one rater in one group of patients.

    The counts have the same meaning as in `RaterResult`. `estimates` holds every metric by its key.
    """

    level: str
    patients: int
    events: int
    known_events: int
    known_others: int
    lost: int
    estimates: Mapping[str, Given]


@dataclass(frozen=True)
class GroupTest:
    """A test of the hypothesis that a result of one rater does not differ between the groups of patients.

    `corrected` is p by Holm's method among all such tests; None if there is no p value. `without` names the groups that
    were left out, because they have too few events or no interval.
    """

    found: ChiSquare | NotGiven
    without: tuple[str, ...] = ()
    corrected: float | None = None


@dataclass(frozen=True)
class RaterSubgroups:
    """The results of one rater for the groups of patients by one property.

    `interaction` is the test of the hazard ratio in a Cox model, `heterogeneity` the test of the AUC. `unknown` counts
    patients with a value of the rater but without a value of the property. `note` says at which values the numbers of
    the property were divided.
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
    """The results of all raters by all properties of the patients, and the number of tests."""

    found: tuple[RaterSubgroups, ...]
    tests: int

    @property
    def groupings(self) -> tuple[str, ...]:
        """Return the names of the properties, in the order in which the user gave them."""
        return tuple(dict.fromkeys(one.grouping for one in self.found))

    def of(self, grouping: str) -> tuple[RaterSubgroups, ...]:
        """Return the results of all raters by the property `grouping`."""
        return tuple(one for one in self.found if one.grouping == grouping)

    @property
    def multiplicity(self) -> str:
        """Return a sentence on how the number of tests affects p values."""
        return (
            f"{self.tests} tests for a difference between groups were made. About {0.05 * self.tests:.1f} of so "
            "many tests have p below 0.05 by chance alone. Corrected p values are Holm's, for all of them together. A "
            "large p does not show that groups are alike: most groups are too small for that."
        )
