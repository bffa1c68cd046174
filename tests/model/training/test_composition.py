"""A synthetic patient: drawn again from its seed, at risk as stated, followed up as stated."""

from dataclasses import replace

import numpy as np
import pytest

from model.synthesis.composition import draw_composition, log_hazard, simulate_outcome

DRAWS = 2000


@pytest.fixture(scope="module")
def cohort() -> tuple[np.ndarray, list]:
    compositions = [draw_composition(seed) for seed in range(DRAWS)]
    hazards = np.array([log_hazard(composition) for composition in compositions])
    return hazards, [simulate_outcome(one, seed) for seed, one in enumerate(compositions)]


def test_the_same_seed_draws_the_same_patient_and_another_seed_another():
    assert draw_composition(7) == draw_composition(7)
    assert simulate_outcome(draw_composition(7), 7) == simulate_outcome(draw_composition(7), 7)
    assert draw_composition(7) != draw_composition(8)


def test_tissue_fractions_are_shares_of_one_core():
    for seed in range(200):
        one = draw_composition(seed)
        shares = np.array([one.well, one.poor, one.stroma, one.necrosis, one.mucus])
        assert shares.min() >= 0
        assert shares.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "direction"), [("poor", 1), ("necrosis", 1), ("well", -1), ("lymphocytes", -1)]
)
def test_each_part_of_the_risk_has_its_stated_direction(name: str, direction: int):
    one = draw_composition(3)
    more = replace(one, **{name: getattr(one, name) + 0.1})
    assert np.sign(log_hazard(more) - log_hazard(one)) == direction


@pytest.mark.parametrize("name", ["mucus", "stroma", "radius_px", "centre_dx_px", "stain_hue", "eosin"])
def test_what_should_carry_no_risk_carries_none(name: str):
    one = draw_composition(3)
    assert log_hazard(replace(one, **{name: getattr(one, name) + 0.1})) == log_hazard(one)


def test_the_same_luck_kills_sooner_at_a_higher_hazard():
    mild = replace(draw_composition(3), well=0.6, poor=0.0, necrosis=0.0, lymphocytes=1.0)
    severe = replace(mild, well=0.0, poor=0.6, necrosis=0.3, lymphocytes=0.0)
    for seed in range(100):
        assert simulate_outcome(severe, seed).time_years <= simulate_outcome(mild, seed).time_years


def test_about_half_are_alive_after_five_years_and_few_are_lost(cohort: tuple[np.ndarray, list]):
    _, outcomes = cohort
    known = [outcome.alive_at_5 for outcome in outcomes if outcome.alive_at_5 is not None]
    assert 0.44 < np.mean(known) < 0.56
    assert 0.015 < 1 - len(known) / DRAWS < 0.05


def test_the_answer_at_five_years_agrees_with_time_and_event(cohort: tuple[np.ndarray, list]):
    _, outcomes = cohort
    for outcome in outcomes:
        assert 0 < outcome.time_years <= 10
        if outcome.alive_at_5:
            assert outcome.time_years > 5
        elif outcome.alive_at_5 is None:
            assert outcome.time_years < 5
            assert not outcome.event
        else:
            assert outcome.time_years <= 5
            assert outcome.event


def test_the_true_hazard_separates_survivors_as_well_as_the_module_says(cohort: tuple[np.ndarray, list]):
    hazards, outcomes = cohort
    alive = hazards[[outcome.alive_at_5 is True for outcome in outcomes]]
    dead = hazards[[outcome.alive_at_5 is False for outcome in outcomes]]
    auc = (dead[:, None] > alive[None, :]).mean()  # hazards are continuous: no ties
    assert 0.88 < auc < 0.92
