"""A large image is seen before its file was read through: it can be looked at, and nothing can be asked of it yet."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.session.values import Ruler
from app.viewer.canvas.pyramid import Pyramid
from app.window.panels.result_text import result_text
from app.window.panels.status_text import scale_text
from model.base.errors import SlideError
from model.base.geometry import PointL0
from model.base.progress import Progress

ONE, TWO = (Path(f"/data/slide-{number}.svs") for number in (1, 2))


@pytest.fixture
def glimpsed(qtbot, window, tasks):
    """The first of two images on the screen, its file not read through yet."""
    tasks.siblings = (ONE, TWO)
    tasks.checking_gate = threading.Semaphore(0)
    window.controller.open_image(ONE)
    qtbot.waitUntil(lambda: window.controller.session.image.glimpse is not None)
    return window


def known(qtbot, window, tasks):
    tasks.checking_gate.release()
    qtbot.waitUntil(lambda: window.controller.session.work.activity == "idle")


def possible(window, *keys):
    return [window.actions_by_key[key].isEnabled() for key in keys]


def test_it_can_be_looked_at_and_nothing_else(qtbot, glimpsed, tasks):
    session = glimpsed.controller.session
    assert session.image.opened is None
    assert session.image.seen.record.path == str(ONE)
    assert glimpsed.canvas.tissue_seen() is not None
    assert not glimpsed.canvas.empty_state.isVisible()
    assert glimpsed.windowTitle() == "slide-1.svs - Histocast"
    assert "µm/px" in scale_text(session, 1.0)
    assert possible(glimpsed, "fit", "closer", "ruler") == [True] * 3
    assert possible(glimpsed, "analyse", "save-region", "save-view", "find-cores") == [False] * 4
    assert result_text(session).headline == "Checking slide-1.svs …"
    glimpsed.canvas.double_clicked.emit(PointL0(100, 100))
    assert glimpsed.controller.session.region.placement is None
    known(qtbot, glimpsed, tasks)
    assert result_text(glimpsed.controller.session).headline == "Not analysed yet"


def test_whoever_looks_at_it_is_not_disturbed_when_it_is_known(qtbot, glimpsed, tasks):
    canvas, ruler = glimpsed.canvas, Ruler(PointL0(0, 0), PointL0(30, 40), 50.0)
    canvas.zoom_by(4)
    canvas.ruler_drawn.emit(ruler)
    camera, pyramid = canvas.view.camera, canvas._image.pyramid
    known(qtbot, glimpsed, tasks)
    assert glimpsed.controller.session.image.opened.record.sha256
    assert glimpsed.controller.session.image.glimpse is None
    assert canvas.view.camera == camera
    assert canvas._image.pyramid is pyramid
    assert glimpsed.controller.session.image.ruler == ruler
    assert possible(glimpsed, "analyse", "save-region", "save-view", "find-cores") == [True] * 4


def test_given_up_it_is_closed_and_gone(qtbot, glimpsed, tasks):
    slide = glimpsed.controller.session.image.glimpse.slide
    qtbot.keyClick(glimpsed.canvas.view, Qt.Key.Key_Escape)
    assert glimpsed.controller.session.image.seen is None
    assert glimpsed.canvas.empty_state.isVisible()
    tasks.checking_gate.release()
    qtbot.waitUntil(lambda: slide.closed)
    assert glimpsed.controller.session.work.activity == "idle"


def test_another_image_takes_its_place(qtbot, glimpsed, tasks):
    slide = glimpsed.controller.session.image.glimpse.slide
    glimpsed.controller.open_image(TWO)
    assert glimpsed.controller.session.image.seen is None
    tasks.checking_gate.release(2)
    qtbot.waitUntil(lambda: glimpsed.controller.session.image.opened is not None)
    assert glimpsed.controller.session.image.opened.record.path == str(TWO)
    assert slide.closed


def test_a_disk_that_goes_meanwhile_is_told_and_the_window_goes_on(qtbot, glimpsed, tasks):
    tasks.torn = SlideError(ONE, "slide-1.svs cannot be read.", "Plug the disk in again.")
    known(qtbot, glimpsed, tasks)
    assert glimpsed.controller.session.image.seen is None
    assert glimpsed.controller.session.notice.title == "slide-1.svs cannot be read."
    tasks.torn = tasks.checking_gate = None
    glimpsed.controller.open_image(TWO)
    qtbot.waitUntil(lambda: glimpsed.controller.session.image.opened is not None)


def test_the_image_before_is_closed_as_soon_as_the_next_is_seen(qtbot, window, opened, tasks):
    opened(ONE)
    before = window.controller.session.image.opened.slide
    tasks.checking_gate = threading.Semaphore(0)
    window.controller.open_image(TWO)
    qtbot.waitUntil(lambda: window.controller.session.image.glimpse is not None)
    assert window.controller.session.image.opened is None
    qtbot.waitUntil(lambda: before.closed)
    known(qtbot, window, tasks)
    assert window.controller.session.image.opened.record.path == str(TWO)
    assert not window.controller.session.image.opened.slide.closed


def test_tiles_are_let_go_of_once_for_the_next_image_and_not_while_that_is_looked_at(
    qtbot, window, opened, tasks, monkeypatch
):
    spared = []
    monkeypatch.setattr(Pyramid, "spare", lambda pyramid: spared.append(pyramid.slide.path))
    opened(ONE)
    tasks.checking_gate = threading.Semaphore(0)
    window.controller.open_image(TWO)
    qtbot.waitUntil(lambda: window.controller.session.image.glimpse is not None)
    window.controller.change(lambda s: s.progressed(s.work.run, Progress("checking the file", 1, 2)))
    known(qtbot, window, tasks)
    assert spared == [ONE]


def test_the_window_can_be_closed_meanwhile(qtbot, glimpsed, gates_open_at_cancel):
    slide = glimpsed.controller.session.image.glimpse.slide
    glimpsed.close()
    assert slide.closed


def test_the_ruler_is_a_tool_before_the_image_is_known(qtbot, glimpsed, tasks):
    glimpsed.actions_by_key["ruler"].trigger()
    assert glimpsed.actions_by_key["ruler"].isChecked()
    assert "Ruler" in glimpsed.canvas.mode.text
    known(qtbot, glimpsed, tasks)
    assert glimpsed.actions_by_key["ruler"].isChecked(), "the tool stays"
