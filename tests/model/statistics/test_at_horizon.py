"""Figures at a horizon that respect censoring and other deaths, against R on five tables.

`reference/horizon.R` made the values with survival, etm, riskRegression, geepack, rms and cmprsk. Everywhere a loss at
the time of a death is later than it, and who is lost at exactly the horizon was alive at it; `veteran` and `made` have
such losses.
"""

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from model.statistics.accuracy import accuracy_at, share_by
from model.statistics.calibration_at import intercept_at, observed_to_expected, slope_at
from model.statistics.censoring import auc_at, brier_at, weights
from model.statistics.competing import cumulative_incidence
from model.statistics.decision import net_benefit
from model.statistics.estimate import NotGiven
from model.statistics.horizon import at_horizon, too_few_followed
from model.statistics.kaplan_meier import median_follow_up
from model.statistics.resampling import Draws
from model.statistics.restricted_mean import TimeLost, difference, time_lost
from model.statistics.smooth_calibration import distances_drawn, smooth_fit

FOLDER = Path(__file__).with_name("reference")
R = json.loads((FOLDER / "values_horizon.json").read_text(encoding="utf-8"))
TABLES = ("lung", "gbsg", "veteran", "mgus2", "made")
COMPETING = ("mgus2", "made")
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def table(name):
    """Return risk, time, event, horizon and other deaths (None where there are none), and who is at high risk."""
    file = "lung_risk" if name == "lung" else name
    d = np.genfromtxt(FOLDER / f"{file}.csv", delimiter=",", names=True)
    other = d["cause"] == 2 if name in COMPETING else None
    return d["risk"], d["time"], d["cause"] == 1, R[f"{name}_counts"][1], other, d["risk"] >= R[f"{name}_counts"][2]


def near(found, key, abs_=1e-6):
    """Compare an estimate, value and interval, with R's."""
    assert [found.value, found.low, found.high] == pytest.approx(R[key], abs=abs_)


@every_table
def test_counts_and_shares_of_all(name):
    _, time, event, horizon, other, _ = table(name)
    state = at_horizon(time, event, horizon, other)
    n, _, _, events, others, dead, lost = R[f"{name}_counts"]
    assert [len(time), state.events, state.survivors, state.others, state.lost] == [n, events, others, dead, lost]
    value, error, low, high = R[f"{name}_share"]
    found = share_by(np.ones(len(time), bool), time, event, horizon, other)
    assert [found.value, found.low, found.high] == pytest.approx([value, low, high], abs=1e-6)
    dead = np.zeros(len(time), bool) if other is None else other
    assert cumulative_incidence("", time, event, dead).numbers_at(horizon) == pytest.approx((value, error**2), abs=1e-7)


@every_table
@pytest.mark.parametrize("figure", ["sensitivity", "specificity", "ppv", "npv"])
def test_accuracy_at_a_threshold(name, figure):
    _, time, event, horizon, other, high = table(name)
    near(getattr(accuracy_at(high, time, event, horizon, other), figure), f"{name}_{figure}")


@every_table
def test_auc_and_brier_score_as_riskregression_has_them(name):
    risk, time, event, horizon, other, _ = table(name)
    assert auc_at(risk, time, event, horizon, other) == pytest.approx(R[f"{name}_auc"][0], abs=1e-6)
    assert brier_at(risk, time, event, horizon, other) == pytest.approx(R[f"{name}_brier"][0], abs=1e-6)


@every_table
def test_calibration_line_and_observed_to_expected(name):
    risk, time, event, horizon, other, _ = table(name)
    case, control = weights(time, event, horizon, other)
    near(slope_at(risk, case > 0, case + control), f"{name}_slope", 1e-5)
    near(intercept_at(risk, case > 0, case + control), f"{name}_intercept", 1e-5)
    dead = np.zeros(len(time), bool) if other is None else other
    numbers = cumulative_incidence("", time, event, dead).numbers_at(horizon)
    near(observed_to_expected(risk, *numbers), f"{name}_oe")


@every_table
def test_smooth_curve_its_band_and_the_distances_from_it(name):
    risk, time, event, horizon, other, _ = table(name)
    fitted = smooth_fit(risk, time, event, horizon, other)
    found = fitted.distances()
    assert [found.ici, found.e50, found.e90] == pytest.approx(R[f"{name}_distances"], abs=1e-5)
    at, *expected = np.reshape(R[f"{name}_curve"], (4, 3))
    assert np.stack(fitted.at(at)) == pytest.approx(np.stack(expected), abs=1e-5)


@every_table
def test_the_curve_and_the_bins_of_a_page_agree(name):
    """Kaplan-Meier's (Aalen-Johansen's) share of a bin is near the mean of the curve in it: both respect the losses."""
    risk, time, event, horizon, other, _ = table(name)
    curve = smooth_fit(risk, time, event, horizon, other)
    for who in np.array_split(np.argsort(risk, kind="stable"), 3):
        on = np.isin(np.arange(len(risk)), who)
        observed = share_by(on, time, event, horizon, other)
        assert observed.low < curve.at(risk[on])[0].mean() < observed.high


@every_table
def test_net_benefit_and_restricted_means(name):
    _, time, event, horizon, other, high = table(name)
    cut = np.array([R[f"{name}_counts"][2]])
    benefit = net_benefit("", high[None], time, event, horizon, cut, None, other).benefit[0]
    assert benefit == pytest.approx(R[f"{name}_benefit"][0], abs=1e-6)
    for group, who in (("high", high), ("low", ~high)):
        found = time_lost(time[who], event[who], horizon, None if other is None else other[who])
        value, error = R[f"{name}_lost_{group}"]
        assert found.value == pytest.approx(value, abs=1e-4)
        if error is not None:
            assert found.error == pytest.approx(error, abs=1e-4)
        assert found.kept().value == pytest.approx(horizon - value, abs=1e-4)


@every_table
def test_median_follow_up(name):
    _, time, event, _, other, _ = table(name)
    expected = R[f"{name}_follow_up"][0]
    found = median_follow_up(time, event if other is None else event | other)
    assert found == (np.inf if expected is None else pytest.approx(expected, abs=1e-5))


def resampled(time, event, other, of, draws=400):
    """Return the standard deviation of `of` over draws of patients."""
    random = np.random.default_rng(3)
    values = [of(time[who], event[who], other[who]) for who in random.integers(0, len(time), (draws, len(time)))]
    return np.std(values)


@pytest.mark.parametrize("name", COMPETING)
def test_the_error_of_the_time_lost_to_a_cause_is_that_of_a_bootstrap(name):
    """R gives none; with one cause the formula is Greenwood's and has been compared with R above."""
    _, time, event, horizon, other, high = table(name)
    one = time[high], event[high], other[high]
    found = time_lost(*one[:2], horizon, one[2])
    expected = resampled(*one, lambda time, event, other: time_lost(time, event, horizon, other).value)
    assert found.error == pytest.approx(expected, rel=0.12)
    all_deaths = time_lost(time[high], event[high] | other[high], horizon).value
    other_cause = time_lost(time[high], other[high], horizon, event[high]).value
    assert found.value + other_cause == pytest.approx(all_deaths)


def test_times_lost_without_errors_differ_without_an_interval():
    found = difference(TimeLost(2.0, 0.0, 5.0), TimeLost(3.5, 0.0, 5.0))
    assert isinstance(found, NotGiven)
    assert (found.value, "no width" in found.reason) == (-1.5, True)
    unknown = difference(TimeLost(2.0, 0.1, 5.0), TimeLost(math.nan, math.nan, 5.0))
    assert isinstance(unknown, NotGiven)
    assert unknown.value is None


def test_observed_to_expected_has_no_interval_without_events_and_no_value_without_expected_ones():
    nobody = observed_to_expected(np.array([0.2, 0.4]), 0.0, 0.0)
    assert isinstance(nobody, NotGiven)
    assert (nobody.value, "no patient had the event" in nobody.reason) == (0.0, True)
    nothing = observed_to_expected(np.array([0.0, 0.0]), 0.1, 0.01)
    assert isinstance(nothing, NotGiven)
    assert (nothing.value, "almost 0" in nothing.reason) == (None, True)


def test_a_difference_of_times_lost_has_the_errors_of_both():
    _, time, event, horizon, _, high = table("gbsg")
    one, two = (time_lost(time[who], event[who], horizon) for who in (high, ~high))
    found = difference(one, two)
    assert found.value == pytest.approx(one.value - two.value)
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * np.hypot(one.error, two.error), rel=1e-6)


def test_without_losses_all_figures_are_the_plain_ones():
    random = np.random.default_rng(6)
    risk, time = random.uniform(0.05, 0.95, 80), random.exponential(4, 80)
    event, high = np.ones(80, bool), risk > 0.4
    died = time <= 5
    found = accuracy_at(high, time, event, 5.0)
    plain = [high[died].mean(), (~high)[~died].mean(), died[high].mean(), (~died)[~high].mean()]
    assert [f.value for f in (found.sensitivity, found.specificity, found.ppv, found.npv)] == pytest.approx(plain)
    true, missed = (high & died).sum(), (~high & died).sum()
    half = 1.959964 * np.sqrt(1 / true + 1 / missed)
    low = 1 / (1 + np.exp(-(np.log(true / missed) - half)))
    assert found.sensitivity.low == pytest.approx(low, abs=1e-6)
    assert brier_at(risk, time, event, 5.0) == pytest.approx(((risk - died) ** 2).mean())


def test_nobody_followed_to_the_horizon_gives_no_figure():
    """Complete cases alone would give a PPV of 1: all who are known had the event."""
    time, event = np.array([1.0, 2, 3, 4, 4, 4, 1, 2, 3, 4, 4, 4]), np.array([1, 1, 1, 0, 0, 0] * 2, bool)
    high = np.arange(12) < 6
    found = accuracy_at(high, time, event, 5.0)
    for one in (found.sensitivity, found.specificity, found.ppv, found.npv):
        assert isinstance(one, NotGiven)
        assert one.value is None
        assert one.reason == "too few patients were followed to the horizon: 0, and 3 were lost before the horizon"


@pytest.mark.parametrize(("followed", "lost", "refused"), [(5, 50, False), (4, 4, False), (4, 5, True), (0, 0, False)])
def test_too_few_followed(followed, lost, refused):
    time = np.array([9.0] * followed + [1.0] * lost + [2.0] * 7)
    event = np.array([False] * (followed + lost) + [True] * 7)
    assert (too_few_followed(at_horizon(time, event, 5.0)) is not None) == refused


def test_a_group_that_all_had_the_event_is_known_beyond_its_follow_up():
    time, event = np.array([1.0, 2, 3, 9, 9, 9]), np.array([1, 1, 1, 0, 0, 1], bool)
    found = accuracy_at(np.arange(6) < 3, time, event, 5.0)
    assert (found.ppv.value, found.npv.value) == (1.0, 1.0)
    assert (found.sensitivity.value, found.specificity.value) == (1.0, 1.0)
    assert isinstance(found.ppv, NotGiven)
    assert isinstance(found.sensitivity, NotGiven)


def test_each_draw_has_a_curve_of_its_own():
    risk, time, event, horizon, other, _ = table("made")
    fitted = smooth_fit(risk, time, event, horizon, other)
    drawn = Draws(len(risk), 6)
    found = distances_drawn(fitted, time, event, horizon, drawn, other)
    for column, who in zip(found.T, next(drawn.parts()), strict=True):
        alone = smooth_fit(risk[who], time[who], event[who], horizon, other[who], fitted.knots).distances()
        assert column == pytest.approx([alone.ici, alone.e50, alone.e90], abs=1e-7)


def test_few_levels_have_a_straight_curve_and_one_level_has_none():
    risk, time, event, horizon, _, _ = table("lung")
    two = np.where(risk > 0.5, 0.6, 0.4)
    fitted = smooth_fit(two, time, event, horizon)
    assert len(fitted.betas) == 2
    case, control = weights(time, event, horizon)
    at = fitted.at(np.array([0.6]))[0]
    on = two == 0.6
    assert at == pytest.approx(case[on].sum() / (case + control)[on].sum(), abs=1e-6)
    assert smooth_fit(np.full(len(risk), 0.3), time, event, horizon).reason == "all probabilities are alike"
    apart = np.where(event & (time <= horizon), 0.9, 0.1) + 0.05 * np.random.default_rng(1).random(len(risk))
    assert "does not converge" in smooth_fit(apart, time, event, horizon).reason


def test_a_draw_that_separates_the_groups_does_not_end_the_others():
    """Eight patients: many draws have one group only, or two that do not overlap."""
    time = np.array([2.0, 3, 3, 4, 9, 9, 9, 9])
    event = np.arange(8) < 4
    risk = np.array([0.3, 0.5, 0.6, 0.8, 0.2, 0.35, 0.4, 0.7])
    fitted = smooth_fit(risk, time, event, 5.0)
    found = distances_drawn(fitted, time, event, 5.0, Draws(8, 200, 1))
    assert 0 < np.isfinite(found[0]).sum() < 200
    assert np.isfinite(found).all(axis=0).sum() == np.isfinite(found[0]).sum()


def test_a_share_that_misses_1_by_a_rounding_has_no_interval():
    """Everybody at low risk dies, in steps that do not sum to exactly 1: the odds were beyond all numbers."""
    for early in range(3, 60):
        time = np.append(np.arange(1.0, early + 1), np.full(6, 100.0))
        event = np.arange(early + 6) < early
        high = ~event
        found = accuracy_at(high, time, event, 90.0)
        for one in (found.sensitivity, found.specificity):
            assert isinstance(one, NotGiven)
            assert one.value in (0.0, 1.0)
