"""The strip of dots: drawn where the probability of each order is, and not there at all without orders."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QAction

from app.ui.theme import DARK, THEMES
from app.window.panels.order_strip import DOT, HEIGHT, OrderStrip
from model.base.geometry import SizeL0
from model.bundle.record import OrderSpread
from model.region.region import place
from model.result.prediction import Verdict


@pytest.fixture
def made(fakes, tmp_path):
    slide = fakes.PaintedSlide(tmp_path / "spot.png")
    prediction = fakes.prediction(
        fakes.record(slide.path, slide), place(SizeL0(3500, 3500), 0.286, 3500, 0.286), Verdict("ok")
    )
    return replace(prediction, orders=OrderSpread((0.25, 0.75), 1))


def test_dots_stand_at_their_probabilities(made, qtbot):
    strip = OrderStrip(QAction())
    qtbot.addWidget(strip)
    strip.show_orders(made, "said", DARK)
    strip.dots.resize(206, HEIGHT)
    image = strip.dots.grab().toImage()
    strip.dots.show_dots((), made.bundle.threshold, DARK)
    empty = strip.dots.grab().toImage()
    columns = []
    for x in range(image.width()):
        if any(image.pixelColor(x, y) != empty.pixelColor(x, y) for y in range(image.height())):
            columns.append(x / image.width() * 206)
    expected = [0.25 * (206 - 2 * DOT) + DOT, 0.75 * (206 - 2 * DOT) + DOT]
    found = np.array(columns)
    assert found[found < 103].mean() == pytest.approx(expected[0], abs=1)
    assert found[found > 103].mean() == pytest.approx(expected[1], abs=1)


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_no_dot_has_a_colour_that_means_death_or_survival(made, qtbot, look):
    """The second order gives the other risk group, and both dots are grey all the same."""
    strip = OrderStrip(QAction())
    qtbot.addWidget(strip)
    strip.show_orders(made, "said", look)
    strip.dots.resize(206, HEIGHT)
    image = strip.dots.grab().toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    assert max(max(c.getRgb()[:3]) - min(c.getRgb()[:3]) for c in colours) < 30


def test_without_orders_the_strip_takes_no_room(made, qtbot):
    strip = OrderStrip(QAction())
    qtbot.addWidget(strip)
    strip.show_orders(made, "said", DARK)
    assert strip.isVisibleTo(strip.parentWidget())
    strip.show_orders(replace(made, orders=None), "", DARK)
    assert not strip.isVisibleTo(strip.parentWidget())
