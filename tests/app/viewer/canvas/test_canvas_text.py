"""What a screen reader says about the canvas, and when something has changed."""

from dataclasses import replace

import numpy as np
import pytest

from app.session.display import Adjustment
from app.session.session import Session
from app.session.values import Notice
from app.viewer.canvas.canvas_text import NO_IMAGE, NOT_ANALYSED, announcement, canvas_text
from model.base.geometry import PointL0
from model.result.marks import Mark

RULER = "Ruler: drag to measure, or press an arrow key to draw with keys. Esc ends"


@pytest.fixture
def session(made):
    """A slide of 3500 x 3490 px without any result."""
    return made.make_session(made.PlainSlide(3500, 3490))


@pytest.fixture
def read(made):
    """The same with 100 analysed tiles."""
    return made.make_session(made.PlainSlide(3500, 3490), read=np.arange(100))


def test_the_image_its_size_and_its_scale_are_named(made, session):
    assert canvas_text(session).splitlines() == ["Image spot A-12.png, 3500 × 3490 px, 0.286 µm/px.", NOT_ANALYSED]
    unknown = made.make_session(made.PlainSlide(3500, 3490, mpp=None))
    assert "pixel size unknown" in canvas_text(unknown)
    assert canvas_text(Session()) == NO_IMAGE


def test_the_map_and_the_selected_tile_are_described(read):
    said = canvas_text(read.selecting(17))
    assert "Map: Hidden state, norm" in said
    assert "100 of 256 tiles have a value" in said
    assert "Selected tile: row 2, column 2, Hidden state, norm, layer 3: " in said


def test_a_mode_is_said_with_how_it_ends(read):
    assert canvas_text(read.with_ruler(True)).endswith(f"{RULER}.")


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
    assert announcement(read, read.with_ruler(True)) == RULER
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


def test_a_turned_or_adjusted_display_is_described(read):
    said = canvas_text(read.turned(1).adjusted(Adjustment(20, 100)))
    assert "View rotated 90°. Display adjusted: brightness +20, contrast 100 %." in said
    assert "Rows, columns and parts are those of the upright image." in said
    assert "rotated" not in canvas_text(read)
    assert announcement(read, read.turned(1)) == "View rotated 90°."
    assert announcement(read.turned(1), read) == "The view is upright."


def test_measurements_and_notes_are_counted_and_a_new_one_is_announced(read):
    line = Mark("one", "length", (PointL0(0, 0), PointL0(300, 400)))
    note = Mark("two", "note", (PointL0(0, 0),), "necrosis?")
    marked = read.with_marks("0" * 64, (line,))
    both = marked.with_marks("0" * 64, (line, note))
    assert "1 measurement or note on this image." in canvas_text(marked)
    assert "Measurements and notes are hidden" in canvas_text(both.viewed(marks=False))
    assert announcement(read, marked) == "Added length: 143.0 µm."
    assert announcement(marked, both) == "Added note: necrosis?"
    assert "2 measurements" not in canvas_text(both.going_to("reading"))
    assert announcement(marked.going_to("reading"), both.going_to("reading")) == ""
