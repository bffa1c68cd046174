"""Cumulative incidence: as lifelines has it where no two times are alike, by hand where they are, and its sums."""

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter

from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import Estimate, NotGiven


@pytest.fixture
def cohort():
    random = np.random.default_rng(8)
    return random.exponential(5, 90), random.choice([0, 1, 2], 90, p=[0.3, 0.45, 0.25])


@pytest.mark.parametrize("cause", [1, 2])
def test_values_and_bands_are_those_of_lifelines(cohort, cause):
    time, kind = cohort
    fit = AalenJohansenFitter(calculate_variance=True).fit(time, kind, event_of_interest=cause)
    found = cumulative_incidence("x", time, kind == cause, kind == 3 - cause)
    at = fit.cumulative_density_.index.to_numpy()
    place = np.searchsorted(found.times, at, "right") - 1
    assert found.share[place] == pytest.approx(fit.cumulative_density_.iloc[:, 0].to_numpy(), abs=1e-12)
    band = fit.confidence_interval_.to_numpy()
    known = np.isfinite(band).all(axis=1)
    assert known.sum() > 50
    assert np.column_stack([found.low, found.high])[place][known] == pytest.approx(band[known], abs=1e-12)


def test_causes_and_survival_are_one_together_and_one_cause_alone_is_kaplan_meier(cohort):
    time, kind = np.ceil(cohort[0]), cohort[1]  # with ties, which lifelines would part by chance
    first = cumulative_incidence("a", time, kind == 1, kind == 2)
    second = cumulative_incidence("b", time, kind == 2, kind == 1)
    alive = KaplanMeierFitter().fit(time, kind > 0).survival_function_.iloc[:, 0]
    for moment in (1.0, 4.0, 9.0):
        assert first.at(moment).value + second.at(moment).value + float(alive.loc[moment]) == pytest.approx(1)
    alone = cumulative_incidence("c", time, kind > 0, np.zeros(len(time), bool))
    assert alone.at(4.0).value == pytest.approx(1 - float(alive.loc[4.0]))


def test_five_patients_by_hand():
    # At 1 of five one dies of it and one of another cause; at 2 of three one is lost; at 3 of two one dies of it.
    time = np.array([1.0, 1.0, 2.0, 3.0, 4.0])
    ours, other = np.array([1, 0, 0, 1, 0], bool), np.array([0, 1, 0, 0, 0], bool)
    found = cumulative_incidence("x", time, ours, other)
    assert found.at(2.5).value == pytest.approx(1 / 5)
    assert found.at(3.0).value == pytest.approx(1 / 5 + 3 / 5 * 1 / 2)
    assert isinstance(found.at(3.0), Estimate)
    assert isinstance(found.at(0.5), NotGiven)
    assert found.at(0.5).value == 0
    assert "nobody was followed that long" in found.at(4.5).reason
