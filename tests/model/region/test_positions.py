"""Orders of tiles at any positions: those of a full grid on a full grid, and by hand elsewhere."""

import numpy as np
import pytest

from model.region.grid import GridSpec, region_boxes
from model.region.orders import SYMMETRIES, in_blocks, mixed_order, serpentine, symmetry
from model.region.positions import TilePositions, blocks, mixed, raster, step, turned, winding

GRID = TilePositions(region_boxes(GridSpec())[:, :2], 224)
"""The published grid, whose tiles overlap and lie 218 or 219 px apart."""
SPARSE = TilePositions(np.array([[900.0, 10.0], [10, 20], [266, 20], [778, 20], [10, 276], [900, 266]]), 256)
"""Two pieces of tissue with their own grids, and a hole."""


def test_raster_order_is_by_y_then_x_and_keeps_tiles_at_one_place_in_their_order():
    corners = np.array([[5.0, 9], [7, 2], [3, 9], [7, 2], [1, 2]])
    assert raster(corners).tolist() == [4, 1, 3, 2, 0]


@pytest.mark.parametrize("number", range(SYMMETRIES))
def test_a_full_grid_has_the_orders_of_the_grid(number):
    assert np.array_equal(turned(GRID.corners, number), symmetry(256, number))
    assert np.array_equal(winding(GRID.corners, number), serpentine(256, number))
    for side in (2, 4):
        ours, theirs = np.random.default_rng(3), np.random.default_rng(3)
        assert np.array_equal(blocks(GRID, number, side, ours), in_blocks(256, number, side, theirs))


def test_a_full_grid_has_the_mixed_orders_of_the_grid():
    ours, theirs = np.random.default_rng(5), np.random.default_rng(5)
    for _ in range(40):
        assert np.array_equal(mixed(GRID, ours), mixed_order(256, theirs))


def test_orders_of_scattered_tiles_by_hand():
    assert turned(SPARSE.corners, 0).tolist() == [0, 1, 2, 3, 5, 4]
    assert turned(SPARSE.corners, 2).tolist() == [4, 5, 3, 2, 1, 0]
    assert turned(SPARSE.corners, 4).tolist() == [1, 4, 2, 3, 0, 5]
    # The lines are y = 10, 20 (backwards), 266, 276 (backwards).
    assert winding(SPARSE.corners, 0).tolist() == [0, 3, 2, 1, 5, 4]
    assert step(SPARSE) == 256


def test_blocks_keep_neighbours_together():
    order = blocks(SPARSE, 0, 2, np.random.default_rng(0)).tolist()
    assert sorted(order) == list(range(6))
    for block in ([0, 3, 5], [1, 2, 4]):
        places = [order.index(tile) for tile in block]
        assert max(places) - min(places) == 2


def test_positions_in_um_become_px_of_the_slide():
    found = TilePositions(np.array([[128.0, 64.0]]), 256, "um").in_px(0.5)
    assert (found.corners.tolist(), found.side, found.unit) == ([[256, 128]], 512, "px")
    assert GRID.in_px(0.5) is GRID
    assert found.boxes.tolist() == [[256, 128, 512, 512]]


def test_a_single_tile_has_every_order():
    alone = TilePositions(np.array([[3.0, 4.0]]), 256)
    generator = np.random.default_rng(0)
    assert all(mixed(alone, generator).tolist() == [0] for _ in range(20))
