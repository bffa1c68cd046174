"""Training on small made-up strings: a planted signal is found, noise is not, and a run repeats itself."""

import itertools
import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
import torch

from model.base.errors import ConfigError
from model.bundle.head_shape import HeadShape
from model.bundle.heads.lstm import LstmHead
from model.bundle.heads.networks import make_head
from model.reference.readout import answer
from model.region.order_kinds import ORDER_KINDS
from model.statistics.discrimination import auc
from model.training.checkpoint import Checkpoint
from model.training.collapse import Spread, advice, spread_of
from model.training.config import Order, TrainConfig
from model.training.evaluate import logits_of, order_logits, orders_of
from model.training.loop import disagreement, fit, penalty, string_error
from model.training.losses import targets_of
from model.training.outcomes import labelled
from model.training.standardise import Spots

STEPS = 9
CONFIG = TrainConfig(
    epochs=25, patience=25, learning_rate=5e-3, batch=20, order="mirrored", random_orders=0, consistency=0
)
RASTER = orders_of(CONFIG, STEPS)


def spots_of(features, kept=None):
    """Features as they are, of which every tile is read, or those `kept` of each spot."""
    kept = kept or (np.arange(features.shape[1]),) * len(features)
    return Spots(features, torch.zeros(features.shape[2]), torch.ones(features.shape[2]), tuple(kept))


def targets(*alive):
    every = np.arange(len(alive))
    return targets_of(labelled(np.array(alive)), every, every, (), CONFIG)


def cohort(signal, seed=0, spots=160):
    generator = np.random.default_rng(seed)
    alive = np.arange(spots) % 2 == 0
    features = generator.normal(size=(spots, STEPS, 6)).astype(np.float32)
    features[:, :, 0] += signal * alive[:, None]
    return spots_of(features), alive


def trained(signal, config=CONFIG, labels=None, checkpoint=None, stop_after=None):
    """A head on 80 of 160 strings, its log, and its AUC on 60; `stop_after`: in the middle of the next epoch."""
    features, alive = cohort(signal)
    alive = alive if labels is None else labels
    torch.manual_seed(config.seed)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4)))
    reports = fit(head, features, labelled(alive), np.arange(80), np.arange(80, 100), config, checkpoint)
    while True:
        try:
            progress = next(reports)
            if stop_after is not None and progress.stage == f"training, epoch {stop_after + 1}" and progress.done:
                reports.close()
                return None
        except StopIteration as stop:
            return head, stop.value, auc(logits_of(head, features, np.arange(100, 160), RASTER), alive[100:])


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
    found = auc(logits_of(head, features, np.arange(100, 160), RASTER), shuffled[100:])
    assert 0.3 < found.value < 0.7
    assert found.low < 0.5 < found.high


def test_an_error_that_is_no_number_ends_the_training():
    with pytest.raises(ConfigError, match="loss became NaN or infinite"):
        trained(float("nan"))


def test_weights_that_overflow_end_the_training():
    """The error before the last step is finite, what the head says after it is not."""
    with pytest.raises(ConfigError, match="logits that are not finite numbers"):
        trained(1.0, replace(CONFIG, optimiser="sgd", learning_rate=math.inf, epochs=1, batch=1000))


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
    steps = fit(head, features, labelled(alive), np.arange(80), np.arange(80, 100), config, checkpoint)
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
    p = 1 / (1 + np.exp(-logits_of(head, features, np.arange(160), RASTER)))
    found = spread_of(head, p)
    assert found.collapsed
    assert found.nonzero_share < 0.05
    assert "--penalty mean" in advice(found, config, 0.6)
    assert "smaller --l1" in advice(found, CONFIG, 0.6)
    assert "more epochs" in advice(replace(found, nonzero_share=0.9), CONFIG, 0.6)


@pytest.mark.parametrize("mean", [0.0, 1.0])
def test_a_training_that_diverged_is_not_asked_to_go_on(mean):
    words = advice(Spread(0.0, 0.9), CONFIG, mean)
    assert "lower --learning-rate" in words
    assert "more epochs" not in words


def test_weights_of_folded_components_do_not_count_as_small():
    """The first layer of 40 inputs has tiny weights, as after folding; the second layer is as it was trained."""
    head = make_head(HeadShape(inputs=40, cells=(3, 2, 2)))
    with torch.no_grad():
        for name, weights in head.layers.named_parameters():
            weights.fill_(1e-4 if name == "0.weight_ih_l0" else 0.5)
    p = np.full(4, 0.6)
    assert spread_of(head, p).nonzero_share < 0.5
    assert spread_of(head, p, folded=True).nonzero_share == 1


def test_a_model_that_tells_patients_apart_gets_no_such_advice():
    head, _, _ = trained(1.0)
    features, _ = cohort(1.0)
    p = 1 / (1 + np.exp(-logits_of(head, features, np.arange(160), RASTER)))
    assert advice(spread_of(head, p), CONFIG, 0.6) is None


def test_the_best_epoch_is_kept():
    head, log, _ = trained(1.0)
    features, alive = cohort(1.0)
    logits = torch.from_numpy(logits_of(head, features, np.arange(80, 100), RASTER)).float()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.from_numpy(alive[80:100]).float())
    assert float(loss) == pytest.approx(min(epoch.validation_loss for epoch in log.epochs), abs=1e-6)


def test_penalties_are_those_of_the_publication_when_summed():
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4), bias=False))
    weights = [p.detach() for layer in head.layers for p in layer.parameters()]
    expected = sum(0.005 * float(w.abs().sum()) + 0.005 * float((w**2).sum()) for w in weights)
    assert float(penalty(head, TrainConfig(penalty="sum")).detach()) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("order", get_args(Order))
def test_a_signal_is_found_in_whatever_order_a_spot_is_read(order):
    _, _, found = trained(1.0, replace(CONFIG, order=order, random_orders=3 if order == "shuffled" else 0))
    assert found.value > 0.9


def test_only_the_second_half_of_each_string_counts_and_never_the_padding():
    logits = torch.tensor([[9.0, 9.0, 0.0, 0.0], [9.0, 0.0, 7.0, 7.0]])
    half = replace(CONFIG, loss_steps="second half")
    found = string_error(logits[..., None], torch.tensor([4, 2]), targets(True, False), half)
    # Steps 3 and 4 of the first, step 2 of the second: all of logit 0, so each costs ln 2.
    assert float(found) == pytest.approx(float(np.log(2)))
    last = replace(CONFIG, loss_steps="last")
    last = string_error(logits[..., None], torch.tensor([4, 1]), targets(False, True), last)
    assert float(last) == pytest.approx((np.log(2) + np.log1p(np.exp(-9))) / 2, rel=1e-5)


@pytest.mark.parametrize("order_kind", ORDER_KINDS)
def test_each_order_and_their_mean_are_what_the_head_says_of_the_tiles_put_in_that_order(order_kind):
    generator = np.random.default_rng(2)
    features = generator.normal(size=(2, STEPS, 6)).astype(np.float32)
    kept = (np.array([0, 2, 3, 7]), np.arange(STEPS))
    spots = spots_of(features, kept)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4))).eval()
    orders = orders_of(replace(CONFIG, random_orders=4, order_kind=order_kind), STEPS)
    found = order_logits(head, spots, np.arange(2), orders)
    with torch.inference_mode():
        for row, number in itertools.product(range(2), range(4)):
            string = [tile for tile in orders[number] if tile in kept[row]]
            alone = head(torch.from_numpy(features[row][string])[None])[0, -1]
            assert found[number, row] == pytest.approx(float(alone), abs=1e-6)
    np.testing.assert_allclose(logits_of(head, spots, np.arange(2), orders), found.mean(axis=0))


def test_the_error_is_that_of_the_answer_of_each_spot():
    """The second spot has padding; its answer is the mean of its own steps after the warm-up."""
    torch.manual_seed(3)
    head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4), readout="mean", warm_up=0.5)).eval()
    plain = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4))).eval()
    plain.load_state_dict(head.state_dict())
    features = np.random.default_rng(2).normal(size=(2, STEPS, 6)).astype(np.float32)
    spots = spots_of(features, [np.arange(9), np.arange(5)])
    strings, labels = spots.strings(np.arange(2), [np.asarray] * 2), torch.tensor([1.0, 0.0])
    with torch.inference_mode():
        each = plain(strings.features)
        own = torch.tensor([answer(each[0].tolist(), 0.5), answer(each[1, :5].tolist(), 0.5)])
        found = string_error(head.curves(strings.features), strings.lengths, targets(True, False), CONFIG)
    assert CONFIG.loss_steps == "last"
    expected = torch.nn.functional.binary_cross_entropy_with_logits(own, labels)
    assert float(found) == pytest.approx(float(expected), abs=1e-6)


@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_weight_decay_shrinks_all_weights_by_its_share_of_the_learning_rate(optimiser):
    """One step of a rate at which the gradient, clipped, moves nothing to speak of; then the same with decay."""
    weights = {}
    for decay in (0.0, 50.0):
        config = replace(CONFIG, epochs=1, batch=80, learning_rate=1e-3, clip=1e-12, l1=0, l2=0)
        features, alive = cohort(0.0)
        torch.manual_seed(1)
        head = LstmHead(HeadShape(inputs=6, cells=(8, 6, 4)))
        before = {name: tensor.clone() for name, tensor in head.state_dict().items()}
        config = replace(config, optimiser=optimiser, weight_decay=decay)
        for _ in fit(head, features, labelled(alive), np.arange(80), np.arange(80, 100), config):
            pass
        weights[decay] = head.state_dict()
    for name, tensor in before.items():
        shrunk = weights[0.0][name] - 1e-3 * 50.0 * tensor
        torch.testing.assert_close(weights[50.0][name], shrunk, atol=1e-6, rtol=1e-4)


def test_the_disagreement_is_between_the_answers_to_a_spot_in_two_orders():
    """Two spots of 3 and 2 tiles, then the same in other orders; numbers after the end are padding."""
    logits = torch.tensor([[9.0, 9.0, 1.0], [9.0, 2.0, 7.0], [0.0, 0.0, 4.0], [0.0, 3.0, -7.0]])
    assert float(disagreement(logits, torch.tensor([3, 2, 3, 2]))) == (3**2 + 1**2) / 2


def test_consistency_brings_the_answers_in_different_orders_together():
    def spread(consistency):
        config = replace(CONFIG, epochs=6, order="shuffled", consistency=consistency, learning_rate=1e-2)
        head, _, _ = trained(1.0, config)
        features, _ = cohort(1.0)
        orders = orders_of(replace(CONFIG, random_orders=8), STEPS)
        logits = order_logits(head, features, np.arange(100, 160), orders)
        return logits.std(axis=0).mean() / logits.mean(axis=0).std()

    assert spread(30.0) < 0.7 * spread(0.0)


TIMES = [("lstm", "mixed", 2), ("lstm", "raster", 1), ("attention", "mixed", 1)]


@pytest.mark.parametrize(("kind", "order", "times"), TIMES)
def test_a_spot_is_used_in_two_orders_where_the_order_varies_and_matters(kind, order, times, monkeypatch):
    seen = []
    monkeypatch.setattr(Spots, "strings", lambda self, rows, readings: seen.append((rows.tolist(), len(readings))))
    features, alive = cohort(0.0)
    config = replace(CONFIG, order=order, batch=5, consistency=1.0)
    head = make_head(HeadShape(kind, inputs=6, cells=(8, 6, 4)))
    steps = fit(head, features, labelled(alive), np.arange(80), np.arange(80, 100), config)
    with pytest.raises(AttributeError):  # of the strings, which are None here
        for _ in steps:
            pass
    (rows, readings), *_ = seen
    assert readings == len(rows) == 5 * times
    assert rows == rows[:5] * times


def test_a_shuffled_run_that_was_stopped_ends_as_if_it_had_not_been(tmp_path):
    config = replace(CONFIG, epochs=3, order="shuffled", random_orders=2)
    whole, log, _ = trained(0.5, config)
    checkpoint = Checkpoint(tmp_path / "run.checkpoint", "this run")
    trained(0.5, config, checkpoint=checkpoint, stop_after=1)
    resumed, again, _ = trained(0.5, config, checkpoint=checkpoint)
    assert again == log
    assert all(torch.equal(t, resumed.state_dict()[name]) for name, t in whole.state_dict().items())
