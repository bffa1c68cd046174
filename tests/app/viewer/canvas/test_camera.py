"""The camera: what lies where, and that zooming and panning keep to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.viewer.canvas.camera import DEEPEST, Camera, allowed_scale, clamped, fit_scale, fitted
from model.base.geometry import PointL0, RegionL0

SLIDE = RegionL0(0, 0, 3500, 3500)
places = st.floats(0, 1000)
scales = st.floats(0.01, 64)


@given(scales, scales, places, places)
def test_zooming_keeps_the_point_under_the_cursor(before, after, x, y):
    camera = Camera(before, 120.5, 33.25)
    kept, now = camera.to_level0(x, y), camera.zoomed(after, x, y).to_level0(x, y)
    assert (now.x, now.y) == pytest.approx((kept.x, kept.y), abs=1e-6)


@given(scales, places, places)
def test_screen_and_level0_are_inverse(scale, x, y):
    camera = Camera(scale, -7.5, 12.0)
    assert camera.to_screen(camera.to_level0(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_panning_moves_the_tissue_with_the_hand():
    camera = Camera(2.0, 100.0, 100.0)
    before = camera.to_screen(PointL0(150, 150))
    after = camera.panned(30, -10).to_screen(PointL0(150, 150))
    assert (after[0] - before[0], after[1] - before[1]) == (30, -10)


def test_fitted_shows_all_in_the_middle():
    seen = fitted(SLIDE, 800, 600).visible(800, 600)
    assert max(seen.x, seen.y) < 0
    assert min(seen.right, seen.bottom) > 3500
    assert (seen.centre.x, seen.centre.y) == pytest.approx((1750, 1750))


def test_zoom_is_held_between_half_of_fit_and_the_deepest():
    fit = fit_scale(SLIDE, 800, 600)
    assert allowed_scale(fit / 100, SLIDE, 800, 600) == fit / 2
    assert allowed_scale(1000, SLIDE, 800, 600) == DEEPEST
    assert allowed_scale(1.0, RegionL0(0, 0, 20, 20), 800, 600) == 1.0, "1 : 1 is allowed for a tiny image"


def test_the_tissue_cannot_be_lost():
    lost = Camera(1.0, 90_000, -90_000)
    centre = clamped(lost, SLIDE, 800, 600).to_level0(400, 300)
    assert centre == PointL0(3500, 0)


@pytest.mark.parametrize(
    ("looking_at", "held_at"),
    [
        ((-50, 1500), (100, 1500)),
        ((7000, 1500), (6100, 1500)),
        ((3000, 150), (3000, 200)),
        ((3000, 2500), (3000, 2200)),
    ],
)
def test_the_centre_is_held_to_each_side_of_a_wide_image(looking_at, held_at):
    """An image of 6000 x 2000 px whose corner lies at (100, 200): each side has its own limit."""
    content = RegionL0(100, 200, 6000, 2000)
    camera = Camera(0.5, 0, 0).centred(PointL0(*looking_at), 800, 600)
    assert clamped(camera, content, 800, 600).to_level0(400, 300) == PointL0(*held_at)


def test_a_camera_that_looks_at_the_image_stays_where_it_is():
    camera = Camera(0.5, 0, 0).centred(PointL0(6000, 2100), 800, 600)
    assert clamped(camera, RegionL0(100, 200, 6000, 2000), 800, 600) is camera
