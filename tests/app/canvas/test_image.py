"""Pixels on the screen are the slide's pixels, at every zoom and in every corner."""

import pytest

from app.canvas.camera import Camera
from app.canvas.levels import TileKey, tiles_in
from app.canvas.pyramid import CACHE_BYTES, Pyramid
from model.geometry import PointL0, RegionL0

SIDES = [3500, 10_000]


def corners(side):
    return [(0, 0), (side - 1, 0), (0, side - 1), (side - 1, side - 1)]


def rgb(picture, x, y):
    return picture.pixelColor(x, y).getRgb()[:3]


@pytest.fixture
def bare(canvas, made):
    """Show a slide whose pixels tell their place, without overlays; the window's outline lies far from the corners."""

    def show(side):
        session = made.make_session(made.PlaceSlide(side, side, mpp=None), shown=frozenset())
        canvas.show_difference(None, made.replace(session, placement=None))
        return session.image.slide

    return show


@pytest.mark.parametrize("side", SIDES)
def test_deep_zoom_is_exact_at_all_corners(canvas, seen, bare, side):
    slide = bare(side)
    for x, y in corners(side):
        canvas.view.look_from(Camera(64.0, x + 0.5 - 400 / 64, y + 0.5 - 300 / 64))
        picture = seen()
        assert canvas.view.camera.scale == 64.0
        # The pixel's square reaches from 368 to 432 on the screen: its edges as well as its middle are its colour.
        for at in ((400, 300), (369, 269), (430, 330)):
            assert rgb(picture, *at) == slide.colour(x, y), (x, y, at)


@pytest.mark.parametrize("side", SIDES)
def test_one_to_one_shows_every_pixel_once(canvas, seen, bare, side):
    slide = bare(side)
    canvas.one_to_one()
    for x, y in [*corners(side), (side // 2, side // 2), (1023, 1024)]:
        canvas.view.look_from(Camera(1.0, float(x - 400), float(y - 300)))
        picture = seen()
        for dx, dy in ((0, 0), (-1, 0), (1, 1), (-37, 20), (120, -90)):
            if 0 <= x + dx < side and 0 <= y + dy < side:
                assert rgb(picture, 400 + dx, 300 + dy) == slide.colour(x + dx, y + dy), (x, y, dx, dy)


@pytest.mark.parametrize("side", SIDES)
def test_no_zoom_is_blank(canvas, seen, bare, side):
    bare(side)
    background = canvas.view.backgroundBrush().color().getRgb()[:3]
    canvas.fit()
    scale = canvas.view.camera.scale
    while scale < 64:
        canvas.centre_on(PointL0(side / 2, side / 2))
        canvas.zoom_by(scale / canvas.view.camera.scale)
        picture = seen()
        probes = [rgb(picture, 400 + dx, 300 + dy) for dx in (-90, 0, 90) for dy in (-90, 0, 90)]
        assert background not in probes, f"blank at {scale} screen px a px"
        scale *= 1.9


def test_tiles_meet_without_a_seam(canvas, qtbot, made, seen):
    """On a slide of one grey nothing but that grey may show, at odd scales and over many tile borders."""
    session = made.make_session(made.PlainSlide(3500, 3500), shown=frozenset())
    canvas.show_difference(None, made.replace(session, placement=None))
    for scale in (0.31, 0.577, 0.83, 1.37, 3.9):
        canvas.view.look_from(Camera(scale, 1750.3 - 400 / scale, 1750.7 - 300 / scale))
        picture = seen()
        row = {rgb(picture, x, 300) for x in range(800)}
        column = {rgb(picture, 400, y) for y in range(600)}
        assert row | column == {(200, 200, 200)}, scale


def test_first_painting_is_quick_and_not_blank(canvas, bare):
    slide = bare(10_000)
    picture = canvas.view.grab().toImage()
    assert rgb(picture, 400, 300) != canvas.view.backgroundBrush().color().getRgb()[:3]
    # A tenth of the pixels at most (60 ms with a real slide); the rest is read between events.
    assert slide.megapixels_read < 10


def test_a_finer_picture_follows_by_itself(canvas, qtbot, bare):
    bare(10_000)
    canvas.view.grab()
    assert not canvas.settled()
    qtbot.waitUntil(canvas.settled, timeout=60_000)


def test_shrunk_levels_are_averages(made):
    """A coarse tile is made of all pixels under it: a quarter of black and white rows each is grey, not stripes."""

    class Stripes(made.PlaceSlide):
        def colour(self, x, y):
            return ((y % 2) * 200 + 0 * x,) * 3

    pyramid = Pyramid(Stripes(10_000, 10_000))
    key = TileKey(3, 0, 0)
    while not pyramid.advance(key):
        pass
    grey = pyramid.tile(key).pixelColor(100, 100).red()
    assert 95 <= grey <= 105


def test_memory_has_a_ceiling(made):
    slide = made.PlaceSlide(12_000, 12_000)
    pyramid = Pyramid(slide)
    keys = tiles_in(0, RegionL0(0, 0, 12_000, 12_000), slide.size)
    for key in keys:
        pyramid.advance(key)
    kept = [tile for tile in map(pyramid.tile, keys) if tile is not None]
    assert 0.9 * CACHE_BYTES < sum(tile.sizeInBytes() for tile in kept) <= CACHE_BYTES
    assert len(kept) < len(keys)
