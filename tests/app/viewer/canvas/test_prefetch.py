"""Which tiles are read before they are seen: along the movement, around the view, and of the level that comes next."""

from app.viewer.canvas.levels import TileKey, tiles_in
from app.viewer.canvas.prefetch import FRAMES_AHEAD, Look, Movement, movement, next_tiles
from model.base.geometry import RegionL0, SizeL0

SIZE = SizeL0(20_480, 10_240)
"""40 x 20 tiles of level 0."""
LOOK = Look(0, RegionL0(5120.0, 2560.0, 1024.0, 512.0))
"""Exactly the tiles of columns 10 and 11 in row 5."""


def moved(x=0.0, y=0.0, level=0, width=1024.0, height=512.0):
    return Look(level, RegionL0(5120.0 + x, 2560.0 + y, width, height))


def test_the_movement_is_that_of_the_centre():
    assert movement(LOOK, moved(40.0, -8.0), Movement()) == Movement(40.0, -8.0)


def test_a_picture_painted_again_says_nothing_about_the_movement():
    assert movement(LOOK, moved(), Movement(24.0, 0.0)) == Movement(24.0, 0.0)


def test_the_first_picture_moves_nowhere():
    assert movement(None, LOOK, Movement(24.0, 0.0)) == Movement()


def test_zooming_is_no_panning():
    assert movement(LOOK, moved(100.0, width=800.0, height=400.0), Movement(9.0, 9.0)) == Movement(zoom=1)
    assert movement(LOOK, moved(100.0, width=1400.0, height=700.0), Movement(9.0, 9.0)) == Movement(zoom=-1)


def test_at_rest_the_tiles_around_the_view_are_read_and_none_of_the_view():
    around = {TileKey(0, col, row) for col in range(9, 13) for row in range(4, 7)}
    seen = {TileKey(0, 10, 5), TileKey(0, 11, 5)}
    found = next_tiles(LOOK, Movement(), SIZE)
    assert set(found) == around - seen
    assert len(found) == len(set(found))


def test_tiles_along_the_movement_come_first():
    """After twelve frames of 64 px, the view is 768 px further: columns 11 (half of it seen) to 13."""
    found = next_tiles(LOOK, Movement(x=64.0), SIZE)
    assert FRAMES_AHEAD == 12
    assert set(found[:2]) == {TileKey(0, 12, 5), TileKey(0, 13, 5)}
    assert TileKey(0, 9, 5) in found[2:], "the tiles around the view follow"


def test_a_fast_movement_is_followed_for_one_view_only():
    found = next_tiles(LOOK, Movement(x=-4000.0), SIZE)
    assert set(found[:2]) == {TileKey(0, 8, 5), TileKey(0, 9, 5)}


def test_zooming_in_reads_the_middle_of_the_finer_level_first():
    look = Look(2, RegionL0(4096.0, 2048.0, 4096.0, 2048.0))
    found = next_tiles(look, Movement(zoom=1), SIZE)
    middle = tiles_in(1, RegionL0(5120.0, 2560.0, 2048.0, 1024.0), SIZE)
    assert found[: len(middle)] == middle
    assert next_tiles(LOOK, Movement(zoom=1), SIZE) == next_tiles(LOOK, Movement(), SIZE), "level 0 is the finest"


def test_zooming_out_reads_the_coarser_level_first():
    found = next_tiles(LOOK, Movement(zoom=-1), SIZE)
    wider = tiles_in(1, RegionL0(4608.0, 2304.0, 2048.0, 1024.0), SIZE)
    assert found[: len(wider)] == wider
    coarsest = Look(6, RegionL0(0.0, 0.0, 20_480.0, 10_240.0))
    assert next_tiles(coarsest, Movement(zoom=-1), SIZE) == (), "there is no coarser level"


def test_nothing_beyond_the_slide_is_read():
    look = Look(0, RegionL0(0.0, 0.0, 1024.0, 512.0))
    found = next_tiles(look, Movement(x=-64.0, y=-64.0), SIZE)
    assert set(found) == {TileKey(0, 2, 0), TileKey(0, 0, 1), TileKey(0, 1, 1), TileKey(0, 2, 1)}
