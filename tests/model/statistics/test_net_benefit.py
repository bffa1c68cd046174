"""The interval of net benefit: exact without losses, near a bootstrap with losses, other deaths and a prevalence."""

from pathlib import Path

import numpy as np
import pytest

from model.statistics.competing import cumulative_incidence
from model.statistics.decision import net_benefit, share_and_variance, treat_all
from model.statistics.estimate import Z95, Estimate, NotGiven

FOLDER = Path(__file__).with_name("reference")
TABLES = {"lung": 365, "gbsg": 1826, "veteran": 100, "mgus2": 120, "made": 60}
THRESHOLDS = np.array([0.1, 0.25, 0.5])


def table(name):
    """Return risk, time, event, horizon and other deaths (None where there are none) of a table of `horizon.R`."""
    file = "lung_risk" if name == "lung" else name
    d = np.genfromtxt(FOLDER / f"{file}.csv", delimiter=",", names=True)
    other = d["cause"] == 2
    return d["risk"], d["time"], d["cause"] == 1, TABLES[name], other if other.any() else None


def spreads(curve):
    """Standard errors from both ends of the interval, which must be symmetric."""
    assert curve.high - curve.benefit == pytest.approx(curve.benefit - curve.low)
    return (curve.high - curve.low) / (2 * Z95)


def test_without_losses_it_is_that_of_the_mean_of_what_each_patient_adds():
    """Net benefit is then the mean of 1 for an event acted on, -odds for none, and 0 for who is not acted on."""
    rng = np.random.default_rng(3)
    risk, event = rng.random(90), rng.random(90) < 0.3
    acts = risk[None, :] >= THRESHOLDS[:, None]
    curve = net_benefit("a", acts, np.where(event, 1.0, 9.0), event, 5.0, THRESHOLDS)
    odds = (THRESHOLDS / (1 - THRESHOLDS))[:, None]
    adds = acts * np.where(event, 1.0, -odds)
    assert curve.benefit == pytest.approx(adds.mean(axis=1), abs=1e-12)
    assert spreads(curve) == pytest.approx(adds.std(axis=1) / np.sqrt(90), abs=1e-12)
    assert isinstance(curve.at(1), Estimate)


@pytest.mark.parametrize("name", TABLES)
def test_the_variance_of_the_share_is_that_of_the_whole_curve(name):
    _, time, event, horizon, other = table(name)
    dead = np.zeros(len(time), bool) if other is None else other
    expected = cumulative_incidence("", time, event, dead).numbers_at(horizon)
    assert share_and_variance(time, event, horizon, other) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("name", ["gbsg", "mgus2", "made"])
@pytest.mark.parametrize("prevalence", [None, 0.3])
def test_with_losses_it_is_near_a_bootstrap_over_patients(name, prevalence):
    risk, time, event, horizon, other = table(name)
    cuts = np.quantile(risk, [0.3, 0.8])
    acts, at = risk[None, :] >= cuts[:, None], np.array([0.1, 0.4])
    curve = net_benefit(name, acts, time, event, horizon, at, prevalence, other)
    rng = np.random.default_rng(5)
    draws = []
    for _ in range(400):
        who = rng.integers(0, len(risk), len(risk))
        dead = None if other is None else other[who]
        draws.append(net_benefit("", acts[:, who], time[who], event[who], horizon, at, prevalence, dead).benefit)
    assert spreads(curve) == pytest.approx(np.std(draws, axis=0), rel=0.15)


def test_acting_on_all_has_the_interval_of_the_share_and_none_where_the_share_is_stated():
    risk, time, event, horizon, _ = table("gbsg")
    everybody = np.ones((3, len(risk)), bool)
    share, variance = share_and_variance(time, event, horizon)
    found = treat_all(share, THRESHOLDS, variance)
    expected = net_benefit("", everybody, time, event, horizon, THRESHOLDS)
    assert found.benefit == pytest.approx(expected.benefit)
    assert spreads(found) == pytest.approx(spreads(expected))
    stated = treat_all(0.3, THRESHOLDS)
    assert np.isnan(stated.low).all()
    assert stated.at(0) == NotGiven("the net benefit has no variance", pytest.approx(0.3 - 0.7 / 9))


def test_acting_on_nobody_has_no_interval():
    _, time, event, horizon, _ = table("gbsg")
    curve = net_benefit("", np.zeros((1, len(time)), bool), time, event, horizon, np.array([0.5]))
    assert curve.at(0) == NotGiven("the net benefit has no variance", 0.0)
