"""Cox's model against independent software, and on numbers that are harmless: far from 0, close together, very rare."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from statsmodels.duration.hazard_regression import PHReg

from model.statistics.estimate import Estimate, NotGiven
from model.statistics.hazards import cox_model, hazard_ratio
from model.statistics.partial_likelihood import RiskSets, fit, scaled


def cohort(n=300, seed=2, ties=True):
    random = np.random.default_rng(seed)
    z = random.normal(size=n)
    time = random.exponential(np.exp(-0.5 * z)) * 10
    return z, (np.ceil(time) if ties else time), random.random(n) < 0.6


@pytest.mark.parametrize("ties", [True, False])
def test_several_columns_as_statsmodels_gives_them(ties):
    z, time, event = cohort(ties=ties)
    x = np.column_stack([z, z**2, np.arange(300) % 3 == 0]).astype(float)
    found = fit(np.column_stack([scaled(column)[0] for column in x.T]), time, event)
    deviations = [scaled(column)[1] for column in x.T]
    other = PHReg(time, x, status=event.astype(int), ties="efron").fit()
    assert found.betas / deviations == pytest.approx(other.params, rel=1e-7)
    assert np.sqrt(np.diag(found.covariance)) / deviations == pytest.approx(other.bse, rel=1e-6)


@pytest.mark.parametrize(
    ("mean", "spread"),
    [(18_000, 15), (-18_000, 15), (1e9, 1), (1e12, 1), (1, 1e-12), (0, 1e-12), (0, 1e-300), (0, 1e300)],
)
def test_a_ratio_per_deviation_does_not_depend_on_mean_and_spread(mean, spread):
    """What R gives for 18000 +- 15 as for 0 +- 1; a step of Newton's method from uncentred values leaves all range."""
    z, time, event = cohort()
    expected = hazard_ratio(scaled(z)[0], time, event)
    found = hazard_ratio(scaled(mean + spread * z)[0], time, event)
    assert isinstance(found, Estimate)
    # The digits that the number itself has lost by lying far from 0.
    lost = max(1e-9, abs(mean) / spread * 1e-15)
    assert found.value == pytest.approx(expected.value, rel=lost)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=lost)


def test_the_raw_number_has_its_ratio_too():
    z, time, event = cohort()
    found, plain = hazard_ratio(18_000 + 15 * z, time, event), hazard_ratio(z, time, event)
    assert math.log(found.value) * 15 == pytest.approx(math.log(plain.value), rel=1e-9)
    model = cox_model({"weight": 18_000 + 15 * z, "other": np.arange(300) % 2.0}, time, event)
    assert math.log(model.terms[0].ratio.value) * 15 == pytest.approx(math.log(plain.value), rel=0.05)


def test_a_ratio_that_is_beyond_all_numbers_is_a_statement():
    z, time, event = cohort()
    assert isinstance(hazard_ratio(1e-12 * z, time, event), NotGiven)
    model = cox_model({"x": 1e-12 * z}, time, event)
    assert "too large to compute" in model.reason


def test_terms_of_very_different_spread_are_told_apart():
    z, time, event = cohort()
    one, two = (cox_model({"a": z * by, "b": np.arange(300) % 3.0}, time, event) for by in (1.0, 1e-2))
    assert two.terms[1].ratio.value == pytest.approx(one.terms[1].ratio.value, rel=1e-9)
    assert math.log(two.terms[0].ratio.value) == pytest.approx(100 * math.log(one.terms[0].ratio.value), rel=1e-9)


@pytest.mark.parametrize(("first", "rare"), [(100, 1), (100, 3), (2, 1)])
def test_a_rare_group_has_its_ratio(first, rare):
    """A step of Newton's method from 0 is far too long here; beside the last, exp() of it is no number."""
    random = np.random.default_rng(1)
    time, group = random.exponential(10, 20_000), np.zeros(20_000)
    event = np.ones(20_000, bool)
    group[np.argsort(time)[first : first + rare]] = 1
    found = hazard_ratio(group, time, event)

    def loss(beta):
        """The partial likelihood written out: nobody dies at the same time, all die in the end."""
        hazard = np.exp(beta * group[np.argsort(time)])
        return float(np.log(np.cumsum(hazard[::-1])[::-1]).sum() - beta * group.sum())

    lowest = minimize_scalar(loss, bounds=(-5, 15), method="bounded", options={"xatol": 1e-10}).x
    assert math.log(found.value) == pytest.approx(float(lowest), abs=1e-5)


def test_what_separates_is_seen_exactly():
    z, time, event = cohort(ties=False)
    assert RiskSets(time, event).separated(-time)
    assert RiskSets(time, event).separated(time)
    assert not RiskSets(time, event).separated(z)
    assert fit(scaled(-time)[0][:, None], time, event) is None
    assert isinstance(hazard_ratio(-time, time, event), NotGiven)
    one_pair = -np.argsort(np.argsort(time)).astype(float)
    assert fit(scaled(one_pair)[0][:, None], time, np.zeros(300, bool)) is None


@pytest.mark.parametrize("other", [lambda z: z, lambda z: (z > 0).astype(float)])
def test_columns_that_separate_together_have_no_ratio(other):
    z, time, event = cohort(ties=False)
    group = other(z)
    assert not RiskSets(time, event).separated(-time - 5 * group)
    model = cox_model({"a": -time - 5 * group, "b": group}, time, event)
    assert "does not converge" in model.reason


def test_a_group_that_dies_first_and_whole_has_no_ratio_beside_another_column():
    z, time, event = cohort(ties=False)
    event = np.ones(300, bool)
    early = (time <= np.sort(time)[40]).astype(float)
    assert "does not converge" in cox_model({"early": early, "z": z}, time, event).reason


def test_an_order_that_is_all_but_perfect_has_no_ratio_that_can_be_written():
    """It is finite, and so large that hazards of the first and the last are beyond all numbers."""
    time, event = np.arange(1.0, 201), np.ones(200, bool)
    x = -time
    x[[100, 101]] = x[[101, 100]]
    assert not RiskSets(time, event).separated(x)
    assert isinstance(hazard_ratio(x, time, event), NotGiven)
    assert isinstance(hazard_ratio(scaled(x)[0], time, event), NotGiven)


def test_ties_within_a_death_time_do_not_separate():
    """Efron: of two deaths at one time one has the highest value and the other has not."""
    time, event = np.array([1.0, 1, 2, 2, 3, 3]), np.array([1, 1, 1, 1, 0, 0], bool)
    x = np.array([3.0, 1, 3, 0, 0, 1])
    assert not RiskSets(time, event).separated(x)
    other = PHReg(time, x[:, None], status=event.astype(int), ties="efron").fit()
    column, deviation = scaled(x)
    assert fit(column[:, None], time, event).betas[0] / deviation == pytest.approx(float(other.params[0]), rel=1e-6)


def test_scaled_changes_no_order_and_says_its_deviation():
    values = np.array([3.0, 1.0, 2.0, 2.0])
    column, deviation = scaled(values)
    assert deviation == pytest.approx(values.std(ddof=1))
    assert column == pytest.approx((values - 2) / values.std(ddof=1))
    assert scaled(np.full(5, 7.7))[1] == 0
    assert scaled(np.zeros(0))[1] == 0
