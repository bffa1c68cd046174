"""The words and numbers over the tissue: scale bar, colour bar, and the line under a saved picture."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from app.viewer.canvas.colour_bar import bar_text
from app.viewer.canvas.figure import picture_steps
from app.viewer.canvas.footer import FOOT_PX, foot_text
from app.viewer.canvas.free_place import free_place
from app.viewer.canvas.scale_bar import LONGEST_PX, bar_for, round_length
from app.viewer.canvas.snapshot import view_still
from app.viewer.overlays.heat import heat
from app.viewer.overlays.map_alternative import number
from model.base.progress import result_of
from model.bundle.record import BundleRecord
from model.result.maps import MapChoice
from model.result.prediction import DeviceRecord


@pytest.mark.parametrize(
    ("limit", "length"), [(1, 1), (1.9, 1), (2, 2), (4.99, 2), (5, 5), (9.9, 5), (10, 10), (0.5, 0.5), (0.13, 0.1)]
)
def test_lengths_are_round(limit, length):
    assert round_length(limit) == pytest.approx(length)


@pytest.mark.parametrize(
    ("scale", "mpp", "words", "length"),
    [
        (1.0, 0.286, "20 µm", 20 / 0.286),
        (0.2, 0.286, "200 µm", 200 / 0.286 * 0.2),
        (0.01, 0.25, "2 mm", 80.0),
        (64.0, 0.25, "0.5 µm", 128.0),
        (1.0, None, "100 px", 100.0),
        (0.2, None, "500 px", 100.0),
        (64.0, None, "2 px", 128.0),
    ],
)
def test_scale_bar(scale, mpp, words, length):
    bar = bar_for(scale, mpp)
    assert bar.label == words
    assert bar.length_px == pytest.approx(length)


@pytest.mark.parametrize("mpp", [0.25, 0.286, 0.5, 1.7, None])
def test_scale_bar_is_never_long_nor_short(mpp):
    for scale in np.geomspace(0.005, 64, 200):
        assert 0.4 * LONGEST_PX - 1e-6 <= bar_for(scale, mpp).length_px <= LONGEST_PX + 1e-6


def test_scale_bar_on_the_canvas_takes_the_recorded_pixel_size(canvas, made):
    canvas.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500)))
    canvas.one_to_one()
    assert canvas.scale_bar.accessibleName() == "Scale bar: 20 µm"
    canvas.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500, mpp=None)))
    canvas.one_to_one()
    assert canvas.scale_bar.accessibleName() == "Scale bar: 100 px"


@pytest.mark.parametrize(
    ("value", "span", "text"),
    [
        (0.371, 5.2, "0.37"),
        (-0.4329, 0.87, "−0.43"),
        (12.34, 50, "12.3"),
        (0.00123, 0.005, "0.0012"),
        (-0.0001, 1, "0.00"),
    ],
)
def test_numbers_have_as_many_decimals_as_the_range_needs(value, span, text):
    assert number(value, span) == text


def test_colour_bar_names_the_map_and_its_measure(made):
    words = bar_text(heat(made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256))))
    assert words.title == "Hidden state, norm, layer 3 (|h|)"
    assert float(words.low) < float(words.middle) < float(words.high)


def test_colour_bar_of_a_signed_map_says_which_side_is_which(made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256), map=MapChoice("unit", 2, 1))
    words = bar_text(heat(session))
    assert words.low.startswith("−")
    assert words.low.endswith(" negative")
    assert words.high.startswith("positive ")
    assert words.middle == "0.00"


def test_colour_bar_is_there_whenever_the_heatmap_is(canvas, made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(10))
    canvas.show_difference(None, session)
    assert canvas.colour_bar.isVisible()
    off = session.toggled("heatmap")
    canvas.show_difference(session, off)
    assert not canvas.colour_bar.isVisible()
    canvas.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500)))
    assert not canvas.colour_bar.isVisible()


def test_small_things_stay_inside_the_canvas(canvas, made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256), map=MapChoice("unit", 2, 1))
    canvas.show_difference(None, session)
    canvas.one_to_one()
    things = (canvas.scale_bar, canvas.legend, canvas.minimap)
    for thing in things:
        assert canvas.rect().contains(thing.geometry()), thing.accessibleName()
    assert canvas.legend.rect().contains(canvas.colour_bar.geometry())
    assert not canvas.scale_bar.geometry().intersects(canvas.legend.geometry())
    assert not canvas.minimap.geometry().intersects(canvas.legend.geometry())
    assert not canvas.view.geometry().intersects(canvas.legend.geometry())


def test_a_picture_says_research_only_and_demo(made):
    session = made.make_session(made.PlaceSlide(3500, 3500))
    assert foot_text(session) == "Research use only  ·  spot A-12.png"
    bundle = BundleRecord("demo", "1.0", "a" * 64, "b" * 64, True, "alive", None, "", "uncalibrated")
    exact = DeviceRecord("cpu", "CPU", "", "OpenVINO", "exact")
    predicted = made.changed(session, "analysis", prediction=SimpleNamespace(bundle=bundle, device=exact))
    assert foot_text(predicted) == "Research use only  ·  demo 1.0  ·  DEMO MODEL  ·  spot A-12.png"
    fast = made.replace(exact, precision="fast", arithmetic="int8")
    predicted = made.changed(session, "analysis", prediction=SimpleNamespace(bundle=bundle, device=fast))
    assert "DEMO MODEL  ·  computed fast (int8)" in foot_text(predicted)


def test_a_picture_is_complete_and_has_its_line(canvas, made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256))
    canvas.show_difference(None, session)
    picture = result_of(picture_steps(view_still(canvas, session))).image
    assert (picture.width(), picture.height()) == (800, 600 + FOOT_PX)
    foot = {picture.pixelColor(x, y).lightness() for x in range(8, 140) for y in range(602, 600 + FOOT_PX)}
    assert max(foot) - min(foot) > 100, "there are words in the line"


def test_a_picture_without_the_map_has_no_empty_strip(canvas, made):
    session = made.make_session(made.PlaceSlide(3500, 3500), read=np.arange(256))
    canvas.show_difference(None, session)
    canvas.show_difference(session, session.toggled("heatmap"))
    assert canvas.legend.isVisible()
    picture = result_of(picture_steps(view_still(canvas, session))).image
    assert picture.height() == 600 - canvas.legend.height() + FOOT_PX


def clear_of(plate, outline):
    """Whether a plate is wholly inside or wholly outside an outline."""
    return outline.contains(plate) or not outline.intersects(plate)


@pytest.mark.parametrize("size", [(700, 420), (824, 603), (500, 500), (420, 700), (300, 300), (1500, 600)])
def test_the_scale_bar_gives_way_to_the_outline_of_the_region(canvas, made, size):
    canvas.resize(*size)
    canvas.show_difference(None, made.make_session(made.PlaceSlide(3500, 3500)))
    canvas.fit()
    bar, (outline, (label,)) = canvas.scale_bar.geometry(), canvas._outline_px()
    assert canvas.rect().contains(bar)
    assert clear_of(bar, outline)
    assert not bar.intersects(label)


def test_a_widget_keeps_its_usual_place_unless_the_outline_is_there():
    plate, canvas = QSize(100, 30), QSize(800, 600)
    usual = QPoint(16, 554)
    assert free_place(plate, usual, None, (), canvas) == usual
    assert free_place(plate, usual, QRect(300, 20, 400, 560), (), canvas) == usual
    moved = free_place(plate, usual, QRect(60, 20, 500, 560), (), canvas)
    assert clear_of(QRect(moved, plate), QRect(60, 20, 500, 560))
    assert (moved - usual).manhattanLength() < 120
    # Nothing is free where the outline fills a canvas that is hardly larger than the widget.
    assert free_place(plate, QPoint(0, 0), QRect(5, 5, 100, 30), (), QSize(110, 40)) == QPoint(0, 0)
