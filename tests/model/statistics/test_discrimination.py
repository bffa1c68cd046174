"""AUCs, their intervals and paired tests: hand counts, and pROC 1.18's values for its own published data set."""

import math

import numpy as np
import pytest

from model.statistics.discrimination import auc, auc_difference, auc_value, roc_points
from model.statistics.estimate import Estimate, NotGiven


def test_pairs_are_counted_and_ties_count_half():
    assert auc_value(np.array([3.0, 1.0, 2.0, 2.0]), np.array([True, True, False, False])) == 2 / 4
    assert auc_value(np.array([2.0, 3.0, 2.0, 1.0]), np.array([True, True, False, False])) == 3.5 / 4


def test_the_direction_of_two_patients_is_never_flipped():
    assert auc_value(np.array([0.0, 1.0]), np.array([True, False])) == 0


def test_an_empty_group_has_no_auc():
    assert math.isnan(auc_value(np.array([1.0, 2.0]), np.array([True, True])))


def test_delongs_variance_by_its_definition():
    """S10/m + S01/n of DeLong's paper, computed from the placement values one by one."""
    generator = np.random.default_rng(7)
    positive = np.arange(50) < 20
    scores = generator.normal(size=50) + positive
    found = auc(scores, positive)
    v10 = [np.mean([(x > y) + (x == y) / 2 for y in scores[~positive]]) for x in scores[positive]]
    v01 = [np.mean([(x > y) + (x == y) / 2 for x in scores[positive]]) for y in scores[~positive]]
    half = 1.959964 * math.sqrt(np.var(v10, ddof=1) / 20 + np.var(v01, ddof=1) / 30)
    value = np.mean(v10)
    assert found.value == pytest.approx(value)
    assert (found.low, found.high) == pytest.approx((value - half, value + half), abs=1e-6)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    generator = np.random.default_rng(3)
    positive = np.arange(80) < 40
    truth = 0.7602  # P(N(1, 1) > N(0, 1)) = Phi(1 / sqrt 2)
    covered = 0
    for _ in range(400):
        found = auc(generator.normal(size=80) + positive, positive)
        covered += found.low <= truth <= found.high
    assert 0.92 <= covered / 400 <= 0.98


@pytest.mark.parametrize("marker", ["s100b", "ndka", "wfns"])
def test_auc_and_interval_as_proc_gives_them(marker, asah, r_values):
    found = auc(asah[marker], asah["outcome_poor"] > 0)
    assert (found.value, found.low, found.high) == pytest.approx(r_values[f"asah_auc_{marker}"], abs=1e-10)


def test_the_figure_published_with_proc(asah):
    """Robin et al., BMC Bioinformatics 12 (2011) 77, and the package's examples: 73.1 % (63.0 to 83.3)."""
    found = auc(asah["s100b"], asah["outcome_poor"] > 0)
    assert (round(found.value, 3), round(found.low, 3), round(found.high, 3)) == (0.731, 0.630, 0.833)


@pytest.mark.parametrize("pair", [("s100b", "ndka"), ("wfns", "s100b"), ("wfns", "ndka")])
def test_paired_difference_as_proc_gives_it(pair, asah, r_values):
    found = auc_difference(*(asah[name] for name in pair), asah["outcome_poor"] > 0)
    expected = r_values[f"asah_paired_{pair[0]}_{pair[1]}"]
    assert (found.value, found.low, found.high, found.p) == pytest.approx(expected, abs=1e-10)


def test_the_quick_auc_is_the_same_one(asah):
    positive = asah["outcome_poor"] > 0
    assert auc_value(asah["wfns"], positive) == pytest.approx(auc(asah["wfns"], positive).value, abs=1e-12)


def test_the_area_under_the_drawn_curve_is_the_auc(asah):
    positive = asah["outcome_poor"] > 0
    false, true = roc_points(asah["wfns"], positive)
    assert np.trapezoid(true, false) == pytest.approx(auc_value(asah["wfns"], positive), abs=1e-12)


def test_a_statement_stands_where_there_is_no_number():
    positive = np.arange(20) < 8
    assert auc(np.ones(20), positive) == NotGiven("all patients have the same value")
    separated = auc(-np.arange(20.0), positive)
    assert isinstance(separated, NotGiven)
    assert separated.value == 1
    assert "no events" in auc(np.arange(20.0), np.zeros(20, bool)).reason
    assert "without an event" in auc(np.arange(20.0), np.ones(20, bool)).reason
    assert "only 4" in auc(np.arange(20.0), np.arange(20) < 4).reason
    assert "the same way" in auc_difference(np.arange(20.0), 3 * np.arange(20.0), positive).reason


def test_the_direction_is_never_flipped(asah):
    found = auc(-asah["s100b"], asah["outcome_poor"] > 0)
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(1 - 0.731368563685637)
