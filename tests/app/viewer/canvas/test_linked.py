"""Two cameras that move together: the same tissue in both middles, at the same size on the screen."""

import pytest

from app.viewer.canvas.camera import Camera
from app.viewer.canvas.linked import linked
from model.base.geometry import PointL0

FIRST, OTHER = (800.0, 600.0), (400.0, 500.0)


def middle(camera, extent):
    return camera.to_level0(extent[0] / 2, extent[1] / 2)


@pytest.fixture
def scanned_twice():
    """The same tissue at 0.25 um/px, and at 0.5 with its origin 1000 px further right and 200 px further down."""
    here = Camera(0.1, 0, 0).centred(PointL0(4000, 3000), *FIRST)
    there = Camera(0.7, 0, 0).centred(PointL0(3000, 1700), *OTHER)
    return linked(here, there, (FIRST, OTHER), (0.25, 0.5))


def test_the_other_follows_by_true_size_whatever_both_showed_when_linked(scanned_twice):
    # 800 px right at 0.25 um/px is 400 px at 0.5.
    moved = Camera(0.4, 0, 0).centred(PointL0(4800, 3000), *FIRST)
    other = scanned_twice.across(moved, FIRST, OTHER)
    assert other.scale == pytest.approx(0.8), "as many um on a screen px"
    at = middle(other, OTHER)
    assert (at.x, at.y) == pytest.approx((3400, 1700))


def test_back_is_the_way_home(scanned_twice):
    camera = Camera(0.3, 111, 222)
    other = scanned_twice.across(camera, FIRST, OTHER)
    home = scanned_twice.back.across(other, OTHER, FIRST)
    assert (home.scale, home.x_l0, home.y_l0) == pytest.approx((0.3, 111, 222))


def test_without_a_pixel_size_what_is_seen_is_taken_as_alike():
    here, there = Camera(0.1, 0, 0), Camera(0.4, 0, 0)
    link = linked(here, there, (FIRST, OTHER), (0.25, None))
    assert link.across(Camera(0.2, 0, 0), FIRST, OTHER).scale == pytest.approx(0.8)
