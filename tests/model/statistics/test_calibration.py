"""Calibration against values of scikit-learn 1.9.1 and statsmodels 0.15, and by what the words promise."""

import math

import numpy as np
import pytest

from model.statistics.calibration import (
    brier,
    calibration_curve,
    level,
    platt,
    prevalence_shift,
    recalibration,
    sigmoid,
    sigmoid_of,
    weighted_level,
    weighted_recalibration,
)

LOGITS = np.array([-2.0, -1.5, -1.1, -0.7, -0.2, 0.1, 0.3, 0.8, 1.2, 1.9, 2.2, -0.4])
ALIVE = np.array([0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1], bool)


def test_platt_as_scikit_learn_computes_it():
    found = platt(LOGITS, ALIVE)
    assert found.slope == pytest.approx(0.8478182862948271, abs=1e-4)
    assert found.intercept == pytest.approx(0.36458313217521404, abs=1e-4)


def test_calibration_slope_and_intercept_with_intervals_as_statsmodels_computes_them():
    found = recalibration(LOGITS, ALIVE)
    assert (found.intercept, found.slope) == pytest.approx((0.5139224649521438, 1.407497026325431), abs=1e-6)
    assert found.intercept_interval == pytest.approx((-0.9805711107222624, 2.00841604062655), abs=1e-5)
    assert found.slope_interval == pytest.approx((-0.23554663330544678, 3.0505406859563085), abs=1e-5)


def test_platt_stays_finite_where_the_groups_do_not_overlap_and_recalibration_says_none():
    assert 0 < platt(np.arange(8.0) - 3.5, np.arange(8) > 3).slope < 100
    assert math.isnan(recalibration(np.arange(8.0), np.arange(8) > 3).slope)


def test_logits_that_are_all_alike_give_the_share_and_no_slope():
    found = platt(np.full(10, 0.7), np.arange(10) < 5)
    assert sigmoid(np.array(found.slope * 0.7 + found.intercept)) == pytest.approx(0.5, abs=1e-6)


def test_level_brings_the_mean_probability_to_the_share_alive():
    found = level(LOGITS - 2, ALIVE)
    assert sigmoid(LOGITS - 2 + found.intercept).mean() == pytest.approx(ALIVE.mean(), abs=1e-9)
    assert found.slope == 1
    assert found.intercept_interval[0] < found.intercept < found.intercept_interval[1]


def test_the_shift_to_a_prevalence_is_that_of_the_prior_odds():
    assert prevalence_shift(0.5, 0.8) == pytest.approx(math.log(4))
    assert prevalence_shift(0.3, 0.3) == 0


def test_brier_as_scikit_learn_computes_it():
    assert brier(sigmoid(LOGITS), ALIVE) == pytest.approx(0.1678131903436313, abs=1e-12)


def test_bins_of_the_curve_hold_all_patients_lowest_first():
    bins = calibration_curve(sigmoid(LOGITS), ALIVE, 5)
    assert [b.patients for b in bins] == [3, 3, 2, 2, 2]
    assert [b.share_alive for b in bins] == pytest.approx([1 / 3, 1 / 3, 0.5, 1, 1])
    assert sum(b.patients * b.mean_probability for b in bins) / 12 == pytest.approx(sigmoid(LOGITS).mean())


def test_sigmoid_does_not_overflow():
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0, 0.5, 1]
    assert [sigmoid_of(logit) for logit in (-1e4, 0.0, 1e4)] == [0, 0.5, 1]
    assert [sigmoid_of(logit) for logit in (-1.5, 2.0)] == pytest.approx([1 / (1 + math.e**1.5), 1 / (1 + math.e**-2)])


def test_calibration_on_one_outcome_is_refused():
    with pytest.raises(ValueError, match="both groups"):
        platt(LOGITS, np.ones(12, bool))


def test_a_weighted_recalibration_as_statsmodels_computes_it():
    import statsmodels.api as sm

    weight = np.linspace(0.8, 2.0, len(LOGITS))
    found = weighted_recalibration(LOGITS, ALIVE, np.where(np.arange(len(LOGITS)) == 3, 0.0, weight))
    on = np.arange(len(LOGITS)) != 3
    fit = sm.GLM(ALIVE[on].astype(float), sm.add_constant(LOGITS[on]), family=sm.families.Binomial(),
                 var_weights=weight[on]).fit(cov_type="HC0", tol=1e-13)  # fmt: skip
    assert (found.intercept, found.slope) == pytest.approx(fit.params, abs=1e-8)
    assert found.intercept_interval == pytest.approx(fit.conf_int()[0], abs=1e-7)
    assert found.slope_interval == pytest.approx(fit.conf_int()[1], abs=1e-7)
    assert math.isnan(weighted_recalibration(np.arange(8.0), np.arange(8) > 3, np.ones(8)).slope)


def test_a_weighted_level_as_statsmodels_computes_it():
    """The intercept alone, with the logits as offset; a patient with the weight 0 does not count."""
    import statsmodels.api as sm

    weight = np.linspace(0.8, 2.0, len(LOGITS))
    found = weighted_level(LOGITS, ALIVE, np.where(np.arange(len(LOGITS)) == 3, 0.0, weight))
    on = np.arange(len(LOGITS)) != 3
    fit = sm.GLM(ALIVE[on].astype(float), np.ones(on.sum()), family=sm.families.Binomial(), offset=LOGITS[on],
                 var_weights=weight[on]).fit(cov_type="HC0", tol=1e-13)  # fmt: skip
    assert found.intercept == pytest.approx(fit.params[0], abs=1e-8)
    assert found.intercept_interval == pytest.approx(fit.conf_int()[0], abs=1e-7)
    assert (found.slope, found.slope_interval) == (1.0, (1.0, 1.0))


@pytest.mark.parametrize("fitted", [weighted_level, weighted_recalibration])
def test_a_group_whose_patients_all_have_the_weight_0_is_no_group(fitted):
    with pytest.raises(ValueError, match="both groups"):
        fitted(LOGITS, ALIVE, np.where(ALIVE, 1.0, 0.0))
