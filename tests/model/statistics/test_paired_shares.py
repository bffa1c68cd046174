"""The difference of two paired shares, against a likelihood maximised by scipy, and changes counted by hand."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from model.statistics.estimate import Z95, NotGiven
from model.statistics.paired_shares import exact_p, paired_difference, score


def answers(gained, lost, both, neither):
    after = np.array([1] * gained + [0] * lost + [1] * both + [0] * neither, bool)
    before = np.array([0] * gained + [1] * lost + [1] * both + [0] * neither, bool)
    return after, before


def score_by_maximising(gained, lost, count, difference):
    """The score statistic with the nuisance share found numerically: maximise the multinomial likelihood."""
    kept = count - gained - lost

    def loss(share_lost):
        share_gained = share_lost + difference
        rest = 1 - share_gained - share_lost
        if min(share_gained, share_lost, rest) <= 0:
            return math.inf
        return -(gained * math.log(share_gained) + lost * math.log(share_lost) + kept * math.log(rest))

    ends = (max(0.0, -difference) + 1e-12, (1 - difference) / 2 - 1e-12)
    share_lost = minimize_scalar(loss, bounds=ends, method="bounded", options={"xatol": 1e-13}).x
    variance = count * (2 * share_lost + difference - difference**2)
    return (gained - lost - count * difference) / math.sqrt(variance)


@pytest.mark.parametrize(("gained", "lost", "count"), [(9, 4, 53), (1, 6, 20), (12, 11, 40)])
@pytest.mark.parametrize("difference", [-0.3, -0.05, 0.08, 0.4])
def test_the_score_is_that_of_the_restricted_likelihood(gained, lost, count, difference):
    assert score(gained, lost, count, difference) == pytest.approx(
        score_by_maximising(gained, lost, count, difference), abs=1e-5
    )


@pytest.mark.parametrize(("gained", "lost", "both", "neither"), [(9, 4, 30, 10), (0, 5, 12, 3), (0, 0, 8, 2)])
def test_the_interval_ends_where_the_score_is_1_96(gained, lost, both, neither):
    """Also without any change in one direction, where Wald's interval would have no width or miss 0."""
    found = paired_difference(*answers(gained, lost, both, neither))
    count = gained + lost + both + neither
    assert found.value == pytest.approx((gained - lost) / count)
    assert found.low < found.value < found.high
    assert abs(score(gained, lost, count, found.low)) == pytest.approx(Z95, abs=1e-6)
    assert abs(score(gained, lost, count, found.high)) == pytest.approx(Z95, abs=1e-6)


def test_the_exact_test_counts_changes_only():
    """9 against 4 changes: twice the tail of 13 fair coins, by hand."""
    tail = sum(math.comb(13, k) for k in range(5)) / 2**13
    assert exact_p(9, 4) == pytest.approx(2 * tail)
    assert paired_difference(*answers(9, 4, 1000, 3)).p == pytest.approx(2 * tail)
    assert exact_p(0, 0) == 1


def test_nobody_gives_no_difference():
    assert isinstance(paired_difference(np.zeros(0, bool), np.zeros(0, bool)), NotGiven)
