"""Tiles are read behind the window: what is looked at first, what went out of sight not at all, a failure once."""

import threading

import pytest
from PySide6.QtGui import QImage

from app.session.values import OpenedImage
from app.ui.jobs import JobRunner
from app.viewer.canvas.levels import TileKey
from app.viewer.canvas.pyramid import Pyramid
from app.viewer.canvas.tile_feed import TileFeed
from model.base.errors import SlideError

LONGEST_S = 300


@pytest.fixture
def runner(qapp):
    made = JobRunner("viewing")
    yield made
    made.shutdown()


@pytest.fixture
def feed(runner):
    return TileFeed(runner)


@pytest.fixture
def held(made):
    """A pyramid over a slide whose disk the test holds up, with what was read of it in order."""

    class Slide(made.LockedSlide):
        def read_level(self, level, x, y, width, height):
            pixels = super().read_level(level, x, y, width, height)
            read.append((x // 512, y // 512))
            return pixels

    read = []
    slide = Slide(10_000, 10_000)
    slide.read_by = read
    return Pyramid(OpenedImage(slide, None))


def row(y):
    return tuple(TileKey(0, x, y) for x in range(5))


def test_the_newest_wish_goes_first_and_what_went_out_of_sight_is_never_read(qtbot, feed, held, runner):
    slide = held.slide
    feed.feed(held)
    with slide.lock:
        feed.want(row(0))
        feed.want(row(1))
        feed.want(row(2))
    qtbot.waitUntil(lambda: all(held.tile(key) is not None for key in row(2)))
    begun = slide.read_by[: -len(row(2))]
    assert len(begun) <= runner.threads + 1, "only what was being read when the wish changed"
    assert slide.read_by[-5:] == [(x, 2) for x in range(5)]


def test_as_many_tiles_are_read_at_once_as_the_runner_has_threads(qtbot, qapp, made):
    """The slide answers only when three tiles are being read at the same time."""
    together = threading.Barrier(3)

    class Slow(made.PlaceSlide):
        def read_level(self, level, x, y, width, height):
            together.wait(LONGEST_S)
            return super().read_level(level, x, y, width, height)

    runner = JobRunner("viewing", threads=3)
    feed, pyramid = TileFeed(runner), Pyramid(OpenedImage(Slow(3000, 1000), None))
    feed.feed(pyramid)
    keys = tuple(TileKey(0, x, 0) for x in range(3))
    feed.want(keys)
    qtbot.waitUntil(lambda: all(pyramid.tile(key) is not None for key in keys))
    feed.feed(None)
    runner.shutdown()


def test_a_wish_that_comes_back_is_fulfilled(qtbot, feed, held):
    feed.feed(held)
    with held.slide.lock:
        feed.want(row(0))
        feed.want(())
        feed.want(row(0))
    qtbot.waitUntil(lambda: all(held.tile(key) is not None for key in row(0)))


def test_another_image_gets_nothing_of_the_one_before(qtbot, feed, held, made):
    arrived = []
    feed.arrived.connect(lambda: arrived.append(1))
    feed.feed(held)
    other = Pyramid(OpenedImage(made.PlaceSlide(3000, 3000), None))
    with held.slide.lock:
        feed.want(row(0))
        feed.feed(other)
        feed.want((TileKey(0, 0, 0),))
    qtbot.waitUntil(lambda: other.tile(TileKey(0, 0, 0)) is not None)
    assert len(arrived) == 1


def test_a_coarse_tile_of_a_plain_picture_is_made_of_finer_ones(qtbot, feed, held):
    feed.feed(held)
    feed.want((TileKey(3, 0, 0),))
    qtbot.waitUntil(lambda: held.tile(TileKey(3, 0, 0)) is not None)
    assert isinstance(held.tile(TileKey(2, 0, 0)), QImage)
    assert held.tile(TileKey(0, 0, 0)) is None, "no finer than need be"


def test_a_tile_that_cannot_be_read_is_told_once_and_not_asked_for_again(qtbot, feed, made):
    class Torn(made.PlaceSlide):
        def read_level(self, level, x, y, width, height):
            if x == 0:
                raise SlideError(self.path, "torn", "Copy it again.")
            return super().read_level(level, x, y, width, height)

    pyramid, told = Pyramid(OpenedImage(Torn(3000, 3000), None)), []
    feed.failed.connect(told.append)
    feed.feed(pyramid)
    feed.want((*row(0), *row(1)))
    qtbot.waitUntil(lambda: not any(pyramid.lacks(key) for key in (*row(0), *row(1))))
    assert len(told) == 1
    assert pyramid.tile(TileKey(0, 0, 0)) is None
    assert pyramid.tile(TileKey(0, 1, 0)) is not None


def test_what_is_made_of_tiles_that_cannot_be_read_is_given_up_too(qtbot, feed, made):
    """An exception while a painter is open ended the process, some time later."""

    class Torn(made.PlaceSlide):
        def read_level(self, level, x, y, width, height):
            if height > 1:
                raise SlideError(self.path, "torn", "Copy it again.")
            return super().read_level(level, x, y, width, height)

    pyramid, told = Pyramid(OpenedImage(Torn(10_000, 10_000), None)), []
    feed.failed.connect(told.append)
    feed.feed(pyramid)
    coarse = TileKey(4, 0, 0)
    feed.want((coarse,))
    qtbot.waitUntil(lambda: not pyramid.lacks(coarse))
    assert pyramid.tile(coarse) is None
    assert [str(error) for error in told] == ["torn"], "told once, by its cause"
