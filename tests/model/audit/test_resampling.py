"""Bootstrap intervals have the width of theory, patients are drawn with all spots; and the weighted AUC is right."""

import numpy as np
import pytest

from model.audit.resampling import estimate, mean_over, weighted_auc
from model.statistics.discrimination import auc_value


def test_the_interval_of_a_mean_is_about_that_of_theory():
    values = np.random.default_rng(1).normal(3, 1, 200)
    found = mean_over(values, [str(n) for n in range(200)])
    half = 1.96 * values.std(ddof=1) / 200**0.5
    assert found.value == pytest.approx(values.mean())
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half), abs=0.03)


def test_spots_of_one_patient_are_drawn_together():
    values = np.repeat(np.random.default_rng(2).normal(0, 1, 50), 4)
    together = mean_over(values, [str(n // 4) for n in range(200)])
    apart = mean_over(values, [str(n) for n in range(200)])
    # Four equal spots of a patient count as one observation, so the interval is twice as wide.
    assert (together.high - together.low) / (apart.high - apart.low) == pytest.approx(2, abs=0.35)
    assert (together.spots, together.patients) == (200, 50)


def test_what_is_unknown_is_left_out_and_one_patient_has_no_interval():
    found = mean_over(np.array([1.0, np.nan, 3.0]), ["a", "b", "c"])
    assert (found.value, found.spots, found.patients) == (2.0, 2, 2)
    alone = mean_over(np.array([1.0, 2.0]), ["a", "a"])
    assert alone.value == 1.5
    assert np.isnan(alone.low)
    assert np.isnan(estimate(lambda _: 1.0, []).value)


def test_the_weighted_area_is_that_of_tiles_counted_so_often():
    rng = np.random.default_rng(3)
    values, positive, weights = rng.integers(0, 6, 60).astype(float), rng.random(60) < 0.4, rng.integers(0, 4, 60)
    repeated = auc_value(np.repeat(values, weights), np.repeat(positive, weights))
    assert weighted_auc(values, positive, weights) == pytest.approx(repeated)
    assert np.isnan(weighted_auc(values, np.ones(60, bool), weights))
