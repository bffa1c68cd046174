"""The orders of tiles are permutations that are the same on every computer."""

import numpy as np
import pytest

from model.region.order_kinds import ORDER_KINDS
from model.region.orders import (
    STRUCTURED,
    among,
    in_blocks,
    mixed_order,
    prediction_orders,
    random_order,
    random_orders,
    serpentine,
    symmetry,
)

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


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("name", STRUCTURED)
def test_a_structured_order_holds_every_tile_once_and_keeps_the_order_of_those_used(name, number):
    """Of grids whose side the blocks divide, and of others."""
    for tiles in (256, 81, 25):
        order = STRUCTURED[name](tiles, number, np.random.default_rng(3))
        assert sorted(order) == list(range(tiles))
        used = np.flatnonzero(np.arange(tiles) % 3 != 1)
        assert among(order, used).tolist() == [tile for tile in order.tolist() if tile in set(used.tolist())]


def test_the_symmetries_of_a_structured_order_are_different_orders():
    for name, make in STRUCTURED.items():
        orders = {tuple(make(256, number, np.random.default_rng(0))) for number in range(8)}
        assert len(orders) == 8, name


def test_two_lines_begin_at_each_corner_and_half_of_them_go_down():
    begins = [tuple(symmetry(16, number)[:2]) for number in range(8)]
    assert sorted(begins) == [(0, 1), (0, 4), (3, 2), (3, 7), (12, 8), (12, 13), (15, 11), (15, 14)]


def test_a_serpentine_goes_to_a_neighbour_at_each_step():
    assert serpentine(9, 0).tolist() == [0, 1, 2, 5, 4, 3, 6, 7, 8]
    for number in range(8):
        row, col = np.divmod(serpentine(256, number), 16)
        assert set((abs(np.diff(row)) + abs(np.diff(col))).tolist()) == {1}


@pytest.mark.parametrize("side", [2, 4])
def test_blocks_are_finished_one_by_one_in_random_order(side):
    found = [in_blocks(256, 0, side, np.random.default_rng(seed)) for seed in range(2)]
    for order in found:
        row, col = np.divmod(order.reshape(-1, side * side), 16)
        assert (row // side == row[:, :1] // side).all()
        assert (col // side == col[:, :1] // side).all()
        assert (np.diff(order.reshape(-1, side * side), axis=1) > 0).all()  # raster order within a block
    firsts = [order[:: side * side].tolist() for order in found]
    assert firsts[0] != firsts[1] != sorted(firsts[1])
    assert sorted(firsts[0]) == sorted(firsts[1])


@pytest.mark.parametrize(("name", "side"), [("blocks of 2", 2), ("blocks of 4", 4)])
def test_structured_orders_have_blocks_of_the_side_that_they_name(name, side):
    order = STRUCTURED[name](256, 0, np.random.default_rng(5))
    row, col = np.divmod(order.reshape(-1, side * side), 16)
    assert (np.ptp(row, axis=1) == side - 1).all()
    assert (np.ptp(col, axis=1) == side - 1).all()


def test_mixed_orders_are_random_structured_and_shifted():
    """Of 400 draws about half are random, and a quarter are structured orders from their beginning."""
    generator = np.random.default_rng(11)
    drawn = [mixed_order(256, generator) for _ in range(400)]
    assert all(sorted(order) == list(range(256)) for order in drawn)
    lines = {tuple(make(256, n)) for make in (symmetry, serpentine) for n in range(8)}
    shifted = {tuple(np.roll(line, by)) for line in lines for by in range(256)}
    whole = sum(tuple(order) in lines for order in drawn)
    cyclic = sum(tuple(order) in shifted for order in drawn)
    assert 30 < whole < 70  # expected: 400 / 2 / 2 / 2 = 50, blocks are the other half
    assert 75 < cyclic < 125  # expected: 100

    def near(order):  # the share of steps to a tile at most 4 rows and columns away
        row, col = np.divmod(order, 16)
        return float(((abs(np.diff(row)) <= 4) & (abs(np.diff(col)) <= 4)).mean())

    assert 160 < sum(near(order) < 0.5 for order in drawn) < 240  # expected: 200


def test_orders_of_kind_random_are_the_random_orders():
    kept = np.array([3, 5, 8, 200])
    assert np.array_equal(prediction_orders("random", 5, 256, kept), random_orders(5, 256, kept))


def test_balanced_orders_are_one_random_order_forwards_backwards_and_from_the_middle_on():
    found = prediction_orders("balanced", 8, 256, np.arange(256))
    base = random_order(256, 1)
    assert found[4].tolist() == base.tolist()
    assert found[5].tolist() == base[::-1].tolist()
    assert found[6].tolist() == [*base[128:], *base[:128]]
    assert found[7].tolist() == [*base[::-1][128:], *base[::-1][:128]]
    assert found[0].tolist() == random_order(256, 0).tolist()
    odd, base = prediction_orders("balanced", 8, 25, np.arange(25)), random_order(25, 1)
    assert odd[6].tolist() == [*base[12:], *base[:12]], "of 25 tiles, the first 12 go to the end"
    assert odd[7].tolist() == [*base[::-1][12:], *base[::-1][:12]]


def test_every_tile_is_in_the_second_half_of_equally_many_balanced_orders():
    """Of a whole grid exactly; of 150 tiles nearly, and far more evenly than in random orders."""
    whole = prediction_orders("balanced", 8, 256, np.arange(256))[:, 128:]
    assert set(np.bincount(whole.ravel()).tolist()) == {4}
    used = np.sort(np.random.default_rng(1).permutation(256)[:150])
    spread = {}
    for kind in ORDER_KINDS:
        counts = np.bincount(prediction_orders(kind, 8, 256, used)[:, 75:].ravel(), minlength=256)[used]
        assert counts.sum() == 8 * 75
        spread[kind] = counts.std()
    assert spread["balanced"] < 0.5
    assert spread["random"] > 1


@pytest.mark.parametrize("kind", ORDER_KINDS)
def test_without_one_tile_the_others_stay_in_their_order(kind):
    used = np.arange(3, 153)
    found, fewer = (prediction_orders(kind, 8, 256, some) for some in (used, used[used != 40]))
    assert np.array_equal(found[found != 40].reshape(8, -1), fewer)


def test_the_first_balanced_orders_are_those_of_a_larger_set():
    used = np.arange(0, 256, 2)
    assert np.array_equal(prediction_orders("balanced", 6, 256, used), prediction_orders("balanced", 8, 256, used)[:6])
