"""The share with the event by the horizon: Kaplan-Meier's, known also where nobody is left to follow."""

import math

import numpy as np
import pytest

from model.statistics.decision import event_share, net_benefit


def test_where_all_had_the_event_before_the_horizon_the_share_is_one():
    """The longest follow-up, 3, ends before the horizon, and nobody lives whose event could still come."""
    assert event_share(np.array([1.0, 2.0, 3.0, 3.0]), np.ones(4, bool), 5.0) == 1.0


def test_where_the_last_to_be_followed_has_the_event_the_share_is_one():
    """Of four one is lost at 1.5; Kaplan-Meier: 3/4 x 1/2 x 0."""
    assert event_share(np.array([1.0, 1.5, 2.0, 3.0]), np.array([1, 0, 1, 1], bool), 5.0) == 1.0


def test_where_some_live_and_nobody_is_followed_that_long_the_share_is_unknown():
    time, event = np.array([1.0, 2.0, 3.0, 3.0]), np.array([1, 1, 1, 0], bool)
    assert math.isnan(event_share(time, event, 5.0))
    assert event_share(time, event, 3.0) == pytest.approx(1 - 3 / 4 * 2 / 3 * 1 / 2)


def test_acting_on_patients_who_all_had_the_event_has_a_benefit():
    """Of five two are acted on and die early: 2/5 true, none false, at any threshold."""
    time = np.array([1.0, 2.0, 9.0, 9.0, 9.0])
    event = np.array([1, 1, 0, 0, 0], bool)
    acts = np.array([[1, 1, 0, 0, 0]] * 2, bool)
    found = net_benefit("a", acts, time, event, 5.0, np.array([0.2, 0.7]))
    assert found.benefit.tolist() == pytest.approx([0.4, 0.4])
