"""The errors of training: arithmetic by hand, independent statistics, and heads of every kind trained with them."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch

from model.base.progress import result_of
from model.bundle.head_shape import HeadShape, SurvivalShape
from model.bundle.heads.curve import curve_logits, hazard_of_logit, logit_of_hazard
from model.bundle.heads.networks import make_head
from model.statistics.censoring import weights
from model.statistics.hazards import hazard_ratio
from model.training.config import TrainConfig
from model.training.evaluate import curves_of, logits_of, orders_of
from model.training.fitting import read_out
from model.training.loop import fit
from model.training.loss_kinds import LOSSES
from model.training.losses import errors, interval_ends, set_baseline, survival_shape, targets_of
from model.training.outcomes import Outcomes
from model.training.split import folds_with_lost, split_cohort
from tests.model.training.planted import FEATURES, TILES, planted


def followed(time, event, patients=None):
    time, event = np.array(time, float), np.array(event, bool)
    dead, reached = event & (time <= 5), time >= 5
    names = [f"p{number}" for number in range(len(time))] if patients is None else patients
    return Outcomes(~dead & reached, dead | reached, time, event, np.array(names))


def targets(outcomes, config, times=()):
    every = np.arange(len(outcomes.time))
    return targets_of(outcomes, every, every, times, config)


def test_the_hazards_error_is_the_likelihood_of_the_follow_up():
    """Cumulative hazards 0.3 at 2 and 0.9 at 5 years. Died at 3; lost at 1; died at 5; alive; died after 5 years."""
    outcomes = followed([3, 1, 5, 7, 6], [1, 0, 1, 0, 1])
    hazards = TrainConfig(loss="hazards")
    curve = logit_of_hazard(torch.tensor([0.3, 0.9])).expand(5, 1, 2)
    found = errors(curve, targets(outcomes, hazards, (2.0, 5.0)), hazards)[:, 0]
    # The constant width of an interval is left out of the log hazard at death.
    expected = [0.3 + 0.6 / 3 - math.log(0.6), 0.15, 0.9 - math.log(0.6), 0.9, 0.9]
    assert found.tolist() == pytest.approx(expected, abs=1e-5)


def test_the_cox_error_has_its_minimum_where_an_independent_fit_has_it():
    generator = np.random.default_rng(3)
    x = generator.normal(size=60)
    time = np.minimum(generator.exponential(np.exp(-0.8 * x)) * 3, 4.9)
    event = (generator.random(60) < 0.7) & (time < 4.9)
    outcomes, cox = followed(time, event), TrainConfig(loss="cox")
    beta = torch.tensor(math.log(hazard_ratio(x, time, event).value), requires_grad=True)
    logits = logit_of_hazard(0.2 * torch.exp(beta * torch.from_numpy(x)))[:, None, None]
    given = targets(outcomes, cox)
    errors(logits, given, cox).mean().backward()
    assert float(beta.grad) == pytest.approx(0, abs=1e-4)
    off = torch.tensor(float(beta.detach()) + 0.5, requires_grad=True)
    errors(logit_of_hazard(0.2 * torch.exp(off * torch.from_numpy(x)))[:, None, None], given, cox).mean().backward()
    assert float(off.grad) > 0.05


def test_the_cox_error_of_three_patients_by_hand():
    """Hazards 1, 2, 3; deaths at 1 and 2 years of the first two, one more death at 2 years, in Breslow's way."""
    cox = TrainConfig(loss="cox")
    logits = logit_of_hazard(torch.tensor([0.1, 0.2, 0.3]))[:, None, None]
    found = errors(logits, targets(followed([1, 2, 2], [1, 1, 1]), cox), cox)[:, 0]
    assert found.tolist() == pytest.approx([math.log(6), math.log(5 / 2), math.log(5 / 3)], abs=1e-5)


def test_the_weights_are_one_over_the_probability_of_being_followed_and_count_patients():
    """Three are at risk when one is lost at 2 years: the two after it count 1.5 times, although it has two spots."""
    weighted = TrainConfig(loss="weighted cross-entropy")
    outcomes = followed([1, 2, 2, 3, 6], [1, 0, 0, 1, 0], ["a", "b", "b", "c", "d"])
    every = np.arange(5)
    assert outcomes.censoring_weights(every, every).tolist() == pytest.approx([1, 0, 0, 1.5, 1.5])
    given = targets(outcomes, weighted)
    assert given.weight.tolist() == pytest.approx([3 / 4, 0, 0, 9 / 8, 9 / 8])
    assert given.counting(every).tolist() == [0, 3, 4]
    found = errors(torch.zeros(5, 1, 1), given, weighted)[:, 0]
    assert found.tolist() == pytest.approx([math.log(2) * w for w in (3 / 4, 0, 0, 9 / 8, 9 / 8)])
    case, control = weights(np.array([1.0, 2, 3, 6]), np.array([True, False, True, False]), 5)
    assert outcomes.censoring_weights(every, every)[[0, 1, 3, 4]] == pytest.approx(case + control)


def test_complete_cases_leave_out_the_lost_and_the_likelihoods_do_not():
    outcomes = followed([1, 2, 3, 6], [1, 0, 1, 0])
    counting = {loss: targets(outcomes, TrainConfig(loss=loss)).counting(np.arange(4)).tolist() for loss in LOSSES}
    assert counting.pop("hazards") == counting.pop("cox") == [0, 1, 2, 3]
    assert set(map(tuple, counting.values())) == {(0, 2, 3)}


def test_the_share_alive_is_the_product_of_one_minus_the_hazards():
    outputs, baseline = torch.tensor([[-1.0, 0.5, -2.0]]), torch.tensor([0.2, -0.3, 0.0])
    curve = curve_logits(SurvivalShape("hazards", (1, 2, 5)), outputs, baseline)
    expected = np.cumprod(1 - 1 / (1 + np.exp(-(outputs + baseline).numpy()))[0])
    assert torch.sigmoid(curve)[0].tolist() == pytest.approx(expected.tolist(), rel=1e-5)
    cox = curve_logits(SurvivalShape("cox", (1, 5)), torch.tensor([[0.7]]), torch.tensor([-2.0, -1.0]))
    expected = [math.exp(-math.exp(log - 0.7)) for log in (-2, -1)]
    assert torch.sigmoid(cox)[0].tolist() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("output", [-200.0, -20.0, 0.0, 200.0, 1e6])
@pytest.mark.parametrize("kind", ["hazards", "cox"])
def test_no_output_gives_log_odds_that_are_not_finite(kind, output):
    times = (2.0, 5.0)
    values = torch.full((1, 2 if kind == "hazards" else 1), output, requires_grad=True)
    found = curve_logits(SurvivalShape(kind, times), values, torch.zeros(2))
    assert torch.isfinite(found).all()
    found.sum().backward()
    assert torch.isfinite(values.grad).all()
    assert torch.isfinite(hazard_of_logit(found)).all()


def test_the_intervals_have_about_equal_numbers_of_deaths_and_end_at_five_years():
    outcomes = followed([0.5, 1, 1.5, 2, 3, 4, 6, 7], [1, 1, 1, 1, 1, 1, 1, 0])
    ends = interval_ends(outcomes, np.arange(8), TrainConfig(intervals=3))
    assert ends[-1] == 5
    assert [int(((outcomes.time > low) & (outcomes.time <= high)).sum()) for low, high in pairwise((0, *ends))] == [
        2, 2, 2,
    ]  # fmt: skip
    assert interval_ends(followed([6, 7], [0, 0]), np.arange(2), TrainConfig()) == (5.0,)


@pytest.mark.parametrize("loss", ["hazards", "cox"])
def test_an_untrained_head_starts_near_the_survival_of_all(loss):
    """4 deaths in 16 patient years up to 5 years: a cumulative hazard of 1.25 at a constant rate."""
    outcomes = followed([2, 2, 2, 2, 5, 3], [1, 1, 1, 1, 0, 0])
    config = TrainConfig(loss=loss, intervals=1)
    shape = HeadShape("attention", 3, (4, 2), survival=survival_shape(outcomes, np.arange(6), config))
    head = make_head(shape)
    for parameter in head.output.parameters():
        torch.nn.init.zeros_(parameter)
    set_baseline(head, outcomes, np.arange(6))
    assert float(torch.sigmoid(head(torch.randn(1, 5, 3))).detach()) == pytest.approx(math.exp(-5 * 4 / 16), abs=1e-5)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", ["lstm", "attention"])
def test_every_head_learns_with_every_error_and_answers_with_one_logit(kind, loss):
    cohort = planted(260, lost_a_year=0.2, effect=2.0)
    config = TrainConfig(
        loss=loss, epochs=6, patience=6, learning_rate=2e-2, batch=20, order="mirrored", random_orders=2, dropout=0,
        intervals=3, l1=0, l2=0,
    )  # fmt: skip
    torch.manual_seed(1)
    training, validation, test = np.arange(160), np.arange(160, 200), np.arange(200, 260)
    cells = (6, 4) if kind == "attention" else (6, 5, 4)
    shape = read_out(HeadShape(kind, FEATURES, cells), config)
    head = make_head(replace(shape, survival=survival_shape(cohort.outcomes, training, config)))
    log = result_of(fit(head, cohort.spots, cohort.outcomes, training, validation, config))
    assert log.best.validation_loss <= log.epochs[0].validation_loss
    orders = orders_of(config, TILES)
    logits, curves = (of(head, cohort.spots, test, orders) for of in (logits_of, curves_of))
    assert logits.shape == (60,)
    assert curves.shape == (60, len(head.shape.survival.times) if head.shape.survival else 1)
    assert curves[:, -1] == pytest.approx(logits, abs=1e-5)
    alive = cohort.alive[test]
    assert logits[alive].mean() > logits[~alive].mean() + 0.5


def test_the_lost_are_in_all_parts_for_errors_that_use_them_and_the_test_parts_stay():
    patients = [f"p{n // 2}" for n in range(240)]
    alive = [None if n // 2 % 3 == 0 else n // 2 % 2 == 0 for n in range(240)]
    without, whole = (split_cohort(patients, alive, 3, use_lost) for use_lost in (False, True))
    assert sorted(np.concatenate([whole.training, whole.validation, whole.test]).tolist()) == list(range(240))
    for part in ("training", "validation", "test"):
        rows = getattr(whole, part)
        assert [row for row in rows if alive[row] is not None] == getattr(without, part).tolist()
        assert {patients[row] for row in rows}.isdisjoint(
            patients[row] for name in ("training", "validation", "test") if name != part for row in getattr(whole, name)
        )
    assert [sum(alive[row] is None for row in getattr(whole, part)) for part in ("training", "validation", "test")] == [
        42, 12, 26,
    ]  # fmt: skip
    both = (folds_with_lost(patients, alive, 3, 1, use_lost) for use_lost in (False, True))
    for plain, full in zip(*both, strict=True):
        assert plain.test.tolist() == full.test.tolist()
        assert sorted(np.concatenate([full.training, full.validation, full.test]).tolist()) == list(range(240))
