"""The orders of tiles are permutations that are the same on every computer."""

import numpy as np
import pytest

from model.region.orders import among, random_order, random_orders, symmetry

FIRST = [101, 64, 49, 213, 84, 180]
EIGHTH = [144, 174, 86, 255, 234, 132]


@pytest.mark.parametrize("number", [0, 1, 999])
def test_a_random_order_holds_every_tile_once(number):
    assert sorted(random_order(256, number)) == list(range(256))


def test_random_orders_stay_what_they_are():
    # Recorded on 2026-11-24. If an order changed, all probabilities of bundles with random orders would change.
    assert random_order(256, 0)[:6].tolist() == FIRST
    assert random_order(256, 7)[:6].tolist() == EIGHTH


def test_orders_differ_and_more_of_them_begin_with_the_same():
    few, many = random_orders(3, 256, np.arange(256)), random_orders(8, 256, np.arange(256))
    assert np.array_equal(few, many[:3])
    assert len({tuple(order) for order in many}) == 8


def test_skipped_tiles_leave_the_others_in_their_order():
    kept = np.array([3, 5, 8, 200])
    order = random_order(256, 4)
    found = among(order, kept)
    assert sorted(found) == kept.tolist()
    places = [order.tolist().index(tile) for tile in found]
    assert places == sorted(places)


def test_the_eight_symmetries_are_different_orders_of_the_same_grid():
    orders = {tuple(symmetry(9, number)) for number in range(8)}
    assert len(orders) == 8
    assert tuple(range(9)) in orders
    assert all(sorted(order) == list(range(9)) for order in orders)
    assert all(symmetry(9, number).reshape(3, 3)[1, 1] == 4 for number in range(8))  # the middle tile stays
