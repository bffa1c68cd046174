"""The gauge leads a window through its stages and says how it felt; what it counts is checked with made-up beats."""

import json
import os
import time
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from app.measure.responsiveness import Gaps, ResponsivenessRun, process_age_s
from model.base.errors import SlideError

ONE = Path("/data/spot-1.png")


@pytest.fixture
def run(window, tasks):
    """A gauge on the window; its tasks say at once that the engine is loaded."""
    tasks.loaded = True
    return ResponsivenessRun(window, tasks, ONE)


def test_a_window_is_led_to_its_result(qtbot, window, run):
    window.canvas.view.viewport().update()
    qtbot.waitUntil(lambda: not window.isVisible())
    measured = run.measured
    assert measured.error == ""
    assert measured.start_s > 0
    assert measured.load_s is not None
    assert 0 < measured.first_tiles_s <= measured.result_s
    assert measured.inference_gap_ms >= measured.inference_gap_p99_ms > 0
    assert json.loads(json.dumps(asdict(measured)))["device"] == "CPU (OpenVINO, exact)"


def test_a_failure_ends_it_and_is_told(qtbot, window, tasks, run):
    tasks.failures[ONE.name] = SlideError(ONE, "spot-1.png is incomplete.", "Copy it again.")
    window.canvas.view.viewport().update()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert run.measured.error == "spot-1.png is incomplete."
    assert run.measured.result_s is None


def test_fast_that_was_never_measured_is_not_gauged_as_if_it_were(qtbot, window, tasks, run):
    tasks.error = None
    window.controller.change(lambda s: replace(s, device=replace(s.device, precision="fast")))
    window.canvas.view.viewport().update()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert "never measured" in run.measured.error


def test_gaps_are_the_longest_and_the_longest_of_nearly_all():
    assert (Gaps().longest, Gaps().busy, Gaps().p99) == (0.0, 0.0, 0.0)
    gaps = Gaps([(5.0, 1.0)] * 199 + [(80.04, 12.0)])
    assert (gaps.longest, gaps.busy, gaps.p99) == (80.0, 12.0, 5.0)


def test_the_process_is_younger_than_the_machine():
    assert 0 < process_age_s() < time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(os, "getuid") else True
