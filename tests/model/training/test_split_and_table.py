"""Cohort tables and splits: every fault is named at once, and no patient is in two parts."""

import numpy as np
import pytest

from model.errors import CohortError
from model.training.cohort_table import read_cohort
from model.training.split import split_patients

HEADER = "patient_id,image,time_years,event\n"


def table(tmp_path, *lines):
    for name in ("a.png", "b.png", "c.png", "d.png"):
        (tmp_path / name).write_bytes(b"x")
    path = tmp_path / "cohort.csv"
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return path


def test_labels_at_five_years(tmp_path):
    rows = read_cohort(table(tmp_path, "p,a.png,4.9,1", "q,b.png,5.0,0", "r,c.png,4.9,0", "s,d.png,7,1"))
    assert [row.alive for row in rows] == [False, True, None, True]
    assert rows[0].image == tmp_path / "a.png"


def test_all_faults_are_told_at_once_with_their_lines(tmp_path):
    lines = ("p,a.png,-1,1", ",b.png,3,0", "q,none.png,3,0", "r,c.png,soon,2", "s,d.png,3,1", "t,d.png,3,1")
    with pytest.raises(CohortError) as caught:
        read_cohort(table(tmp_path, *lines))
    faults = "\n".join(caught.value.faults)
    assert "line 2: time_years '-1'" in faults
    assert "line 3: patient_id is empty" in faults
    assert "line 4: there is no image" in faults
    assert "line 5: time_years 'soon'" in faults
    assert "line 5: event '2'" in faults
    assert "d.png stands in more than one row" in faults


def test_missing_columns_are_named(tmp_path):
    path = tmp_path / "cohort.csv"
    path.write_text("patient_id,image\n", encoding="utf-8")
    with pytest.raises(CohortError, match="time_years, event"):
        read_cohort(path)


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
    with pytest.raises(CohortError, match="one outcome"):
        split_patients(["a", "b", "c"], np.array([True, True, False]), seed=0)
