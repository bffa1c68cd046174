"""Sessions to draw from, the same as for the canvas."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.session.session import Session
from app.ui.jobs import JobRunner
from app.viewer.canvas.canvas import Canvas


@pytest.fixture(scope="session")
def made():
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "canvas" / "sessions.py")))


@pytest.fixture
def canvas(qtbot):
    runner = JobRunner("viewing")
    widget = Canvas(runner)
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    with qtbot.waitExposed(widget):
        widget.show()
    yield widget
    widget.show_difference(None, Session())
    runner.shutdown()
