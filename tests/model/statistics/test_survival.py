"""C-index and hazard ratio against values of lifelines 0.30.3, statsmodels 0.15.0 (PHReg, Efron) and hand counts."""

import math

import numpy as np
import pytest

from model.statistics.survival import harrell_c, hazard_ratio

TIME = np.array([1, 2, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 13, 14], float)
EVENT = np.array([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0], bool)
GROUP = np.array([1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1], bool)
RISK = np.array(
    [2.1, 1.9, 0.3, 1.1, 2.4, 0.8, 1.1, 0.2, 0.9, 1.5, -0.3, 0.4, 0.1, 0.7, -1.2, -0.4, 0.0, -0.9, 0.2, 0.7]
)


def test_c_index_as_lifelines_computes_it():
    assert harrell_c(RISK, TIME, EVENT) == pytest.approx(0.8082706766917294, abs=1e-12)


def test_pairs_are_counted_and_the_direction_is_never_flipped():
    time, event = np.array([1.0, 2.0, 3.0]), np.array([True, False, True])
    # Pairs that count: (1, 2) and (1, 3); the one lost at 2 is in no pair with the one who died at 3.
    assert harrell_c(np.array([1.0, 0.0, 2.0]), time, event) == 1 / 2
    assert harrell_c(np.array([0.0, 1.0, 2.0]), time, event) == 0
    assert harrell_c(np.array([1.0, 1.0, 0.0]), time, event) == 1.5 / 2


def test_without_a_pair_there_is_no_c_index():
    assert math.isnan(harrell_c(np.array([1.0, 2.0]), np.array([1.0, 2.0]), np.array([False, False])))


def test_hazard_ratio_of_two_groups_as_statsmodels_computes_it():
    found = hazard_ratio(GROUP, TIME, EVENT)
    assert found.value == pytest.approx(1.6105588523842285, rel=1e-10)
    assert (found.low, found.high) == pytest.approx((0.5036557880203775, 5.150143964767175), rel=1e-8)
    assert (found.patients, found.events) == (20, 12)


def test_hazard_ratio_of_a_number_as_statsmodels_computes_it():
    found = hazard_ratio(RISK, TIME, EVENT)
    assert found.value == pytest.approx(3.5300437029449188, rel=1e-10)
    assert (found.low, found.high) == pytest.approx((1.4835930208224417, 8.399344274208772), rel=1e-8)


@pytest.mark.parametrize("number", [np.zeros(20), EVENT.astype(float)])
def test_where_there_is_no_hazard_ratio_none_is_made_up(number):
    """One group only; and all events in one group, where it is infinite."""
    assert math.isnan(hazard_ratio(number, TIME, EVENT).value)
