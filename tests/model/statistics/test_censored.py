"""What allows for censoring: concordance, AUC at a time, Brier score, Kaplan-Meier, against R and scikit-survival."""

import numpy as np
import pytest

from model.statistics.censoring import auc_at, brier_at
from model.statistics.concordance import c_difference, harrells_c, unos_c
from model.statistics.estimate import NotGiven
from model.statistics.horizon import at_horizon
from model.statistics.kaplan_meier import follow_up_interval, kaplan_meier, median_follow_up

EVER = 1e9
COLUMNS = {"age": "age", "ph.ecog": "ph_ecog"}


def followed(lung):
    return lung["time"], lung["dead"] > 0


def later_losses(lung):
    """As scikit-survival was given them: losses half a day after events."""
    time, event = followed(lung)
    return time + np.where(event, 0, 0.5), event


@pytest.mark.parametrize("name", COLUMNS)
def test_harrells_and_unos_c_with_standard_errors_as_r_gives_them(name, lung, r_values):
    for found, key in (
        (harrells_c(lung[COLUMNS[name]], *followed(lung)), "c"),
        (unos_c(lung[COLUMNS[name]], *followed(lung), EVER), "uno"),
    ):
        value, error = r_values[f"lung_{key}_{name}"]
        assert found.value == pytest.approx(value, abs=1e-10)
        # R's standard error of Uno's C differs in the fifth digit; why is not known.
        assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(error, rel=1e-6 if key == "c" else 1e-4)


@pytest.mark.parametrize("name", ["age", "ph_ecog"])
def test_auc_at_a_time_and_unos_c_up_to_it_as_scikit_survival_gives_them(name, lung, python_values):
    time, event = later_losses(lung)
    assert auc_at(lung[name], time, event, 365) == pytest.approx(python_values[f"auc_t_{name}"], abs=1e-10)
    assert unos_c(lung[name], time, event, 365).value == pytest.approx(python_values[f"uno_{name}"], abs=1e-10)


def test_brier_with_censoring_as_scikit_survival_gives_it(lung, python_values):
    risk = 1 / (1 + np.exp(-(lung["ph_ecog"] * 0.8 + lung["male"] * 0.5 - 0.7)))
    assert brier_at(risk, *later_losses(lung), 365) == pytest.approx(python_values["brier_t"], abs=1e-10)


def test_kaplan_meier_its_band_numbers_at_risk_and_median_as_r_gives_them(lung, r_values):
    men = lung["male"] > 0
    curve = kaplan_meier("men", lung["time"][men], lung["dead"][men] > 0)
    moments = (180, 365, 730)
    assert [curve.at_risk(moment) for moment in moments] == r_values["lung_km_male_n"]
    found = [curve.at(moment) for moment in moments]
    for key, expected in (("", "value"), ("_low", "low"), ("_high", "high")):
        assert [getattr(at, expected) for at in found] == pytest.approx(r_values[f"lung_km_male{key}"], abs=1e-10)
    assert [curve.median] == r_values["lung_km_male_median"]
    assert isinstance(curve.at(5000), NotGiven)


def test_median_follow_up_is_the_reverse_kaplan_meiers(lung, r_values):
    assert [median_follow_up(*followed(lung))] == r_values["lung_follow_up"]


def test_the_interval_of_the_median_follow_up_is_where_the_band_reaches_one_half():
    """By hand: forty patients of whom all but eight are lost one by one; log-log band from Greenwood's variance."""
    time = np.arange(1.0, 41.0)
    event = np.arange(40) % 5 == 2
    followed_, at_risk, low, high = 1.0, 40, [], []
    sum_ = 0.0
    for moment, dead in zip(time, event, strict=True):
        if not dead:
            followed_ *= 1 - 1 / at_risk
            sum_ += 1 / (at_risk * (at_risk - 1)) if at_risk > 1 else 0.0
            if 0 < followed_ < 1:
                spread = 1.959964 * np.sqrt(sum_) / np.log(followed_)
                low.append((followed_ ** np.exp(-spread), moment))
                high.append((followed_ ** np.exp(spread), moment))
        at_risk -= 1
    ends = (next(m for share, m in low if share <= 0.5), next(m for share, m in high if share <= 0.5))
    assert follow_up_interval(time, event) == ends
    assert ends[0] < median_follow_up(time, event) < ends[1]
    assert follow_up_interval(time[:3], np.array([False, True, True]))[1] == np.inf


def test_without_censoring_the_weighted_auc_is_the_plain_one():
    generator = np.random.default_rng(1)
    time, risk = generator.exponential(10, 60), generator.normal(size=60).round(1)
    event = np.ones(60, bool)
    case = time <= 8
    wins = (risk[case][:, None] > risk[~case][None, :]) + 0.5 * (risk[case][:, None] == risk[~case][None, :])
    assert auc_at(risk, time, event, 8) == pytest.approx(wins.mean())


def test_a_paired_difference_of_c_is_that_of_the_two_and_narrower_than_unpaired(lung):
    age, noisy = lung["age"], lung["age"] + 2 * lung["male"]
    found = c_difference(age, noisy, *followed(lung))
    one, two = harrells_c(age, *followed(lung)), harrells_c(noisy, *followed(lung))
    assert found.value == pytest.approx(one.value - two.value)
    assert found.high - found.low < one.high - one.low


def test_two_raters_who_order_the_patients_alike_differ_by_0_without_an_interval(lung):
    found = c_difference(lung["age"], 2 * lung["age"] + 1, *followed(lung))
    assert isinstance(found, NotGiven)
    assert (found.value, "the same way" in found.reason) == (0.0, True)


def test_who_is_known_at_the_horizon():
    time, event = np.array([4.0, 5, 5, 6, 3]), np.array([True, True, False, True, False])
    state = at_horizon(time, event, 5)
    assert state.positive.tolist() == [True, True, False, False, False]
    assert state.known.tolist() == [True, True, True, True, False]
    assert (state.events, state.survivors, state.lost) == (2, 2, 1)


def test_all_censored_is_a_statement():
    time = np.arange(1.0, 21)
    assert "no events" in harrells_c(time, time, np.zeros(20, bool)).reason
    assert "no events" in unos_c(time, time, np.zeros(20, bool), 10).reason
