"""The ruler: true lengths, drawn where it was dragged, gone with Esc or another image."""

import pytest

from app.session.session import Session
from app.viewer.overlays.ruler import length_text, straight
from model.base.geometry import PointL0


@pytest.mark.parametrize(
    ("end", "mpp", "words"),
    [((300, 400), 0.25, "125.0 µm"), ((3000, 4000), 0.25, "1.250 mm"), ((300, 400), None, "500.0 px")],
)
def test_lengths(end, mpp, words):
    assert length_text(straight(PointL0(0, 0), PointL0(*end)), mpp) == words


def test_a_drag_draws_it_while_it_is_taken_up_and_pans_not(canvas, made):
    session = made.make_session(made.PlaceSlide(6000, 6000)).with_ruler(True)
    canvas.show_difference(None, session)
    drawn = []
    canvas.ruler_drawn.connect(drawn.append)
    before, viewport = canvas.view.camera, canvas.view.viewport()
    made.mouse(viewport, "press", 200, 300)
    made.mouse(viewport, "move", 240, 300)
    made.mouse(viewport, "release", 300, 300)
    [ruler] = drawn
    assert canvas.view.camera == before
    assert ruler.length == pytest.approx(100 / before.scale)
    line = session.with_ruler(True, ruler)
    canvas.show_difference(session, line)
    with_it = canvas.view.grab().toImage()
    canvas.show_difference(line, line.with_ruler(False))
    without = canvas.view.grab().toImage()
    assert with_it.pixelColor(250, 300) != without.pixelColor(250, 300)


def test_without_an_image_there_is_nothing_to_measure():
    assert not Session().with_ruler(True).image.ruling
