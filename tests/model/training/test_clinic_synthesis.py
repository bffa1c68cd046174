"""Stage, grade and reads of simulated patients: they follow the hidden truth they are made of, and age does not."""

import numpy as np
import pytest

from model.synthesis.clinic_synthesis import READERS, simulate_clinic
from model.synthesis.composition import draw_composition, log_hazard

SEEDS = range(600)
COMPOSITIONS = [draw_composition(seed) for seed in SEEDS]
CLINICS = [simulate_clinic(composition, seed) for composition, seed in zip(COMPOSITIONS, SEEDS, strict=True)]
HAZARD = np.array([log_hazard(composition) for composition in COMPOSITIONS])
POOR = np.array([composition.poor / (composition.poor + composition.well) for composition in COMPOSITIONS])


def test_every_stage_grade_and_read_occurs():
    assert {clinic.stage for clinic in CLINICS} == {1, 2, 3, 4}
    assert {clinic.grade for clinic in CLINICS} == {1, 2, 3}
    for number in range(len(READERS)):
        assert {clinic.reads[number][1] for clinic in CLINICS} == {0, 1}


@pytest.mark.parametrize(
    ("values", "truth"),
    [
        ([clinic.stage for clinic in CLINICS], HAZARD),
        ([clinic.grade for clinic in CLINICS], POOR),
        *([[clinic.reads[number][1] for clinic in CLINICS], HAZARD] for number in range(len(READERS))),
    ],
)
def test_it_goes_with_the_truth_but_does_not_tell_all(values: list[int], truth: np.ndarray):
    assert 0.25 < np.corrcoef(values, truth)[0, 1] < 0.9


def test_age_tells_nothing():
    # The standard error of a correlation of 600 is 0.04.
    assert abs(np.corrcoef([clinic.age for clinic in CLINICS], HAZARD)[0, 1]) < 0.13


def test_readers_agree_more_than_by_chance_and_less_than_fully():
    first, second = (np.array([clinic.reads[number][1] for clinic in CLINICS]) for number in (0, 1))
    assert 0.62 < (first == second).mean() < 0.95


def test_the_same_patient_again():
    assert simulate_clinic(COMPOSITIONS[3], 3) == CLINICS[3]
