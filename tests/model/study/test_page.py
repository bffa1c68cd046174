"""The comparison input of a study: pairs of raters, choices, whether the study has changed, and open reads."""

import pytest

from model.base.errors import StudyError
from model.study.comparison_input import (
    OpenReads,
    crossings,
    mark_of,
    material_of,
    note_opening,
    open_reads,
)
from model.study.comparison_request import ComparisonRequest
from model.study.read_import import import_reads
from model.study.reading import Reading
from model.study.rounds import sign_in

ANSWERS = {"grade": "1", "stroma": "40", "lymphocytes": "none", "confidence": "low"}


def lock_one(reading, risk):
    for question, answer in ({"risk": risk} | ANSWERS).items():
        reading.answer(question, answer)
    reading.lock()
    reading.go_on()


@pytest.fixture
def reads(tmp_path):
    """Return imported reads of all patients except the last, who has two spots."""

    def write(name, *answers):
        path = tmp_path / f"{name}.csv"
        lines = [f"{name},Name{number},{answer}" for number, answer in enumerate(answers, start=1)]
        path.write_text("\n".join(["reader,patient_id,risk", *lines]))
        return path

    return write


def test_the_model_is_crossed_with_the_majority_and_with_everyone_who_has_a_threshold(study, predict, reads):
    predict(study)
    for name, answers in (("Ada", (1, 0, 1, 0, 1)), ("Bo", (1, 1, 0, 0, 1))):
        import_reads(study, reads(name, *answers))
    material = material_of(study, ComparisonRequest(combine="min", horizon=3.0, prevalence=0.2, covariates=("sex",)))
    assert crossings(material.table) == (("model", "majority of readers"), ("model", "Ada"), ("model", "Bo"))
    assert (material.options.horizon, material.options.prevalence) == (3.0, 0.2)
    assert [covariate.name for covariate in material.table.covariates] == ["sex"]
    # Patient 6 has the spots with 0.6 and 0.7.
    assert material.table.rater("model").values[-1] == pytest.approx(0.6)
    assert material.choices.question == "risk"
    assert "sex" in material.choices.covariates
    assert material.choices.combine == "min"
    grade = material_of(study, ComparisonRequest(question="grade"))
    assert {rater.name for rater in grade.table.raters} == {"model", "Ada", "Bo", "grade"}
    assert crossings(grade.table) == (), "three grades are no threshold"


def test_a_wish_the_study_cannot_grant_is_refused_in_text(study, predict):
    predict(study)
    with pytest.raises(StudyError, match="no covariate 'shoe size'"):
        material_of(study, ComparisonRequest(covariates=("shoe size",)))
    with pytest.raises(StudyError, match="no question 'colour'"):
        material_of(study, ComparisonRequest(question="colour"))


def test_the_mark_changes_with_a_locked_read_and_a_prediction_and_not_with_a_look(study, predict):
    marks = [mark_of(study)]
    reading = Reading(study, sign_in(study, "Ada"))
    reading.answer("risk", "high")
    assert mark_of(study) == marks[0], "what is not locked does not count"
    lock_one(reading, "high")
    marks.append(mark_of(study))
    predict(study)
    marks.append(mark_of(study))
    assert len(set(marks)) == 3
    material_of(study, ComparisonRequest())
    assert mark_of(study) == marks[-1]


def test_open_reads_are_those_begun_here_and_not_locked_and_are_noted(study, predict, reads):
    import_reads(study, reads("Elsewhere", 1, 0))
    assert open_reads(study) == (), "imported reads are never finished here"
    note_opening(study)
    reading = Reading(study, sign_in(study, "Ada"))
    lock_one(reading, "low")
    assert open_reads(study) == (OpenReads("Ada", 6, 7),)
    note_opening(study)
    noted = study.rows("SELECT detail FROM log WHERE what = 'page opened'")
    assert [row["detail"] for row in noted] == ['{"open_reads": {"Ada": 6}}']
