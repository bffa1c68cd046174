"""A view turned by quarter turns: pixels, overlays, clicks and the overview turn together; the session's tiles stay."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from app.session.display import Adjustment, display_text
from app.session.session import Session
from app.viewer.canvas.camera import Camera, fitted, turned_step
from app.viewer.canvas.figure import picture_steps
from app.viewer.canvas.linked import Link
from app.viewer.canvas.snapshot import view_still
from model.base.geometry import PointL0, RegionL0
from model.base.progress import result_of

TURNS = (1, 2, 3)
# Where the corner (0, 0) of an image of 6000 x 2000 px lies in the fitted view: right of the centre, below it.
CORNER = {0: (False, False), 1: (True, False), 2: (True, True), 3: (False, True)}


def test_a_quarter_turn_is_clockwise():
    """Worked out by hand: what was right of the corner is now below it, at 2 screen px per px."""
    camera = Camera(2.0, 100.0, 50.0, 1)
    assert camera.to_screen(PointL0(110, 50)) == (0, 20)
    assert camera.to_screen(PointL0(100, 60)) == (-20, 0)
    assert camera.to_level0(0, 20) == PointL0(110, 50)
    assert camera.visible(80, 40) == RegionL0(100, 10, 20, 40)
    moved = camera.panned(6, 0)
    assert (moved.x_l0, moved.y_l0) == (100, 53)


@given(st.sampled_from(range(4)), st.floats(0.01, 64), st.floats(0, 1000), st.floats(0, 1000))
def test_screen_and_slide_are_inverse_and_zooming_keeps_the_place(turned, scale, x, y):
    camera = Camera(scale, -7.5, 12.0, turned)
    assert camera.to_screen(camera.to_level0(x, y)) == pytest.approx((x, y), abs=1e-6)
    kept, now = camera.to_level0(x, y), camera.zoomed(3.0, x, y).to_level0(x, y)
    assert (now.x, now.y) == pytest.approx((kept.x, kept.y), abs=1e-6)
    a, b, c, d, dx, dy = camera.matrix
    at = camera.to_level0(x, y)
    mapped = (a * at.x + c * at.y + dx, b * at.x + d * at.y + dy)
    assert mapped == pytest.approx((x, y), abs=1e-5 * max(1.0, scale))


@pytest.mark.parametrize("turned", range(4))
def test_a_wide_image_is_fitted_by_its_turned_sides(turned):
    camera = fitted(RegionL0(0, 0, 6000, 2000), 800, 600, turned)
    assert camera.scale == pytest.approx(752 / 6000 if turned % 2 == 0 else 552 / 6000)
    x, y = camera.to_screen(PointL0(0, 0))
    assert (x > 400, y > 300) == CORNER[turned]
    back = camera.turned_to(0, 800, 600).to_level0(400, 300)
    assert (back.x, back.y) == pytest.approx((3000, 1000))


@pytest.mark.parametrize("turned", TURNS)
def test_each_pixel_is_drawn_where_the_camera_says(canvas, made, seen, turned):
    slide = made.PlaceSlide(3000, 2000)
    session = made.changed(made.make_session(slide, shown=frozenset()), "region", placement=None).turned(turned)
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(1.0, 1000.0, 900.0, turned))
    picture = seen()
    for x, y in ((3, 5), (700, 20), (411, 333), (790, 590)):
        at = canvas.view.camera.to_level0(x + 0.5, y + 0.5)
        assert picture.pixelColor(x, y).getRgb()[:3] == slide.colour(int(at.x), int(at.y)), (x, y)


@pytest.mark.parametrize("turned", TURNS)
def test_heat_grid_and_label_follow(canvas, made, turned):
    """Tile 1 (row 0, column 1) alone is coloured: probe it where the camera shows it, and its neighbours."""
    slide = made.PlainSlide(3500, 3500)
    session = made.make_session(slide, read=[1], shown=frozenset({"heatmap", "grid"}), opacity=1.0)
    session = made.changed(session, "region", placement=None).turned(turned)
    canvas.show_difference(None, session)
    canvas.legend.hide()
    canvas.layout().activate()
    canvas.view.look_from(Camera(1.0, 0.0, 0.0, turned).centred(PointL0(330, 330), 800, 600))
    picture = canvas.view.grab().toImage()

    def colour(x, y):
        place = canvas.view.camera.to_screen(PointL0(x, y))
        return picture.pixelColor(round(place[0]), round(place[1])).getRgb()[:3]

    grey = (200, 200, 200)
    assert colour(330, 110) != grey
    assert [colour(110, 110), colour(330, 330), colour(550, 110)] == [grey] * 3
    # The line between tiles 16 and 17 is at x = 221: somewhere within 2 px of it the tissue is darker.
    assert min(colour(221 + dx, 330)[0] for dx in (-2, -1, 0, 1, 2)) < 200


@pytest.mark.parametrize("turned", TURNS)
def test_a_click_means_the_tissue_under_it(canvas, made, turned):
    session = made.make_session(made.PlaceSlide(3500, 2400), shown=frozenset()).turned(turned)
    canvas.show_difference(None, session)
    clicked = []
    canvas.tile_clicked.connect(clicked.append)
    x, y = (round(part) for part in canvas.view.camera.to_screen(PointL0(700, 1500)))
    made.mouse(canvas.view.viewport(), "press", x, y)
    made.mouse(canvas.view.viewport(), "release", x, y)
    scale = canvas.view.camera.scale
    assert (clicked[0].x, clicked[0].y) == pytest.approx((700, 1500), abs=1 / scale)


@pytest.mark.parametrize("turned", TURNS)
def test_the_region_label_hangs_below_the_turned_outline(canvas, made, turned):
    canvas.show_difference(None, made.make_session(made.PlainSlide(6000, 6000), shown=frozenset()).turned(turned))
    outline, (label,) = canvas._outline_px()
    assert outline.width() > 0
    assert outline.height() > 0
    assert (label.left(), label.top()) == pytest.approx((outline.left(), outline.bottom() + 4), abs=2)
    picture = canvas.view.grab().toImage()
    plate = {picture.pixelColor(label.center().x() + dx, label.top() + 2).lightness() < 100 for dx in range(-9, 9)}
    assert plate == {True}


@pytest.mark.parametrize("turned", range(4))
def test_the_overview_turns_and_jumps_to_the_same_place(canvas, made, turned):
    session = made.make_session(made.PlaceSlide(6000, 2000), shown=frozenset()).turned(turned)
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(4.0, 0.0, 0.0, turned).centred(PointL0(4500, 400), 800, 600))
    size = canvas.minimap.size()
    assert (size.width() > size.height()) == (turned % 2 == 0)
    mark = canvas.minimap.mark().center()
    jumped = canvas.minimap.point_at(mark.x(), mark.y())
    assert (jumped.x, jumped.y) == pytest.approx((4500, 400), abs=1)
    share = (mark.x() / size.width() > 0.5, mark.y() / size.height() > 0.5)
    assert share == {0: (True, False), 1: (True, True), 2: (False, True), 3: (False, False)}[turned]


def test_a_copy_of_the_view_is_turned_and_says_so(canvas, made, seen):
    slide = made.PlaceSlide(3000, 2000)
    session = made.changed(made.make_session(slide, shown=frozenset()), "region", placement=None).turned(1)
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(1.0, 1000.0, 900.0, 1))
    picture, copy = seen(), result_of(picture_steps(view_still(canvas, session))).image
    places = [(x, y) for x in range(60, 780, 90) for y in range(180, 520, 70)]
    assert [copy.pixelColor(*at).name() for at in places] == [picture.pixelColor(*at).name() for at in places]
    assert canvas.display.text == "View rotated 90°"
    label = canvas.display.geometry()
    assert copy.pixelColor(label.left() + 1, label.center().y()) == QColor(canvas.display.look.accent)


def test_a_side_view_turns_with_the_analysed_image():
    link = Link(PointL0(0, 0), PointL0(10, 20), 2.0)
    camera = Camera(1.0, 0.0, 0.0, 1).centred(PointL0(100, 0), 80, 60)
    other = link.across(camera, (80, 60), (40, 40))
    assert other.turned == 1
    assert other.to_level0(20, 20) == PointL0(210, 20)


@pytest.mark.parametrize(("turned", "step"), [(0, (1, 0)), (1, (0, -1)), (2, (-1, 0)), (3, (0, 1))])
def test_the_right_arrow_goes_right_on_the_screen(turned, step):
    assert turned_step(1, 0, turned) == step
    place = Camera(1.0, 0.0, 0.0, turned).to_screen(PointL0(*step))
    assert place == (1, 0)


def test_the_turn_goes_with_the_image_and_leaves_the_analysis_alone(made):
    session = made.make_session(made.PlaceSlide(3500, 2400), read=np.arange(9))
    turned = session.turned(-1)
    assert turned.image.turned == 3
    assert turned.turned(1).image.turned == 0
    assert turned.upright().image.turned == 0
    assert (turned.region, turned.analysis, turned.bundle) == (session.region, session.analysis, session.bundle)
    assert turned.closed().image.turned == 0
    assert Session().turned(1).image.turned == 0, "without an image there is nothing to turn"
    again = turned.opened(turned.work.run, session.image.opened, session.region.placement, ())
    assert again.image.turned == 0, "another image is shown as it is in its file"


def test_the_label_names_what_differs_from_the_file():
    assert display_text(0, Adjustment()) == ""
    assert display_text(3, Adjustment()) == "View rotated 270°"
    assert display_text(0, Adjustment(0, 150)) == "Display adjusted: brightness 0, contrast 150 %"
    adjusted = display_text(1, Adjustment(-20, 150))
    assert adjusted == "View rotated 90°. Display adjusted: brightness −20, contrast 150 %"
