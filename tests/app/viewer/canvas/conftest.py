"""A canvas of 800 x 600 px on the screen, and what makes sessions and mouse events for it."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.session.session import Session
from app.ui.jobs import JobRunner
from app.viewer.canvas.canvas import Canvas


@pytest.fixture(scope="session")
def made():
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("sessions.py"))))


@pytest.fixture
def canvas(qtbot):
    runner = JobRunner("viewing")
    widget = Canvas(runner)
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show_difference(None, Session())
    with qtbot.waitExposed(widget):
        widget.show()
    yield widget
    widget.show_difference(None, Session())
    runner.shutdown()


@pytest.fixture
def seen(qtbot, canvas):
    """The tissue with its overlays as it is on the screen once complete, without the small things over it."""

    def picture():
        canvas.view.grab()
        qtbot.waitUntil(canvas.settled)
        return canvas.view.grab().toImage()

    return picture
