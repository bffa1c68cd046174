"""Effects in points are differences of probabilities, and one fixed limit says what matters."""

import numpy as np
import pytest

from model.result.points import FLOOR, effect_points, matters, share_points


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("logit", [-3.0, 0.0, 0.4, 2.5])
def test_an_effect_is_the_probability_minus_that_without_the_change(logit):
    change = np.array([0.3, -0.7, 0.0, np.nan])
    expected = 100 * (sigmoid(logit) - sigmoid(logit - change))
    np.testing.assert_allclose(effect_points(float(sigmoid(logit)), change), expected, atol=1e-9)


def test_certainty_and_huge_changes_stay_finite():
    assert effect_points(1.0, np.array([5.0]))[0] == 0
    assert effect_points(0.5, np.array([1e4]))[0] == pytest.approx(50)


@pytest.mark.parametrize("logits", [(2.0, -1.0), (-1.5, 0.5), (0.3, 0.3), (4.0, 4.0 + 1e-9)])
def test_shares_add_up_to_the_difference_of_the_probabilities(logits):
    rng = np.random.default_rng(3)
    shares = rng.normal(size=50)
    shares += (logits[0] - logits[1] - shares.sum()) / 50
    points = share_points(shares, logits, (sigmoid(logits[0]), sigmoid(logits[1])))
    assert points.sum() == pytest.approx(100 * (sigmoid(logits[0]) - sigmoid(logits[1])), abs=1e-6)
    factor = points[0] / shares[0]
    assert 0 < factor <= 25
    np.testing.assert_allclose(points, factor * shares)


def test_only_more_than_the_floor_matters():
    assert not matters(np.array([FLOOR, -FLOOR, np.nan]))
    assert matters(np.array([0.1, -FLOOR - 1e-6]))
    assert not matters(np.array([np.nan]))
