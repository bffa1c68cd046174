"""AUC and its interval against hand counts and values of independent software."""

import math

import numpy as np
import pytest

from model.statistics.discrimination import auc


def test_pairs_are_counted_and_ties_count_half():
    found = auc(np.array([3.0, 1.0, 2.0, 2.0]), np.array([True, True, False, False]))
    assert found.value == 2 / 4
    assert auc(np.array([2.0, 3.0, 2.0, 1.0]), np.array([True, True, False, False])).value == 3.5 / 4


def test_the_direction_is_never_flipped():
    assert auc(np.array([0.0, 1.0]), np.array([True, False])).value == 0


def test_an_empty_group_is_refused():
    with pytest.raises(ValueError, match="both groups"):
        auc(np.array([1.0, 2.0]), np.array([True, True]))


def test_perfect_separation_has_no_interval():
    found = auc(np.arange(6.0), np.arange(6) > 2)
    assert found.value == 1
    assert math.isnan(found.low)


def test_delongs_variance_by_its_definition():
    """S10/m + S01/n of DeLong's paper, computed from the placement values one by one."""
    generator = np.random.default_rng(7)
    positive = np.arange(50) < 20
    scores = generator.normal(size=50) + positive
    found = auc(scores, positive)
    v10 = [np.mean([(x > y) + (x == y) / 2 for y in scores[~positive]]) for x in scores[positive]]
    v01 = [np.mean([(x > y) + (x == y) / 2 for x in scores[positive]]) for y in scores[~positive]]
    se = math.sqrt(np.var(v10, ddof=1) / 20 + np.var(v01, ddof=1) / 30)
    value = np.mean(v10)
    centre, half = math.log(value / (1 - value)), 1.959964 * se / (value * (1 - value))
    assert found.value == pytest.approx(value)
    assert found.low == pytest.approx(1 / (1 + math.exp(half - centre)), abs=1e-6)
    assert found.high == pytest.approx(1 / (1 + math.exp(-half - centre)), abs=1e-6)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    generator = np.random.default_rng(3)
    positive = np.arange(80) < 40
    truth = 0.7602  # P(N(1, 1) > N(0, 1)) = Phi(1 / sqrt 2)
    covered = 0
    for _ in range(400):
        found = auc(generator.normal(size=80) + positive, positive)
        covered += found.low <= truth <= found.high
    assert 0.92 <= covered / 400 <= 0.98
