"""Differences between groups: against R's survival (reference/interaction.R) and arithmetic by hand."""

import numpy as np
import pytest

from model.statistics.estimate import Z95, Estimate, NotGiven
from model.statistics.interaction import cox_interaction, heterogeneity, holm


def test_two_groups_as_r_has_them(lung):
    found = cox_interaction(lung["age"], lung["male"], lung["time"], lung["dead"] > 0)
    assert (found.chi2, found.df, found.p) == pytest.approx((0.285155152266, 1, 0.593342083240), rel=1e-7)


def test_three_groups_as_r_has_them(lung):
    on = lung["ph_ecog"] < 3
    found = cox_interaction(lung["age"][on], lung["ph_ecog"][on], lung["time"][on], lung["dead"][on] > 0)
    assert (found.chi2, found.df, found.p) == pytest.approx((6.3701865933798, 2, 0.0413743855277), rel=1e-7)


def test_an_interaction_is_refused_where_there_is_none_to_test(lung):
    time, event = lung["time"], lung["dead"] > 0
    one_group = cox_interaction(lung["age"], np.ones(len(time)), time, event)
    assert "one group" in one_group.reason
    few = np.cumsum(event) <= 14
    refused = cox_interaction(lung["age"], lung["male"], time, event & few)
    assert refused.reason == "14 events for 3 terms; at least 5 events per term are needed"
    assert not isinstance(cox_interaction(lung["age"], lung["male"], time, event & (np.cumsum(event) <= 15)), NotGiven)
    # A group without an event has no finite ratio.
    group = np.where(event, lung["male"], 2)
    assert isinstance(cox_interaction(lung["age"], group, time, event), NotGiven)


def estimate(value, error):
    return Estimate(value, value - Z95 * error, value + Z95 * error)


def test_heterogeneity_is_cochrans_q():
    found = heterogeneity([estimate(0.71, 0.04), NotGiven("few"), estimate(0.62, 0.06), estimate(0.55, 0.05)])
    assert (found.chi2, found.df, found.p) == pytest.approx((6.4099147121535, 2, 0.0405606312654), rel=1e-9)


def test_an_interval_cut_at_1_keeps_its_error():
    whole = heterogeneity([estimate(0.95, 0.05), estimate(0.7, 0.05)])
    cut = heterogeneity([Estimate(0.95, 0.95 - Z95 * 0.05, 1.0), estimate(0.7, 0.05)])
    assert cut.chi2 == pytest.approx(whole.chi2)


def test_one_group_with_an_interval_is_no_comparison():
    assert isinstance(heterogeneity([estimate(0.7, 0.1), NotGiven("few", 0.9)]), NotGiven)


def test_holm_as_r_has_it():
    assert holm([0.04, 0.001, 0.03, 0.6, 0.02]) == pytest.approx([0.09, 0.005, 0.09, 0.6, 0.08])
    assert holm([]) == []
    assert holm([0.7, 0.6]) == [1.0, 1.0]
