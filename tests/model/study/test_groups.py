"""A study's figures by groups of patients: the usual properties of its clinical sheet, or those that are named."""

import pytest

from model.base.errors import StudyError
from model.comparison.data.subgroups import SubgroupColumn
from model.study.patient_table import study_table
from model.study.raters import raters_of
from model.study.score_sheet import DEFAULT_SHEET


@pytest.fixture
def table(study, predict):
    """Six patients; sex m, f, m, ... and grade 2, 3, 1, ... by the sheet's own formula."""
    predict(study)
    return study_table(study)


def groups_of(found):
    return {one.name: [one.levels[at] for at in one.members] for one in found.subgroupings}


def test_the_usual_properties_are_taken_without_being_named(table):
    found = groups_of(raters_of(table, DEFAULT_SHEET))
    assert found == {"sex": list("fmfmfm"), "grade": list("231231")}


def test_named_properties_replace_them_and_are_cut(table):
    columns = (SubgroupColumn("grade", (2.0,)),)
    found = groups_of(raters_of(table, DEFAULT_SHEET, subgroups=columns))
    assert found == {"grade": ["2 or more", "2 or more", "below 2"] * 2}
    assert raters_of(table, DEFAULT_SHEET, subgroups=()).subgroupings == ()


def test_what_the_study_does_not_have_is_refused(table):
    with pytest.raises(StudyError, match="no column 'site'"):
        raters_of(table, DEFAULT_SHEET, subgroups=(SubgroupColumn("site"),))
    with pytest.raises(StudyError, match="no numeric column 'sex'"):
        raters_of(table, DEFAULT_SHEET, subgroups=(SubgroupColumn("sex", (1.0,)),))
