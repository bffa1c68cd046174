"""Every figure and every table of a report says whether the validation is internal or external."""

from dataclasses import replace

import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.origin import Origin, from_images
from model.comparison.report.all_tables import all_tables
from model.comparison.report.checklist import UNKNOWN, checklist_of
from model.comparison.report.figures import figures_of
from model.comparison.report.style import settings

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
