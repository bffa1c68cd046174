"""What the canvas answers to the hand: wheel, drag, click, Space, drop, window handle, theme."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QApplication

from app.session.session import Session
from app.session.slices import WorkState
from app.ui.theme import theme
from app.viewer.canvas.camera import Camera
from model.base.geometry import PointL0, SizeL0
from model.base.progress import Progress
from model.region.region import place_at


@pytest.fixture
def shown(canvas, made):
    session = made.make_session(made.PlaceSlide(3500, 3500))
    canvas.show_difference(None, session)
    return session


@pytest.fixture
def heard(canvas):
    """Everything the canvas says about pointing, in order."""
    words = []
    canvas.tile_clicked.connect(lambda point: words.append(("clicked", point)))
    canvas.region_dragged.connect(lambda point: words.append(("dragged", point)))
    return words


def test_wheel_zooms_about_the_cursor(canvas, shown, made):
    viewport = canvas.view.viewport()
    for x, y, notches in ((400, 300, 3), (350, 250, 5), (420, 310, -2), (300, 200, 0.3)):
        kept = canvas.view.camera.to_level0(x, y)
        scale = canvas.view.camera.scale
        made.wheel(viewport, x, y, notches)
        now = canvas.view.camera.to_level0(x, y)
        assert (now.x, now.y) == pytest.approx((kept.x, kept.y), abs=1e-6)
        assert (canvas.view.camera.scale > scale) == (notches > 0)


def test_zoom_is_told(canvas, shown, qtbot):
    with qtbot.waitSignal(canvas.zoom_changed) as told:
        canvas.zoom_by(2)
    assert told.args == [canvas.view.camera.scale]


def test_dragging_pans_exactly_and_says_nothing_else(canvas, shown, made, heard):
    canvas.one_to_one()
    viewport, before = canvas.view.viewport(), canvas.view.camera
    made.mouse(viewport, "press", 400, 300)
    made.mouse(viewport, "move", 420, 310)
    made.mouse(viewport, "move", 437, 329)
    made.mouse(viewport, "release", 437, 329)
    after = canvas.view.camera
    assert (after.x_l0, after.y_l0, after.scale) == (before.x_l0 - 37, before.y_l0 - 29, 1.0)
    assert heard == []


def test_a_click_says_where(canvas, shown, made, heard):
    viewport = canvas.view.viewport()
    made.mouse(viewport, "press", 333, 222)
    made.mouse(viewport, "move", 334, 222)
    made.mouse(viewport, "release", 334, 222)
    assert heard == [("clicked", canvas.view.camera.to_level0(334, 222))]


def test_space_makes_every_drag_a_pan(canvas, made, heard, qtbot):
    """Also on the window's handle, which is else taken hold of."""
    session = made.make_session(made.PlaceSlide(6000, 6000))
    canvas.show_difference(None, session)
    x, y = canvas.view.camera.to_screen(PointL0(3000, 1250))
    before = canvas.view.camera
    qtbot.keyPress(canvas.view, Qt.Key.Key_Space)
    made.mouse(canvas.view.viewport(), "press", x, y + 3)
    made.mouse(canvas.view.viewport(), "move", x + 50, y + 3)
    made.mouse(canvas.view.viewport(), "release", x + 50, y + 3)
    qtbot.keyRelease(canvas.view, Qt.Key.Key_Space)
    assert heard == []
    assert canvas.view.camera != before


@pytest.mark.parametrize("grip", ["handle", "border"])
def test_the_window_is_dragged_by_handle_or_border(canvas, made, heard, grip):
    session = made.make_session(made.PlaceSlide(6000, 6000))
    canvas.show_difference(None, session)
    region = session.region.placement.region
    at = PointL0(region.centre.x, region.y + 10) if grip == "handle" else PointL0(region.x, region.centre.y)
    x, y = canvas.view.camera.to_screen(at)
    viewport = canvas.view.viewport()
    made.mouse(viewport, "press", x, y)
    made.mouse(viewport, "move", x + 30, y + 20)
    assert heard == [], "told only when let go"
    made.mouse(viewport, "release", x + 40, y + 20)
    scale = canvas.view.camera.scale
    [(word, centre)] = heard
    assert word == "dragged"
    assert (centre.x, centre.y) == pytest.approx((region.centre.x + 40 / scale, region.centre.y + 20 / scale))


def test_inside_the_window_a_drag_pans(canvas, made, heard):
    session = made.make_session(made.PlaceSlide(6000, 6000))
    canvas.show_difference(None, session)
    before = canvas.view.camera
    x, y = before.to_screen(session.region.placement.region.centre)
    made.mouse(canvas.view.viewport(), "press", x, y)
    made.mouse(canvas.view.viewport(), "move", x + 60, y)
    made.mouse(canvas.view.viewport(), "release", x + 60, y)
    assert heard == []
    assert canvas.view.camera.x_l0 == pytest.approx(before.x_l0 - 60 / before.scale)


def test_a_window_over_one_spot_cannot_be_dragged(canvas, shown, made, heard):
    region = shown.region.placement.region
    assert shown.region.placement.kind == "fitted"
    x, y = canvas.view.camera.to_screen(PointL0(region.x, region.centre.y))
    made.mouse(canvas.view.viewport(), "press", x, y)
    made.mouse(canvas.view.viewport(), "move", x + 30, y)
    made.mouse(canvas.view.viewport(), "release", x + 30, y)
    assert heard == []


def test_hover_says_the_place_on_the_image_and_none_beside_it(canvas, shown, made):
    told = []
    canvas.hovered.connect(told.append)
    made.mouse(canvas.view.viewport(), "move", 400, 300, made.NO_BUTTON)
    made.mouse(canvas.view.viewport(), "move", 2, 2, made.NO_BUTTON)
    assert told == [canvas.view.camera.to_level0(400, 300), None]


def test_resizing_keeps_the_middle_and_refits_what_was_fitted(canvas, shown, qtbot):
    canvas.resize(1000, 640)
    seen = canvas.view.visible()
    assert seen.inside_share(SizeL0(3500, 3500)) * seen.width * seen.height == pytest.approx(3500**2), "refitted"
    canvas.one_to_one()
    middle = canvas.view.visible().centre
    canvas.resize(700, 500)
    after = canvas.view.visible().centre
    assert (after.x, after.y) == pytest.approx((middle.x, middle.y))
    assert canvas.view.camera.scale == 1.0


# Qt 6.12 takes the place of a drag in fractions of a px; the Qt before it only in whole ones.
@pytest.mark.filterwarnings("ignore:.*QDragEnterEvent:DeprecationWarning")
def test_files_and_folders_may_be_dropped(canvas, tmp_path, qtbot):
    paths = (tmp_path / "Präparat 1.png", tmp_path / "folder")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("https://example.org/a.png")])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), *how)
    QApplication.sendEvent(canvas, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(canvas.files_dropped) as told:
        QApplication.sendEvent(canvas, QDropEvent(QPointF(50, 50), *how))
    assert told.args == [paths]
    assert all(isinstance(path, Path) for path in told.args[0])
    swallowing = [widget for widget in (canvas.view, canvas.view.viewport()) if widget.acceptDrops()]
    assert swallowing == [], "what lies over the canvas lets files through to it"


def test_theme_changes_the_canvas_and_not_the_tissue(canvas, shown, seen, made):
    before = seen()
    after_session = shown.viewed(theme="light")
    canvas.show_difference(shown, after_session)
    after = seen()
    assert before.pixelColor(2, 2).name() == theme("dark").canvas
    assert after.pixelColor(2, 2).name() == theme("light").canvas
    x, y = canvas.view.camera.to_screen(PointL0(1700, 1700))
    assert before.pixelColor(int(x), int(y)) == after.pixelColor(int(x), int(y))


def test_the_start_page_offers_what_can_be_opened(canvas, qtbot):
    page = canvas.empty_state.page
    assert page.isVisible()
    assert set(page.buttons) == {"open", "microarray", "study"}
    for key, button in (page.buttons | page.links).items():
        with qtbot.waitSignal(canvas.empty_action) as told:
            button.click()
        assert told.args == [key]
        assert button.accessibleName() or button.text()
    assert "DICOM" in page.note.text()
    assert not page.recent_title.isVisible()


def test_the_start_page_offers_recent_images_with_pictures(canvas, qtbot):
    page, paths = canvas.empty_state.page, tuple(Path(f"/a/spot-{number}.png") for number in range(9))
    recent = replace(Session(), image=replace(Session().image, recent=paths))
    canvas.show_difference(Session(), recent)
    assert tuple(page.recent) == paths[:6]
    assert page.recent_title.isVisible()
    picture = QPixmap(20, 20)
    picture.fill()
    page.set_picture(paths[1], picture)
    page.set_picture(paths[8], picture)
    assert [button.icon().isNull() for button in page.recent.values()] == [True, False, True, True, True, True]
    with qtbot.waitSignal(page.recent_chosen) as told:
        page.recent[paths[2]].click()
    assert told.args == [paths[2]]


def test_the_canvas_of_a_blinded_read_offers_nothing_to_open(canvas):
    assert canvas.empty_state.page.isVisible()
    canvas.empty_state.offers_start = False
    canvas.show_difference(None, Session())
    assert not canvas.empty_state.page.isVisible()


def test_empty_canvas_says_what_is_being_opened(canvas):
    opening = Session().open_started(Path("/a/<b>.png"))
    canvas.show_difference(Session(), opening)
    assert "Opening &lt;b&gt;.png" in canvas.empty_state.text()
    assert not canvas.empty_state.page.isVisible()
    assert canvas.progress_line.isVisible()


def test_the_same_image_is_not_fitted_again(canvas, shown):
    canvas.one_to_one()
    before = canvas.view.camera
    canvas.show_difference(shown, shown.toggled("grid").selecting(119))
    assert canvas.view.camera == before


def test_closing_the_image_empties_the_canvas(canvas, shown):
    canvas.show_difference(shown, Session())
    assert canvas.empty_state.isVisible()
    left = [thing for thing in (canvas.scale_bar, canvas.minimap, canvas.colour_bar) if thing.isVisible()]
    assert left == []
    colours = {canvas.view.grab().toImage().pixelColor(x, 300).name() for x in range(0, 800, 50)}
    assert colours == {theme("dark").canvas}


def test_progress_line_is_as_long_as_the_work(canvas, shown):
    assert not canvas.progress_line.isVisible()
    running = replace(shown, work=WorkState(activity="analysing", progress=Progress("encoding tiles", 64, 256)))
    canvas.show_difference(shown, running)
    assert canvas.progress_line.isVisible()
    assert canvas.progress_line.share == 0.25
    picture = canvas.grab().toImage()
    accent = theme("dark").accent
    assert picture.pixelColor(190, 1).name() == accent
    assert picture.pixelColor(210, 1).name() != accent


def test_the_minimap_marks_the_view_at_the_deepest_zoom(made, canvas):
    """12 px of the slide are far less than a pixel of the minimap. The outline still encloses some of it."""
    canvas.show_difference(None, made.make_session(made.PlainSlide(9000, 6000)))
    canvas.view.look_from(Camera(64.0, 4000.0, 3000.0))
    mark = canvas.minimap.mark()
    assert canvas.minimap.isVisibleTo(canvas)
    assert min(mark.width(), mark.height()) >= 8
    picture, place = canvas.minimap.grab().toImage(), mark.toAlignedRect()
    assert picture.pixelColor(place.topLeft()).name() == theme("dark").accent
    assert picture.pixelColor(place.center()).getRgb()[:3] == (200, 200, 200)


def test_minimap_shows_when_part_is_visible_and_jumps(canvas, shown, made):
    assert not canvas.minimap.isVisible()
    canvas.one_to_one()
    assert canvas.minimap.isVisible()
    made.mouse(canvas.minimap, "press", 1 + 40, 1 + 120)
    made.mouse(canvas.minimap, "release", 1 + 40, 1 + 120)
    centre = canvas.view.visible().centre
    assert (centre.x, centre.y) == pytest.approx((3500 * 40 / 160, 3500 * 120 / 160))
    mark = canvas.minimap.mark().center()
    assert (mark.x(), mark.y()) == pytest.approx((41, 121))


def test_a_small_picture_is_not_lost_in_a_window_that_is_far_larger(canvas, made):
    small, spot = made.PlaceSlide(1024, 600), made.PlaceSlide(3000, 3000)
    canvas.show_difference(None, made.make_session(small))
    assert canvas.view.camera.scale == pytest.approx((800 - 48) / 1024, rel=0.01)
    canvas.fit()
    assert canvas.view.camera.scale == pytest.approx((800 - 48) / 1024, rel=0.01)
    canvas.show_difference(None, made.make_session(spot))
    assert canvas.view.camera.scale == pytest.approx((600 - 48) / 3500, rel=0.01), "with the whole window round it"


def test_a_window_that_goes_out_of_sight_is_looked_at(canvas, made):
    session = made.make_session(made.PlaceSlide(40_000, 40_000), shown=frozenset())
    canvas.show_difference(None, session)
    canvas.view.look_from(Camera(0.5, 5000.0, 5000.0))
    near = session.placed(place_at(PointL0(5600, 5400), made.MODEL_MPP, 3500, made.MODEL_MPP))
    canvas.show_difference(session, near)
    assert canvas.view.camera == Camera(0.5, 5000.0, 5000.0), "what is seen stays where it is"
    far = near.placed(place_at(PointL0(30_000, 20_000), made.MODEL_MPP, 3500, made.MODEL_MPP))
    canvas.show_difference(near, far)
    middle = canvas.view.camera.to_level0(400, 300)
    assert (middle.x, middle.y) == pytest.approx((30_000, 20_000), abs=2)
    assert canvas.view.camera.scale == 0.5
    queued = made.changed(near, "work", asked=5)
    canvas.show_difference(far, queued)
    assert canvas.view.camera.to_level0(400, 300) == middle, "the user may look elsewhere while many are read"


def test_keys_move_the_view_by_a_quarter(canvas, shown):
    canvas.one_to_one()
    before = canvas.view.camera
    canvas.pan(1, 0)
    canvas.pan(0, -1)
    assert canvas.view.camera.y_l0 - before.y_l0 == canvas.view.height() / 4
    assert before.x_l0 - canvas.view.camera.x_l0 == canvas.view.width() / 4


def test_the_view_follows_a_tile_that_is_selected_out_of_sight_but_not_the_playback(made, canvas, shown):
    canvas.one_to_one()
    canvas.centre_on(PointL0(300, 300))
    before = canvas.view.camera
    near, far = shown.selecting(0), shown.selecting(shown.grid.tiles - 1)
    canvas.show_difference(shown, near)
    assert canvas.view.camera == before
    canvas.show_difference(near, made.changed(far, "analysis", playing=True))
    assert canvas.view.camera == before
    canvas.show_difference(near, far)
    box = shown.tile_boxes[-1]
    assert canvas.view.visible().contains(PointL0(box[0] + box[2] / 2, box[1] + box[3] / 2))
