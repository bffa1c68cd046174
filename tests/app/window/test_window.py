"""The window with made-up tasks: what a user does, and what then stands on the screen."""

import threading
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from app.actions import action_table as commands
from app.actions.folders import last_folder, save_folder
from app.session.slices import ImageState, RegionState
from app.viewer.overlays.heat import heat
from model.base.errors import DeviceError, SlideError
from model.base.geometry import PointL0
from model.result.evidence import NOT_ON_CARD
from model.result.maps import UNFAMILIAR
from model.result.prediction import Verdict
from model.slide.facts import Facts
from model.slide.pixel_size import RejectedPixelSize
from model.tma.pixel_size_hints import PixelSizeHints

ONE, TWO, THREE = (Path(f"/data/spot-{number}.png") for number in (1, 2, 3))


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, pressed over the tissue."""
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas.focusProxy() or window.canvas, key, modifier)


def analysed(qtbot, window):
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)


def halfway(qtbot, window, tasks, batches=4):
    """Start an analysis and let it read some batches, no more."""
    tasks.gate = tasks.gate or threading.Semaphore(0)
    commands.run("analyse", window.context)
    tasks.gate.release(batches)

    def read():
        reading = window.controller.session.analysis.partial
        return reading is not None and reading.trace.steps == 16 * batches

    qtbot.waitUntil(read)


# -- opening ------------------------------------------------------------------------------------------------------
def test_the_pages_of_a_study_are_not_created_with_the_window(window):
    assert window.room.count() == 0


def test_opening_shows_the_image_and_waits_for_the_word(window, opened):
    opened(ONE)
    assert window.windowTitle().startswith("spot-1.png")
    assert window.result.headline.text() == "Not analysed yet"
    assert window.result.analyse.isVisible()
    assert window.controller.session.region.placement.kind == "fitted"
    assert not window.result.figure.isVisible()


def test_the_open_dialog_opens_what_was_chosen(qtbot, window, answers, asked):
    answers["image"] = ONE
    press(qtbot, window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    assert asked[0][0] == "image"


def test_a_dialog_that_was_put_away_changes_nothing(window, answers):
    answers["image"] = None
    before = window.controller.session
    commands.run("open", window.context)
    assert window.controller.session is before


@pytest.mark.parametrize(
    "error",
    [
        SlideError(TWO, "spot-2.png is incomplete.", "Copy it again."),
        MemoryError(),
        ZeroDivisionError("a fault of ours"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_image_that_cannot_be_opened_leaves_the_window_as_it_was(qtbot, window, opened, tasks, error):
    opened(ONE)
    analysed(qtbot, window)
    tasks.failures["spot-2.png"] = error
    window.controller.open_image(TWO)
    qtbot.waitUntil(lambda: window.controller.session.notice is not None)
    assert window.notices.notice.isVisible()
    assert window.notices.notice.title.text()
    assert window.notices.notice.remedy.text()
    assert window.result.figure.text() == "0.71"
    opened(THREE)
    assert not window.notices.notice.isVisible()


def test_a_notice_can_be_put_away(qtbot, window, tasks):
    tasks.failures["spot-2.png"] = SlideError(TWO, "spot-2.png is incomplete.", "Copy it again.")
    window.controller.open_image(TWO)
    qtbot.waitUntil(window.notices.notice.isVisible)
    window.notices.notice.close_button.click()
    assert not window.notices.notice.isVisible()


def test_a_dropped_file_is_opened(qtbot, window):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ONE))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window.canvas, QDragEnterEvent(QPoint(50, 50), copy, data, left, none))
    QApplication.sendEvent(window.canvas, QDropEvent(QPointF(50, 50), copy, data, left, none))
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    assert window.controller.session.image.opened.record.path == str(ONE)


def test_page_keys_walk_through_the_folder(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO, THREE)
    opened(TWO)
    assert window.cases.list.count() == 3
    press(qtbot, window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(THREE))
    press(qtbot, window, Qt.Key.Key_PageDown)
    assert window.controller.session.work.activity == "idle"
    press(qtbot, window, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(TWO))
    assert window.cases.list.currentRow() == 1


def test_files_that_cannot_be_read_are_told_and_counted(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO)
    tasks.skipped = (SlideError(TWO.with_name("x.dcm"), "x.dcm cannot be read as DICOM: why.", "Copy it again."),)
    opened(ONE)
    assert window.notices.notice.isVisible()
    assert window.notices.notice.title.text() == "1 file was skipped. x.dcm cannot be read as DICOM: why."
    assert window.notices.notice.remedy.text() == "Copy it again."
    assert window.cases.title.text().endswith("2 images · 1 skipped")
    assert window.cases.title.toolTip() == "x.dcm cannot be read as DICOM: why."
    tasks.skipped = ()
    opened(TWO)
    assert window.cases.title.text().endswith("2 images")


def test_the_next_image_passes_over_one_that_does_not_open(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO, THREE)
    tasks.failures["spot-2.png"] = SlideError(TWO, "spot-2.png is incomplete.", "Copy it again.")
    opened(ONE)
    press(qtbot, window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.controller.session.notice is not None)
    assert window.notices.notice.title.text() == "spot-2.png is incomplete."
    press(qtbot, window, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(THREE))


def test_a_click_on_a_case_opens_it(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO, THREE)
    opened(ONE)
    place = window.cases.list.visualItemRect(window.cases.list.item(2)).center()
    qtbot.mouseClick(window.cases.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(THREE))


def test_thumbnails_arrive_and_a_broken_image_is_marked(qtbot, window, opened, tasks):
    tasks.siblings = (ONE, TWO)
    tasks.failures["spot-2.png"] = SlideError(TWO, "broken", "no")
    opened(ONE)
    qtbot.waitUntil(lambda: window.cases.thumbnails.picture(ONE) is not None)
    qtbot.waitUntil(lambda: window.cases.thumbnails.failed(TWO))


def test_a_thumbnail_that_takes_too_much_comes_with_the_opened_image(qtbot, window, opened, tasks):
    tasks.siblings, tasks.large = (ONE, TWO), frozenset({ONE.name, TWO.name})
    opened(ONE)
    assert window.cases.thumbnails.picture(ONE).height() == 112
    assert window.cases.thumbnails.picture(TWO) is None
    assert not window.cases.thumbnails.failed(TWO)
    opened(TWO)
    assert window.cases.thumbnails.picture(TWO) is not None


def test_a_stand_in_for_a_slide_that_is_too_large_for_an_overview_is_no_thumbnail(window):
    thumbnails = window.cases.thumbnails
    thumbnails.give(TWO, np.full((40, 60, 3), 240, np.uint8))
    assert thumbnails.picture(TWO) is None
    thumbnails.give(TWO, np.arange(40 * 60 * 3, dtype=np.uint8).reshape(40, 60, 3))
    assert thumbnails.picture(TWO).height() == 40


def test_the_old_image_is_closed_once_nothing_reads_it(qtbot, window, opened):
    opened(ONE)
    slide = window.controller.session.image.opened.slide
    opened(TWO)
    qtbot.waitUntil(lambda: slide.closed)
    assert not window.controller.session.image.opened.slide.closed


# -- analysing ----------------------------------------------------------------------------------------------------
def test_enter_analyses_and_the_number_stands_with_its_qualifier(qtbot, window, opened):
    opened(ONE)
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    result = window.result
    assert result.figure.isVisible()
    assert result.figure.text() == "0.71"
    assert "uncalibrated" in result.qualifier.text()
    assert result.group.text() == "Low risk"
    assert result.demo.isVisible()
    assert "3f2a91bc" in result.model.text()
    assert window.bar.research.isVisible()


def test_tiles_light_up_while_the_number_is_not_shown(qtbot, window, opened, tasks):
    opened(ONE)
    halfway(qtbot, window, tasks)
    assert not window.result.figure.isVisible()
    assert window.result.bar.isVisible()
    assert window.result.bar.done == 64
    assert "64 of 256" in window.result.progress.text()
    assert "tiles 64/256" in window.status.work.text()
    tasks.open_gates()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert not window.result.bar.isVisible()
    assert window.status.work.text() == ""


def test_escape_cancels_midway_and_nothing_late_shows(qtbot, window, opened, tasks):
    opened(ONE)
    halfway(qtbot, window, tasks)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.controller.session.work.activity == "idle"
    assert window.result.headline.text() == "Stopped after 64 of 256 tiles"
    tasks.open_gates()
    qtbot.waitUntil(lambda: "closed analyse" in tasks.seen)
    assert window.controller.session.analysis.prediction is None
    assert window.controller.session.analysis.partial.trace.steps == 64
    tasks.gate = None
    analysed(qtbot, window)
    assert window.result.figure.text() == "0.71"


def test_opening_another_image_cancels_the_analysis(qtbot, window, opened, tasks):
    opened(ONE)
    halfway(qtbot, window, tasks)
    window.controller.open_image(TWO)
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(TWO))
    tasks.open_gates()
    qtbot.waitUntil(lambda: "closed analyse" in tasks.seen)
    assert window.controller.session.analysis.prediction is None
    assert window.controller.session.analysis.partial is None
    assert window.result.headline.text() == "Not analysed yet"


def test_of_two_images_opened_in_a_row_the_second_shows(qtbot, window, tasks):
    tasks.opening_gate = threading.Semaphore(0)
    window.controller.open_image(ONE)
    window.controller.open_image(TWO)
    tasks.opening_gate.release(2)
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    assert window.controller.session.image.opened.record.path == str(TWO)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (type("OutOfMemoryError", (RuntimeError,), {})("CUDA"), "graphics card"),
        (DeviceError("The device is gone.", "Choose CPU."), "The device is gone."),
        (RuntimeError("a fault of ours"), "RuntimeError"),
    ],
    ids=["out of memory", "device", "unforeseen"],
)
def test_a_failing_analysis_says_why_and_can_be_tried_again(qtbot, window, opened, tasks, error, words):
    opened(ONE)
    tasks.failures["analyse"] = error
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.notice is not None)
    assert words in window.notices.notice.title.text()
    assert window.notices.notice.remedy.text()
    assert not window.result.figure.isVisible()
    assert window.result.headline.text() == "Stopped after 128 of 256 tiles"
    del tasks.failures["analyse"]
    analysed(qtbot, window)
    assert not window.notices.notice.isVisible()


def test_closing_during_an_analysis_ends_it(qtbot, window, opened, tasks, gates_open_at_cancel):
    opened(ONE)
    slide = window.controller.session.image.opened.slide
    halfway(qtbot, window, tasks)
    window.close()
    assert not window.isVisible()
    assert tasks.seen[-1] == "closed analyse"
    assert slide.closed
    assert window.controller.session.analysis.prediction is None


def test_an_analysis_that_a_listener_starts_is_not_cancelled_by_its_own_start(qtbot, window, opened):
    """A listener that starts it is told of the change before the controller, which cancels older runs, is."""
    opened()
    controller, store = window.controller, window.controller.store
    begun = []

    def start_once(old, new):
        if new.region.selected == 5 and not begun:
            begun.append(True)
            controller.analyse()

    store.changed.disconnect(controller._follow)
    store.changed.connect(start_once)
    store.changed.connect(controller._follow)
    controller.change(lambda s: s.selecting(5))
    assert begun
    qtbot.waitUntil(lambda: controller.session.analysis.prediction is not None)


def test_an_image_can_be_analysed_as_soon_as_it_is_open(qtbot, window):
    window.controller.open_image(ONE, analyse=True)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)


def with_unfamiliar(session):
    """The session with distances of all tiles to the training tissue."""
    partial = session.analysis.partial
    distances = np.full(len(partial.trace.index), 0.5, np.float32)
    trace = replace(partial.trace, tiles=MappingProxyType({UNFAMILIAR: distances}))
    return replace(session, analysis=replace(session.analysis, partial=replace(partial, trace=trace)))


@pytest.mark.usefixtures("advanced")
def test_a_refused_input_hides_its_number_everywhere(qtbot, window, opened, tasks):
    tasks.verdict = Verdict("do not use", ("Only 4 % of the window is tissue.",))
    tasks.siblings = (ONE, TWO)
    opened(ONE)
    analysed(qtbot, window)
    window.controller.change(lambda s: s.selecting(255))
    assert not window.result.figure.isVisible()
    assert "Only 4 %" in window.result.reliability.accessibleDescription()
    assert window.result.reliability.reasons.isVisible()
    qtbot.waitUntil(lambda: window.plot.curve is not None)
    assert not window.plot.curve.answer.getData()[0]
    # A map would be read like a result. The map of unfamiliar tissue may be a reason for the refusal.
    for kind, drawn in (("norm", False), ("unit", False), (UNFAMILIAR, True)):
        window.controller.change(lambda s, kind=kind: s.mapped(kind=kind))
        session = with_unfamiliar(window.controller.session)
        assert (heat(session) is not None) is drawn, kind
    assert "Running probability" not in dict(window.advanced.lines.shown)
    window.result.reveal.click()
    assert window.result.figure.isVisible()
    assert window.result.figure.text() == "0.71"
    assert len(window.plot.curve.answer.getData()[0]) == 256
    assert "Running probability" in dict(window.advanced.lines.shown)


def test_the_reasons_of_a_caution_are_shown_below_the_number(qtbot, window, opened, tasks):
    tasks.verdict = Verdict("caution", ("The pixel size is unknown.",))
    opened(ONE)
    analysed(qtbot, window)
    assert window.result.reliability.title.text() == "Caution: input"
    assert window.result.reliability.reasons.text() == "The pixel size is unknown."
    assert window.result.reliability.reasons.isVisible()
    assert window.result.evidence.isVisible()
    assert window.result.evidence.patients.text() == NOT_ON_CARD


def test_further_orders_change_level_saved_region_and_export(qtbot, window, opened, tasks, answers, tmp_path):
    tasks.siblings = (ONE, TWO)
    opened(ONE)
    analysed(qtbot, window)
    controller = window.controller
    assert window.result.reliability.title.text() == "Input ok"
    assert "Tile order not measured" in window.result.reliability.checks.text()
    qtbot.waitUntil(lambda: controller.session.region.saved != ())
    qtbot.waitUntil(lambda: "ig" in controller.session.explanation.found)
    commands.run("orders", window.context)
    qtbot.waitUntil(lambda: "order" in controller.session.explanation.found)
    # The made-up orders run from 0.50 to 0.90: an SD far beyond the limit.
    assert window.result.reliability.title.text() == "Caution: tile order"
    assert "The SD of the probability over 32 random tile orders" in window.result.reliability.reasons.text()
    assert set(controller.session.explanation.found) == {"occlusion", "ig", "order"}, "nothing is computed again"
    qtbot.waitUntil(lambda: controller.session.region.saved[0].results[0].level == "caution")
    assert controller.session.analysis.outcomes[ONE].level == "caution"
    assert "tile order caution" in window.cases.list.item(0).toolTip()
    answers["folder"] = tmp_path
    commands.run("export", window.context)
    qtbot.waitUntil(lambda: tasks.exported_prediction is not None)
    assert tasks.exported_prediction.order_check is not None


def test_an_export_without_a_result_says_what_is_missing(window, opened, asked):
    """The key once did nothing, and nothing said why."""
    opened()
    commands.run("export", window.context)
    notice = window.controller.session.notice
    assert (notice.title, notice.remedy) == ("There are no results to export.", "Analyse the image first.")
    assert asked == []


def test_the_map_of_unfamiliar_tissue_is_there_or_its_absence_has_a_reason(qtbot, window, opened, tasks):
    no_record = "This model has no record of its training tissue"
    assert no_record in window.actions_by_key["unfamiliar"].toolTip()
    opened(ONE)
    analysed(qtbot, window)
    controller, link = window.controller, window.result.familiar
    press(qtbot, window, Qt.Key.Key_Q)
    assert controller.session.view.map.kind == "occlusion"
    assert not link.isEnabled()
    assert no_record in link.toolTip()
    trace = controller.session.analysis.partial.trace
    distance = np.where(trace.index < 64, 1.5, 0.5).astype(np.float32)
    known = replace(trace, tiles=MappingProxyType({"unfamiliar": distance}))
    prediction = replace(controller.session.analysis.prediction, trace=known)
    placement = controller.session.region.placement
    controller.change(lambda s: s.showing_result(prediction, placement))
    assert link.isEnabled()
    assert link.text() == "Unfamiliar tissue: 64 of 256 tiles"
    legend = "25 % of tissue tiles (64 of 256) are unlike the training tissue"
    press(qtbot, window, Qt.Key.Key_Q)
    assert heat(controller.session).title == legend
    assert (heat(controller.session).low, heat(controller.session).high) == (0.0, 2.0), "the limit is in the middle"
    parts = heat(controller.session).parts
    assert np.isfinite(parts[:4]).all(), "unfamiliar tiles have a border"
    assert np.isnan(parts[4:]).all()
    assert window.map.sentence.text().startswith(legend)
    link.click()
    assert controller.session.view.map.kind == "occlusion"


# -- the view -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("key", "overlay"), [(Qt.Key.Key_H, "heatmap"), (Qt.Key.Key_G, "grid")])
def test_a_key_switches_an_overlay_off_and_on(qtbot, window, opened, key, overlay):
    opened(ONE)
    press(qtbot, window, key)
    assert overlay not in window.controller.session.view.shown
    assert not window.actions_by_key[overlay].isChecked()
    press(qtbot, window, key)
    assert overlay in window.controller.session.view.shown
    assert window.actions_by_key[overlay].isChecked()


def test_brackets_change_the_opacity_and_the_slider_follows(qtbot, window, opened):
    opened(ONE)
    press(qtbot, window, Qt.Key.Key_BracketRight)
    assert window.map.opacity.value() == 55
    press(qtbot, window, Qt.Key.Key_BracketLeft)
    press(qtbot, window, Qt.Key.Key_BracketLeft)
    assert window.map.opacity.value() == 35
    window.map.opacity.setValue(80)
    assert window.controller.session.view.opacity == 0.8


def test_the_map_panel_offers_what_the_map_has(qtbot, window, opened):
    opened(ONE)
    panel = window.map
    assert not panel.unit.isEnabled()
    window.controller.change(lambda s: s.viewed(advanced=True))
    panel.kind.setCurrentIndex(panel.kind.findData("unit"))
    panel.kind.activated.emit(panel.kind.currentIndex())
    panel.layer.activated.emit(1)
    assert panel.unit.isEnabled()
    assert panel.unit.maximum() == 128
    assert not panel.colours.isEnabled()
    panel.unit.setValue(128)
    assert window.controller.session.view.map.unit == 127
    panel.layer.activated.emit(2)
    assert panel.unit.value() == 1
    assert "not the tile's importance" in panel.sentence.text()


def test_maps_of_layers_are_offered_in_advanced_only(window, opened):
    opened(ONE)
    panel = window.map
    assert panel.kind.findData("occlusion") >= 0
    assert panel.kind.findData("norm") < 0
    window.advanced.fold.click()
    assert panel.kind.findData("norm") >= 0
    window.controller.change(lambda s: s.mapped(kind="norm"))
    window.advanced.fold.click()
    assert panel.kind.currentData() == "norm", "the map that is drawn stays in the list"


def test_advanced_is_closed_until_it_is_opened(window, opened):
    opened(ONE)
    panel = window.advanced
    assert panel.fold.text() == "Advanced"
    assert not panel.lines.isVisible()
    assert not panel.inside.isVisible()
    panel.fold.click()
    assert panel.fold.text() == "Advanced"
    assert panel.lines.isVisible()
    assert "Network" in dict(panel.lines.shown)
    assert "units on 4096 features" in panel.accessibleDescription()
    panel.inside.click()
    assert window.controller.session.view.inside
    panel.fold.click()
    assert not panel.lines.isVisible()


def test_t_changes_the_theme_of_everything(qtbot, window):
    dark = window.palette().window().color()
    press(qtbot, window, Qt.Key.Key_T)
    assert window.controller.session.view.theme == "light"
    assert window.palette().window().color().lightness() > 200 > dark.lightness()


def test_the_zoom_keys_zoom(qtbot, window, opened):
    opened(ONE)
    zooms = []
    window.canvas.zoom_changed.connect(zooms.append)
    press(qtbot, window, Qt.Key.Key_1)
    assert zooms[-1] == 1
    press(qtbot, window, Qt.Key.Key_Plus)
    assert zooms[-1] > 1
    press(qtbot, window, Qt.Key.Key_F)
    assert zooms[-1] < 1
    assert f"zoom {100 * zooms[-1]:.3g} %" in window.status.scale.text()


# -- tiles --------------------------------------------------------------------------------------------------------
def test_a_click_selects_the_tile_and_shows_its_pixels_and_numbers(qtbot, window, opened):
    opened(ONE)
    analysed(qtbot, window)
    window.canvas.tile_clicked.emit(PointL0(1700, 1900))
    qtbot.waitUntil(lambda: window.controller.session.region.picture is not None)
    index = window.controller.session.region.selected
    assert window.tile.place.text() == f"Tile {index + 1} of 256"
    box = window.controller.session.analysis.partial.tile_boxes[index]
    assert box[0] <= 1700 < box[0] + box[2]
    assert box[1] <= 1900 < box[1] + box[3]
    pixmap = window.tile.picture.pixmap()
    assert (pixmap.width(), pixmap.height()) == (224, 224)
    colour = pixmap.toImage().pixelColor(0, 0).getRgb()[:3]
    assert colour == tuple(window.controller.session.region.picture.pixels[0, 0])
    assert "Used by the model yes" in window.tile.accessibleDescription()


def test_arrows_walk_over_the_tiles(qtbot, window, opened):
    opened(ONE)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        press(qtbot, window, key)
    assert window.controller.session.region.selected == 7 * 16 + 7
    qtbot.waitUntil(lambda: window.controller.session.region.picture is not None)
    assert window.controller.session.region.picture.index == 7 * 16 + 7


def test_arrows_in_the_map_panel_do_not_walk(qtbot, window, opened):
    opened(ONE)
    window.map.opacity.setFocus()
    qtbot.keyClick(window.map.opacity, Qt.Key.Key_Right)
    assert window.controller.session.region.selected is None
    assert window.map.opacity.value() == 50


def test_a_step_of_the_plot_selects_its_tile(qtbot, window, opened):
    opened(ONE)
    analysed(qtbot, window)
    window.plot.step_chosen.emit(42)
    assert window.controller.session.region.selected == 42
    assert window.tile.place.text() == "Tile 43 of 256"


def test_a_dragged_window_is_laid_where_it_was_dropped(qtbot, window, opened, tasks, fakes):
    tasks.slides["spot-1.png"] = lambda path: fakes.PaintedSlide(path, 8000)
    opened(ONE)
    assert window.controller.session.region.placement.kind == "centred"
    assert "larger than the analysis region" in window.notices.notice.title.text()
    assert "double-click a place" in window.notices.notice.remedy.text()
    analysed(qtbot, window)
    window.canvas.region_dragged.emit(PointL0(2000, 2500))
    placement = window.controller.session.region.placement
    assert placement.kind == "placed"
    assert placement.region.centre == PointL0(2000, 2500)
    assert window.controller.session.analysis.prediction is None
    assert not window.result.figure.isVisible()


# -- pixel size ---------------------------------------------------------------------------------------------------
@pytest.fixture
def unmeasured(opened, tasks, fakes):
    tasks.slides["spot-1.png"] = lambda path: fakes.PaintedSlide(path, mpp=None)
    return opened(ONE)


def test_an_unknown_pixel_size_is_asked_for_in_the_bar(qtbot, unmeasured, tasks):
    question = unmeasured.notices.question
    assert question.isVisible()
    assert question.field.text() == "", "the model's own pixel size is no evidence"
    assert not question.use.isEnabled()
    assert not question.warning.isVisible()
    question.field.setText("0.5")
    question.use.click()
    qtbot.waitUntil(lambda: not question.isVisible())
    assert unmeasured.controller.session.image.opened.record.mpp == 0.5
    assert tasks.remembered == {ONE.parent: 0.5}
    assert "0.5 µm/px" in unmeasured.status.scale.text()
    placement = unmeasured.controller.session.region.placement
    assert placement.kind == "fitted" or "glass" not in unmeasured.notices.notice.title.text()


def test_the_question_for_the_pixel_size_is_never_wider_than_its_place(qtbot, german, opened, tasks, fakes):
    """In a narrow window, its buttons took one line, so that they covered the result and lost their ends."""
    tasks.slides["spot-1.png"] = lambda path: fakes.PaintedSlide(path, mpp=None)
    tasks.hints = PixelSizeHints(core_px=4000.0)
    window = opened(ONE)
    window.resize(1024, 600)
    question = window.notices.question
    qtbot.waitUntil(lambda: question.candidates.isVisible() and window.width() == 1024)
    qtbot.waitUntil(lambda: question.rect().contains(_inside(question.candidates, question)))
    for button in question.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width()
        assert question.rect().contains(_inside(button, question)), button.text()
    _, middle, _ = window.splitter.sizes()
    assert question.width() <= middle


def _inside(part, owner):
    return QRect(part.mapTo(owner, QPoint()), part.size())


def test_a_value_of_the_file_that_cannot_be_used_is_told_beside_the_question(opened, tasks, fakes):
    def unreadable(path):
        slide = fakes.PaintedSlide(path, mpp=None)
        slide.facts = Facts(rejected=(RejectedPixelSize("Aperio MPP", "0.25x", "it is not a number"),))
        return slide

    tasks.slides["spot-1.png"] = unreadable
    question = opened(ONE).notices.question
    assert question.isVisible()
    assert question.warning.isVisible()
    assert question.warning.text() == 'The file states "0.25x" as Aperio MPP; it is not used: it is not a number.'


def test_evidence_on_the_pixel_size_is_told_and_only_that_of_files_is_filled_in(qtbot, opened, tasks, fakes):
    tasks.slides["spot-1.png"] = lambda path: fakes.PaintedSlide(path, mpp=None)
    tasks.hints = PixelSizeHints(core_px=4000.0)
    question = opened(ONE).notices.question
    qtbot.waitUntil(question.candidates.isVisible)
    assert "round, 4000 px across" in question.evidence.text()
    buttons = question.candidates.findChildren(QPushButton)
    assert [button.text() for button in buttons][:2] == ["0.6 mm: 0.15 µm/px", "1 mm: 0.25 µm/px"]
    assert question.field.text() == "", "a candidate is a choice of the user"
    buttons[1].click()
    assert question.field.text() == "0.25"
    question.suggest(opened(ONE).controller.session)
    question.show_hints(PixelSizeHints(0.4, 3))
    assert question.evidence.text() == "3 other images of this folder state 0.4 µm/px."
    assert question.field.text() == "0.4"
    assert not question.candidates.isVisible()
    question.field.setText("0.3")
    question.show_hints(PixelSizeHints(0.5, 1))
    assert question.field.text() == "0.3", "what the user typed stays"


def test_leaving_it_unknown_is_an_answer(unmeasured):
    unmeasured.notices.question.leave.click()
    assert not unmeasured.notices.question.isVisible()
    assert "pixel size unknown" in unmeasured.status.scale.text()
    commands.run("pixel-size", unmeasured.context)
    assert unmeasured.notices.question.isVisible()


def test_typing_a_pixel_size_triggers_no_keys(qtbot, unmeasured):
    field = unmeasured.notices.question.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "0.51")
    assert field.text() == "0.51"
    before = unmeasured.controller.session
    assert before.work.activity == "idle"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unmeasured.controller.session.image.opened.record.mpp == 0.51)
    assert unmeasured.controller.session.work.activity == "idle"


@pytest.mark.parametrize("text", ["", "0", "-1", "abc", "1e9"])
def test_a_pixel_size_that_cannot_be_is_not_taken(unmeasured, text):
    unmeasured.notices.question.field.setText(text)
    assert not unmeasured.notices.question.use.isEnabled()


# -- devices and models -------------------------------------------------------------------------------------------
def test_devices_are_offered_once_they_are_known(qtbot, window, fakes):
    assert not window.bar.devices.actions()[-1].isEnabled()
    window.controller.look_up_devices()
    qtbot.waitUntil(lambda: bool(window.controller.session.device.all))
    words = [action.text() for action in window.bar.devices.actions()]
    assert words == ["Automatic", fakes.GPU.title, fakes.CPU.title]
    window.bar.devices.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.controller.session.device.on_hand == fakes.GPU)
    assert not window.bar.device.text(), "devices are behind Advanced"
    window.controller.change(lambda s: s.viewed(advanced=True))
    assert fakes.GPU.title in window.bar.device.text()
    assert dict(window.advanced.lines.shown)["Device"] == fakes.GPU.title
    assert window.bar.devices.actions()[1].isChecked()


def test_a_device_that_is_gone_is_told_and_replaced(qtbot, window, tasks, fakes):
    tasks.failures["cuda:0"] = DeviceError("The device 'cuda:0' cannot be used here.", "Use auto.")
    window.controller.choose_device("cuda:0")
    qtbot.waitUntil(lambda: window.controller.session.device.on_hand == fakes.CPU)
    assert window.controller.session.device.asked == "auto"
    assert "cuda:0" in window.notices.notice.title.text()


def test_another_model_drops_the_result_of_the_one_before(qtbot, window, opened, answers):
    opened(ONE)
    analysed(qtbot, window)
    answers["bundle"] = Path("/bundles/other.safetensors")
    commands.run("model", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is None)
    assert not window.result.figure.isVisible()


# -- pictures and files -------------------------------------------------------------------------------------------
def test_the_view_and_the_heatmap_can_be_copied(qtbot, window, opened):
    opened(ONE)
    analysed(qtbot, window)
    press(qtbot, window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().image().width() == window.canvas.width())
    assert window.isVisible()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window, Qt.Key.Key_C, both)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().image().width() == 60)
    assert "clipboard" in window.notices.notice.title.text()


def test_the_view_is_saved_as_png(qtbot, window, opened, answers, tmp_path):
    opened(ONE)
    answers["picture"] = tmp_path / "view"
    commands.run("save-view", window.context)
    qtbot.waitUntil(lambda: window.controller.session.work.saving is None)
    assert (tmp_path / "view.png").read_bytes().startswith(b"\x89PNG")


def test_the_image_itself_is_never_overwritten(window, opened, answers, tmp_path):
    original = tmp_path / "spot-1.png"
    original.write_bytes(b"the original")
    opened(original)
    answers["picture"] = original
    commands.run("save-view", window.context)
    assert original.read_bytes() == b"the original"
    assert "not overwritten" in window.notices.notice.title.text()


def test_a_place_that_cannot_be_written_to_is_told(qtbot, window, opened, answers, tmp_path):
    opened(ONE)
    answers["picture"] = tmp_path / "no such folder" / "view.png"
    commands.run("save-view", window.context)
    qtbot.waitUntil(lambda: window.controller.session.work.saving is None)
    assert "could not be written" in window.notices.notice.title.text()


def test_result_files_are_written_into_the_folder_chosen(qtbot, window, opened, answers, tmp_path):
    opened(ONE)
    analysed(qtbot, window)
    answers["folder"] = tmp_path
    with qtbot.waitSignal(window.controller.exported):
        commands.run("export", window.context)
    own = tmp_path / ONE.stem  # one folder per image
    assert (own / "spot.json").exists()
    assert window.notices.notice.title.text() == f"2 files were written to {own}."
    assert window.notices.notice.remedy.text() == "spot.json, .tiles.csv"
    assert window.notices.notice.remedy.toolTip() == "spot.json\nspot.tiles.csv"
    assert window.notices.notice.accessibleDescription() == "spot.json\nspot.tiles.csv"


def test_writing_result_files_shows_its_progress_and_can_be_stopped(qtbot, window, opened, tasks, answers, tmp_path):
    tasks.export_gate = threading.Semaphore(0)
    opened(ONE)
    analysed(qtbot, window)
    answers["folder"] = tmp_path
    commands.run("export", window.context)
    assert window.status.work.text() == f"result files of {ONE.stem} …   Esc stops"
    qtbot.waitUntil(lambda: "1 of 2 written" in window.status.work.text())
    assert not commands.possible(commands.command("export"), window.controller.session)
    commands.run("cancel", window.context)
    assert window.status.work.text() == ""
    assert window.notices.notice.title.text() == f"Stopped: 1 of 2 result files of {ONE.stem} were written."


def test_dialogs_suggest_no_folder_of_the_program_itself(window, opened, answers, asked):
    sample = Path(str(files("resources"))) / "spots" / "sample.jpg"
    opened(sample)
    assert not save_folder(window.context).is_relative_to(sample.parents[1])
    answers["picture"] = None
    commands.run("save-view", window.context)
    [suggested] = asked[-1][1]
    assert suggested == save_folder(window.context) / "sample.view.png"
    assert last_folder(window.context) is None, "a sample is no place for the user's own files"
    answers["study"] = None
    commands.run("study-open", window.context)
    assert asked[-1] == ("study", (None,))
    opened(ONE)
    assert save_folder(window.context) == ONE.parent
    opened(sample)
    assert last_folder(window.context) == ONE.parent


# -- help ---------------------------------------------------------------------------------------------------------
def test_the_command_list_carries_out_what_was_chosen(qtbot, window, opened, answers, asked):
    opened(ONE)
    answers["command"] = "grid"
    press(qtbot, window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked[-1][0] == "command"
    assert "grid" not in window.controller.session.view.shown


def test_f1_shows_the_help(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F1)
    assert window.help.shown.isVisible()
    assert window.controller.session.view.help == "first-spot.md"


def test_the_model_card_shows_the_model_on_hand(window, answers, asked):
    answers["card"] = None
    window.result.model.click()
    assert asked[-1][1][0].manifest.name == "demo"


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_no_word_is_cut_off(qtbot, window, opened, size):
    window.resize(*size)
    opened(ONE)
    analysed(qtbot, window)
    window.controller.change(lambda s: s.selecting(100))
    qtbot.waitUntil(lambda: window.controller.session.region.picture is not None)
    # What the explanation adds changes the height of the panel once more.
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
    QApplication.processEvents()
    for label in (window.result.figure, window.result.qualifier, window.result.model, window.map.sentence):
        assert label.isVisible()
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert window.canvas.width() > window.width() / 2


def test_the_window_knows_nothing_of_a_session_that_was_replaced(window, opened):
    """All parts are told of every change: what the parts show is what the session says."""
    opened(ONE)
    session = window.controller.session
    window.controller.change(lambda s: replace(s, image=ImageState(), region=RegionState()))
    assert window.result.headline.text() == "No image open"
    assert not window.plot.isVisible()
    window.controller.store.put(session)
    assert window.result.headline.text() == "Not analysed yet"
