"""The images of a blinded read: the right case is shown, also if several cases are cores of one slide."""

import threading
from pathlib import Path

import pytest

from app.study.reading.reading_images import ReadingImages
from model.base.geometry import RegionL0
from model.study.packet.seal import content_mark
from model.study.reading_state import CaseImage

SLIDE = Path("/data/array.svs")
SALT = "5a" * 32


@pytest.fixture
def images(qtbot, tasks):
    made = ReadingImages(tasks)
    made.seen = []
    made.opened.connect(lambda arrived: made.seen.append(arrived[1].number))
    made.failed.connect(lambda error: made.seen.append(error.message))
    yield made
    tasks.open_gates()
    made.shutdown()


@pytest.fixture
def core(fakes):
    """Return a function that makes case `number` of a packet: a core of the slide, or of one with another content."""
    sha256 = fakes.record(SLIDE, fakes.PaintedSlide(SLIDE)).sha256

    def make(number, content=sha256):
        region = RegionL0(100.0 * number, 0.0, 40.0, 40.0)
        return CaseImage(SLIDE, region, content_mark(SALT, number, content), SALT, number)

    return make


def test_the_next_core_of_the_same_slide_is_shown(qtbot, images, tasks, core):
    images.show(core(1), core(2))
    qtbot.waitUntil(lambda: images.seen == [1])
    images.show(core(2), core(3))
    assert images.seen == [1, 2], "the slide is open already"
    images.show(core(2), core(3))  # a step that stays at its case, such as an answer
    assert images.seen == [1, 2], "the reader's view is not moved"
    assert tasks.seen.count("open array.svs") == 1


def test_the_core_requested_last_is_shown_when_its_slide_opens(qtbot, images, tasks, core):
    tasks.opening_gate = threading.Semaphore(0)
    images.show(core(1), None)
    images.show(core(2), None)
    tasks.opening_gate.release()
    qtbot.waitUntil(lambda: images.seen == [2])


def test_each_core_of_a_slide_is_compared_with_its_own_content(qtbot, images, core):
    images.show(core(1), core(2))
    qtbot.waitUntil(lambda: images.seen == [1])
    images.show(core(2, content="ab" * 32), None)
    assert images.seen == [1, "The image of this case differs from the image with which the study was created."]
    images.show(core(3), None)
    assert images.seen[2:] == [3], "the slide was not closed"


def test_a_case_is_shown_anew_after_the_canvas_was_emptied(qtbot, images, core):
    images.show(core(1), None)
    qtbot.waitUntil(lambda: images.seen == [1])
    images.blank()
    images.show(core(1), None)
    assert images.seen == [1, 1]
