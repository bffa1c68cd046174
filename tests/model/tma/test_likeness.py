"""Whether an overview looks like an array, without placing any core."""

import numpy as np
import pytest

from model.tma.discs import Peaks
from model.tma.lattice import basis_of
from model.tma.likeness import looks_like_array

GLASS, TISSUE = 245, (190, 120, 170)


def drawn(places, radius=16, size=(300, 420)):
    """Discs of tissue at these places (x, y) on glass."""
    picture = np.full((*size, 3), GLASS, np.uint8)
    y, x = np.mgrid[: size[0], : size[1]]
    speckle = np.random.default_rng(5).integers(-20, 20, (*size, 3))
    for at_x, at_y in places:
        inside = (x - at_x) ** 2 + (y - at_y) ** 2 < radius**2
        picture[inside] = np.clip(np.array(TISSUE) + speckle[inside], 0, 255)
    return picture


def grid(rows, cols):
    return [(50 + 48 * col, 45 + 48 * row) for row in range(rows) for col in range(cols)]


@pytest.mark.parametrize(("rows", "cols"), [(5, 7), (3, 4), (2, 2)])
def test_a_grid_of_discs_looks_like_an_array(rows, cols):
    assert looks_like_array(drawn(grid(rows, cols)), None)


@pytest.mark.parametrize(
    "places", [[], [(200, 150)], [(60, 60), (108, 60), (156, 60), (204, 60)]], ids=["glass", "one spot", "one row"]
)
def test_other_slides_do_not(places):
    assert not looks_like_array(drawn(places), None)


def test_one_large_piece_of_tissue_is_no_array():
    assert not looks_like_array(drawn([(200, 150)], radius=120), None)


def test_without_any_disc_there_is_no_grid():
    empty = Peaks(np.empty((0, 2)), np.empty(0))
    assert basis_of(empty, 16.0) is None
