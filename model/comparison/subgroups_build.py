"""Compute the metrics of every rater by groups of patients, and test whether the groups differ."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from model.base.progress import Progress
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.data.subgroups import UNKNOWN_LEVEL, Subgrouping
from model.comparison.metrics import METRICS
from model.comparison.rater_data import rater_data
from model.comparison.subgroups import GroupTest, RaterSubgroups, SubgroupAnalysis, SubgroupRow
from model.statistics.estimate import FEWEST_EVENTS, ChiSquare, NotGiven
from model.statistics.interaction import cox_interaction, heterogeneity, holm


def subgroup_analysis(
    table: RaterTable, options: ComparisonOptions, progress: Progress
) -> Generator[Progress, None, SubgroupAnalysis | None]:
    """Compute and return the metrics of each rater in subgroups. Patients are grouped by one property at a time."""
    if not table.subgroupings:
        return None
    found = []
    for grouping in table.subgroupings:
        for rater in table.raters:
            found.append(_by(table, rater, grouping, options))
            yield progress
    return _corrected(found)


def _by(table: RaterTable, rater: Rater, grouping: Subgrouping, options: ComparisonOptions) -> RaterSubgroups:
    rows = tuple(
        _row(table, replace(rater, values=np.where(grouping.members == at, rater.values, np.nan)), level, options)
        for at, level in enumerate(grouping.levels)
    )
    unknown = int((np.isfinite(rater.values) & (grouping.members == UNKNOWN_LEVEL)).sum())
    areas = heterogeneity([row.estimates["auc"] for row in rows])
    no_area = tuple(row.level for row in rows if row.patients and isinstance(row.estimates["auc"], NotGiven))
    tests = (_interaction(table, rater, grouping, rows), GroupTest(areas, no_area))
    return RaterSubgroups(rater.name, grouping.name, grouping.note, rows, unknown, *tests)


def _interaction(table: RaterTable, rater: Rater, grouping: Subgrouping, rows: tuple[SubgroupRow, ...]) -> GroupTest:
    """Test whether the hazard ratio of the rater differs between the groups that have enough events. Return the test.

    The other groups are left out, because one group of three patients would make the test impossible for all groups.
    """
    large = [at for at, row in enumerate(rows) if row.events >= FEWEST_EVENTS]
    small = tuple(row.level for at, row in enumerate(rows) if row.patients and at not in large)
    if len(large) < 2:
        return GroupTest(NotGiven(f"fewer than two groups have {FEWEST_EVENTS} events"), small)
    on = np.isfinite(rater.values) & np.isin(grouping.members, large)
    number = rater.risk if rater.high is None else rater.high
    return GroupTest(cox_interaction(number[on], grouping.members[on], table.time[on], table.event[on]), small)


def _row(table: RaterTable, rater: Rater, level: str, options: ComparisonOptions) -> SubgroupRow:
    data = rater_data(table, rater, options)
    state = data.state
    if not len(data.risk):
        nobody = NotGiven("no patient is in this group")
        return SubgroupRow(level, 0, 0, 0, 0, 0, {row.key: nobody for row in METRICS})
    estimates = {row.key: row.of(data) for row in METRICS}
    counts = (len(data.risk), int(data.event.sum()), state.events, state.survivors, state.lost)
    return SubgroupRow(level, *counts, estimates)


def _corrected(found: list[RaterSubgroups]) -> SubgroupAnalysis:
    """Return the analysis with all p values corrected for the number of tests."""
    tests = [test for one in found for test in (one.interaction, one.heterogeneity)]
    ps = [test.found.p for test in tests if isinstance(test.found, ChiSquare)]
    corrected = iter(holm(ps))
    each = iter([
        replace(test, corrected=next(corrected)) if isinstance(test.found, ChiSquare) else test for test in tests
    ])  # fmt: skip
    return SubgroupAnalysis(
        tuple(replace(one, interaction=next(each), heterogeneity=next(each)) for one in found), len(ps)
    )
