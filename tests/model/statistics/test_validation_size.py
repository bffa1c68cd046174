"""The planner: against published numbers, other formulas for the same, and a fit by statsmodels.

Riley et al. (2021), in their example of heart valves: a share of 0.018, an AUC of 0.8.
"""

import math
from dataclasses import replace

import numpy as np
import pytest
from statsmodels.api import GLM, families

from model.base.errors import RaterError
from model.statistics.estimate import Z95
from model.statistics.validation_size import SizePlan, auc_error, auc_size, needs_of, ratio_size, slope_size, widths_of

VALVES = SizePlan(0.018, 0.8, ratio_width=1.0)


def test_the_ratio_has_the_published_size():
    """A standard error of 0.245 of ln(O/E), which gives an interval about 1 wide."""
    assert ratio_size(0.018, 2 * math.sinh(Z95 * 0.245)) == pytest.approx((1 - 0.018) / (0.018 * 0.245**2))
    assert ratio_size(0.018, 1.0) == pytest.approx(905, abs=1)


def test_the_interval_of_the_auc_is_just_narrow_enough():
    """By Hanley and McNeil's formula, which is Newcombe's where both groups are of one size."""
    size = auc_size(0.5, 0.7, 0.1)

    def width(known):
        first, second = 0.7 / 1.3, 2 * 0.49 / 1.7
        half = known / 2
        variance = (0.21 + (half - 1) * (first - 0.49) + (half - 1) * (second - 0.49)) / half**2
        return 2 * Z95 * math.sqrt(variance)

    assert width(size) <= 0.1 < width(size - 1)
    assert 2 * Z95 * auc_error(0.5, 0.7, 300) == pytest.approx(width(300))


@pytest.mark.parametrize("plan", [SizePlan(0.35, 0.7, slope_width=0.3), replace(VALVES, logits=(-5.0, 2.5))])
def test_the_slope_has_the_error_of_a_logistic_regression(plan):
    """Fit the expected outcome on a fine grid of logits, weighted by how many patients have them."""
    size = slope_size(plan)
    grid = np.linspace(-25, 20, 40_001)

    def normal(mean, deviation):
        return np.exp(-(((grid - mean) / deviation) ** 2) / 2) / deviation

    if plan.logits:
        density = normal(*plan.logits)
    else:
        # AUC 0.7 of two normals with SD s: Phi(s / sqrt 2), and Phi(0.524400512708041) is 0.7.
        deviation = math.sqrt(2) * 0.524400512708041
        middle, half = math.log(0.35 / 0.65), deviation**2 / 2
        density = 0.35 * normal(middle + half, deviation) + 0.65 * normal(middle - half, deviation)
    x = np.column_stack([np.ones_like(grid), grid])
    probability = 1 / (1 + np.exp(-grid))
    weights = size * density / density.sum()
    outcome = np.append(np.ones_like(grid), np.zeros_like(grid))
    counted = np.append(weights * probability, weights * (1 - probability))
    fitted = GLM(outcome, np.vstack([x, x]), family=families.Binomial(), freq_weights=counted).fit()
    assert fitted.params == pytest.approx([0, 1], abs=1e-6)
    assert 2 * Z95 * fitted.bse[1] == pytest.approx(plan.slope_width, rel=1e-4)


def test_the_expected_logits_have_the_stated_share_and_are_calibrated():
    """The slope's information is of a model whose mean probability is the share."""
    from model.statistics.validation_size import _logits

    logits, weights = _logits(SizePlan(0.35, 0.7))
    assert (weights / (1 + np.exp(-logits))).sum() == pytest.approx(0.35, abs=1e-9)


def test_the_widths_of_the_needed_numbers_are_the_wanted_ones():
    plan = SizePlan(0.3, 0.68, known=0.8)
    for need, at in zip(needs_of(plan), range(3), strict=True):
        assert widths_of(plan, need.known)[at] <= need.width < widths_of(plan, need.known - 2)[at]
        assert need.patients == math.ceil(need.known / 0.8)
        assert need.events == math.ceil(need.known * 0.3)


@pytest.mark.parametrize("change", [{"share": 0.0}, {"share": 1.0}, {"auc": 0.5}, {"auc": 1.0}, {"known": 0.0},
                                    {"known": 1.1}, {"ratio_width": 0.0}, {"auc_width": math.nan},
                                    {"logits": (0.0, 0.0)}, {"logits": (math.nan, 1.0)}])  # fmt: skip
def test_a_plan_that_makes_no_sense_is_refused(change):
    with pytest.raises(RaterError):
        replace(VALVES, **change)


def test_a_width_that_no_study_reaches_is_refused():
    with pytest.raises(RaterError, match="No study is large enough"):
        needs_of(replace(VALVES, slope_width=0.0001))
