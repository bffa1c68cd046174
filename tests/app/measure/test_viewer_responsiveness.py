"""The measurement of the viewer: both paths are followed to their end, the second during an analysis."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from app.measure import viewer_responsiveness
from app.measure.viewer_path import OTHER_PLACES, PLACES, Leg
from app.measure.viewer_responsiveness import ViewerRun, _shares
from app.viewer.canvas.camera import Camera
from model.base.errors import SlideError

ONE = Path("/data/spot-1.png")


@pytest.fixture
def paths(monkeypatch):
    """Two short sections in place of each path, and the places to which the paths lead."""
    asked = []

    def path(size, width_px, height_px, places=PLACES):
        asked.append(places)
        yield Leg("whole", (Camera(0.2, 0.0, 0.0),))
        yield Leg("pan", tuple(Camera(1.0, 40.0 * len(asked), 20.0 * frame) for frame in range(3)))

    monkeypatch.setattr(viewer_responsiveness, "path", path)
    return asked


def finished(qtbot, window, run):
    run.start_when_drawn()
    assert run.measured.start_s == 0, "nothing is measured before the first frame"
    window.canvas.view.viewport().update()  # the window of these tests was drawn before
    qtbot.waitUntil(lambda: not window.isVisible())
    return run.measured


def test_both_paths_are_followed_and_the_second_during_an_analysis(qtbot, window, tasks, paths):
    tasks.loaded = True
    measured = finished(qtbot, window, ViewerRun(window, tasks, ONE))
    assert measured.error == ""
    assert paths == [PLACES, OTHER_PLACES]
    assert not set(PLACES) & set(OTHER_PLACES)
    assert measured.frames == 4, "the frames of the second path are not among them"
    assert measured.sharp_p50_ms <= measured.sharp_p95_ms <= measured.sharp_max_ms
    assert measured.analysing_sharp_p50_ms <= measured.analysing_sharp_p95_ms <= measured.analysing_sharp_max_ms
    assert any(what.startswith("analyse") for what in tasks.seen)
    assert measured.start_s > 0
    assert measured.load_s is not None
    assert 0 < measured.viewer_mb <= measured.peak_mb
    json.dumps(asdict(measured))


def test_the_first_path_alone_needs_no_network(qtbot, window, tasks, paths):
    measured = finished(qtbot, window, ViewerRun(window, tasks, ONE, analyses=False))
    assert paths == [PLACES]
    assert (measured.load_s, measured.analysing_sharp_p50_ms) == (None, None)
    assert measured.sharp_max_ms > 0


def test_an_image_that_cannot_be_opened_ends_it(qtbot, window, tasks, paths):
    tasks.failures[ONE.name] = SlideError(ONE, "spot-1.png is incomplete.", "Copy it again.")
    measured = finished(qtbot, window, ViewerRun(window, tasks, ONE))
    assert measured.error == "spot-1.png is incomplete."
    assert paths == []


def test_shares_are_the_smallest_value_that_enough_values_do_not_exceed():
    """Of 1 to 40: the 20th (half of 40), the 38th (95 % of 40) and the last."""
    assert _shares([float(n) for n in range(40, 0, -1)]) == (20.0, 38.0, 40.0)
    assert _shares([7.0]) == (7.0, 7.0, 7.0)
