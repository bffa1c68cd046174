"""The survival curve and the members of an ensemble beside the number: there only if the model gives them."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.actions import action_table as commands
from app.ui.theme import LIGHT
from app.window.panels.survival_view import HEIGHT, LEFT, RIGHT, TOP, CurvePlot
from model.bundle.record import OrderSpread
from model.result.prediction import CurvePoint, Verdict

CURVE = (CurvePoint(1.0, 0.93), CurvePoint(2.5, 0.84), CurvePoint(5.0, 0.62))


@pytest.fixture
def panel(qtbot, window):
    window.controller.open_image(Path("/data/spot-1.png"))
    qtbot.waitUntil(lambda: window.controller.session.can_analyse)
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    return window


def give(window, **changes):
    """Show the result with further answers."""
    analysis = window.controller.session.analysis
    changed = replace(analysis, prediction=replace(analysis.prediction, **changes))
    window.controller.change(lambda s: replace(s, analysis=changed))


def test_a_model_without_them_shows_neither(panel):
    assert not panel.result.survival.isVisible()
    assert not panel.result.members.isVisible()


def test_the_numbers_stand_below_the_curve_and_the_dots(panel):
    give(panel, curve=CURVE, members=OrderSpread((0.62, 0.75, 0.48), 1, "members"))
    survival, members = panel.result.survival, panel.result.members
    assert survival.isVisible()
    assert "0.93 after 1 year, 0.84 after 2.5 years, 0.62 after 5 years" in survival.numbers.text()
    calibration = panel.controller.session.analysis.prediction.bundle.calibration
    assert survival.numbers.text().endswith(f"({calibration}).")
    assert survival.accessibleDescription().startswith(survival.numbers.text())
    assert "3 members: 0.48 to 0.75" in members.caption.text()
    assert "Not a confidence interval" in members.caption.text()


def test_both_are_hidden_with_the_number(panel):
    give(panel, curve=CURVE, members=OrderSpread((0.62, 0.75), 0, "members"), verdict=Verdict("do not use", ("Dark.",)))
    assert not panel.result.survival.isVisible()
    assert not panel.result.members.isVisible()


def test_each_point_is_drawn_at_its_time_and_probability(qtbot):
    plot = CurvePlot()
    qtbot.addWidget(plot)
    plot.resize(LEFT + RIGHT + 200, HEIGHT)
    plot.show_points(CURVE, LIGHT)
    height = HEIGHT - TOP - 16
    assert [(place.x() - LEFT, round((place.y() - TOP) / height, 9)) for place in plot.places()] == [
        (0.0, 0.0), (40.0, 0.07), (100.0, 0.16), (200.0, 0.38),
    ]  # fmt: skip
    picture = plot.grab().toImage()
    x, y = plot.places()[2].toPoint().toTuple()
    assert picture.pixelColor(x, y).name() == LIGHT.text
