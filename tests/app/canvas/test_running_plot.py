"""The running probability: the line, its threshold, its cursor, and what a click on it selects."""

import numpy as np
import pytest

from app.canvas.running_plot import HIDDEN, SENTENCE, RunningPlot
from app.session import Session
from app.theme import theme

# Tile 7 was read first, then 3, then 200.
ORDER = np.array([7, 3, 200])


@pytest.fixture
def plot(qtbot):
    widget = RunningPlot()
    qtbot.addWidget(widget)
    widget.resize(800, 150)
    widget.show_difference(None, Session())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def reading(made):
    return made.make_session(made.PlaceSlide(3500, 3500), read=ORDER, threshold=0.4)


def on_screen(plot, step, probability):
    """Where a point of the plot lies in its curve."""
    return plot.curve.place(step, probability)


def test_steps_count_from_one(plot, reading):
    plot.show_difference(None, reading)
    assert plot.curve.values.tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert plot.curve.step_at(plot.curve.place(1, 0).x()) == 1
    assert not plot.curve.note


def test_axes_stand_still(plot, reading):
    plot.show_difference(None, reading)
    plane = plot.curve.plane
    assert plot.curve.place(1, 0) == plane.bottomLeft()
    assert plot.curve.place(256, 1) == plane.topRight()
    assert plot.curve.rect().contains(plane.toAlignedRect())


@pytest.mark.parametrize(("step", "tile"), [(1, 7), (2, 3), (3, 200), (3.4, 200), (250, 200), (-3, 7)])
def test_a_place_on_the_plot_chooses_the_tile_read_there(plot, made, reading, qtbot, step, tile):
    plot.show_difference(None, reading)
    at = on_screen(plot, step, 0.5)
    with qtbot.waitSignal(plot.step_chosen) as told:
        made.mouse(plot.curve, "press", at.x(), at.y())
    assert told.args == [tile]


def test_nothing_is_chosen_where_nothing_was_read(plot, made):
    chosen = []
    plot.step_chosen.connect(chosen.append)
    made.mouse(plot.curve, "press", 100, 50)
    assert not chosen


def test_a_drag_chooses_on_the_way(plot, made):
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256)))
    chosen = []
    plot.step_chosen.connect(chosen.append)
    start, end = on_screen(plot, 50, 0.5), on_screen(plot, 150, 0.5)
    made.mouse(plot.curve, "press", start.x(), start.y())
    for share in (0.25, 0.5, 0.75, 1):
        made.mouse(plot.curve, "move", start.x() + share * (end.x() - start.x()), start.y())
    made.mouse(plot.curve, "release", end.x(), end.y())
    assert chosen == [49, 74, 99, 124, 149]


def test_cursor_stands_at_the_step_of_the_selected_tile(plot, reading):
    plot.show_difference(None, reading)
    assert plot.curve.cursor_step is None
    plot.show_difference(reading, reading.selecting(200))
    assert plot.curve.cursor_step == 3
    plot.show_difference(reading.selecting(200), reading.selecting(4))
    assert plot.curve.cursor_step is None, "tile 4 was not read"


def test_threshold_is_drawn_where_the_bundle_has_one(plot, made, reading):
    plot.show_difference(None, reading)
    assert plot.curve.threshold == 0.4
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=ORDER))
    assert plot.curve.threshold is None


def test_a_refused_number_is_hidden_here_too(plot, made):
    refused = made.make_session(made.PlaceSlide(3500, 3500), read=ORDER, level="do not use", threshold=0.4)
    plot.show_difference(None, refused)
    assert len(plot.curve.values) == 0
    assert plot.curve.threshold is None
    assert plot.curve.note == HIDDEN
    shown = refused.showing_anyway()
    plot.show_difference(refused, shown)
    assert len(plot.curve.values) == 3


def test_the_line_is_drawn_in_the_accent(plot, reading):
    plot.show_difference(None, reading)
    seen = plot.curve.grab().toImage()
    at = on_screen(plot, 2, 0.5).toPoint()
    near = {seen.pixelColor(at.x() + dx, at.y() + dy).name() for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert theme("dark").accent in near


def test_says_what_it_is_not(plot):
    assert SENTENCE in plot._title.text()
    assert SENTENCE in plot.accessibleDescription()


def test_theme(plot, reading):
    plot.show_difference(None, reading)
    dark = plot.curve.grab().toImage()
    plot.show_difference(reading, reading.viewed(theme="light"))
    assert plot.curve.grab().toImage() != dark
