"""Many draws at once: the same numbers as one draw after another, with ties, losses at deaths' times, empty groups."""

import numpy as np
import pytest

from model.statistics import drawn as at_once
from model.statistics import resampling
from model.statistics.censoring import auc_at, brier_at
from model.statistics.discrimination import auc_value
from model.statistics.resampling import Draws

HORIZON = 5.0


def cohort(patients, levels, seed):
    """Times in halves of a year, so that deaths and losses coincide; `levels` of risk, so that it is tied."""
    random = np.random.default_rng(seed)
    time = np.ceil(random.exponential(5, patients) * 2) / 2
    return random.integers(0, levels, patients) / (levels - 1), time, random.random(patients) < 0.6


CASES = {"ties": (40, 3, 1), "hardly any": (120, 1000, 2), "few patients": (6, 2, 3)}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_draw_has_the_value_it_has_alone(case, monkeypatch):
    risk, time, event = cohort(*case)
    who = Draws(len(risk), 200)
    monkeypatch.setattr(resampling, "AT_ONCE", 64 * len(risk))  # in parts, the last of them smaller
    positive = event & (time <= HORIZON)
    for found, alone in (
        (at_once.aucs([risk], positive, who)[0], lambda d: auc_value(risk[d], positive[d])),
        (at_once.aucs([-risk, risk], positive, who)[1], lambda d: auc_value(risk[d], positive[d])),
        (at_once.means(risk, who), lambda d: risk[d].mean()),
        (at_once.aucs_at(risk, time, event, HORIZON, who), lambda d: auc_at(risk[d], time[d], event[d], HORIZON)),
        (at_once.briers_at(risk, time, event, HORIZON, who), lambda d: brier_at(risk[d], time[d], event[d], HORIZON)),
    ):
        expected = np.array([alone(draw) for part in who.parts() for draw in part])
        assert np.isnan(found).tolist() == np.isnan(expected).tolist()
        assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_without_a_loss_or_without_a_draw_it_is_the_same_way():
    risk, time, _ = cohort(*CASES["ties"])
    everybody = np.full(len(risk), True)
    who = Draws(len(risk), 20)
    expected = [auc_at(risk[d], time[d], everybody, HORIZON) for part in who.parts() for d in part]
    assert at_once.aucs_at(risk, time, everybody, HORIZON, who) == pytest.approx(expected, rel=1e-12)
    assert at_once.aucs([risk], everybody, Draws(len(risk), 0)).shape == (1, 0)
    assert at_once.aucs_at(risk[:0], time[:0], everybody[:0], HORIZON, Draws(0)).shape == (0,)


@pytest.mark.parametrize("patients", [1, 7, 100, 1001])
def test_draws_in_parts_are_those_in_one_go(patients, monkeypatch):
    """As they were before they came in parts: an interval published with an earlier version stays the same."""
    whole = np.random.Generator(np.random.PCG64(7)).integers(0, patients, (11, patients))
    for at_once_ in (1, 3 * patients, 10**6):
        monkeypatch.setattr(resampling, "AT_ONCE", at_once_)
        parts = list(Draws(patients, 11, 7).parts())
        assert np.concatenate(parts).tolist() == whole.tolist()
        assert all(len(part) == 1 or part.size <= at_once_ for part in parts), "the parts limit the memory"
