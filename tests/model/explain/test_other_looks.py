"""Memory maps, gates, order stability, agreement and glass equal independently computed values."""

import numpy as np
import pytest
import torch

from model.base.errors import ExplainError
from model.base.progress import result_of
from model.bundle.head_shape import PooledShape
from model.explain.agreement import agreement
from model.explain.gates import gates
from model.explain.glass import own_glass
from model.explain.memory_reach import memory, memory_norms
from model.explain.order_stability import flipped_share, order_stability
from model.reference import lstm
from model.region.orders import random_order, symmetry


def test_memory_of_one_order_is_that_of_the_string_by_tile(make_spot):
    spot, features, *_ = make_spot("lstm", "skip")
    found = result_of(memory(spot))
    expected = memory_norms(spot.bundle, features[spot.tiles])
    np.testing.assert_allclose(found.curve, expected, rtol=1e-4)
    np.testing.assert_allclose(found.maps[:, spot.tiles], expected, rtol=1e-4)
    assert np.isnan(np.delete(found.maps, spot.tiles, axis=1)).all()


def test_memory_of_random_orders_goes_by_step_and_by_tile(make_spot):
    spot, features, *_ = make_spot("elman", "read", 2)
    found = result_of(memory(spot))
    orders = [random_order(25, number) for number in range(2)]
    norms = [memory_norms(spot.bundle, features[order]) for order in orders]
    np.testing.assert_allclose(found.curve, np.mean(norms, axis=0), rtol=1e-4)
    of_tile_9 = np.mean([one[:, list(order).index(9)] for one, order in zip(norms, orders, strict=True)], axis=0)
    np.testing.assert_allclose(found.maps[:, 9], of_tile_9, rtol=1e-4)


def test_gates_are_the_lectures(make_spot):
    spot, features, *_ = make_spot("lstm", dtype=torch.float64)
    for name, weight in spot.bundle.head.named_parameters():
        if "bias_" in name:
            weight.zero_()  # the lecture's network has none
    features = features.astype(np.float64)
    x = spot.bundle.standardised(torch.from_numpy(features)).numpy()
    for layer, found in zip(spot.bundle.head.layers, gates(spot.bundle, features), strict=True):
        run = lstm.forward(lstm.from_pytorch(layer.weight_ih_l0.numpy(), layer.weight_hh_l0.numpy()), x)
        for ours, lectures in (
            (found.forget, run.f), (found.input, run.i), (found.output, run.o), (found.candidate, run.c_new),
            (found.cell, run.c[1:]), (found.hidden, run.h[1:]),
        ):  # fmt: skip
            np.testing.assert_allclose(ours, lectures, atol=1e-6)
        x = run.h[1:]


def test_gates_with_biases_make_the_cell_state_of_the_head(make_spot):
    spot, features, *_ = make_spot("lstm")
    for found in gates(spot.bundle, features):
        before = np.concatenate([np.zeros_like(found.cell[:1]), found.cell[:-1]])
        np.testing.assert_allclose(found.forget * before + found.input * found.candidate, found.cell, atol=1e-6)
        np.testing.assert_allclose(found.output * np.tanh(found.cell), found.hidden, atol=1e-6)


@pytest.mark.parametrize(("count", "warm_up"), [(0, None), (3, None), (0, 0.5)])
def test_order_stability_reads_the_window_turned_and_in_random_orders(make_spot, count, warm_up):
    spot, features, *_ = make_spot("lstm", "skip", count, warm_up=warm_up)
    found = result_of(order_stability(spot, count=4))

    def p(order):
        kept = [tile for tile in order if tile in spot.tiles]
        x = spot.bundle.standardised(torch.from_numpy(features[kept]))
        return 1 / (1 + np.exp(-spot.bundle.calibrated(float(spot.bundle.head.advance(x).logits[-1]))))

    assert found.random.probabilities == pytest.approx([p(random_order(25, n)) for n in range(4)], abs=1e-5)
    assert found.turned.probabilities == pytest.approx([p(symmetry(25, n)) for n in range(8)], abs=1e-5)
    if not count:
        assert found.probability == pytest.approx(found.turned.probabilities[0], abs=1e-6)
    low = [one < 0.5 for one in found.turned.probabilities]
    assert flipped_share(found.turned) == np.mean([one != (found.probability < 0.5) for one in low])


def test_heads_without_order_have_no_order_stability_and_no_gates(make_spot):
    spot, features, *_ = make_spot("pooled", pooled=PooledShape("mean", "logistic regression"))
    with pytest.raises(ExplainError, match="gives the same number"):
        result_of(order_stability(spot))
    with pytest.raises(ExplainError, match="no gates"):
        gates(spot.bundle, features)


def test_maps_that_do_not_agree_are_greyed():
    rng = np.random.default_rng(0)
    one = rng.normal(size=100)
    one[3] = np.nan
    alike = agreement(one, one + 0.1 * rng.normal(size=100))
    assert not alike.grey
    assert alike.rank.count == 99
    assert agreement(one, rng.normal(size=100)).grey
    assert agreement(one, -one).grey
    assert agreement(one, np.zeros(100)).grey
    assert "greyed" in agreement(one, -one).text


def test_own_glass_is_a_real_blank_tile_near_the_others():
    features = np.arange(12, dtype=np.float32)[:, None] * np.ones(3, np.float32)
    features[0] = np.nan
    tissue = np.array([0, 0, 0, 0.01, 0, 0, 0.9, 0.9, 0.9, 0.9, 0.9, 0.0], np.float32)
    np.testing.assert_array_equal(own_glass(features, tissue), features[3])
    assert own_glass(features, np.ones(12, np.float32)) is None
