"""The lines on which tiles meet, without Qt; the numbers are worked out by hand from the three fits."""

import numpy as np
import pytest

from app.session.session import Session
from app.viewer.overlays.lattice import lattice, tile_region, tiles_of
from model.region.grid import GridSpec
from model.region.region import Placement


@pytest.mark.parametrize(
    ("fit", "first", "second", "before_last", "last"),
    [
        # overlap: tile 0 ends at 224, tile 1 starts at 218; tile 14 ends at 3282, tile 15 starts at 3276
        ("overlap", 0, 221, 3279, 3500),
        # pad: 42 px of glass around
        ("pad", -42, 182, 3318, 3542),
        # resize: tiles of 218.75 px
        ("resize", 0, 218.75, 3281.25, 3500),
    ],
)
def test_tiles_meet_half_way(made, fit, first, second, before_last, last):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=[0], grid=GridSpec(fit=fit))
    lines = lattice(tiles_of(session))
    for edges in (lines.xs, lines.ys):
        assert edges[[0, 1, -2, -1]].tolist() == [first, second, before_last, last]
        assert len(edges) == 17
        assert (np.diff(edges) > 0).all()


def test_blocks_follow_the_window_on_a_larger_slide(made):
    session = made.make_session(made.PlaceSlide(6000, 7000), read=[0])
    region = session.region.placement.region
    assert lattice(tiles_of(session)).block(0, 0) == (region.x, region.y, 221, 221)
    assert lattice(tiles_of(session)).block(15, 15) == (region.x + 3279, region.y + 3279, 221, 221)


def test_before_a_reading_the_bundle_says_where_tiles_would_be(made):
    session = made.make_session(made.PlaceSlide(3500, 3500))
    assert tile_region(tiles_of(session), 17) == made.RegionL0(218, 218, 224, 224)


def test_without_image_placement_or_bundle_there_are_no_tiles(made):
    session = made.make_session(made.PlaceSlide(3500, 3500))
    assert tiles_of(Session()) is None
    assert tiles_of(made.replace(session, bundle=None)) is None
    assert tiles_of(made.changed(session, "region", placement=None)) is None


def test_a_reading_is_drawn_where_it_was_read(made):
    """Not where the bundle now on hand would read."""
    session = made.make_session(made.PlaceSlide(3500, 3500), read=[0])
    elsewhere = Placement(session.region.placement.region.moved(500, 500), "placed", "")
    assert tile_region(tiles_of(made.changed(session, "region", placement=elsewhere)), 0).x == 0
