"""Many draws at once: the same numbers as one draw after another, with ties, losses at deaths' times, empty groups."""

import numpy as np
import pytest

from model.statistics import drawn as at_once
from model.statistics.censoring import auc_at, brier_at
from model.statistics.delong import auc_value
from model.statistics.resampling import draws

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
    who = draws(len(risk), 200)
    monkeypatch.setattr(at_once, "_AT_ONCE", 64 * len(risk))  # in parts, the last of them smaller
    positive = event & (time <= HORIZON)
    for found, alone in (
        (at_once.aucs(risk, positive, who), lambda d: auc_value(risk[d], positive[d])),
        (at_once.aucs_at(risk, time, event, HORIZON, who), lambda d: auc_at(risk[d], time[d], event[d], HORIZON)),
        (at_once.briers_at(risk, time, event, HORIZON, who), lambda d: brier_at(risk[d], time[d], event[d], HORIZON)),
    ):
        expected = np.array([alone(draw) for draw in who])
        assert np.isnan(found).tolist() == np.isnan(expected).tolist()
        assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_without_a_loss_or_without_a_draw_it_is_the_same_way():
    risk, time, _ = cohort(*CASES["ties"])
    everybody = np.full(len(risk), True)
    who = draws(len(risk), 20)
    expected = [auc_at(risk[d], time[d], everybody, HORIZON) for d in who]
    assert at_once.aucs_at(risk, time, everybody, HORIZON, who) == pytest.approx(expected, rel=1e-12)
    assert len(at_once.aucs(risk, everybody, who[:0])) == 0
