"""Harrell's C of few patients against lifelines 0.30.3 and hand counts; `test_censored` has R's intervals."""

import math

import numpy as np
import pytest

from model.statistics.concordance import c_value, harrells_c

TIME = np.array([1, 2, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 13, 14], float)
EVENT = np.array([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0], bool)
RISK = np.array(
    [2.1, 1.9, 0.3, 1.1, 2.4, 0.8, 1.1, 0.2, 0.9, 1.5, -0.3, 0.4, 0.1, 0.7, -1.2, -0.4, 0.0, -0.9, 0.2, 0.7]
)


@pytest.mark.parametrize("c", [c_value, lambda *given: harrells_c(*given).value], ids=["value", "with interval"])
def test_c_index_as_lifelines_computes_it(c):
    assert c(RISK, TIME, EVENT) == pytest.approx(0.8082706766917294, abs=1e-12)


def test_pairs_are_counted_and_the_direction_is_never_flipped():
    time, event = np.array([1.0, 2.0, 3.0]), np.array([True, False, True])
    # Pairs that count: (1, 2) and (1, 3); the one lost at 2 is in no pair with the one who died at 3.
    assert c_value(np.array([1.0, 0.0, 2.0]), time, event) == 1 / 2
    assert c_value(np.array([0.0, 1.0, 2.0]), time, event) == 0
    assert c_value(np.array([1.0, 1.0, 0.0]), time, event) == 1.5 / 2


def test_without_a_pair_there_is_no_c_index():
    assert math.isnan(c_value(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.array([False, False])))
