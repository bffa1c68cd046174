"""The running probability: the line, its threshold, its cursor, and what a click on it selects."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.session.session import Session
from app.viewer.canvas.curve import HIDDEN, OVER, UNDER
from app.viewer.canvas.running_plot import SENTENCE, RunningPlot

# Tile 7 was read first, then 3, then 200.
ORDER = np.array([7, 3, 200])


@pytest.fixture
def plot(qtbot):
    widget = RunningPlot()
    qtbot.addWidget(widget)
    widget.resize(800, 150)
    widget.make_curve(Session())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def reading(made):
    return made.make_session(made.PlaceSlide(3500, 3500), read=ORDER, threshold=0.4)


def on_screen(plot, step, probability):
    """Where a point of the plot lies in its viewport."""
    return plot.curve.mapFromScene(plot.curve.box.mapViewToScene(QPointF(step, probability)))


def test_steps_count_from_one(plot, reading):
    plot.show_difference(None, reading)
    steps, values = plot.curve.line.getData()
    assert steps.tolist() == [1, 2, 3]
    assert values.tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert not plot.curve.note.isVisible()


def test_axes_stand_still(plot, reading):
    plot.show_difference(None, reading)
    (left, right), (bottom, top) = plot.curve.box.viewRange()
    assert -10 < left < 1
    assert 256 < right < 266
    assert -0.1 < bottom < 0
    assert 1 < top < 1.1


@pytest.mark.parametrize(("step", "tile"), [(1, 7), (2, 3), (3, 200), (3.4, 200), (250, 200), (-3, 7)])
def test_a_place_on_the_plot_chooses_the_tile_read_there(plot, reading, qtbot, step, tile):
    plot.show_difference(None, reading)
    with qtbot.waitSignal(plot.step_chosen) as told:
        plot.curve.box.pointed.emit(QPointF(step, 0.5))
    assert told.args == [tile]


def test_a_click_chooses_a_step(plot, made, qtbot):
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256)))
    at = on_screen(plot, 100, 0.5)
    with qtbot.waitSignal(plot.step_chosen) as told:
        made.mouse(plot.curve.viewport(), "press", at.x(), at.y())
        made.mouse(plot.curve.viewport(), "release", at.x(), at.y())
    assert abs(told.args[0] - 99) <= 1, "step 100 read tile 99"


def test_a_drag_chooses_on_the_way(plot, made):
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256)))
    chosen = []
    plot.step_chosen.connect(chosen.append)
    start, end = on_screen(plot, 50, 0.5), on_screen(plot, 150, 0.5)
    viewport = plot.curve.viewport()
    made.mouse(viewport, "press", start.x(), start.y())
    for share in (0.25, 0.5, 0.75, 1):
        made.mouse(viewport, "move", start.x() + share * (end.x() - start.x()), start.y())
    made.mouse(viewport, "release", end.x(), end.y())
    assert len(chosen) > 1
    assert abs(chosen[-1] - 149) <= 1


def test_cursor_stands_at_the_step_of_the_selected_tile(plot, reading):
    plot.show_difference(None, reading)
    assert not plot.curve.cursor_line.isVisible()
    plot.show_difference(reading, reading.selecting(200))
    assert plot.curve.cursor_line.isVisible()
    assert plot.curve.cursor_line.value() == 3
    plot.show_difference(reading.selecting(200), reading.selecting(4))
    assert not plot.curve.cursor_line.isVisible(), "tile 4 was not read"


def test_threshold_is_drawn_where_the_bundle_has_one(plot, made, reading):
    plot.show_difference(None, reading)
    assert plot.curve.threshold.isVisible()
    assert plot.curve.threshold.value() == 0.4
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=ORDER))
    assert not plot.curve.threshold.isVisible()


def test_a_refused_number_is_hidden_here_too(plot, made):
    refused = made.make_session(made.PlaceSlide(3500, 3500), read=ORDER, level="do not use", threshold=0.4)
    plot.show_difference(None, refused)
    assert plot.curve.line.getData()[0] is None or len(plot.curve.line.getData()[0]) == 0
    assert plot.curve.note.isVisible()
    assert plot.curve.note.toPlainText() == HIDDEN
    shown = refused.showing_anyway()
    plot.show_difference(refused, shown)
    assert len(plot.curve.line.getData()[0]) == 3


def test_says_what_it_is_not(plot):
    assert SENTENCE in plot.title.text()
    assert SENTENCE in plot.accessibleDescription()


def test_says_that_the_end_of_the_curve_is_not_the_probability_where_several_orders_count(plot, reading):
    assert "random orders" not in plot.title.text()
    manifest = replace(reading.bundle.manifest, random_orders=8)
    plot.show_difference(None, replace(reading, bundle=replace(reading.bundle, manifest=manifest)))
    assert "the mean over 8 random orders" in plot.title.text()
    assert "the mean over 8 random orders" in plot.accessibleDescription()


def test_theme(plot, reading):
    plot.show_difference(None, reading)
    dark = plot.curve.getAxis("left").textPen().color().name()
    plot.show_difference(reading, reading.viewed(theme="light"))
    assert plot.curve.getAxis("left").textPen().color().name() != dark


def test_without_an_image_the_plotting_library_is_not_needed(qtbot):
    empty = RunningPlot()
    qtbot.addWidget(empty)
    empty.show_difference(None, Session())
    assert empty.curve is None
    empty.make_curve(Session())
    made = empty.curve
    assert made is not None
    empty.make_curve(Session())
    assert empty.curve is made


@pytest.mark.parametrize(("threshold", "corner"), [(0.9, OVER), (0.4, UNDER)])
def test_the_words_of_the_threshold_lie_where_the_curve_does_not_end(plot, made, threshold, corner):
    """The curve ends at 0.5 on average: words over a threshold of 0.9, under one of 0.4."""
    plot.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=ORDER, threshold=threshold))
    assert plot.curve.threshold.label.anchors == corner
