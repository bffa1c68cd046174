"""The text alternatives of the plots are computed from their values, and follow them."""

from dataclasses import replace

import numpy as np
import pytest

from app.ui.theme import DARK
from app.viewer.canvas.curve_text import course, running_alternative
from app.viewer.canvas.memory_curve import MemoryCurve
from app.viewer.canvas.running_plot import RunningPlot
from app.viewer.canvas.state_image import Shown, StateImage
from app.window.panels.order_strip import Dots
from model.result.prediction import Verdict

STEPS = np.arange(4)


@pytest.fixture
def reading(made):
    """Makes sessions of four tiles whose running probability has the given values."""

    def session(*values, level="ok"):
        found = made.make_session(made.PlaceSlide(3500, 3500), read=STEPS, threshold=0.4, level=level)
        partial = found.analysis.partial
        trace = replace(partial.trace, running=np.array(values, np.float32))
        return replace(found, analysis=replace(found.analysis, partial=replace(partial, trace=trace)))

    return session


def test_a_curve_says_its_ends_and_its_extremes_with_their_steps():
    values = np.array([0.5, 0.25, 0.75, 0.7])
    said = "starts at 0.50, lowest 0.25 at step 2, highest 0.75 at step 3, ends at 0.70"
    assert course(values, "{:.2f}".format) == said


def test_the_running_probability_is_described_and_the_text_follows_the_values(qtbot, reading):
    plot = RunningPlot()
    qtbot.addWidget(plot)
    first, second = reading(0.52, 0.31, 0.6, 0.44), reading(0.1, 0.2, 0.3, 0.35)
    plot.show_difference(None, first)
    assert (
        "Running probability over 4 steps: starts at 0.52, lowest 0.31 at step 2, highest 0.60 at step 3, ends at 0.44."
        " It crosses the threshold, 0.40, 2 times."
    ) in plot.accessibleDescription()
    plot.show_difference(first, second)
    said = plot.accessibleDescription()
    assert "starts at 0.10, lowest 0.10 at step 1, highest 0.35 at step 4, ends at 0.35." in said
    assert "It crosses the threshold, 0.40, 0 times." in said
    assert "0.52" not in said


def test_while_tiles_arrive_the_description_waits(qtbot, reading):
    plot = RunningPlot()
    qtbot.addWidget(plot)
    done = reading(0.52, 0.31, 0.6, 0.44)
    running = replace(done, work=replace(done.work, activity="analysing"))
    plot.show_difference(None, running)
    assert plot.accessibleDescription() == ""
    plot.show_difference(running, done)
    assert "ends at 0.44" in plot.accessibleDescription()


def test_no_value_of_a_refused_result_is_said(reading):
    refused = reading(0.52, 0.31, 0.6, 0.44, level="do not use")
    assert refused.analysis.partial.verdict == Verdict("do not use", refused.analysis.partial.verdict.reasons)
    assert running_alternative(refused) == ""
    assert "0.44" in running_alternative(refused.showing_anyway())


def test_the_states_say_the_course_of_the_chosen_unit(qtbot):
    image = StateImage()
    qtbot.addWidget(image)
    states = np.array([[0.1, -0.5], [0.3, 0.9], [-0.2, 0.4]], np.float32)
    shown = Shown(
        states, np.array([0, 1]), np.array([0.5, -0.25]), (-1.0, 1.0), True, "signed", 0, (), None,
    )  # fmt: skip
    image.show_states(shown, DARK)
    assert image.accessibleDescription() == (
        "2 units over 3 steps; unit 1, r +0.50: starts at 0.10, lowest −0.20 at step 3, highest 0.30 at step 2, "
        "ends at −0.20."
    )
    image.show_states(replace(shown, unit=1), DARK)
    assert "unit 2, r −0.25: starts at −0.50, lowest −0.50 at step 1" in image.accessibleDescription()


def test_the_memory_says_the_course_of_each_layer(qtbot):
    plot = MemoryCurve()
    qtbot.addWidget(plot)
    curve = np.array([[1e-4, 0.02, 0.5], [0.3, 0.2, 0.1]], np.float32)
    plot.show_memory(curve, None, DARK)
    assert plot.accessibleDescription() == (
        "Layer 1: |dlogit/dh| starts at 0.0001, lowest 0.0001 at step 1, highest 0.5 at step 3, ends at 0.5. "
        "Layer 2: |dlogit/dh| starts at 0.3, lowest 0.1 at step 3, highest 0.3 at step 1, ends at 0.1."
    )
    plot.show_memory(None, None, DARK)
    assert plot.accessibleDescription() == ""


def test_dots_say_their_number_range_and_side_of_the_threshold(qtbot):
    dots = Dots()
    qtbot.addWidget(dots)
    dots.show_dots((0.25, 0.75, 0.4, 0.6), 0.5, DARK)
    assert dots.accessibleDescription() == "4 answers from 0.25 to 0.75, median 0.50. 2 below the threshold 0.50."
    dots.show_dots((0.3,), None, DARK)
    assert dots.accessibleDescription() == "1 answer from 0.30 to 0.30, median 0.30."
    dots.show_dots((), 0.5, DARK)
    assert dots.accessibleDescription() == ""


@pytest.mark.usefixtures("german")
def test_the_texts_are_translated(reading):
    said = running_alternative(reading(0.52, 0.31, 0.6, 0.44))
    assert said.startswith("Laufende Wahrscheinlichkeit über 4 Schritte: beginnt bei 0,52,")
    assert "am niedrigsten 0,31 bei Schritt 2" in said
