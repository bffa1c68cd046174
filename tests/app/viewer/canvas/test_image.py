"""Pixels on the screen are the slide's pixels, at every zoom and in every corner."""

import threading

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.session.values import OpenedImage
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.levels import TileKey, children, tiles_in
from app.viewer.canvas.pyramid import CACHE_BYTES, SIDE_BYTES, Pyramid
from app.viewer.canvas.tile_reading import assembled, is_read, read_tile
from model.base.geometry import PointL0, RegionL0, SizeLevel

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
        canvas.show_difference(None, made.changed(session, "region", placement=None))
        return session.image.opened.slide

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
    canvas.show_difference(None, made.changed(session, "region", placement=None))
    for scale in (0.31, 0.577, 0.83, 1.37, 3.9):
        canvas.view.look_from(Camera(scale, 1750.3 - 400 / scale, 1750.7 - 300 / scale))
        picture = seen()
        row = {rgb(picture, x, 300) for x in range(800)}
        column = {rgb(picture, 400, y) for y in range(600)}
        assert row | column == {(200, 200, 200)}, scale


def test_the_window_never_reads_and_is_never_blank(canvas, made):
    """The slide's lock is held: whoever paints does without, and the overview stands in."""
    session = made.make_session(made.LockedSlide(10_000, 10_000), shown=frozenset())
    slide = session.image.opened.slide
    with slide.lock:
        canvas.show_difference(None, made.changed(session, "region", placement=None))
        for scale in (0.05, 0.3, 1.0, 8.0):
            canvas.view.look_from(Camera(scale, 5000 - 400 / scale, 5000 - 300 / scale))
            picture = canvas.view.grab().toImage()
            assert rgb(picture, 400, 300) != canvas.view.backgroundBrush().color().getRgb()[:3]
            assert not canvas.settled()
    assert slide.readers == set() or threading.get_ident() not in slide.readers


def test_a_finer_picture_follows_by_itself(canvas, qtbot, bare):
    bare(10_000)
    canvas.view.grab()
    assert not canvas.settled()
    qtbot.waitUntil(canvas.settled)


def test_the_pixel_under_the_cursor_is_exact_once_it_is_in_memory_and_nothing_is_read_for_it(canvas, qtbot, made):
    session = made.make_session(made.LockedSlide(10_000, 10_000), shown=frozenset())
    slide, told = session.image.opened.slide, []
    canvas.pixel_seen.connect(told.append)
    with slide.lock:
        canvas.show_difference(None, made.changed(session, "region", placement=None))
        canvas.view.look_from(Camera(2.0, 4000.0, 5000.0))
        canvas.view.grab()
        made.mouse(canvas.view.viewport(), "move", 201, 101)
        assert told[-1] is not None
        assert not told[-1].exact, "the overview stands in"
    qtbot.waitUntil(lambda: told[-1].exact)
    assert (told[-1].red, told[-1].green, told[-1].blue) == slide.colour(4100, 5050)
    assert threading.get_ident() not in slide.readers
    canvas.view.look_from(Camera(2.0, -1000.0, 5000.0))
    made.mouse(canvas.view.viewport(), "move", 10, 101)
    assert told[-1] is None


def made_tile(slide, key):
    """The tile as a thread would make it, from what it needs."""
    if is_read(slide, key):
        return read_tile(slide, key)
    return assembled(slide, key, {child: made_tile(slide, child) for child in children(key, slide.size)})


def test_shrunk_levels_are_averages(made):
    """A coarse tile is made of all pixels under it: a quarter of black and white rows each is grey, not stripes."""

    class Stripes(made.PlaceSlide):
        def colour(self, x, y):
            return ((y % 2) * 200 + 0 * x,) * 3

    for level in (1, 2, 3):
        grey = made_tile(Stripes(10_000, 10_000), TileKey(level, 0, 0)).pixelColor(100, 100).red()
        assert 95 <= grey <= 105, level


@pytest.mark.parametrize("most", [CACHE_BYTES, SIDE_BYTES])
def test_memory_has_a_ceiling(made, most):
    slide = made.PlaceSlide(12_000, 12_000)
    pyramid = Pyramid(OpenedImage(slide, None), most)
    keys = tiles_in(0, RegionL0(0, 0, 12_000, 12_000), slide.size)
    picture = QImage(512, 512, QImage.Format.Format_RGB32)
    for key in keys:
        pyramid.keep(key, picture)
    kept = [tile for tile in map(pyramid.tile, keys) if tile is not None]
    assert 0.9 * most < sum(tile.sizeInBytes() for tile in kept) <= most
    assert len(kept) < len(keys)
    pyramid.spare()
    assert [key for key in keys if pyramid.tile(key) is not None] == list(keys[-32:]), "what was drawn last: 32 MB"


@pytest.mark.parametrize("downsamples", [(1.0, 4.0, 16.0), (1.0, 3.98, 15.7), (1.0, 2.0)])
def test_the_slides_own_levels_are_used_and_lie_where_they_belong(made, downsamples):
    """A slide dark at the left and light at the right of x = 6000: the border lies there at every level."""
    asked = []

    class Halves(made.PlaceSlide):
        def colour(self, x, y):
            return (np.where(x < 6000, 0, 200) + 0 * y,) * 3

        def read_level(self, level, x, y, width, height):
            asked.append((level, width * height))
            return super().read_level(level, x, y, width, height)

    slide = Halves(16_000, 16_000)
    slide.downsamples = downsamples
    slide.level_sizes = tuple(SizeLevel(round(16_000 / d), round(16_000 / d)) for d in downsamples)
    for level in range(5):
        side = 512 << level
        key = TileKey(level, 6000 // side, 0)
        picture = made_tile(slide, key)
        border = (6000 - key.col * side) / (1 << level)
        dark = [picture.pixelColor(x, 10).red() < 100 for x in range(picture.width())]
        assert dark.count(True) == pytest.approx(border, abs=1.5), level
        assert sorted(dark, reverse=True) == dark
    assert max(pixels for _, pixels in asked) <= 4.3 * 1024**2, "no single reading is larger than four megapixels"
    assert {level for level, _ in asked} == set(range(len(downsamples)))
