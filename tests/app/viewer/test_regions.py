"""The analysis window in the user's hand, and the list of windows: what one does, and what then is shown."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.actions import action_table as commands
from app.ui.theme import font
from app.window.panels.region_list import _lines
from app.window.panels.region_text import region_rows, remembered_text
from model.base.errors import HistocastError
from model.base.geometry import PointL0

SLIDE, OTHER = Path("/data/slide.png"), Path("/data/other.png")


@pytest.fixture
def large(window, opened, tasks, fakes):
    """A slide of 12 000 px on the screen: room for many windows of 3500."""
    tasks.slides["slide.png"] = lambda path: fakes.PaintedSlide(path, 12_000)
    return opened(SLIDE)


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas.focusProxy(), key, modifier)


def centre(window):
    at = window.controller.session.region.placement.region.centre
    return at.x, at.y


def listed(qtbot, window, count):
    qtbot.waitUntil(lambda: len(window.controller.session.region.saved) == count)


def analysed(qtbot, window, count):
    """Analyse, and wait until the region is saved."""
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    listed(qtbot, window, count)


def double_click(window, made_at):
    x, y = window.canvas.view.camera.to_screen(made_at)
    window.canvas.view.double_clicked.emit(window.canvas.view.camera.to_level0(x, y))


def test_a_double_click_moves_the_region_and_selects_it_for_moving(qtbot, large):
    double_click(large, PointL0(3000, 4000))
    assert centre(large) == pytest.approx((3000, 4000), abs=1)
    assert large.controller.session.region.selected_for_moving
    double_click(large, PointL0(-500, 4000))
    assert centre(large) == pytest.approx((3000, 4000), abs=1), "beside the image nothing happens"


def test_a_spot_that_fits_is_left_by_double_click_and_found_again_by_home(qtbot, window, opened):
    opened(OTHER)
    assert window.controller.session.region.placement.kind == "fitted"
    analysed(qtbot, window, 1)
    double_click(window, PointL0(1000, 1000))
    assert window.controller.session.region.placement.kind == "placed"
    assert window.controller.session.analysis.prediction is None
    press(qtbot, window, Qt.Key.Key_Home)
    assert window.controller.session.region.placement.kind == "fitted"
    assert window.result.figure.text() == "0.71"


def test_arrows_move_the_region_while_it_is_selected_for_moving_and_else_select_tiles(qtbot, large):
    region = large.controller.session.region
    assert region.selected_for_moving, "a region that must be placed is selected for moving at once"
    x, y = centre(large)
    for key, modifier, moved in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, (219, 0)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier, (219, 1)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier, (219 - 3500, 1)),
    ):
        press(qtbot, large, key, modifier)
        assert centre(large) == pytest.approx((x + moved[0], y + moved[1]), abs=1)
    press(qtbot, large, Qt.Key.Key_Escape)
    assert not large.controller.session.region.selected_for_moving
    here = centre(large)
    press(qtbot, large, Qt.Key.Key_Right)
    assert centre(large) == here
    assert large.controller.session.region.selected is not None
    press(qtbot, large, Qt.Key.Key_W)
    press(qtbot, large, Qt.Key.Key_Right)
    assert centre(large) != here
    large.canvas.tile_clicked.emit(large.controller.session.region.placement.region.centre)
    assert not large.controller.session.region.selected_for_moving, "a tile was chosen"


def test_the_region_cannot_be_lost_beside_the_image(qtbot, large):
    for _ in range(9):
        press(qtbot, large, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert centre(large)[1] == pytest.approx(0, abs=1)


def test_analysed_regions_are_listed_with_the_qualifier_of_the_number(qtbot, large):
    assert not large.regions.isVisible()
    analysed(qtbot, large, 1)
    [row] = large.regions.rows
    assert (row.headline, row.detail, row.level, row.faint) == ("0.71 uncalibrated", "demo 1", "ok", False)
    assert large.regions.isVisible()
    analysed(qtbot, large, 1)
    assert len(large.regions.rows) == 1, "the same place again is the same window"


def test_jumping_between_regions_shows_their_results_at_once(qtbot, large, tasks):
    analysed(qtbot, large, 1)
    first = centre(large)
    double_click(large, PointL0(3000, 3000))
    assert large.controller.session.analysis.prediction is None
    tasks.p = 0.3
    analysed(qtbot, large, 2)
    press(qtbot, large, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert centre(large) == first, "after the last comes the first"
    assert large.result.figure.text() == "0.71"
    large.regions.list.itemClicked.emit(large.regions.list.item(1))
    assert large.result.figure.text() == "0.30"
    assert [row.current for row in large.regions.rows] == [False, True]


def test_regions_come_back_when_the_slide_is_opened_again(qtbot, large, opened):
    double_click(large, PointL0(3000, 3000))
    analysed(qtbot, large, 1)
    place = centre(large)
    opened(OTHER)
    assert large.regions.rows == ()
    opened(SLIDE)
    assert centre(large) == place
    assert large.controller.session.analysis.prediction is not None, "the result returns with its image"


def test_regions_of_an_earlier_session_show_their_number_but_no_result(qtbot, large, opened):
    double_click(large, PointL0(3000, 3000))
    analysed(qtbot, large, 1)
    place = centre(large)
    opened(OTHER)
    large.controller.change(lambda s: replace(s, analysis=replace(s.analysis, remembered=())))
    opened(SLIDE)
    assert centre(large) == place
    assert large.controller.session.analysis.prediction is None, "a kept number is no result"
    assert not large.result.figure.isVisible()
    remembered = large.result.remembered.text()
    assert "Saved result: 0.71 uncalibrated, low risk, input ok, tile order not measured (demo 1, DEMO" in remembered


def test_a_number_of_another_model_is_marked(qtbot, large, answers):
    analysed(qtbot, large, 1)
    answers["bundle"] = Path("/bundles/other.safetensors")
    commands.run("model", large.context)
    qtbot.waitUntil(lambda: large.controller.session.analysis.prediction is None)
    [row] = large.regions.rows
    assert row.faint
    assert "another model" in row.detail
    assert "another model than the current one" in large.result.remembered.text()
    analysed(qtbot, large, 1)
    qtbot.waitUntil(lambda: not large.regions.rows[0].faint)


def test_several_regions_are_analysed_one_after_another(qtbot, large, tasks):
    for x in (2000, 6000, 10_000):
        double_click(large, PointL0(x, 3000))
        press(qtbot, large, Qt.Key.Key_K)
    listed(qtbot, large, 3)
    assert {row.headline for row in large.regions.rows} == {"not analysed"}
    tasks.gate = threading.Semaphore(0)
    commands.run("analyse-all", large.context)
    assert [row.headline for row in large.regions.rows] == ["analysing", "waiting", "waiting"]
    tasks.gate.release(100)
    controller = large.controller
    qtbot.waitUntil(lambda: not controller.session.unread_regions and controller.session.work.activity == "idle")
    assert tasks.seen.count("analyse") == 3
    assert {row.headline for row in large.regions.rows} == {"0.71 uncalibrated"}


def test_regions_that_were_analysed_before_are_left_out_and_counted(qtbot, large, tasks):
    """In the same precision: a number of *fast* does not stand for one of *exact*."""
    analysed(qtbot, large, 1)
    for x in (2000, 6000):
        double_click(large, PointL0(x, 3000))
        press(qtbot, large, Qt.Key.Key_K)
    listed(qtbot, large, 3)
    controller = large.controller
    commands.run("analyse-all", large.context)
    qtbot.waitUntil(lambda: not controller.session.unread_regions and controller.session.work.activity == "idle")
    assert tasks.seen.count("analyse") == 3
    told = "Done before with this model and precision: 1 of 3 regions."
    assert large.notices.notice.title.text() == told
    saved, sha256 = controller.session.region.saved, controller.session.bundle.sha256
    assert {region.result_of(sha256).precision for region in saved} == {"exact"}
    controller.store.change(lambda s: replace(s, device=replace(s.device, precision="fast")))
    assert len(controller.session.unread_regions) == 3


def test_cancelling_one_of_several_stops_them_all(qtbot, large, tasks):
    for x in (2000, 6000):
        double_click(large, PointL0(x, 3000))
        press(qtbot, large, Qt.Key.Key_K)
    listed(qtbot, large, 2)
    tasks.gate = threading.Semaphore(0)
    commands.run("analyse-all", large.context)
    # What is cancelled before its thread has begun leaves no trace.
    qtbot.waitUntil(lambda: "analyse" in tasks.seen)
    press(qtbot, large, Qt.Key.Key_Escape)
    tasks.gate.release(100)
    qtbot.waitUntil(lambda: "closed analyse" in tasks.seen)
    assert tasks.seen.count("analyse") == 1
    assert large.controller.session.work.queue == ()


def test_a_place_can_be_taken_off_the_list(qtbot, large):
    press(qtbot, large, Qt.Key.Key_K)
    listed(qtbot, large, 1)
    press(qtbot, large, Qt.Key.Key_Delete)
    listed(qtbot, large, 0)
    assert not large.regions.isVisible()


def test_where_nothing_can_be_kept_the_list_holds_for_the_sitting_and_says_so(qtbot, large, tasks):
    tasks.failures["keep_windows"] = HistocastError("The analysed windows could not be kept: full.", "Make room.")
    analysed(qtbot, large, 1)
    assert region_rows(large.controller.session)[0].headline == "0.71 uncalibrated"
    assert "could not be kept" in large.notices.notice.title.text()
    assert remembered_text(large.controller.session)


def test_a_refused_region_is_saved_without_its_number(qtbot, large, tasks, opened, fakes):
    tasks.verdict = fakes.Verdict("do not use", ("Nothing but glass.",))
    analysed(qtbot, large, 1)
    [row] = large.regions.rows
    assert (row.headline, row.level) == ("do not use", "do not use")


def test_escape_puts_the_ruler_away_before_the_region(qtbot, large):
    press(qtbot, large, Qt.Key.Key_M)
    assert large.controller.session.image.ruling
    press(qtbot, large, Qt.Key.Key_Escape)
    assert not large.controller.session.image.ruling
    assert large.controller.session.region.selected_for_moving
    press(qtbot, large, Qt.Key.Key_Escape)
    assert not large.controller.session.region.selected_for_moving


def test_a_typed_magnification_is_looked_at(qtbot, large):
    field = large.status.magnification
    field.setText("20x")
    field.returnPressed.emit()
    assert large.canvas.view.camera.scale == pytest.approx(20 * 0.286 / 10)
    assert field.text() == "20x"
    field.setText("nonsense")
    field.returnPressed.emit()
    assert large.canvas.view.camera.scale == pytest.approx(20 * 0.286 / 10)


def test_a_click_on_the_pixel_size_asks_for_it(large):
    large.status.scale.click()
    assert large.controller.session.image.asks_mpp


def test_the_list_is_used_by_keys_and_hands_back_to_the_tissue(qtbot, large):
    for place in (PointL0(3000, 3000), PointL0(6000, 5000)):
        large.controller.places.move(place)
        press(qtbot, large, Qt.Key.Key_K)
    listed(qtbot, large, 2)
    rows = large.regions.list
    rows.setFocus()
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert centre(large) == pytest.approx((3000, 3000), abs=1)
    assert large.canvas.focusProxy().hasFocus(), "Enter analyses now, arrows walk"
    rows.setFocus()
    rows.setCurrentRow(1)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    listed(qtbot, large, 1)
    assert large.controller.session.region.saved[0].region.centre.x == pytest.approx(3000, abs=1)


def test_escape_puts_the_selected_tile_away_last(qtbot, large):
    press(qtbot, large, Qt.Key.Key_Escape)
    press(qtbot, large, Qt.Key.Key_Right)
    assert large.controller.session.region.selected is not None
    press(qtbot, large, Qt.Key.Key_Escape)
    assert large.controller.session.region.selected is None
    assert not large.actions_by_key["escape"].isEnabled()


@pytest.mark.parametrize("width", [144, 192, 400])
def test_the_list_shows_the_whole_text_of_a_row(qtbot, large, width):
    analysed(qtbot, large, 1)
    regions = large.regions
    [row] = regions.rows
    text = "0.71 Platt-scaled on 58 patients, 95 % interval 0.61 to 0.80"
    long = replace(row, headline=text, detail="a_long_name_" * 9)
    regions._fill((long,))
    regions.list.setFixedWidth(width)
    qtbot.waitUntil(lambda: regions.list.viewport().width() == width)
    lines = _lines(long, width)
    assert "".join(lines.detail) == long.detail
    assert "".join(lines.headline).replace(" ", "") == long.headline.replace(" ", "")
    for texts, size in ((lines.headline, "body"), (lines.detail, "small")):
        assert all(QFontMetrics(font(size)).horizontalAdvance(text) <= width for text in texts)
    assert regions.list.height() == regions.list.visualItemRect(regions.list.item(0)).height() == lines.height
