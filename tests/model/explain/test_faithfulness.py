"""Curves run from p to glass and back, and a true map is better than a random and a reversed one."""

import numpy as np
import pytest

from model.base.progress import result_of
from model.bundle.head_shape import PooledShape
from model.explain.faithfulness import area, by_position, curves, on_glass, weights_check, with_shuffled_weights
from model.explain.occlusion import occlude_tiles, occlusion


@pytest.mark.parametrize(("kind", "blank", "count"), [("lstm", "skip", 2), ("attention", "read", 0)])
def test_curves_go_from_the_spot_to_glass_and_back(make_spot, kind, blank, count):
    spot, *_ = make_spot(kind, blank, count)
    values = np.arange(25.0)
    found = result_of(curves(spot, values))
    bare = result_of(occlude_tiles(spot, np.arange(25)))
    whole = bare.probability + bare.change_p
    assert found.deletion[[0, -1]] == pytest.approx([whole, bare.probability], abs=1e-5)
    assert found.insertion[[0, -1]] == pytest.approx([bare.probability, whole], abs=1e-5)
    assert found.towards == (1 if bare.change > 0 else -1)
    ranked = sorted(spot.tiles, key=lambda tile: -found.towards * values[tile])
    fifth = result_of(occlude_tiles(spot, np.array(ranked[: round(0.2 * len(ranked))])))
    assert found.deletion[4] == pytest.approx(fifth.probability, abs=1e-5)


def test_the_exact_map_of_a_sum_beats_random_and_its_opposite_loses(make_spot):
    # In a linear classifier on the mean each tile has its own term, so its occlusion map must be faithful.
    spot, *_ = make_spot("pooled", pooled=PooledShape("mean", "logistic regression"))
    values = result_of(occlusion(spot)).change
    good, bad = (result_of(curves(spot, sign * values)) for sign in (1, -1))
    assert good.deletion_gain > 0 > bad.deletion_gain
    assert good.insertion_gain > 0 > bad.insertion_gain


def test_area():
    assert area(np.ones(21)) == pytest.approx(1)
    assert area(np.linspace(0, 1, 21)) == pytest.approx(0.5)


def test_shuffled_weights_are_the_same_numbers_elsewhere_and_leave_the_bundle_alone(make_spot):
    spot, *_ = make_spot("lstm")
    before = {name: tensor.clone() for name, tensor in spot.bundle.head.state_dict().items()}
    mixed = with_shuffled_weights(spot.bundle).head.state_dict()
    for name, tensor in spot.bundle.head.state_dict().items():
        assert tensor.equal(before[name])
        assert sorted(mixed[name].flatten().tolist()) == sorted(tensor.flatten().tolist())
    assert not mixed["layers.0.weight_ih_l0"].equal(before["layers.0.weight_ih_l0"])
    assert abs(result_of(weights_check(spot)).rank.rho) < 0.9


def test_size_on_glass_and_by_position():
    values, tissue = np.array([1.0, -3.0, np.nan, 5.0]), np.array([0.0, 0.0, 0.9, 0.5])
    found = on_glass(values, tissue)
    assert (found.blank, found.tissue) == (2.0, 5.0)
    assert on_glass(values, np.ones(4)).blank is None
    mean = by_position(np.array([[1.0, -2.0, np.nan], [-3.0, np.nan, np.nan]]))
    np.testing.assert_array_equal(mean, [2.0, 2.0, np.nan])
