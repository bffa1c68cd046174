"""The table of a study's cases has the exported columns; while reads are open, it has nothing of model and outcome."""

import pytest

from model.study import case_table as cases
from model.study.case_table import CaseRow, CaseTable, arranged, case_table
from model.study.exports import patient_rows
from model.study.patient_table import study_table
from model.study.rounds import sign_in


def test_columns_and_cells_are_those_of_the_exported_table(study, predict):
    predict(study)
    names, exported = patient_rows(study_table(study))
    found = case_table(study)
    assert list(found.columns) == names
    assert [dict(zip(found.columns, row.cells, strict=True)) for row in found.rows] == exported
    assert found.hidden == ()
    assert [len(row.spot_ids) for row in found.rows] == [1, 1, 1, 1, 1, 2]
    assert found.rows[0].picture.path.name == "Secret-1.png"
    assert found.rows[0].picture.region is None


def test_with_open_reads_neither_outcome_nor_answer_is_computed(study, predict, monkeypatch):
    predict(study)
    sign_in(study, "Ada")

    def computed(*_):
        raise AssertionError("the patient table was computed")

    with monkeypatch.context() as patched:
        patched.setattr(cases, "study_table", computed)
        hidden = case_table(study)
    assert hidden.columns == ("patient_id", "spots")
    assert [row.cells for row in hidden.rows] == [(f"Name{n}", "1" if n < 6 else "2") for n in range(1, 7)]
    assert [one.reader for one in hidden.hidden] == ["Ada"]
    assert hidden.provenance == ""
    assert not study.rows("SELECT * FROM log WHERE what = 'page opened'")


def test_showing_them_anyway_is_logged_once(study, predict):
    predict(study)
    sign_in(study, "Ada")
    assert "survival_probability" in case_table(study, anyway=True).columns
    case_table(study, anyway=True, noted=True)
    assert len(study.rows("SELECT * FROM log WHERE what = 'page opened'")) == 1


TABLE = CaseTable(
    ("patient_id", "age"),
    tuple(CaseRow(name, (name, age), (), None) for name, age in (("b", "9"), ("A", ""), ("c", "80"), ("d", "x"))),
)


@pytest.mark.parametrize(
    ("typed", "column", "descending", "expected"),
    [
        ("", 0, False, "Abcd"),
        ("", 1, False, "bcdA"),
        ("", 1, True, "dcbA"),
        ("C 8", 0, False, "c"),
        ("none", 0, False, ""),
    ],
)
def test_rows_are_sorted_by_value_and_filtered_by_words(typed, column, descending, expected):
    assert "".join(TABLE.rows[at].patient for at in arranged(TABLE, typed, column, descending)) == expected
