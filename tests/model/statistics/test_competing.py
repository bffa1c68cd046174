"""Cumulative incidence: as lifelines has it where no two times are alike, by hand where they are, and its sums."""

import math
from fractions import Fraction

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
    assert "no patient was followed to this time" in found.at(4.5).reason


def delta_variance(time, ours, other, moment):
    """Share and its variance by the delta method, step by step in fractions (Pintilie (2006), formula 4.4).

    Var F(t) is the sum over times s <= t, with n at risk, d deaths of which d1 are ours, and S just before s, of
    (F(t) - F(s))^2 d / (n (n - d)) + S^2 d1 (n - d1) / n^3 - 2 (F(t) - F(s)) S d1 / n^2.
    """
    steps, alive, share = [], Fraction(1), Fraction(0)
    for at in sorted(set(time)):
        n = sum(one >= at for one in time)
        d1 = sum(one == at and died for one, died in zip(time, ours, strict=True))
        d = d1 + sum(one == at and died for one, died in zip(time, other, strict=True))
        share += alive * Fraction(d1, n)
        steps.append((at, n, d, d1, alive, share))
        alive *= Fraction(n - d, n)
    end = [step for step in steps if step[0] <= moment]
    final, variance = end[-1][-1], Fraction(0)
    for _, n, d, d1, before, so_far in end:
        rest = final - so_far
        variance += rest**2 * Fraction(d, n * (n - d)) if n > d else 0
        variance += before**2 * Fraction(d1 * (n - d1), n**3) - 2 * rest * before * Fraction(d1, n**2)
    return final, variance


def band_of(share, variance):
    """95 % band on the scale of log(-log)."""
    share, spread = float(share), 1.959963984540054 * math.sqrt(variance)
    turned = spread / (share * math.log(share))
    return share ** math.exp(-turned), share ** math.exp(turned)


# Twelve patients: both causes and a loss at 2; both causes at 5, each twice; alone at 3 and 8.
TIED = (2, 2, 2, 3, 5, 5, 5, 5, 8, 9, 9, 11)
TIED_OURS = (1, 0, 0, 1, 1, 1, 0, 0, 0, 1, 0, 0)
TIED_OTHER = (0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("moment", [2, 3, 5, 8, 9, 11])
def test_the_variance_of_tied_causes_is_the_delta_methods(moment, swapped):
    ours, other = (TIED_OTHER, TIED_OURS) if swapped else (TIED_OURS, TIED_OTHER)
    found = cumulative_incidence("x", np.array(TIED, float), np.array(ours, bool), np.array(other, bool)).at(moment)
    share, variance = delta_variance(TIED, ours, other, moment)
    assert found.value == pytest.approx(float(share), abs=1e-12)
    assert (found.low, found.high) == pytest.approx(band_of(share, variance), abs=1e-12)


@pytest.mark.parametrize("moment", [1, 2, 4])
def test_without_losses_the_variance_of_tied_causes_is_that_of_a_share(moment):
    """Nobody is lost: the share of 20 patients who had it, with the binomial variance F (1 - F) / n."""
    time = np.array([1.0] * 6 + [2.0] * 5 + [4.0] * 4 + [7.0] * 5)
    ours = np.array([1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0], bool)
    found = cumulative_incidence("x", time, ours, ~ours).at(float(moment))
    share = int(ours[time <= moment].sum()) / 20
    assert found.value == pytest.approx(share)
    assert (found.low, found.high) == pytest.approx(band_of(share, share * (1 - share) / 20), abs=1e-12)
