"""The running probability: the lines, the threshold, the cursor, and what a click on it selects."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QStyle, QStyleOptionSlider

from app.session.outcome_text import HIDDEN
from app.session.session import Session
from app.ui.theme import THEMES
from app.viewer.canvas.curve import OVER, UNDER, fitting_ticks
from app.viewer.canvas.running_plot import RunningPlot
from app.viewer.canvas.running_text import SENTENCE, drawn_text, step_text
from model.bundle.record import OrderSpread
from model.result.prediction import Verdict

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
    steps, values = plot.curve.answer.getData()
    assert steps.tolist() == [1, 2, 3]
    assert values.tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert not plot.curve.note.isVisible()


def test_the_axis_covers_the_tiles_that_were_read(plot, reading):
    plot.show_difference(None, reading)
    (left, right), (bottom, top) = plot.curve.box.viewRange()
    assert 0.9 < left < 1
    assert 3 < right < 3.1
    assert -0.1 < bottom < 0
    assert 1 < top < 1.1


def handle_px(plot):
    """The middle of the slider's handle, from the left edge of the plot."""
    slider = plot.steps.slider
    options = QStyleOptionSlider()
    slider.initStyleOption(options)
    handle = slider.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, options, QStyle.SubControl.SC_SliderHandle, slider
    )
    return slider.mapTo(plot, handle.center()).x()


@pytest.mark.parametrize("width", [520, 800, 1300])
def test_the_handle_of_the_slider_stands_above_the_cursor_of_the_plot(plot, made, width):
    """From the first to the last step, at each width of the plot."""
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(150))
    plot.resize(width, 208)
    plot.show_difference(None, session)
    for step in (0, 37, 74, 149):
        chosen = session.selecting(step)
        plot.show_difference(session, chosen)
        cursor = plot.curve.mapTo(plot, on_screen(plot, step + 1, 0.5)).x()
        assert plot.curve.cursor_line.value() == step + 1
        assert abs(handle_px(plot) - cursor) <= 2, step


def test_slider_axis_and_text_count_the_same_steps(plot, reading):
    plot.show_difference(None, reading)
    assert plot.steps.said.text() == "3 steps"
    assert (plot.steps.slider.minimum(), plot.steps.slider.maximum()) == (1, 3)
    assert plot.curve.getAxis("bottom")._tickLevels[0][-1] == (3, "3")
    plot.show_difference(reading, reading.selecting(3))
    assert plot.steps.said.text() == "step 2 of 3, p so far 0.50"


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
    assert plot.curve.answer.getData()[0] is None or len(plot.curve.answer.getData()[0]) == 0
    assert plot.curve.note.isVisible()
    assert plot.curve.note.toPlainText() == HIDDEN
    shown = refused.showing_anyway()
    plot.show_difference(refused, shown)
    assert len(plot.curve.answer.getData()[0]) == 3


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_no_line_has_a_colour_that_means_death_or_survival(plot, averaged, look):
    plot.show_difference(None, averaged.viewed(theme=look.name))
    for line in (plot.curve.answer, plot.curve.orders, plot.curve.drawn):
        colour = line.opts["pen"].color()
        assert max(colour.getRgb()[:3]) - min(colour.getRgb()[:3]) < 12, "the colour of the text"


def test_says_what_it_is_not(plot, reading):
    plot.show_difference(None, reading)
    assert SENTENCE in plot.title.text()
    assert SENTENCE in plot.accessibleDescription()


@pytest.fixture
def averaged(reading, fakes):
    """A session whose answer is the mean over two orders of the three tiles; a third order is drawn, which ends at 0.8.

    The log odds of the two end at -1 and 2.
    """
    logits = np.array([[3, 0, -1], [1, 4, 2]], np.float32)
    p = float(1 / (1 + np.exp(-0.5)))
    orders = OrderSpread(tuple((1 / (1 + np.exp(-logits[:, -1].astype(float)))).tolist()), None)
    prediction = replace(
        fakes.prediction(reading.image.opened.record, reading.region.placement, p=p),
        trace=reading.analysis.partial.trace,
        orders=orders,
        order_logits=logits,
    )
    manifest = replace(reading.bundle.manifest, random_orders=2)
    analysis = replace(reading.analysis, prediction=prediction)
    return replace(reading, analysis=analysis, bundle=replace(reading.bundle, manifest=manifest))


def test_the_thick_line_ends_at_the_answer_and_each_thin_line_at_its_order(plot, averaged):
    plot.show_difference(None, averaged)
    prediction = averaged.analysis.prediction
    steps, answer = plot.curve.answer.getData()
    assert steps.tolist() == [1, 2, 3]
    assert answer[-1] == np.float32(prediction.survival_probability)
    assert answer[:2].tolist() == pytest.approx([0.8807971, 0.8807971], abs=1e-6)  # log odds of 2, the mean of each
    thin = [line[np.isfinite(line)] for line in plot.curve.orders.getData()[1].reshape(2, 4)]
    assert [len(line) for line in thin] == [3, 3]
    assert [line[-1] for line in thin] == pytest.approx(prediction.orders.probabilities, abs=1e-6)
    assert plot.curve.orders.getData()[0].reshape(2, 4)[:, :3].tolist() == [[1, 2, 3], [1, 2, 3]]
    assert plot.curve.drawn.getData()[1].tolist() == pytest.approx([0.2, 0.5, 0.8])


def test_says_where_each_line_ends_and_which_order_is_played_back(plot, averaged):
    plot.show_difference(None, averaged)
    for text in (plot.title.text(), plot.accessibleDescription()):
        assert "Thick: the mean over 2 random orders of the tiles, which ends at the answer, 0.62" in text
        assert "Dashed: raster order" in text
        assert "this order alone predicts 0.80" in text
    assert step_text(averaged.selecting(3)) == "raster step 2 of 3, this order alone 0.50"
    assert "one run over the tiles in raster order; this order alone predicts 0.80" in drawn_text(averaged)


def test_while_tiles_arrive_no_line_is_that_of_an_answer_over_several_orders(plot, averaged):
    analysis = replace(averaged.analysis, prediction=None)
    running = replace(averaged, analysis=analysis, work=replace(averaged.work, activity="analysing"))
    plot.show_difference(None, running)
    assert not len(plot.curve.answer.getData()[0] or ())
    assert not len(plot.curve.orders.getData()[0] or ())
    assert plot.curve.drawn.getData()[1].tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert "So far only the raster order" in plot.title.text()
    assert plot.curve.box.viewRange()[0][1] > 255, "the number of tiles with tissue is not known yet"
    plot.show_difference(running, averaged)
    assert len(plot.curve.answer.getData()[0]) == 3
    assert plot.curve.box.viewRange()[0][1] < 4


def test_without_the_steps_of_the_orders_no_line_is_called_the_answer(plot, averaged):
    prediction = replace(averaged.analysis.prediction, order_logits=None)
    plot.show_difference(None, replace(averaged, analysis=replace(averaged.analysis, prediction=prediction)))
    assert not len(plot.curve.answer.getData()[0] or ())
    assert "whose steps were not saved" in plot.title.text()


def test_a_refused_number_is_in_no_text(plot, averaged):
    verdict = Verdict("do not use", ("It is glass.",))
    partial = replace(averaged.analysis.partial, verdict=verdict)
    prediction = replace(averaged.analysis.prediction, verdict=verdict)
    refused = replace(averaged, analysis=replace(averaged.analysis, partial=partial, prediction=prediction))
    plot.show_difference(None, refused)
    for text in (plot.title.text(), drawn_text(refused), step_text(refused.selecting(3))):
        assert "0." not in text
    assert not len(plot.curve.orders.getData()[0] or ())
    assert not len(plot.curve.drawn.getData()[0] or ())
    plot.show_difference(refused, refused.showing_anyway())
    assert "0.62" in plot.title.text()


def test_the_only_order_is_the_answer(plot, reading):
    plot.show_difference(None, reading)
    assert not len(plot.curve.drawn.getData()[0] or ())
    assert step_text(reading.selecting(3)) == "step 2 of 3, p so far 0.50"


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


def test_the_library_is_loaded_elsewhere_and_once(qtbot):
    """The window stays free meanwhile; the curve then shows the newest session."""
    loaded = []
    widget = RunningPlot(load=loaded.append)
    qtbot.addWidget(widget)
    widget.show_difference(None, Session())
    assert loaded == [], "no image yet, and the program is not idle"
    widget.prepare_curve()
    widget.prepare_curve()
    assert (len(loaded), widget.curve) == (1, None)
    loaded[0]()
    curve = widget.curve
    assert curve is not None
    widget.prepare_curve()
    assert widget.curve is curve


@pytest.mark.parametrize(
    ("total", "width", "expected"),
    [
        (256, 600, (1, 64, 128, 192, 256)), (256, 140, (1, 128, 256)), (256, 60, (1, 256)), (256, 5, (1, 256)),
        (1, 600, (1,)), (2, 600, (1, 2)),
    ],
)  # fmt: skip
def test_the_axis_has_only_ticks_whose_labels_have_room(total, width, expected):
    """Once "64 128192256" ran together on a narrow plot."""
    assert fitting_ticks(total, width, lambda step: 10.0 * len(str(step))) == expected


def test_a_narrow_plot_has_fewer_ticks_and_a_wide_one_gets_them_back(qtbot, plot, made):
    plot.curve.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256)))
    whole = plot.curve._ticks
    plot.resize(130, 150)
    qtbot.waitUntil(lambda: len(plot.curve._ticks) < len(whole))
    plot.resize(800, 150)
    qtbot.waitUntil(lambda: plot.curve._ticks == whole)


def test_a_title_without_room_ends_with_dots_and_its_tooltip_has_all(plot, reading):
    """Once the first letters of the lines and the last lines were cut."""
    plot.show_difference(None, reading)
    title = plot.title
    wide, narrow = title.lines(3000), title.lines(90)
    assert wide == [title.text()]
    assert len(narrow) == 3
    assert narrow[-1].endswith("…")
    assert all(title.fontMetrics().horizontalAdvance(line) <= 90 for line in narrow)
    assert title.toolTip() == title.text()
    assert title.heightForWidth(90) == 3 * title.fontMetrics().lineSpacing()
