"""Kappas against R's vcd and Gwet's irrCAC, shares against R's prop.test, net benefit against dcurves."""

import numpy as np
import pytest

from model.statistics.agreement import cohens_kappa, fleiss_kappa, raw_agreement
from model.statistics.decision import event_share, net_benefit, treat_all
from model.statistics.drawn import means
from model.statistics.estimate import counted
from model.statistics.horizon import at_horizon
from model.statistics.resampling import Draws, interval

A = np.array([1, 2, 3, 3, 2, 1, 4, 1, 2, 5, 3, 2, 2, 4, 5, 1], float)
B = np.array([1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 1, 2, 1, 4, 4, 1], float)
N = np.nan
GWET = np.array(
    [[1, 1, N, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
     [2, 2, 2, 2], [N, 5, 5, 5], [N, N, 1, 1], [N, N, 3, N]]
)  # fmt: skip
THRESHOLDS = np.array([0.2, 0.4, 0.6, 0.7])


@pytest.mark.parametrize("weighted", [False, True])
def test_cohens_kappa_as_vcd_gives_it(weighted, r_values):
    found = cohens_kappa(A, B, weighted)
    expected = r_values["cohen_linear" if weighted else "cohen_plain"]
    assert (found.value, found.low, found.high) == pytest.approx(expected, abs=1e-10)


def test_fleiss_kappa_with_missing_answers_as_gwet_gives_it(python_values):
    found = fleiss_kappa(GWET)
    value, error = python_values["fleiss"]
    assert found.value == pytest.approx(value, abs=1e-10)
    assert (found.value - found.low) / 1.959963984540054 == pytest.approx(error, abs=1e-10)
    assert found.high == 1


def test_who_was_not_judged_by_both_does_not_count():
    some = np.where(np.arange(16) < 4, N, A)
    assert raw_agreement(some, B).value == pytest.approx((A[4:] == B[4:]).mean())


def test_full_agreement_and_no_choice_are_statements():
    assert cohens_kappa(A, A).value == 1
    assert "not defined" in cohens_kappa(np.ones(9), np.ones(9)).reason
    assert "one reader" in cohens_kappa(np.ones(9), np.arange(9) % 2.0).reason
    assert fleiss_kappa(np.column_stack([A, A, A])).value == 1
    assert "not defined" in fleiss_kappa(np.ones((9, 3))).reason
    assert "at least" in fleiss_kappa(np.full((9, 3), N)).reason


def test_wilsons_interval_as_r_gives_it(r_values):
    found = counted(16, 19)
    assert (found.value, found.low, found.high) == pytest.approx(r_values["wilson_16_of_19"], abs=1e-10)
    assert counted(0, 9).low == 0


def risk_of(lung):
    return 1 / (1 + np.exp(-(lung["ph_ecog"] * 0.8 + lung["male"] * 0.5 - 0.7)))


def test_net_benefit_with_censoring_as_dcurves_gives_it(lung, python_values):
    acts = risk_of(lung) >= THRESHOLDS[:, None]
    time, event = lung["time"], lung["dead"] > 0
    found = net_benefit("risk", acts, time, event, 365, THRESHOLDS)
    assert found.benefit == pytest.approx(python_values["benefit_risk"], abs=1e-10)
    everybody = treat_all(event_share(time, event, 365), THRESHOLDS)
    assert everybody.benefit == pytest.approx(python_values["benefit_all"], abs=1e-10)


def test_net_benefit_at_a_stated_prevalence_as_dcurves_gives_it(lung, python_values):
    time, event = lung["time"], lung["dead"] > 0
    known = at_horizon(time, event, 365).known
    acts = (risk_of(lung) >= THRESHOLDS[:, None])[:, known]
    found = net_benefit("risk", acts, time[known], event[known], 365, THRESHOLDS, prevalence=0.3)
    assert found.benefit == pytest.approx(python_values["benefit_stated"], abs=1e-10)


def test_draws_are_the_same_everywhere_and_the_percentiles_are_those_of_a_mean():
    (first,), (again,) = Draws(10, 2, 7).parts(), Draws(10, 2, 7).parts()
    assert first.tolist() == again.tolist()
    values = np.random.default_rng(3).normal(size=200)
    found = interval(float(values.mean()), means(values, Draws(200)))
    half = 1.96 * values.std() / np.sqrt(200)
    assert (found.low, found.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.02)


def test_a_statistic_that_often_does_not_exist_is_not_given():
    found = interval(1.0, np.where(np.arange(10) < 5, 1.0, N))
    assert "too many bootstrap draws" in found.reason


def test_a_measurement_has_no_kappa_and_takes_no_table_of_its_values():
    values = np.arange(50_000.0)
    assert "50000 levels" in cohens_kappa(values, values[::-1], weighted=True).reason
