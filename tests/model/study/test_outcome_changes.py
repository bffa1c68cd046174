"""Newer outcomes are listed, applied on request and logged with the old ones; the rest of the study is unchanged."""

import json

import pytest

from model.base.errors import StudyError
from model.base.progress import result_of
from model.study.comparison_input import mark_of
from model.study.fill import fill, leftovers_of
from model.study.outcome_changes import outcome_changes
from model.study.spots import spots_of

NEWER = """patient_id,time_years,event,cause
Name1,1.5,1,disease
Name2,9.25,0,
Name3,3.5,0,
Name4,4.0,1,other
Name8,2.0,1,disease
"""
"""Name1 differs in the cause only; Name2 has a longer follow-up; the event of Name3 is taken back; Name8 is new."""


@pytest.fixture
def newer(tmp_path, plan):
    table = tmp_path / "newer.csv"
    table.write_text(NEWER)
    return plan(table, tmp_path / "images")


def outcomes(study):
    rows = study.rows("SELECT code, time_years, event, cause FROM outcomes JOIN patients ON patients.id = patient_id")
    return {row["code"]: (row["time_years"], row["event"], row["cause"]) for row in rows}


def test_what_differs_is_listed_and_what_is_seldom_meant_is_said(study, newer):
    assert [change.text for change in outcome_changes(study, newer)] == [
        "Name1: 1.5 years, died of the disease -> 1.5 years, died of the disease",
        "Name2: 2.5 years, alive -> 9.25 years, alive",
        "Name3: 3.5 years, died of the disease -> 3.5 years, alive (THE EVENT IS REMOVED)",
        "Name4: 4.5 years, alive -> 4 years, died of another cause (FOLLOW-UP IS SHORTER)",
    ]


def test_without_a_word_nothing_is_taken(study, newer):
    before = outcomes(study)
    with pytest.raises(StudyError) as told:
        result_of(fill(study, newer))
    assert "line 3: the study has another outcome of patient Name2" in told.value.faults
    assert "--update-outcomes" in told.value.remedy
    assert outcomes(study) == before


def test_on_request_outcomes_change_and_all_else_stays(study, newer, predict):
    predict(study)
    kept = {name: [tuple(row) for row in study.rows(f"SELECT * FROM {name}")]
            for name in ("spots", "predictions", "reads", "covariates", "leftovers")}  # fmt: skip
    mark = mark_of(study)
    made = result_of(fill(study, newer, update=True))
    assert "outcomes updated: 4" in made.text
    assert (made.patients, made.updated) == (1, 4)
    assert outcomes(study) == {
        "Name1": (1.5, 1, "disease"), "Name2": (9.25, 0, ""), "Name3": (3.5, 0, ""), "Name4": (4.0, 0, "other"),
        "Name5": (5.5, 1, ""), "Name6": (6.5, 0, ""), "Name8": (2.0, 1, "disease"),
    }  # fmt: skip
    new = [("row", "line 6, patient Name8", "no image's name begins with 'Name8'")]
    assert leftovers_of(study) == tuple(new), "who has a spot already has a partner"
    del kept["leftovers"]
    for name, rows in kept.items():
        assert [tuple(row) for row in study.rows(f"SELECT * FROM {name}")] == rows
    assert mark_of(study) != mark, "a page made before is stale"
    assert outcome_changes(study, newer) == ()


def test_each_change_stands_in_the_log_with_what_was_there_before(study, newer):
    result_of(fill(study, newer, update=True))
    logged = [json.loads(row["detail"]) for row in study.rows("SELECT detail FROM log WHERE what = 'outcome updated'")]
    assert [one["patient"] for one in logged] == ["Name1", "Name2", "Name3", "Name4"]
    assert (logged[2]["before"]["event"], logged[2]["after"]["event"]) == (True, False)
    assert logged[1]["table"].endswith("newer.csv")


def test_a_row_that_names_an_image_that_is_not_there_is_still_listed(tmp_path, study, plan):
    table = tmp_path / "more.csv"
    table.write_text("patient_id,image,time_years,event\nName1,gone.png,1.5,1\n")
    result_of(fill(study, plan(table, tmp_path / "images")))
    assert ("row", "line 2, patient Name1", "there is no image 'gone.png'") in leftovers_of(study)
    assert len(spots_of(study)) == 7
    assert not [left for left in leftovers_of(study) if left[0] == "image"], "all of them are spots already"
