"""AUCs, their intervals and paired tests as pROC 1.18 gives and publishes them for its own data set."""

import numpy as np
import pytest

from model.statistics.delong import auc_delong, auc_difference, auc_value, roc_points
from model.statistics.estimate import Estimate, NotGiven


@pytest.mark.parametrize("marker", ["s100b", "ndka", "wfns"])
def test_auc_and_interval_as_proc_gives_them(marker, asah, r_values):
    found = auc_delong(asah[marker], asah["outcome_poor"] > 0)
    assert (found.value, found.low, found.high) == pytest.approx(r_values[f"asah_auc_{marker}"], abs=1e-10)


def test_the_figure_published_with_proc(asah):
    """Robin et al., BMC Bioinformatics 12 (2011) 77, and the package's examples: 73.1 % (63.0 to 83.3)."""
    found = auc_delong(asah["s100b"], asah["outcome_poor"] > 0)
    assert (round(found.value, 3), round(found.low, 3), round(found.high, 3)) == (0.731, 0.630, 0.833)


@pytest.mark.parametrize("pair", [("s100b", "ndka"), ("wfns", "s100b"), ("wfns", "ndka")])
def test_paired_difference_as_proc_gives_it(pair, asah, r_values):
    found = auc_difference(*(asah[name] for name in pair), asah["outcome_poor"] > 0)
    expected = r_values[f"asah_paired_{pair[0]}_{pair[1]}"]
    assert (found.value, found.low, found.high, found.p) == pytest.approx(expected, abs=1e-10)


def test_the_quick_auc_is_the_same_one(asah):
    positive = asah["outcome_poor"] > 0
    assert auc_value(asah["wfns"], positive) == pytest.approx(auc_delong(asah["wfns"], positive).value, abs=1e-12)


def test_the_area_under_the_drawn_curve_is_the_auc(asah):
    positive = asah["outcome_poor"] > 0
    false, true = roc_points(asah["wfns"], positive)
    assert np.trapezoid(true, false) == pytest.approx(auc_value(asah["wfns"], positive), abs=1e-12)


def test_a_statement_stands_where_there_is_no_number():
    positive = np.arange(20) < 8
    assert auc_delong(np.ones(20), positive) == NotGiven("all patients have the same value")
    separated = auc_delong(-np.arange(20.0), positive)
    assert isinstance(separated, NotGiven)
    assert separated.value == 1
    assert "no events" in auc_delong(np.arange(20.0), np.zeros(20, bool)).reason
    assert "without one" in auc_delong(np.arange(20.0), np.ones(20, bool)).reason
    assert "only 4" in auc_delong(np.arange(20.0), np.arange(20) < 4).reason
    assert "alike" in auc_difference(np.arange(20.0), 3 * np.arange(20.0), positive).reason


def test_the_direction_is_never_flipped(asah):
    found = auc_delong(-asah["s100b"], asah["outcome_poor"] > 0)
    assert isinstance(found, Estimate)
    assert found.value == pytest.approx(1 - 0.731368563685637)
