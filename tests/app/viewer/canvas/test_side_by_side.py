"""Images beside the analysed one: opened, panned together, let go of, and closed with the window."""

import itertools
import threading
from pathlib import Path

import pytest

from app.actions import action_table as commands
from app.viewer.canvas.camera import Camera
from model.base.errors import SlideError
from model.base.geometry import PointL0
from model.base.progress import Progress

SPOT, OTHER = Path("/data/spot-1.png"), Path("/data/serial.png")


@pytest.fixture
def beside(qtbot, window, opened, answers):
    """An image beside the analysed one, as it is opened by command."""
    opened(SPOT)
    answers["image"] = OTHER
    commands.run("open-beside", window.context)
    (view,) = window.side_by_side.views
    qtbot.waitUntil(lambda: view.image is not None)
    return view


def middle(view):
    size = view.viewport().size()
    at = view.camera.to_level0(size.width() / 2, size.height() / 2)
    return at.x, at.y


def test_it_is_looked_at_and_what_is_analysed_stays(window, beside):
    assert beside.title.text() == "serial.png   0.286 µm/px"
    assert Path(window.controller.session.image.opened.record.path) == SPOT


def test_either_leads_the_other(window, beside):
    window.canvas.view.look_from(Camera(0.5, 900, 700))
    assert middle(beside.canvas.view) == pytest.approx(middle(window.canvas.view))
    assert beside.canvas.view.camera.scale == pytest.approx(0.5)
    beside.canvas.centre_on(PointL0(1500, 1600))
    assert middle(window.canvas.view) == pytest.approx((1500, 1600))


def test_unlinked_each_goes_its_own_way_and_is_linked_again_from_there(window, beside):
    window.canvas.view.look_from(Camera(0.5, 900, 700))
    beside.link.click()
    assert beside.link.text() == "Not linked"
    beside.canvas.centre_on(PointL0(1000, 1000))
    assert middle(window.canvas.view) != pytest.approx((1000, 1000))
    before = middle(window.canvas.view)
    beside.link.click()
    window.canvas.centre_on(PointL0(before[0] + 50, before[1] - 30))
    assert middle(beside.canvas.view) == pytest.approx((1050, 970))


def test_closing_lets_go_of_the_file(qtbot, window, beside, tasks):
    slide = beside.image.slide
    beside.cross.click()
    assert window.side_by_side.views == ()
    qtbot.waitUntil(lambda: slide.closed)
    assert not tasks.slides_opened[0].closed, "the analysed one stays"


@pytest.fixture
def glimpsed(qtbot, window, opened, tasks):
    """A large image beside the analysed one, its file not read through yet."""
    opened(SPOT)
    tasks.checking_gate = threading.Semaphore(0)
    window.side_by_side.open(OTHER)
    (view,) = window.side_by_side.views
    qtbot.waitUntil(lambda: view.image is not None)
    return view


def test_a_large_one_is_seen_and_moves_along_before_it_was_read_through(qtbot, window, tasks, glimpsed):
    view = glimpsed
    assert view.image.record.sha256 == ""
    window.canvas.view.look_from(Camera(0.5, 900, 700))
    assert middle(view.canvas.view) == pytest.approx(middle(window.canvas.view))
    tasks.checking_gate.release()
    qtbot.waitUntil(lambda: view.image.record.sha256 != "")
    assert middle(view.canvas.view) == pytest.approx(middle(window.canvas.view))


def test_all_stay_turned_when_a_large_one_was_read_through(qtbot, window, tasks, glimpsed):
    window.actions_by_key["turn-right"].trigger()
    tasks.checking_gate.release()
    qtbot.waitUntil(lambda: glimpsed.image.record.sha256 != "")
    assert [view.camera.turned for view in (window.canvas.view, glimpsed.canvas.view)] == [1, 1]


def test_one_that_is_dropped_on_a_turned_view_is_turned_too(qtbot, window, beside):
    window.actions_by_key["turn-left"].trigger()
    beside.canvas.files_dropped.emit((Path("/data/third.png"),))
    qtbot.waitUntil(lambda: beside.image is not None and Path(beside.image.record.path).name == "third.png")
    assert [view.camera.turned for view in (window.canvas.view, beside.canvas.view)] == [3, 3]


def test_a_large_one_closed_before_it_was_read_through_leaves_no_file_open(qtbot, window, tasks, glimpsed):
    view = glimpsed
    slide = view.image.slide
    view.cross.click()
    assert window.side_by_side.views == ()
    tasks.checking_gate.release()
    qtbot.waitUntil(lambda: slide.closed)


def test_one_that_is_closed_before_it_was_opened_leaves_no_file_open(qtbot, window, opened, answers, tasks):
    opened(SPOT)
    tasks.opening_gate = threading.Semaphore(0)
    window.side_by_side.open(OTHER)
    qtbot.waitUntil(lambda: "open serial.png" in tasks.seen)
    window.side_by_side.close_all()
    tasks.open_gates()
    window.side_by_side.shutdown()
    assert all(slide.closed for slide in tasks.slides_opened[1:])


def test_of_two_files_dropped_on_it_one_after_the_other_the_second_is_shown(qtbot, window, opened, tasks):
    """Also where the first was opened already and only its result was still on the way."""
    opened(SPOT)
    window.side_by_side.open(OTHER)
    (view,) = window.side_by_side.views
    # Block the window's thread until the first file is open and the queue is at its next job.
    begun = threading.Event()

    def after():
        begun.set()
        yield Progress("after")

    window.side_by_side._runner.run(after(), None, pytest.fail)
    assert begun.wait(300)
    (first,) = tasks.slides_opened[1:]
    view.canvas.files_dropped.emit((Path("/data/third.png"),))
    qtbot.waitUntil(lambda: view.image is not None)
    assert Path(view.image.record.path).name == "third.png"
    assert first.closed
    assert not view.image.slide.closed


def test_one_that_cannot_be_opened_is_told_and_takes_no_room(qtbot, window, opened, tasks):
    opened(SPOT)
    tasks.failures[OTHER.name] = SlideError(OTHER, "serial.png is half a file.", "Copy it again.")
    window.side_by_side.open(OTHER)
    qtbot.waitUntil(lambda: window.side_by_side.views == ())
    assert window.notices.notice.title.text() == "serial.png is half a file."


def test_no_more_than_can_be_read(window, beside, asked):
    window.side_by_side.open(OTHER)
    window.side_by_side.open(OTHER)
    asked.clear()
    commands.run("open-beside", window.context)
    assert asked == []
    assert "3 images are already open side by side" in window.notices.notice.title.text()


def test_three_stand_side_by_side_in_the_smallest_usual_window(qtbot, window, beside):
    window.resize(1280, 720)
    commands.run("open-beside", window.context)
    assert len(window.side_by_side.views) == 2
    parts = [window.canvas, *window.side_by_side.views]
    lefts = [part.x() for part in parts]
    assert lefts == sorted(lefts)
    for part, next_one in itertools.pairwise(parts):
        assert part.x() + part.width() <= next_one.x(), "none lies over another"
    assert parts[-1].x() + parts[-1].width() <= window.side_by_side.width()
    assert window.canvas.colour_bar.lines(window.canvas.width()) <= 3
    commands.run("open-beside", window.context)
    assert len(window.side_by_side.views) == 2
    assert window.notices.notice.remedy.text() == "Make the window wider."
