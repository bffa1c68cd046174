"""Where the analysis region can be grabbed, without Qt: its border and its handle, nothing else."""

import pytest

from app.session.session import Session
from app.viewer.overlays.region_outline import movable, part_at
from model.base.geometry import PointL0, RegionL0

REGION = RegionL0(1000, 2000, 3500, 3500)


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (2750, 2010, "handle"),
        (1000, 3000, "border"),
        (1004, 3000, "border"),
        (996, 3000, "border"),
        (4500, 5500, "border"),
        (1006, 3000, None),
        (994, 3000, None),
        (2750, 3000, None),
        (0, 0, None),
    ],
)
def test_parts_at_one_to_one(x, y, part):
    assert part_at(REGION, PointL0(x, y), 1.0) == part


def test_the_border_is_as_thick_on_the_screen_at_any_zoom():
    assert part_at(REGION, PointL0(1040, 3000), 0.1) == "border"
    assert part_at(REGION, PointL0(1060, 3000), 0.1) is None
    assert part_at(REGION, PointL0(1000.4, 3000), 10.0) == "border"
    assert part_at(REGION, PointL0(1000.6, 3000), 10.0) is None


def test_a_tiny_region_can_still_be_panned_within():
    assert part_at(REGION, REGION.centre, 0.002) is None


def test_only_a_region_with_room_is_movable(made):
    assert movable(made.make_session(made.PlaceSlide(6000, 6000)))
    assert not movable(made.make_session(made.PlaceSlide(3500, 3500)))
    assert not movable(made.make_session(made.PlaceSlide(1000, 1000)))
    assert not movable(Session())
