"""A model that pools its tiles in the window: its own maps and words, and nothing of a hidden state."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.actions import action_table as commands
from app.session.slices import ExplanationState
from app.viewer.canvas.colour_bar import bar_text
from app.viewer.overlays.heat import heat
from app.window.panels.advanced_text import advanced_lines
from app.window.panels.status_text import value_text
from model.base.geometry import PointL0
from model.result.maps import MapChoice

IMPORTANCE = ["Occlusion", "Occlusion of regions", "Occlusion, 3 × 3 tiles", "Integrated gradients", ""]
"""No memory, and no states: the last is the line between importance and activity."""
OWN = ["Contribution", "Change by removal"]
ONE = Path("/data/spot-1.png")


@pytest.fixture
def pooling(qtbot, window, tasks):
    """The window with such a model, an image open."""
    tasks.pooled = True
    window.controller.choose_bundle("lr")
    qtbot.waitUntil(lambda: window.controller.session.bundle.manifest.head.kind == "pooled")
    window.controller.open_image(ONE)
    qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)
    return window


@pytest.fixture
def read(qtbot, pooling):
    commands.run("analyse", pooling.context)
    qtbot.waitUntil(lambda: pooling.controller.session.analysis.prediction is not None)
    return pooling


def titles(panel):
    return [panel.kind.itemText(at) for at in range(panel.kind.count())]


def test_its_maps_are_offered_before_and_after_it_was_read(qtbot, pooling):
    panel = pooling.map
    assert titles(panel) == IMPORTANCE + OWN
    assert not panel.layer.isVisible()
    assert not panel.unit.isVisible()
    commands.run("analyse", pooling.context)
    qtbot.waitUntil(lambda: pooling.controller.session.analysis.prediction is not None)
    assert titles(panel) == IMPORTANCE + OWN
    assert panel.kind.currentData() == "occlusion"
    pooling.controller.change(lambda s: s.mapped(kind="contribution"))
    assert "weighted sum" in panel.sentence.text()


@pytest.mark.usefixtures("advanced")
def test_its_first_map_is_drawn_until_occlusion_is_known_and_what_is_not_pooled_stays_clear(read):
    unexplained = replace(read.controller.session, explanation=ExplanationState())
    shown = heat(unexplained)
    assert shown.kind.key == "contribution"
    assert shown.low == -shown.high
    assert np.isnan(shown.values[0, 0])
    words = bar_text(shown)
    assert words.title == "Contribution (log odds)"
    assert words.low.endswith("towards death")
    assert words.high.startswith("towards survival")


def test_another_of_its_maps_can_be_chosen(read):
    panel = read.map
    panel.kind.setCurrentIndex(panel.kind.findData("removal"))
    panel.kind.activated.emit(panel.kind.currentIndex())
    assert heat(read.controller.session).title == "Change by removal"
    assert panel.kind.currentText() == "Change by removal"


def test_the_tile_and_the_place_under_the_cursor_tell_its_values(read):
    lines = dict(advanced_lines(read.controller.session.selecting(120)))
    assert lines["Tile, contribution"].endswith(" log odds")
    assert float(lines["Tile, contribution"].split()[0]) == pytest.approx(-0.02 + 0.05 * 120 / 255, abs=1e-4)
    assert "Running probability" in lines
    assert not any("|h|" in title for title in lines)
    assert dict(advanced_lines(read.controller.session.selecting(0)))["Tile, contribution"] == "not pooled"
    read.controller.change(lambda s: s.mapped(kind="contribution"))
    assert value_text(read.controller.session, PointL0(1750, 1750)).startswith("contribution 0.0")
    assert value_text(read.controller.session, PointL0(10, 10)) == "contribution not analysed or not pooled"


@pytest.mark.usefixtures("advanced")
def test_the_choice_for_a_sequence_network_outlives_it(qtbot, window, tasks, read):
    """What is drawn of a pooled model is not what the user chose for the LSTM; going back, that is drawn again."""
    read.controller.change(lambda s: s.mapped(kind="change", layer=1))
    assert heat(replace(read.controller.session, explanation=ExplanationState())).kind.key == "contribution"
    qtbot.waitUntil(lambda: heat(read.controller.session).kind.key == "occlusion")
    tasks.pooled = False
    window.controller.choose_bundle("demo")
    qtbot.waitUntil(lambda: window.controller.session.bundle.manifest.head.kind == "lstm")
    commands.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    assert heat(window.controller.session).choice == MapChoice("change", 1)
    assert window.map.layer.isVisible()
    assert window.map.layer.currentIndex() == 1
