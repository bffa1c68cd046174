"""Cohort tables and splits: every fault is named at once, and no patient is in two parts."""

from pathlib import Path

import numpy as np
import pytest

from model.base.errors import CohortError
from model.training.cohort_table import TableForm, read_cohort, read_cohort_table
from model.training.split import Split, checked, rotating_folds, split_patients

HEADER = "patient_id,image,time_years,event\n"


def table(tmp_path, *lines, header=HEADER):
    for name in "abcdefghij":
        (tmp_path / f"{name}.png").write_bytes(b"x")
    path = tmp_path / "cohort.csv"
    path.write_text(header.strip() + "\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_labels_at_five_years(tmp_path):
    rows = read_cohort(table(tmp_path, "p,a.png,4.9,1", "q,b.png,5.0,0", "r,c.png,4.9,0", "s,d.png,7,1"))
    assert [row.alive for row in rows] == [False, True, None, True]
    assert rows[0].image == tmp_path / "a.png"


def test_ten_different_faults_are_told_at_once_with_their_lines(tmp_path):
    header = "patient_id,image,time_years,event,cause,stage,age,grade,reader_a"
    lines = (
        "p1,a.png,-1,1,disease,II,60,2,high",  # 2
        ",b.png,3,0,,II,60,2,low",  # 3
        "p3,none.png,3,0,,II,60,2,low",  # 4
        "p4,c.png,soon,0,,II,60,2,low",  # 5
        "p5,e.png,3,gone,,II,60,2,low",  # 6
        "p6,f.png,1825,0,,II,60,2,low",  # 7
        "p7,g.png,3,1,,VII,60,2,low",  # 8
        "p8,h.png,3,0,,II,old,9,maybe",  # 9
        "p9,i.png,3,0,,II,60,2,low",  # 10
        "p9,d.png,4,0,,II,60,2,low",  # 11
        "p12,./d.png,3,0,,II,60,2,low",  # 12
        "p13,j.png,,0,,II,60,2,low",  # 13
    )
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, *lines, header=header))
    assert caught.value.faults == (
        "line 2: time_years '-1' is negative",
        "line 3: patient_id is empty",
        f"line 4: there is no image {tmp_path / 'none.png'}",
        "line 5: time_years 'soon' is not a number",
        "line 6: event 'gone' is neither 1 (died) nor 0",
        "line 7: time_years '1825' is more than 60 years: is the time unit right?",
        "line 8: cause is empty though the event is 1",
        "line 8: stage 'VII' is none of I to IV, 1 to 4, A to D",
        "line 9: age 'old' is not an age in years",
        "line 9: grade '9' is not a grade of 1 to 4",
        "line 9: reader_a 'maybe' is neither a number nor high or low",
        "line 11: time_years of patient p9 differ from line 10",
        "line 12: the image d.png is already in line 11",
        "line 13: time_years is empty",
    )


def test_missing_columns_are_named_and_those_there_listed(tmp_path):
    path = tmp_path / "cohort.csv"
    path.write_text("patient_id,image\np,a.png\n", encoding="utf-8")
    with pytest.raises(CohortError) as caught:
        read_cohort(path)
    assert caught.value.faults == ("the column 'time_years' is missing", "the column 'event' is missing")
    assert "patient_id, image" in caught.value.remedy


def test_an_image_of_a_faulty_row_is_still_known(tmp_path):
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "p,a.png,-1,1", "q,a.png,3,0"))
    assert caught.value.faults == (
        "line 2: time_years '-1' is negative",
        "line 3: the image a.png is already in line 2",
    )


def test_columns_of_other_names_and_units_are_mapped(tmp_path):
    form = TableForm("months", {"time_years": "fu", "patient_id": "id", "reader_1": "smith", "stage": "pT"})
    path = table(tmp_path, "p,a.png,30,1,high,IIIb", "q,b.png,60,0,,", header="id,image,fu,event,smith,pT")
    first, second = read_cohort(path, form)
    assert (first.time_years, first.reads, first.stage) == (2.5, (("reader_1", 1.0),), 3)
    assert (second.alive, second.reads, second.stage) == (True, (), None)


def test_without_a_mapping_the_columns_name_says_the_unit(tmp_path):
    path = table(tmp_path, "p,a.png,1826.25,0", header="patient_id,image,time_days,event")
    assert read_cohort(path, TableForm("days"))[0].time_years == 5
    with pytest.raises(CohortError) as caught:
        read_cohort(path, TableForm("months"))
    assert caught.value.faults == ("the column 'time_months' is missing",)


def test_a_mapping_of_an_unknown_field_is_refused_with_a_near_one(tmp_path):
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "p,a.png,3,1"), TableForm(columns={"time_year": "time_years"}))
    assert "there is no field 'time_year'; did you mean 'time_years'?" in caught.value.faults


def test_a_death_of_another_cause_ends_the_follow_up(tmp_path):
    header = HEADER.strip() + ",cause"
    lines = ("p,a.png,3,1,disease", "q,b.png,3,1,other", "r,c.png,6,1,other")
    rows = read_cohort(table(tmp_path, *lines, header=header))
    assert [(row.event, row.alive) for row in rows] == [(True, False), (False, None), (False, True)]


def test_spots_of_one_patient_may_differ_in_grade_alone(tmp_path):
    header = HEADER.strip() + ",grade,stage"
    rows = read_cohort(table(tmp_path, "p,a.png,3,1,1,II", "p,b.png,3,1,3,", header=header))
    assert [row.grade for row in rows] == [1, 3]


@pytest.mark.parametrize("between", [";", "\t"])
def test_tables_of_spreadsheets_with_decimal_commas_are_read(tmp_path, between):
    cells = (["p", "a.png", "4,5", "1"], ["q", "b.png", "5,5", "0"], ["r", "c.png", "5.5", "0"])
    lines = [between.join(row) for row in cells]
    path = table(tmp_path, *lines[:2], header=HEADER.replace(",", between))
    assert [row.time_years for row in read_cohort(path)] == [4.5, 5.5]
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, *lines, header=HEADER.replace(",", between)))
    fault = "is ambiguous: it has a dot between digits in a table with decimal commas"
    assert caught.value.faults == (f"line 4: time_years '5.5' {fault}",)


def test_a_row_with_too_many_or_too_few_cells_is_told(tmp_path):
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "p,a.png,4,5,1", "q,b.png,5"))
    assert caught.value.faults == ("line 2 has more cells than the header",)
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "p,a.png,4,1", "q,b.png,5"))
    assert caught.value.faults == ("line 3: event is empty",)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    path = table(tmp_path, "p,a.png,3,1", "", '"q\nq",b.png,3,0', "r,c.png,x,1")
    with pytest.raises(CohortError) as caught:
        read_cohort(path)
    assert caught.value.faults == ("line 6: time_years 'x' is not a number",)


def test_no_patient_is_in_two_parts_and_outcomes_are_shared_out():
    patients = [f"p{number // 2}" for number in range(400)]
    alive = np.repeat(np.arange(200) % 2 == 0, 2)
    split = split_patients(patients, alive, seed=4)
    parts = [{patients[i] for i in rows} for rows in (split.training, split.validation, split.test)]
    assert len(set.union(*parts)) == sum(len(part) for part in parts)
    assert sum(len(rows) for rows in (split.training, split.validation, split.test)) == 400
    for rows, share in zip((split.training, split.validation, split.test), (220, 60, 140), strict=True):
        assert len(rows) / 400 == pytest.approx(share / 420, abs=0.02)
        assert alive[rows].mean() == pytest.approx(0.5, abs=0.04)


def test_the_seed_decides():
    patients, alive = [str(n) for n in range(100)], np.arange(100) % 2 == 0
    first, again, other = (split_patients(patients, alive, seed).test.tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_a_part_with_one_outcome_only_is_refused():
    with pytest.raises(CohortError, match="both outcomes are needed"):
        split_patients(["a", "b", "c"], np.array([True, True, False]), seed=0)


def test_a_patient_in_two_parts_is_refused():
    patients, alive = ["a", "b", "c", "d", "e", "a"], np.array([True, False, True, False, True, True])
    leaking = Split(np.array([0, 1]), np.array([2, 3]), np.array([4, 5]))
    with pytest.raises(CohortError, match="Patient a is in the training set and in the test set"):
        checked(leaking, patients, alive)


def test_folds_test_every_patient_once_in_the_publications_proportions():
    patients = [f"p{number // 2}" for number in range(840)]
    alive = np.repeat(np.arange(420) % 3 > 0, 2)
    folds = rotating_folds(patients, alive, 3, seed=2)
    assert sorted(np.concatenate([fold.test for fold in folds]).tolist()) == list(range(840))
    for fold in folds:
        sizes = [len({patients[i] for i in rows}) for rows in (fold.training, fold.validation, fold.test)]
        assert sizes == pytest.approx([220, 60, 140], abs=1)
        for rows in (fold.training, fold.validation, fold.test):
            assert alive[rows].mean() == pytest.approx(2 / 3, abs=0.02)


def test_the_seed_decides_the_folds_too():
    patients, alive = [str(n) for n in range(100)], np.arange(100) % 2 == 0
    first, again, other = (rotating_folds(patients, alive, 3, seed)[0].training.tolist() for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("codes", ["1122", "0121", "0102"])
def test_event_codes_that_nobody_stated_are_refused_and_taken_when_they_are(tmp_path, codes):
    lines = [f"p{at},{'abcd'[at]}.png,3,{code}" for at, code in enumerate(codes)]
    with pytest.raises(CohortError, match="column 'event' has values whose meaning is not stated") as caught:
        read_cohort(table(tmp_path, *lines))
    assert "--event-value 2." in caught.value.remedy
    rows = read_cohort(table(tmp_path, *lines), TableForm(event_value="2"))
    assert [row.event for row in rows] == [code == "2" for code in codes]
    with pytest.raises(CohortError, match="No row has '7' in the column 'event'"):
        read_cohort(table(tmp_path, *lines), TableForm(event_value="7"))


def test_plain_words_are_events_and_words_for_unknown_are_faults_or_missing(tmp_path):
    header = HEADER.strip() + ",stage,age"
    rows = read_cohort(table(tmp_path, "p,a.png,3,Dead,NA,unknown", "q,b.png,6,Alive,II,50", header=header))
    assert [(row.event, row.stage, row.age) for row in rows] == [(True, None, None), (False, 2, 50)]
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "p,a.png,3,Not Reported", "q,b.png,'--,1", "NA,c.png,3,1"))
    assert caught.value.faults == (
        "line 2: event 'Not Reported' means unknown",
        "line 3: time_years \"'--\" means unknown",
        "line 4: patient_id 'NA' means unknown",
    )


def test_patients_ids_follow_one_rule_and_the_notes_say_how_the_table_was_read(tmp_path):
    header = HEADER.strip() + ",grade"
    path = table(tmp_path, "7.0,a.png,3,1,", "7,b.png,3,1,NA", header=header)
    found = read_cohort_table(path)
    assert [row.patient_id for row in found.rows] == ["7", "7"]
    assert found.notes == ("Words for unknown count as missing values: grade: NA (1).",)
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, "7,a.png,3,1", "007,b.png,3,1"))
    assert caught.value.faults == ("line 3: '007' and '7' in line 2 are the same number written in two ways",)


def test_a_workbook_and_a_relative_path_give_the_same_cohort(tmp_path, monkeypatch):
    from openpyxl import Workbook

    path = table(tmp_path, "p,a.png,4.5,1", "q,b.png,5.5,0")
    book = Workbook()
    for row in (HEADER.strip().split(","), ("p", "a.png", 4.5, 1), ("q", "b.png", 5.5, False)):
        book.active.append(row)
    book.save(tmp_path / "cohort.xlsx")
    monkeypatch.chdir(tmp_path)
    assert read_cohort(path) == read_cohort(tmp_path / "cohort.xlsx") == read_cohort(Path("cohort.csv"))
