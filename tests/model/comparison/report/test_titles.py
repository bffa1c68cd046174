"""Every figure and every table of a report says whether the validation is internal or external."""

from dataclasses import replace

import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.origin import Origin, from_images
from model.comparison.data.second_reads import second_reads
from model.comparison.data.subgroups import by_category
from model.comparison.report.all_tables import all_tables
from model.comparison.report.checklist import UNKNOWN, checklist_of
from model.comparison.report.figures import figures_of
from model.comparison.report.style import settings
from model.comparison.report.subgroup_figures import auc_forest, hazard_forest
from model.comparison.report.survival_figure import of_all

WORDS = {"internal": from_images(0, 4, 0, 60), "external": from_images(0, 0, 0, 60), "not stated": Origin()}


@pytest.fixture(scope="module")
def small(make_table):
    table = make_table(60)
    return result_of(comparison_of(replace(table, raters=table.raters[:3]), ComparisonOptions(60.0, draws=20)))


@pytest.mark.parametrize("word", WORDS)
def test_every_title_says_which(small, word):
    comparison = replace(small, table=replace(small.table, origin=WORDS[word]))
    titles = [table.title for table in all_tables(comparison)]
    with settings():
        for one in figures_of(comparison):
            made = one.draw()
            titles += [one.title] if made is None else [one.title, made.axes[0].get_title("left")]
    assert len(titles) > 20
    assert [title for title in titles if word not in title] == []
    other = {"internal": "external", "external": "internal"}.get(word)
    assert other is None or not any(other in title for title in titles)


def test_the_checklist_answers_whether_the_patients_were_used_in_training(small):
    answers = []
    for origin in (Origin(), from_images(0, 0, 0, 60), from_images(3, 0, 0, 60)):
        comparison = replace(small, table=replace(small.table, origin=origin))
        answers.append(dict(checklist_of(comparison).rows)["Were these patients used in training?"])
    assert answers[0] == UNKNOWN
    assert "no image of these patients is in the model's cohort" in answers[1]
    assert answers[2].startswith("LEAKAGE: the model was trained or tuned on 3 of these 60")


@pytest.fixture(scope="module")
def rich(make_table):
    """A comparison with every section: other causes, groups of patients, informed reads."""
    table = make_table(60)
    cause = ["disease" if died else ("other" if at % 2 else "") for at, died in enumerate(table.event)]
    site = by_category("site", ["Oulu" if at % 3 else "Turku" for at in range(60)])
    reads = table.rater("reader 1").values
    again = (second_reads("reader 1", reads, 1 - reads),)
    table = replace(table, raters=table.raters[:2], cause=tuple(cause), subgroupings=(site,), second_reads=again,
                    covariates=(), origin=WORDS["external"])  # fmt: skip
    return result_of(comparison_of(table, ComparisonOptions(60.0, draws=20, complete_case=True)))


def test_every_title_of_every_section_says_which(rich):
    drawn = {}
    with settings():
        for one in figures_of(rich):
            made = one.draw()
            if made is not None:
                drawn[one.name] = made.axes[0].get_title("left")
    for name in ("causes", "incidence_lstm", "subgroups_auc", "subgroups_hazard_ratios", "informed"):
        assert name in drawn
    titles = [table.title for table in all_tables(rich)] + list(drawn.values())
    assert [title for title in titles if "external" not in title] == []


def test_groups_of_hazard_ratios_count_the_events_of_all_follow_up(rich):
    rows = rich.subgroups.found[0].rows
    assert any(row.events != row.known_events for row in rows)
    with settings():
        for draw, key in ((auc_forest, "known_events"), (hazard_forest, "events")):
            labels = [label.get_text() for label in draw(rich).axes[0].get_yticklabels()]
            for row in rows:
                assert f"{row.level}, n {row.patients}, {getattr(row, key)} events" in labels


def test_curves_are_not_called_survival_where_others_died_of_another_cause(rich, small):
    with settings():
        assert "other deaths as losses" in of_all(rich).axes[0].get_ylabel()
        assert of_all(small).axes[0].get_ylabel().startswith("survival")
