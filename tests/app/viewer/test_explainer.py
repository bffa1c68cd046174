"""Explanations in the window: made after a prediction, of what is on the screen, and never of anything else."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.actions import action_table as commands
from app.session.session import Session
from app.start.main import session_from, settings_of
from app.ui.settings import Settings
from app.viewer.canvas.colour_bar import bar_text
from app.viewer.overlays.heat import heat
from app.viewer.overlays.heatmap import HeatmapOverlay
from app.window.panels.explain_text import explain_text, map_text
from app.window.panels.network_panel import LEAST_PX
from app.window.panels.network_text import NO_ORDER, gate_rows
from model.base.colours import colour_table, paint
from model.base.policy import Policy
from model.result.maps import MapLook
from model.result.prediction import Verdict

ONE, TWO = Path("/data/spot-1.png"), Path("/data/spot-2.png")


@pytest.fixture
def predicted(qtbot, opened, window):
    """The window with a prediction, its explanations as far as the gates let them be."""
    opened(ONE)
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    return window


@pytest.fixture
def explained(qtbot, predicted):
    qtbot.waitUntil(lambda: "ig" in predicted.controller.session.explanation.found)
    return predicted


def tiles_without(controller):
    """How many tiles the shown probability is without; None while none is shown."""
    without = controller.session.explanation.without
    return without.tiles if without is not None else None


def test_the_map_of_importance_takes_its_place_once_it_is_known(qtbot, tasks, predicted):
    qtbot.waitUntil(lambda: "ig" in predicted.controller.session.explanation.found)
    session = predicted.controller.session
    shown = heat(session)
    assert (shown.kind.key, shown.title) == ("occlusion", "Occlusion")
    assert (shown.low, shown.high, shown.measure, shown.fixed) == (-3, 3, "points", True)
    assert np.nanmax(shown.values) == pytest.approx(100 * (0.71 - 1 / (1 + 0.29 / 0.71 * np.exp(0.08))), rel=1e-4)
    assert session.explanation.running is None
    assert not predicted.why.agreement.isVisible()
    predicted.why.quality.click()
    assert "0.80" in predicted.why.agreement.text()
    assert "+0.0012" in predicted.why.residual.text()
    assert "0.24 %" in predicted.why.residual.text()
    assert "not a cause" in predicted.map.sentence.text()


@pytest.mark.usefixtures("advanced")
def test_until_then_activity_is_drawn_and_said_to_be_that(qtbot, tasks, opened, window):
    tasks.explaining_gate = threading.Semaphore(0)
    opened(ONE)
    commands.run("analyse", window.context)
    controller = window.controller
    qtbot.waitUntil(lambda: "occlusion" in controller.session.explanation.found)
    assert "not known yet" in map_text(controller.session)
    assert controller.session.explanation.running.asked == ("occlusion", "ig")
    assert window.why.progress.text().startswith("Explaining")
    controller.change(lambda s: s.mapped(kind="ig"))
    assert heat(controller.session).kind.key == "norm"
    missing = "Integrated gradients is not computed yet; hidden state, norm is drawn instead."
    assert missing in map_text(controller.session)
    assert "activity" in map_text(controller.session)
    commands.run("stop-explaining", window.context)
    assert controller.session.explanation.running is None
    assert window.why.start.isVisible()
    tasks.explaining_gate.release(50)
    commands.run("explain", window.context)
    qtbot.waitUntil(lambda: "ig" in controller.session.explanation.found)
    assert heat(controller.session).kind.key == "ig"


def test_what_was_stopped_does_not_start_again_with_the_next_event(qtbot, tasks, opened, window):
    tasks.explaining_gate = threading.Semaphore(0)
    opened(ONE)
    commands.run("analyse", window.context)
    controller = window.controller
    qtbot.waitUntil(lambda: "occlusion" in controller.session.explanation.found)
    commands.run("stop-explaining", window.context)
    controller.change(Session.search_started)  # for cores: the result stays on the screen
    controller.change(lambda s: s.stopped(s.work.run))
    assert controller.session.can_explain
    assert controller.session.explanation.running is None
    tasks.explaining_gate.release(50)
    commands.run("explain", window.context)
    qtbot.waitUntil(lambda: "ig" in controller.session.explanation.found)


def test_maps_that_do_not_agree_are_drawn_in_greys_with_the_reason(qtbot, tasks, opened, window):
    tasks.rho = 0.1
    opened(ONE)
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
    shown = heat(window.controller.session)
    np.testing.assert_array_equal(shown.table[:, :3], colour_table("gray")[:, :3])
    assert "greyed" in shown.title
    assert "This map is drawn in grey: its rank agreement" in window.map.sentence.text()
    assert window.why.quality.text() == "▸ How good is this map? (the two maps do not agree)"
    window.why.quality.click()
    assert "0.10" in window.why.agreement.text()


def test_points_keep_their_range_and_log_odds_are_an_option(explained):
    controller, panel = explained.controller, explained.map
    assert bar_text(heat(controller.session)).note == "fixed range, the same for all spots"
    assert not panel.fixed.isVisible()
    assert "Colours fixed at −3 to +3 points" in panel.sentence.text()
    controller.change(lambda s: s.viewed(advanced=True))
    panel.log_odds.click()
    shown = heat(controller.session)
    assert (shown.measure, shown.high, shown.fixed) == ("log odds", pytest.approx(0.08), False)
    assert bar_text(shown).note == "range of this spot"
    assert panel.fixed.isVisible()
    assert "points" not in panel.sentence.text()


def test_a_map_on_which_nothing_matters_says_so_and_stays_pale(explained):
    session = explained.controller.session
    found = session.explanation.found["occlusion"]
    small = replace(found, values=found.values / 5, tiles={"points": found.points / 5})
    for log_odds in (False, True):
        pale = session.mapped(log_odds=log_odds)._with_found((small,))
        shown = heat(pale)
        colours = paint(shown.values, shown.low, shown.high, shown.table)
        assert colours[..., 3].max() < 0.5 * 255
        assert bar_text(shown).note == "No single tile matters"
        assert map_text(pale).startswith("No single tile matters: none has more than 1 point")
    strong = heat(session)
    assert paint(strong.values, strong.low, strong.high, strong.table)[..., 3].max() > 0.6 * 255
    assert "matters" not in map_text(session)


def test_an_end_that_stands_for_larger_values_is_marked(explained):
    session = explained.controller.session
    found = session.explanation.found["occlusion"]
    large = replace(found, tiles={"points": 4 * found.points})
    words = bar_text(heat(session._with_found((large,))))
    assert words.low.startswith("≤ −3.00 ")
    assert words.high.endswith("≥ 3.00")
    assert "≥" not in bar_text(heat(session)).high


def test_regions_are_listed_by_one_tile_each_and_have_borders(qtbot, explained):
    controller = explained.controller
    controller.change(lambda s: s.mapped(kind="regions"))
    qtbot.waitUntil(lambda: "regions" in controller.session.explanation.found)
    say = explain_text(controller.session)
    assert [tile.index for tile in say.towards] == [247, 231, 215, 199, 183]
    assert say.towards[0].sentence.startswith("Region 16 of 16 tiles around row 16, column 8: +")
    shown = heat(controller.session)
    assert (shown.high, shown.parts.shape) == (15, (16, 16))
    overlay = HeatmapOverlay()
    overlay.update_from(controller.session)
    # 15 lines of 16 tiles between the rows, and the outline of the grid.
    assert len(overlay._borders) == 15 * 16 + 4 * 16


def test_the_fold_on_the_map_keeps_its_state(explained):
    why, controller = explained.why, explained.controller
    assert why.quality.text() == "▸ How good is this map?"
    why.quality.click()
    assert controller.session.view.map_quality
    assert why.agreement.isVisible()
    assert why.residual.isVisible()
    assert settings_of(explained, Settings()).map_quality
    assert session_from(Settings(map_quality=True)).view.map_quality
    why.quality.click()
    assert not why.agreement.isVisible()
    assert not why.residual.isVisible()
    controller.change(lambda s: s.mapped(kind="norm"))
    assert not why.quality.isVisible(), "agreement and residual say nothing about activity"


@pytest.mark.usefixtures("advanced")
def test_what_is_chosen_to_be_seen_is_made_and_only_then(qtbot, tasks, explained):
    controller = explained.controller
    assert tasks.explained == [("occlusion", "ig")]
    controller.change(lambda s: s.mapped(kind="memory", layer=1))
    qtbot.waitUntil(lambda: "memory" in controller.session.explanation.found)
    assert heat(controller.session).title == "Memory reach, layer 2"
    np.testing.assert_allclose(np.nanmax(heat(controller.session).values), 0.16, rtol=1e-5)
    assert "34 in layer 1, 29 in layer 2, 6 in layer 3" in explained.why.reach.text()
    commands.run("orders", explained.context)
    qtbot.waitUntil(lambda: "order" in controller.session.explanation.found)
    assert explained.result.orders.turned.isVisible()
    assert "Not a confidence interval" in explained.result.orders.caption.text()
    assert tasks.explained == [("occlusion", "ig"), ("memory",), ("order",)]


def test_named_tiles_have_pictures_and_select_their_tile(qtbot, explained):
    controller, row = explained.controller, explained.why.against
    say = explain_text(controller.session)
    assert [tile.index for tile in say.towards] == [255, 254, 253, 252, 251]
    assert [tile.index for tile in say.against] == [0, 1, 2, 3, 4]
    assert say.against[0].sentence == "Row 1, column 1: −1.0 points"
    in_log_odds = explain_text(controller.session.mapped(log_odds=True))
    assert in_log_odds.against[0].sentence == "Row 1, column 1: −0.050 log odds"
    assert in_log_odds.titles[1] == "Occlusion, towards death (log odds)"
    qtbot.waitUntil(lambda: {0, 255} <= set(controller.session.explanation.pictures))
    assert not row.buttons[0].icon().isNull()
    row.buttons[2].click()
    assert controller.session.region.selected == 2
    assert "+0" not in row.buttons[2].text()


def test_a_tiles_value_can_be_read_to_its_last_digit(explained):
    button = explained.why.against.buttons[0]
    button.setText("−0.00012")
    assert button.sizeHint().width() <= button.width()


def test_a_refused_input_is_explained_when_its_number_may_be_seen(qtbot, tasks, opened, window):
    tasks.verdict = Verdict("do not use", ("Out of focus.",))
    opened(ONE)
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert not window.why.isVisible()
    assert window.controller.session.explanation.running is None
    window.controller.change(lambda s: s.showing_anyway())
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)


def test_another_image_ends_it_and_nothing_late_shows(qtbot, tasks, opened, predicted):
    controller, before = predicted.controller, predicted.controller.session.analysis.prediction
    qtbot.waitUntil(lambda: "ig" in controller.session.explanation.found)
    found = controller.session.explanation.found["ig"]
    opened(TWO)
    assert not controller.session.explanation.found
    assert not predicted.why.isVisible()
    assert controller.session.explained_by(before, (found,)) is controller.session


def test_a_failure_is_told_under_the_map(qtbot, tasks, opened, window):
    tasks.failures["explain"] = RuntimeError("boom")
    opened(ONE)
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: bool(window.controller.session.explanation.failed))
    assert "unexpected" in window.why.failed.text()
    assert window.controller.session.explanation.running is None


def test_exports_carry_what_is_known(qtbot, tasks, answers, explained, tmp_path, monkeypatch):
    answers["folder"] = tmp_path
    monkeypatch.setattr("getpass.getuser", lambda: "anna")
    explained.controller.change(lambda s: s.mapped(kind="ig").viewed(colours="cividis", fixed_range=True))
    with qtbot.waitSignal(explained.controller.exported):
        commands.run("export", explained.context)
    assert tasks.exported == ("occlusion", "ig")
    assert tasks.looked_at.kind == "ig", "the report shows the map that the user looked at"
    assert tasks.look == MapLook("cividis", fixed=True), "in its colours and range"
    assert tasks.signed.endswith(" by anna (account on this computer)")
    assert tasks.operator == "", "the account is no name that the user entered"
    explained.controller.change(lambda s: s.mapped(kind="occlusion"))
    commands.run("copy-heatmap", explained.context)
    qtbot.waitUntil(lambda: tasks.drawn == "occlusion")


def test_glass_follows_the_hand_and_answers_the_newest_question(qtbot, tasks, explained):
    controller = explained.controller
    tasks.glass_gate = threading.Semaphore(0)
    commands.run("glass", explained.context)
    for last in (3, 4, 5, 6):
        controller.change(lambda s, last=last: s.with_occluded(frozenset(range(last))))
    tasks.glass_gate.release(10)
    qtbot.waitUntil(lambda: tiles_without(controller) == 6)
    assert tasks.occluded == [frozenset(range(3)), frozenset(range(6))]
    assert explained.why.without.text() == "Occlusion, without 6 tiles: 0.70 (change −0.6 points), uncalibrated"
    commands.run("escape", explained.context)
    assert not controller.session.explanation.occluded
    assert not controller.session.explanation.occluding


def test_glass_can_be_laid_with_the_keyboard_tile_by_tile(qtbot, tasks, explained):
    controller = explained.controller
    controller.change(lambda s: s.selecting(100))
    commands.run("glass-tile", explained.context)
    controller.change(lambda s: s.selecting(101))
    commands.run("glass-tile", explained.context)
    qtbot.waitUntil(lambda: tiles_without(controller) == 2)
    commands.run("glass-tile", explained.context)
    assert controller.session.explanation.occluded == {100}


def test_glass_can_be_laid_with_a_cross_between_two_corners(qtbot, explained):
    controller = explained.controller
    explained.canvas.setFocus()
    tissue = explained.canvas.focusProxy()
    for key in (Qt.Key.Key_E, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(tissue, key)
    one = controller.session.explanation.occluded
    assert len(one) == 1
    for _ in range(8):
        qtbot.keyClick(tissue, Qt.Key.Key_Right)
    row = controller.session.explanation.occluded
    assert len(row) > 1, "tiles are occluded while the cross moves, as while the mouse drags"
    qtbot.keyClick(tissue, Qt.Key.Key_Return)
    qtbot.keyClick(tissue, Qt.Key.Key_Down)
    assert controller.session.explanation.occluded == row, "the second corner ends it"
    qtbot.keyClick(tissue, Qt.Key.Key_Backspace)
    assert not controller.session.explanation.occluded
    qtbot.keyClick(tissue, Qt.Key.Key_Escape)
    assert not controller.session.explanation.occluding


def test_playback_goes_step_by_step_and_stops_at_the_end(qtbot, explained):
    controller, bar = explained.controller, explained.plot.steps
    commands.run("play", explained.context)
    assert controller.playback.clock.isActive()
    assert controller.session.region.selected == 0
    controller.playback.clock.timeout.emit()
    assert controller.session.region.selected == 1
    assert bar.slider.value() == 2
    controller.change(lambda s: s.at_step(255))
    controller.playback.clock.timeout.emit()
    assert not controller.session.analysis.playing
    assert not controller.playback.clock.isActive()
    bar.slider.setValue(41)
    assert controller.session.region.selected == 40
    assert bar.said.text().startswith("step 41 of 256, p so far")


def test_inside_a_unit_is_chosen_followed_and_drawn(qtbot, explained):
    controller, panel = explained.controller, explained.inside
    commands.run("inside", explained.context)
    qtbot.waitUntil(lambda: bool(controller.session.explanation.gates))
    controller.change(lambda s: s.at_step(255).viewed(states="forget"))
    assert panel.image.isVisible()
    area = panel.image.area
    qtbot.mouseClick(panel.image, Qt.MouseButton.LeftButton, pos=area.bottomRight().toPoint())
    unit = controller.session.view.map.unit
    assert unit == panel._order[0][-1]
    assert controller.session.view.map.kind == "forget"
    np.testing.assert_allclose(heat(controller.session).values.ravel(), np.linspace(0.9, 0.1, 256), atol=1e-6)
    qtbot.keyClick(panel.image, Qt.Key.Key_Up)
    assert controller.session.view.map.unit == panel._order[0][-2]
    qtbot.keyClick(panel.image, Qt.Key.Key_Left)
    assert controller.session.step == 254
    controller.change(lambda s: s.at_step(255).following(7))
    rows = gate_rows(controller.session)
    assert [row.name for row in rows] == ["layer mean", f"unit {controller.session.view.map.unit + 1}", "unit 8"]
    assert rows[0].values[:3] == pytest.approx((0.1, 0.9, 0.5), abs=1e-6)


def test_in_a_low_window_looking_inside_covers_nothing_of_the_tissue(qtbot, explained):
    explained.resize(1280, 720)
    commands.run("inside", explained.context)
    qtbot.waitUntil(lambda: bool(explained.controller.session.explanation.gates))
    QApplication.processEvents()
    assert explained.height() == 720
    assert explained.canvas.height() <= explained.side_by_side.height()
    sentence = explained.inside.sentence
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_a_model_that_pools_says_why_there_is_nothing_inside(qtbot, tasks, window):
    tasks.pooled = True
    window.controller.choose_bundle("lr")
    qtbot.waitUntil(lambda: window.controller.session.bundle.manifest.head.kind == "pooled")
    window.controller.open_image(ONE)
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    commands.run("inside", window.context)
    assert window.inside.sentence.text() == NO_ORDER
    assert window.inside.height() < LEAST_PX
    assert not window.inside.image.isVisible()


def test_the_name_of_the_settings_stands_on_exports_and_the_policy_may_fix_it(
    qtbot, tasks, answers, predicted, tmp_path, monkeypatch
):
    answers["folder"] = tmp_path
    predicted.controller.change(lambda s: s.viewed(operator="Dr. Anna Berg"))
    for fixed, name in (("", "Dr. Anna Berg"), ("Pathology", "Pathology")):
        monkeypatch.setattr("app.viewer.result_files.policy", lambda fixed=fixed: Policy(operator=fixed))
        with qtbot.waitSignal(predicted.controller.exported):
            commands.run("export", predicted.context)
        assert tasks.signed.endswith(f" by {name}")
        assert tasks.operator == name
