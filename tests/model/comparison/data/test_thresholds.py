"""Thresholds that are chosen from the patients lie where they should on the rater's own scale, in either direction."""

import numpy as np
import pytest

from model.comparison.data.column_plan import RaterColumn
from model.comparison.data.rater_table import Rater
from model.comparison.data.thresholds import threshold_of

TIME = np.full(6, 60.0)


def chosen(kind, values, died, protective, how="youden"):
    """The rater with the threshold that is chosen for it."""
    rater = Rater("r", kind, np.array(values), protective)
    column = RaterColumn("r", "r", how, protective=protective)
    threshold = threshold_of(rater, column, TIME, np.array(died, bool), 60.0)
    return Rater("r", kind, rater.values, protective, threshold)


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("probability", [0.02, 0.06, 0.10, 0.20, 0.30, 0.35], 0.15),
        ("numeric", [1.0, 2.0, 3.0, 8.0, 20.0, 90.0], 5.5),
        ("ordinal", [1.0, 1.0, 2.0, 3.0, 4.0, 4.0], 2.5),
    ],
)
@pytest.mark.parametrize("protective", [False, True])
def test_youdens_threshold_is_half_way_on_the_raters_own_scale(kind, values, expected, protective):
    """The values lie on one side of the middle of their scale: 1 less the threshold is another number."""
    died = [protective] * 3 + [not protective] * 3
    found = chosen(kind, values, died, protective)
    assert found.threshold.value == pytest.approx(expected)
    assert found.high.tolist() == [float(one) for one in died]


@pytest.mark.parametrize("protective", [False, True])
def test_two_answers_are_parted_between_them(protective):
    answers = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    died = [not protective] * 3 + [protective] * 3
    found = chosen("binary", answers, died, protective)
    assert found.threshold.value == 0.5
    assert found.high.tolist() == [float(one) for one in died]


@pytest.mark.parametrize("protective", [False, True])
def test_the_median_is_of_the_values_as_they_are(protective):
    found = chosen("probability", [0.02, 0.06, 0.10, 0.20, 0.30, 0.35], [True, False] * 3, protective, "median")
    assert found.threshold.value == pytest.approx(0.15)
    assert found.threshold.same_data
    assert found.high.tolist() == ([1, 1, 1, 0, 0, 0] if protective else [0, 0, 0, 1, 1, 1])


def test_at_the_threshold_risk_is_high_and_a_protective_value_is_good():
    for protective, high in ((False, 1.0), (True, 0.0)):
        column = RaterColumn("r", "r", 3.0, protective=protective)
        rater = Rater("r", "ordinal", np.array([3.0] * 6), protective)
        threshold = threshold_of(rater, column, TIME, np.ones(6, bool), 60.0)
        assert Rater("r", "ordinal", rater.values, protective, threshold).high.tolist() == [high] * 6
