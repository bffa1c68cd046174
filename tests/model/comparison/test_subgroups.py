"""Figures by groups of patients: each equals that of a table with these patients only; the tests are corrected."""

import json
from dataclasses import replace

import numpy as np
import pytest

from model.base.errors import RaterError
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.data.subgroups import SubgroupColumn, by_category, by_number, subgroup_column
from model.comparison.metrics import METRICS
from model.comparison.report.checklist import UNKNOWN, checklist_of
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import figures_of
from model.comparison.report.html_file import html_of
from model.comparison.report.record import as_record
from model.comparison.report.style import settings
from model.comparison.report.text import text_of
from model.statistics.estimate import Estimate
from model.statistics.interaction import cox_interaction, holm

OPTIONS = ComparisonOptions(60.0, draws=40)
SITES = ("Oulu", "Turku", "")


@pytest.fixture(scope="module")
def table(cohort):
    """Two sites, with ten patients of none, and the model and a reader."""
    site = ["" if number < 10 else SITES[number % 2] for number in range(120)]
    age = np.linspace(40, 90, 120)
    age[3] = np.nan
    groups = (by_category("site", site), by_number("age", age, (60.0,)))
    return replace(cohort, raters=cohort.raters[:2], covariates=(), subgroupings=groups)


@pytest.fixture(scope="module")
def comparison(table):
    return result_of(comparison_of(table, OPTIONS))


def test_every_metric_of_a_group_is_that_of_its_patients_alone(table, comparison):
    on = table.subgroupings[0].members == 1
    raters = tuple(Rater(r.name, r.kind, r.values[on], r.protective, r.threshold, r.role) for r in table.raters)
    names = tuple(np.array(table.patients, dtype=object)[on])
    alone = result_of(comparison_of(RaterTable("x", names, table.time[on], table.event[on], raters, "months"), OPTIONS))
    for rater in ("LSTM", "reader 1"):
        found = next(one for one in comparison.subgroups.of("site") if one.rater == rater)
        row = found.rows[1]
        assert row.level == "Turku"
        assert row.patients == on.sum()
        assert set(row.estimates) == {metric.key for metric in METRICS}
        assert row.estimates == alone.rater(rater).estimates
        assert found.unknown == 10


def test_the_tests_are_of_known_groups_and_corrected_together(table, comparison):
    known = table.subgroupings[0].members >= 0
    reader = table.rater("reader 1")
    expected = cox_interaction(
        reader.high[known], table.subgroupings[0].members[known], table.time[known], table.event[known]
    )
    found = next(one for one in comparison.subgroups.of("site") if one.rater == "reader 1")
    assert found.interaction.found == expected
    tests = [test for one in comparison.subgroups.found for test in (one.interaction, one.heterogeneity)]
    assert comparison.subgroups.tests == len(tests) == 8
    assert [test.corrected for test in tests] == pytest.approx(holm([test.found.p for test in tests]))
    assert "8 tests" in comparison.subgroups.multiplicity
    assert "About 0.4 of so many tests have p below 0.05 by chance" in comparison.subgroups.multiplicity


def test_groups_are_in_every_output(comparison, tmp_path):
    text, html = text_of(comparison), html_of(comparison, [])
    for output in (text, html):
        assert "Turku" in output
        assert "8 tests for a difference between groups" in output
    assert "Results by age" in html
    record = json.loads(json.dumps(as_record(comparison), allow_nan=False))["subgroups"]
    assert len(record["raters"]) == 4
    assert record["raters"][0]["groups"][0]["figures"]["auc"]["value"] > 0
    paths = {path.name: path for path in write_csvs(comparison, tmp_path)}
    assert paths["subgroups.csv"].read_text(encoding="utf-8-sig").count("\n") == 1 + 8
    with settings():
        drawn = {one.name: one.draw() for one in figures_of(comparison)}
    assert [label.get_text() for label in drawn["subgroups_auc"].axes[0].get_yticklabels()][2].startswith("Oulu, n 55")
    assert drawn["subgroups_hazard_ratios"] is not None


def test_the_checklist_is_answered(comparison, cohort):
    answers = dict(checklist_of(comparison).rows)
    site = "patients by site: Oulu 55, Turku 55; unknown for 10 patients"
    assert answers["Source of data, dates, setting, sites"].startswith(site)
    assert "results by site (2 groups), age (2 groups); 8 tests" in answers["Fairness across groups of patients"]
    assert answers["Many comparisons"].startswith("Holm's method for the 8 tests")
    assert "Patients needed for usual widths: observed/expected ratio 0.2:" in answers["Sample size"]
    assert "results by site are given" in answers["Was the model tested on sites that were left out of training?"]
    without = replace(cohort, raters=cohort.raters[1:2], covariates=())
    plain = dict(checklist_of(result_of(comparison_of(without, OPTIONS))).rows)
    assert plain["Source of data, dates, setting, sites"] == UNKNOWN
    assert UNKNOWN in plain["Sample size"]
    assert plain["Fairness across groups of patients"].startswith(UNKNOWN)


def test_without_groups_there_is_no_section(cohort):
    comparison = result_of(comparison_of(replace(cohort, raters=cohort.raters[:1]), OPTIONS))
    assert comparison.subgroups is None
    assert as_record(comparison)["subgroups"] is None
    with settings():
        drawn = {one.name: one.draw() for one in figures_of(comparison) if one.name.startswith("subgroups")}
    assert drawn == {"subgroups_auc": None, "subgroups_hazard_ratios": None}


def test_progress_counts_every_rater_and_property(table):
    steps = list(comparison_of(table, OPTIONS))
    assert steps[0].total == 2 + 1 + 2 + 2 * 2
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done < steps[0].total


def test_a_group_of_nobody_and_a_small_one_have_reasons(cohort):
    """The reader judged nobody of the second group; the third has four patients."""
    members = ["a"] * 60 + ["b"] * 56 + ["c"] * 4
    reader = cohort.rater("reader 1")
    values = np.where(np.array(members) == "b", np.nan, reader.values)
    table = replace(cohort, raters=(replace(reader, values=values),), covariates=(),
                    subgroupings=(by_category("batch", members),))  # fmt: skip
    rows = result_of(comparison_of(table, OPTIONS)).subgroups.found[0].rows
    assert isinstance(rows[0].estimates["auc"], Estimate)
    assert (rows[1].patients, rows[1].estimates["auc"].reason) == (0, "no patient is in this group")
    assert "at least 5 are needed" in rows[2].estimates["hr_threshold"].reason


def test_numbers_become_levels_cuts_or_the_median():
    stage = by_number("stage", np.array([1, 3, np.nan, 2, 3]))
    assert (stage.levels, stage.members.tolist()) == (("1", "2", "3"), [0, 2, -1, 1, 2])
    assert (stage.note, stage.unknown) == ("", 1)
    ages = np.array([59.9, 60, 69.9, 70, np.nan])
    cut = by_number("age", ages, (60, 70))
    assert cut.levels == ("below 60", "60 to below 70", "70 or more")
    assert (cut.members.tolist(), cut.note) == ([0, 1, 1, 2, -1], "cuts as stated")
    median = by_number("age", np.array([50.5, 61, 62, 70, 71, 80, 81]))
    assert (median.levels, median.members.tolist()) == (("below 70", "70 or more"), [0, 0, 0, 1, 1, 1, 1])
    assert median.note == "divided at the median of these patients"
    assert by_number("age", np.full(3, np.nan)).levels == ()


def test_columns_are_parsed_and_nonsense_is_refused(table):
    assert subgroup_column("age:60,70") == SubgroupColumn("age", (60.0, 70.0))
    assert subgroup_column("ratio:a") == SubgroupColumn("ratio:a")
    assert subgroup_column("sex") == SubgroupColumn("sex")
    with pytest.raises(RaterError, match="not in ascending order"):
        subgroup_column("age:70,60")
    with pytest.raises(RaterError, match="41 different values"):
        by_category("id", [f"P{number}" for number in range(41)])
    with pytest.raises(RaterError, match="grouped twice"):
        replace(table, subgroupings=table.subgroupings[:1] * 2)
    with pytest.raises(RaterError, match="more or fewer values"):
        replace(table, subgroupings=(by_category("site", ["a", "b"]),))


def test_a_site_of_three_patients_does_not_prevent_the_test_of_the_others(cohort):
    site = np.array(["Oulu" if number % 2 else "Turku" for number in range(120)], dtype=object)
    site[:3] = "Delft"
    table = replace(cohort, raters=cohort.raters[:1], covariates=(), subgroupings=(by_category("site", list(site)),))
    comparison = result_of(comparison_of(table, OPTIONS))
    found = comparison.subgroups.found[0]
    rater, on = table.raters[0], np.arange(120) >= 3
    alone = cox_interaction(rater.high[on], (site[on] == "Turku").astype(int), table.time[on], table.event[on])
    assert found.interaction.found.chi2 == pytest.approx(alone.chi2)
    assert found.interaction.without == found.heterogeneity.without == ("Delft",)
    record = json.loads(json.dumps(as_record(comparison), allow_nan=False))["subgroups"]["raters"][0]
    assert record["interaction"]["without"] == ["Delft"]
    for output in (text_of(comparison), html_of(comparison, [])):
        assert output.count("; without Delft") == 2


def test_hazard_ratios_per_sd_state_whose_sd(comparison):
    assert "the SD of its own group" in html_of(comparison, [])
