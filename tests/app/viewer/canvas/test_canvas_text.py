"""What a screen reader says about the canvas, and when something has changed."""

from dataclasses import replace

import numpy as np
import pytest

from app.session.session import Session
from app.session.values import Notice
from app.viewer.canvas.canvas_text import NO_IMAGE, NOT_ANALYSED, announcement, canvas_text


@pytest.fixture
def session(made):
    """A slide of 3500 x 3490 px without any result."""
    return made.make_session(made.PlainSlide(3500, 3490))


@pytest.fixture
def read(made):
    """The same with 100 analysed tiles."""
    return made.make_session(made.PlainSlide(3500, 3490), read=np.arange(100))


def test_the_image_its_size_and_its_scale_are_named(made, session):
    assert canvas_text(session).splitlines() == ["Image spot A-12.png, 3500 x 3490 px, 0.286 µm/px.", NOT_ANALYSED]
    unknown = made.make_session(made.PlainSlide(3500, 3490, mpp=None))
    assert "pixel size unknown" in canvas_text(unknown)
    assert canvas_text(Session()) == NO_IMAGE


def test_the_map_and_the_selected_tile_are_described(read):
    said = canvas_text(read.selecting(17))
    assert "Map: Hidden state, norm" in said
    assert "100 of 256 tiles have a value" in said
    assert "Selected tile: row 2, column 2, Hidden state, norm, layer 3: " in said


def test_a_mode_is_said_with_how_it_ends(read):
    assert canvas_text(read.with_ruler(True)).endswith("Ruler: drag to measure. Esc ends.")


@pytest.mark.parametrize("workspace", ["reading", "packet", "study"])
def test_nothing_is_said_outside_the_viewer(read, workspace):
    """A blinded reader hears nothing about the model."""
    elsewhere = read.going_to(workspace)
    assert canvas_text(elsewhere) == ""
    assert announcement(elsewhere, elsewhere.selecting(3)) == ""
    assert announcement(elsewhere, read) == ""


def test_each_change_is_announced_once(made, session, read):
    noticed = read.noticed(Notice("error", "The disk is full", "Free some space."))
    assert announcement(read, noticed) == "The disk is full. Free some space."
    assert announcement(noticed, noticed) == ""
    assert announcement(read, read.selecting(17)).startswith("Selected tile: row 2, column 2, Hidden state, norm")
    assert announcement(read, read.toggled("heatmap")) == "The map is switched off."
    changed = read.viewed(map=replace(read.view.map, kind="change"))
    assert announcement(read, changed) == "Map: Hidden state, change, layer 3."
    assert announcement(read, read.with_ruler(True)) == "Ruler: drag to measure. Esc ends"
    assert announcement(read, read.viewed(opacity=0.2)) == ""
    playing = made.changed(read, "analysis", playing=True)
    assert announcement(read, playing) == "Playback. Esc stops"
    assert announcement(playing, playing.selecting(18)) == "", "steps of the playback are not said"


def test_the_start_and_the_end_of_work_are_announced(made, session, read):
    running = made.changed(session, "work", activity="analysing")
    assert announcement(session, running) == "The analysis is running."
    assert announcement(running, session) == "The analysis has stopped without a result."
    assert announcement(made.changed(Session(), "work", activity="opening"), session) == (
        f"spot A-12.png is open. {NOT_ANALYSED}"
    )
