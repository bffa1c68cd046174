"""Splits by the table, by site, in repeats, and of a share of the patients."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.base.errors import CohortError
from model.training.cohort_table import CohortRow, TableForm, read_cohort
from model.training.config import TrainConfig
from model.training.outcomes import outcomes_of
from model.training.splits import PARTS, fold_splits, reduced, single_split


def rows(count=120, sites=("A", "B", "C"), parts=None):
    """Patients with two spots each: every fifth was lost early, the others died or not in turns."""
    found = []
    for number in range(count):
        patient = number // 2
        lost, died = patient % 5 == 0, patient % 2 == 0
        time = 2.0 if lost else 3.0 if died else 8.0
        part = parts[patient % len(parts)] if parts else None
        site = sites[patient // 2 % len(sites)] if sites else None
        found.append(
            CohortRow(f"p{patient}", Path(f"{number}.png"), time, died and not lost, number + 2, site=site, part=part)
        )
    return tuple(found)


def patients(rows, indices):
    return {rows[index].patient_id for index in indices}


def test_the_column_of_the_table_decides(tmp_path):
    table = rows(parts=("training", "training", "validation", "test", "test", "training", "training"))
    config = TrainConfig(split="column")
    split = single_split(table, config, use_lost=False)
    for name in PARTS:
        found = getattr(split, name)
        assert {table[index].part for index in found} == {name}
        assert all(table[index].alive is not None for index in found)
    whole = single_split(table, config, use_lost=True)
    assert sum(len(getattr(whole, name)) for name in PARTS) == len(table)
    (fold,) = fold_splits(table, config, use_lost=False)
    assert fold.split.training.tolist() == split.training.tolist()
    assert fold.split.test.tolist() == whole.test.tolist()


def test_a_patient_in_two_parts_of_the_column_is_refused():
    table = list(rows(parts=("training", "validation", "test")))
    table[7] = replace(table[7], part="training" if table[7].part != "training" else "test")
    with pytest.raises(CohortError, match=r"Patient p3 is in the .* set and in the .* set"):
        single_split(table, TrainConfig(split="column"), use_lost=False)


@pytest.mark.parametrize(
    ("tested", "words"), [(0, "has 0 spots; both outcomes"), (1, "has 1 spot, all with the same outcome; both")]
)
def test_a_set_of_the_column_without_both_outcomes_is_refused(tested, words):
    table = [row for row in rows(parts=("training", "validation", "test")) if row.alive is not None]
    others = [row for row in table if row.part != "test"]
    alone = [row for row in table if row.part == "test" and row.patient_id not in {one.patient_id for one in others}]
    with pytest.raises(CohortError, match=f"The test set {words}") as caught:
        single_split([*others, *alone[:tested]], TrainConfig(split="column"), use_lost=False)
    assert "each of its sets" in caught.value.remedy


def test_the_column_is_read_only_if_it_is_asked_for(tmp_path):
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "b.png").write_bytes(b"x")
    path = tmp_path / "c.csv"
    lines = ("patient_id,image,time_years,event,split", "p,a.png,3,1,Train", "q,b.png,3,1,fold 2")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [row.part for row in read_cohort(path)] == [None, None]
    with pytest.raises(CohortError) as caught:
        read_cohort(path, TableForm(split=True))
    assert caught.value.faults == ("line 3: split 'fold 2' is none of train, validation, test",)
    path.write_text(path.read_text(encoding="utf-8").replace("fold 2", "val"), encoding="utf-8")
    assert [row.part for row in read_cohort(path, TableForm(split=True))] == ["training", "validation"]
    path.write_text(path.read_text(encoding="utf-8").replace("split", "part"), encoding="utf-8")
    with pytest.raises(CohortError) as caught:
        read_cohort(path, TableForm(split=True))
    assert caught.value.faults == ("the column 'split' is missing",)
    assert read_cohort(path, TableForm(split=True, columns={"split": "part"}))[0].part == "training"


@pytest.mark.parametrize("use_lost", [False, True])
def test_each_site_is_held_out_once(use_lost):
    table = rows()
    folds = fold_splits(table, TrainConfig(folds_by="site"), use_lost)
    assert [fold.title for fold in folds] == ["site A", "site B", "site C"]
    for fold, site in zip(folds, "ABC", strict=True):
        split = fold.split
        assert {table[index].site for index in split.test} == {site}
        assert len(split.test) == sum(row.site == site for row in table)
        others = np.concatenate([split.training, split.validation])
        assert site not in {table[index].site for index in others}
        assert patients(table, split.training).isdisjoint(patients(table, split.validation))
        assert any(table[index].alive is None for index in others) == use_lost
        assert 0.1 < len(split.validation) / len(others) < 0.35
    assert sorted(np.concatenate([fold.split.test for fold in folds]).tolist()) == list(range(len(table)))


def test_patients_without_a_site_are_named():
    table = list(rows())
    table[4] = CohortRow("p2", Path("x.png"), 3.0, True, 6)
    with pytest.raises(CohortError, match=r"Patient p2 \(line 6\) has no site"):
        fold_splits(table, TrainConfig(folds_by="site"), False)
    with pytest.raises(CohortError, match="one site"):
        fold_splits(rows(sites=("A",)), TrainConfig(folds_by="site"), False)


def test_repeated_folds_are_drawn_anew_and_hold_out_everybody_in_each_repeat():
    table = rows()
    folds = fold_splits(table, TrainConfig(folds=2, repeats=3), False)
    assert len(folds) == 6
    assert folds[3].title == "fold 2 of 2, repeat 2 of 3"
    firsts = [tuple(folds[number].split.test.tolist()) for number in (0, 2, 4)]
    assert len(set(firsts)) == 3
    for number in (0, 2, 4):
        both = np.concatenate([folds[number].split.test, folds[number + 1].split.test])
        assert sorted(both.tolist()) == list(range(len(table)))


def test_a_smaller_share_is_part_of_a_larger_one_and_keeps_both_outcomes():
    table = rows(1200)
    outcomes = outcomes_of(table)
    (fold, *_) = fold_splits(table, TrainConfig(folds=2), use_lost=True)
    whole = fold.split
    half, quarter, none = (reduced(whole, outcomes, share, seed=5) for share in (0.5, 0.25, 0.001))
    for name in ("training", "validation"):
        small, middle, large = (patients(table, getattr(split, name)) for split in (quarter, half, whole))
        assert small < middle < large
        assert len(middle) == pytest.approx(len(large) / 2, abs=2)
        states = [table[index].alive for index in getattr(none, name)]
        assert all(states.count(state) == 4 for state in (True, False, None)), "two patients of two spots each"
    assert half.test.tolist() == whole.test.tolist()
    assert reduced(whole, outcomes, 1.0, seed=5) is whole
