"""Training on small made-up strings: a planted signal is found, noise is not, and a run repeats itself."""

import numpy as np
import pytest
import torch

from model.heads.lstm import LstmHead
from model.manifest import HeadShape
from model.statistics.discrimination import auc
from model.training.loop import TrainConfig, fit, logits_of, penalty, symmetry

STEPS = 9
CONFIG = TrainConfig(epochs=25, patience=25, learning_rate=5e-3, batch=20)


def cohort(signal, seed=0, spots=160):
    generator = np.random.default_rng(seed)
    alive = np.arange(spots) % 2 == 0
    features = generator.normal(size=(spots, STEPS, 6)).astype(np.float32)
    features[:, :, 0] += signal * alive[:, None]
    return torch.from_numpy(features), alive


def trained(signal, config=CONFIG):
    features, alive = cohort(signal)
    torch.manual_seed(config.seed)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4)))
    reports = fit(head, lambda rows: features[rows], alive, np.arange(80), np.arange(80, 100), config)
    while True:
        try:
            next(reports)
        except StopIteration as stop:
            return head, stop.value, auc(logits_of(head, lambda r: features[r], np.arange(100, 160)), alive[100:])


def test_a_planted_signal_is_found():
    _, log, found = trained(1.0)
    assert found.value > 0.9
    assert log[-1].training_loss < log[0].training_loss


def test_without_a_signal_the_auc_is_near_chance():
    _, _, found = trained(0.0)
    assert found.low < 0.5 < found.high


def test_two_runs_give_the_same_weights():
    short = TrainConfig(epochs=3)
    first, second = trained(0.5, short)[0].state_dict(), trained(0.5, short)[0].state_dict()
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_the_best_epoch_is_kept():
    head, log, _ = trained(1.0)
    features, alive = cohort(1.0)
    logits = torch.from_numpy(logits_of(head, lambda rows: features[rows], np.arange(80, 100))).float()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.from_numpy(alive[80:100]).float())
    assert float(loss) == pytest.approx(min(epoch.validation_loss for epoch in log), abs=1e-6)


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
