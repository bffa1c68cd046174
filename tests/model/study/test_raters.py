"""The raters of a study have the right values and thresholds, and everyone left out is listed with a reason."""

import numpy as np
import pytest

from model.base.errors import StudyError
from model.comparison.data.rater_table import Threshold
from model.study.patient_table import study_table
from model.study.raters import MODEL, raters_of
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.score_sheet import DEFAULT_SHEET


def read_all(study, name, risk):
    """Read all spots as one reader, with the answer `risk` to each and the first answer to all other questions."""
    reading = Reading(study, sign_in(study, name))
    while reading.state.phase != "done":
        for question in DEFAULT_SHEET.questions[:5]:
            reading.answer(question.key, question.choices[0].label)
        reading.answer("risk", risk)
        reading.lock()
        reading.go_on()


def test_model_readers_and_grade_stand_side_by_side(study, predict):
    predict(study)
    read_all(study, "Ada", "high")
    read_all(study, "Bo", "low")
    table = raters_of(study_table(study, "mean"), DEFAULT_SHEET)
    assert [(rater.name, rater.role) for rater in table.raters] == [
        (MODEL, "model"), ("Ada", "reader"), ("Bo", "reader"), ("grade", "grade"),
    ]  # fmt: skip
    model = table.rater(MODEL)
    assert model.protective
    np.testing.assert_allclose(model.values, [0.1, 0.2, 0.3, 0.4, 0.5, 0.65])
    assert model.threshold.origin.startswith("of the bundle: ")
    assert table.rater("Ada").values.tolist() == [1] * 6
    assert table.rater("Bo").high.tolist() == [0] * 6
    assert table.rater("Bo").threshold == Threshold(1.0, "the answer 'high' of the score sheet", own_answer="high")
    assert table.rater("grade").values.tolist() == [2, 3, 1, 2, 3, 1]
    np.testing.assert_allclose(table.time, [1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    assert table.event.tolist() == [True, False] * 3
    assert table.unit == "years"


def test_other_questions_come_where_they_are_asked_for(study, predict):
    predict(study)
    read_all(study, "Ada", "high")
    table = raters_of(study_table(study), DEFAULT_SHEET, ("risk", "lymphocytes"))
    names = [rater.name for rater in table.raters]
    assert names == [MODEL, "Ada, visual risk", "Ada, lymphocytes", "grade"]
    assert table.rater("Ada, lymphocytes").threshold is None, "nobody has stated a cut-off"


def test_who_has_no_outcome_or_no_read_is_listed_with_the_reason(study, predict):
    predict(study)
    with study.changing():
        study.write("DELETE FROM outcomes WHERE patient_id = (SELECT id FROM patients WHERE code = 'Name2')")
    reading = Reading(study, sign_in(study, "Ada"))
    for question in DEFAULT_SHEET.questions[:5]:
        reading.answer(question.key, question.choices[0].label)
    reading.lock()
    table = raters_of(study_table(study), DEFAULT_SHEET)
    assert "Name2" not in table.patients
    reasons = {(row.patient, row.of): row.reason for row in table.excluded}
    assert reasons["Name2", "everything"] == "it has no outcome"
    silent = [patient for patient, of in reasons if of == "Ada"]
    assert len(silent) >= 4
    assert {reasons[patient, "Ada"] for patient in silent} == {"no locked answer, or not assessable"}


def test_covariates_are_those_of_the_sheet_words_as_levels(study, predict):
    predict(study)
    table = raters_of(study_table(study), DEFAULT_SHEET, covariates=("sex",))
    (sex,) = table.covariates
    assert sex.levels == ("f", "m")
    assert sex.values.tolist() == [0, 1, 0, 1, 0, 1]
    with pytest.raises(StudyError, match="no covariate 'weight'"):
        raters_of(study_table(study), DEFAULT_SHEET, covariates=("weight",))


def test_a_study_without_follow_up_has_no_page(study, predict):
    predict(study)
    with study.changing():
        study.write("DELETE FROM outcomes")
    with pytest.raises(StudyError, match="No patient of the study has a follow-up"):
        raters_of(study_table(study), DEFAULT_SHEET)


def test_deaths_of_another_cause_end_the_follow_up_and_that_is_said(study, predict):
    predict(study)
    with study.changing():
        study.write("UPDATE outcomes SET cause = 'other' WHERE patient_id IN (2, 4)")
        study.write("UPDATE outcomes SET cause = 'disease' WHERE patient_id = 1")
    table = raters_of(study_table(study), DEFAULT_SHEET)
    assert table.event.tolist() == [True, False] * 3
    assert table.other_death.tolist() == [False, True, False, True, False, False]
    said = "2 patients died of another cause. Every result at the horizon refers to the cumulative incidence"
    assert any(said in note for note in table.notes)
