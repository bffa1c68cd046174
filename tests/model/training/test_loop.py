"""Training on small made-up strings: a planted signal is found, noise is not, and a run repeats itself."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from model.errors import ConfigError
from model.heads.lstm import LstmHead
from model.manifest import HeadShape
from model.statistics.discrimination import auc
from model.training.checkpoint import Checkpoint
from model.training.collapse import advice, spread_of
from model.training.config import TrainConfig
from model.training.loop import fit, logits_of, penalty, symmetry

STEPS = 9
CONFIG = TrainConfig(epochs=25, patience=25, learning_rate=5e-3, batch=20)


def cohort(signal, seed=0, spots=160):
    generator = np.random.default_rng(seed)
    alive = np.arange(spots) % 2 == 0
    features = generator.normal(size=(spots, STEPS, 6)).astype(np.float32)
    features[:, :, 0] += signal * alive[:, None]
    return torch.from_numpy(features), alive


def trained(signal, config=CONFIG, labels=None, checkpoint=None, stop_after=None):
    """A head on 80 of 160 strings, its log, and its AUC on 60; `stop_after`: in the middle of the next epoch."""
    features, alive = cohort(signal)
    alive = alive if labels is None else labels
    torch.manual_seed(config.seed)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4)))
    reports = fit(head, lambda rows: features[rows], alive, np.arange(80), np.arange(80, 100), config, checkpoint)
    while True:
        try:
            progress = next(reports)
            if stop_after is not None and progress.stage == f"training, epoch {stop_after + 1}" and progress.done:
                reports.close()
                return None
        except StopIteration as stop:
            return head, stop.value, auc(logits_of(head, lambda r: features[r], np.arange(100, 160)), alive[100:])


def test_a_planted_signal_is_found():
    _, log, found = trained(1.0)
    assert found.value > 0.9
    assert log.epochs[-1].training_loss < log.epochs[0].training_loss


def test_without_a_signal_the_auc_is_near_chance():
    _, _, found = trained(0.0)
    assert found.low < 0.5 < found.high


@pytest.mark.parametrize("change", [{"loss": "squared error"}, {"optimiser": "sgd", "learning_rate": 0.5}])
def test_the_lectures_error_and_plain_gradient_descent_find_it_too(change):
    _, log, found = trained(1.0, replace(CONFIG, **change))
    assert found.value > 0.9
    assert log.epochs[-1].training_loss < log.epochs[0].training_loss


def test_the_squared_error_is_half_the_square_of_the_difference():
    _, log, _ = trained(0.0, replace(CONFIG, loss="squared error", epochs=1, learning_rate=1e-9))
    # An untrained head says about 0.5 of everybody: 1/2 (0.5)^2.
    assert log.epochs[0].training_loss == pytest.approx(0.125, abs=0.01)


def test_shuffled_labels_are_not_learned():
    """The planted signal is there, the labels are not its: what is held out stays near chance."""
    features, alive = cohort(1.0)
    shuffled = np.random.default_rng(5).permutation(alive)
    head, _, _ = trained(1.0, labels=shuffled)
    found = auc(logits_of(head, lambda r: features[r], np.arange(100, 160)), shuffled[100:])
    assert 0.3 < found.value < 0.7
    assert found.low < 0.5 < found.high


def test_an_error_that_is_no_number_ends_the_training():
    with pytest.raises(ConfigError, match="no number"):
        trained(float("nan"))


def test_two_runs_give_the_same_weights():
    short = TrainConfig(epochs=3)
    first, second = trained(0.5, short)[0].state_dict(), trained(0.5, short)[0].state_dict()
    assert all(torch.equal(first[name], second[name]) for name in first)


@pytest.mark.parametrize("change", [{}, {"optimiser": "sgd"}])
def test_a_run_that_was_stopped_ends_as_if_it_had_not_been(tmp_path, change):
    config = replace(CONFIG, epochs=4, **change)
    whole, log, _ = trained(0.5, config)
    checkpoint = Checkpoint(tmp_path / "run.checkpoint", "this run")
    trained(0.5, config, checkpoint=checkpoint, stop_after=2)
    torch.manual_seed(99)  # another process has another generator
    resumed, again, _ = trained(0.5, config, checkpoint=checkpoint)
    assert again == log
    weights = resumed.state_dict()
    assert all(torch.equal(tensor, weights[name]) for name, tensor in whole.state_dict().items())


def test_what_was_kept_is_used(tmp_path):
    checkpoint = Checkpoint(tmp_path / "run.checkpoint", "this run")
    config = replace(CONFIG, epochs=3)
    trained(0.5, config, checkpoint=checkpoint, stop_after=2)
    features, alive = cohort(0.5)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4)))
    steps = fit(head, lambda rows: features[rows], alive, np.arange(80), np.arange(80, 100), config, checkpoint)
    assert next(steps).stage == "training, epoch 3"
    steps.close()


@pytest.mark.parametrize("spoil", ["other run", "damaged", "absent"])
def test_what_was_kept_of_another_run_or_is_damaged_is_not_used(tmp_path, spoil):
    checkpoint = Checkpoint(tmp_path / "run.checkpoint", "this run")
    config = replace(CONFIG, epochs=2)
    trained(0.5, config, checkpoint=checkpoint, stop_after=1)
    if spoil == "damaged":
        checkpoint.path.write_bytes(checkpoint.path.read_bytes()[:300])
    elif spoil == "absent":
        checkpoint.path.unlink()
    elif spoil == "other run":
        checkpoint = Checkpoint(checkpoint.path, "another run")
    first, _, _ = trained(0.5, config, checkpoint=checkpoint)
    fresh, _, _ = trained(0.5, config)
    assert all(torch.equal(tensor, first.state_dict()[name]) for name, tensor in fresh.state_dict().items())


def test_penalties_that_are_too_strong_end_in_a_constant_output_and_it_is_said():
    config = replace(CONFIG, epochs=15, batch=4, learning_rate=2e-3, penalty="sum", l1=0.05, l2=0.05)
    head, _, _ = trained(0.3, config)
    features, _ = cohort(0.3)
    p = 1 / (1 + np.exp(-logits_of(head, lambda rows: features[rows], np.arange(160))))
    found = spread_of(head, p)
    assert found.collapsed
    assert found.nonzero_share < 0.05
    assert "--penalty mean" in advice(found, config)
    assert "smaller --l1" in advice(found, CONFIG)
    assert "more epochs" in advice(replace(found, nonzero_share=0.9), CONFIG)


def test_a_model_that_tells_patients_apart_gets_no_such_advice():
    head, _, _ = trained(1.0)
    features, _ = cohort(1.0)
    p = 1 / (1 + np.exp(-logits_of(head, lambda rows: features[rows], np.arange(160))))
    assert advice(spread_of(head, p), CONFIG) is None


def test_the_best_epoch_is_kept():
    head, log, _ = trained(1.0)
    features, alive = cohort(1.0)
    logits = torch.from_numpy(logits_of(head, lambda rows: features[rows], np.arange(80, 100))).float()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.from_numpy(alive[80:100]).float())
    assert float(loss) == pytest.approx(min(epoch.validation_loss for epoch in log.epochs), abs=1e-6)


def test_penalties_are_those_of_the_publication_when_summed():
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4), bias=False))
    weights = [p.detach() for layer in head.layers for p in layer.parameters()]
    expected = sum(0.005 * float(w.abs().sum()) + 0.005 * float((w**2).sum()) for w in weights)
    assert float(penalty(head, TrainConfig(penalty="sum")).detach()) == pytest.approx(expected, rel=1e-5)


def test_the_eight_symmetries_are_different_orders_of_the_same_grid():
    orders = {tuple(symmetry(9, number)) for number in range(8)}
    assert len(orders) == 8
    assert tuple(range(9)) in orders
    assert all(sorted(order) == list(range(9)) for order in orders)
    neighbours = symmetry(9, 3).reshape(3, 3)
    assert neighbours[1, 1] == 4  # the middle stays the middle
