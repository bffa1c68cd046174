"""The pyramid's plan: the right level, and tiles that cover the slide once."""

import pytest

from app.viewer.canvas.levels import TileKey, children, level_count, level_for, parent, tile_region, tile_size, tiles_in
from model.base.geometry import RegionL0, SizeL0

SIZE = SizeL0(3500, 2100)
WHOLE = RegionL0(0, 0, 3500, 2100)


@pytest.mark.parametrize(
    ("scale", "level"), [(64, 0), (1, 0), (0.99, 0), (0.51, 0), (0.5, 1), (0.26, 1), (0.25, 2), (0.01, 3)]
)
def test_level_has_between_one_and_two_px_a_screen_px(scale, level):
    assert level_for(scale, SIZE) == level


def test_a_slide_of_one_tile_has_one_level():
    assert level_count(SizeL0(512, 100)) == 1
    assert level_count(SizeL0(513, 100)) == 2


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_tiles_of_a_level_cover_the_slide_exactly_once(level):
    regions = [tile_region(key, SIZE) for key in tiles_in(level, WHOLE, SIZE)]
    assert sum(region.width * region.height for region in regions) == 3500 * 2100
    assert len({(region.x, region.y) for region in regions}) == len(regions)
    assert max(region.right for region in regions) == 3500
    assert max(region.bottom for region in regions) == 2100


def test_only_tiles_that_are_touched_and_the_middle_first():
    keys = tiles_in(0, RegionL0(500, 600, 600, 300), SIZE)
    assert set(keys) == {TileKey(0, 0, 1), TileKey(0, 1, 1), TileKey(0, 2, 1)}
    assert keys[0] == TileKey(0, 1, 1)
    assert tiles_in(0, RegionL0(-900, 0, 800, 100), SIZE) == ()


def test_children_and_parents_agree_at_the_edge():
    corner = TileKey(1, 3, 2)
    assert children(corner, SIZE) == (TileKey(0, 6, 4),)
    assert all(parent(child) == TileKey(1, 0, 0) for child in children(TileKey(1, 0, 0), SIZE))
    assert tile_size(TileKey(2, 1, 1), SIZE) == (363, 13)
