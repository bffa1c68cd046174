"""Which tiles a region the user drags lies on: all it touches, in the plane of the slide."""

import pytest
from PySide6.QtCore import QRectF

from app.viewer.canvas.camera import Camera
from app.viewer.overlays.label import PLATE, inside_picture
from app.viewer.overlays.lattice import Tiles, lattice
from app.viewer.overlays.occluded_tiles import tiles_within
from model.base.geometry import PointL0, RegionL0, between
from model.region.grid import GridSpec, level0_boxes

REGION = RegionL0(100, 50, 3500, 3500)


@pytest.fixture
def tiles():
    spec = GridSpec()
    return Tiles(spec, level0_boxes(spec, REGION))


def test_a_point_lies_on_its_tile_and_a_drag_on_all_it_touches(tiles):
    lines = lattice(tiles)
    x, y, width, height = lines.block(3, 5)
    inside = PointL0(x + width / 2, y + height / 2)
    assert tiles_within(tiles, between(inside, inside)) == {3 * 16 + 5}
    far = PointL0(inside.x + 2 * width, inside.y - height)
    expected = {row * 16 + col for row in (2, 3) for col in (5, 6, 7)}
    assert tiles_within(tiles, between(inside, far)) == expected
    assert tiles_within(tiles, between(far, inside)) == expected


def test_no_outline_crosses_the_change_of_probability(made, canvas):
    """The outline of a selected tile once covered the sign, so that +0.009 read as -0.009."""
    session = made.make_session(made.PlainSlide(3500, 3500), read=range(256), shown=frozenset())
    session = made.changed(session, "explanation", occluded=frozenset({0}))
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(1.0, -50.0, -50.0))
    plain = canvas.view.grab().toImage()
    # Tile 17 begins at 218 px, beside the text below tile 0, and tile 16 at its left edge.
    for tile in (16, 17):
        canvas.show_difference(None, made.changed(session, "region", selected=tile))
        canvas.view.look_from(Camera(1.0, -50.0, -50.0))
        marked = canvas.view.grab().toImage()
        assert marked != plain
        for y in range(277, 288):
            for x in range(51, 110):
                # At most what shines through the half-transparent plate.
                change = abs(marked.pixelColor(x, y).green() - plain.pixelColor(x, y).green())
                assert change <= 255 - PLATE.alpha(), (tile, x, y)


def test_beside_the_window_there_is_no_tile_and_over_its_edge_those_within(tiles):
    assert tiles_within(tiles, RegionL0(0, 0, 90, 3000)) == frozenset()
    assert tiles_within(tiles, RegionL0(3700, 0, 90, 3000)) == frozenset()
    assert tiles_within(tiles, RegionL0(0, 0, 5000, 5000)) == frozenset(range(256))


@pytest.mark.parametrize(
    ("left", "width", "expected"), [(10, 100, 10), (250, 100, 200), (100, 400, 0), (-20, 400, 0), (-20, 100, 0)]
)
def test_a_tag_is_moved_into_the_picture_but_its_beginning_stays_visible(left, width, expected):
    """In a picture 300 px wide."""
    assert inside_picture(QRectF(left, 5, width, 20), 300) == QRectF(expected, 5, width, 20)


def test_a_tag_below_the_picture_is_moved_up_and_one_of_an_unseen_place_stays_there():
    """In a picture of 300 x 200 px."""
    assert inside_picture(QRectF(10, 190, 100, 20), 300, 200) == QRectF(10, 180, 100, 20)
    for place in (QRectF(310, 5, 100, 20), QRectF(-150, 5, 100, 20), QRectF(10, 210, 100, 20)):
        assert inside_picture(place, 300, 200) == place
