"""The next image of the folder: ready before it is asked for, given up at once, closed if nobody wanted it."""

import sys
import threading
import types
from pathlib import Path

import pytest
from PIL import Image

from app.actions import action_table as commands
from app.session.values import NextImage, Notice
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import file_stamp
from app.window.panels.cases import status_text
from model.base.errors import SlideError
from model.base.progress import Progress

ONE, TWO, THREE = (Path(f"/data/spot-{number}.png") for number in (1, 2, 3))


@pytest.fixture
def folder(opened, tasks):
    """The first image of three on the screen."""
    tasks.siblings = (ONE, TWO, THREE)
    return opened(ONE)


def analysed(qtbot, window):
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)


def ready(qtbot, window):
    analysed(qtbot, window)
    controller = window.controller
    qtbot.waitUntil(lambda: controller.session.image.ahead is not None and controller.session.image.ahead.ready)


def halfway(qtbot, window, tasks):
    """The next image is decoded and being encoded."""
    tasks.ahead_gate = threading.Semaphore(0)
    analysed(qtbot, window)
    qtbot.waitUntil(lambda: len(tasks.slides_opened) == 2)
    qtbot.waitUntil(lambda: window.controller._ahead._attempt.ahead is not None)


def ended(qtbot, tasks):
    tasks.open_gates()
    qtbot.waitUntil(lambda: "closed ahead" in tasks.seen)


def test_nothing_is_read_ahead_before_an_analysis(folder, tasks):
    assert not [what for what in tasks.seen if what.startswith("ahead")]
    assert folder.controller.session.image.ahead is None


def test_the_next_image_is_shown_at_once(qtbot, folder, tasks):
    ready(qtbot, folder)
    opened_before = list(tasks.seen)
    commands.run("next", folder.context)
    assert folder.controller.session.image.opened.record.path == str(TWO)
    assert folder.controller.session.work.activity == "idle"
    assert folder.controller.session.image.opened.slide is tasks.slides_opened[1]
    assert tasks.seen == opened_before
    assert folder.controller.session.image.ahead is None


def test_the_process_for_the_next_image_never_gets_the_low_priority_of_the_network(qtbot, folder, tasks):
    """A process inherits the priority of the thread that starts it; the network's thread has a low one."""
    folder.get_ready()
    ready(qtbot, folder)
    qtbot.waitUntil(lambda: len(tasks.prepared_on) == 3)  # with the first image, at rest, with the image read ahead
    assert {name.partition("_")[0] for name in tasks.prepared_on} == {"open"}


def test_an_image_taken_while_it_is_encoded_stays_open(qtbot, folder, tasks):
    halfway(qtbot, folder, tasks)
    commands.run("next", folder.context)
    assert folder.controller.session.image.opened.record.path == str(TWO)
    ended(qtbot, tasks)
    qtbot.waitUntil(lambda: tasks.slides_opened[0].closed)
    assert not folder.controller.session.image.opened.slide.closed


def test_the_cases_say_so_in_a_word(qtbot, folder, tasks):
    halfway(qtbot, folder, tasks)
    assert status_text(folder.controller.session, TWO) == "preparing"
    tasks.open_gates()
    qtbot.waitUntil(lambda: folder.controller.session.image.ahead.ready)
    assert status_text(folder.controller.session, TWO) == "ready"
    assert status_text(folder.controller.session, THREE) == ""


@pytest.mark.parametrize(
    "act",
    [
        lambda controller: controller.open_image(THREE),
        lambda controller: controller.analyse(),
        lambda controller: controller.choose_device("cuda:0"),
        lambda controller: controller.choose_precision("fast"),
        lambda controller: controller.change(lambda s: s.placed(s.region.placement)),
        lambda controller: controller.change(lambda s: s.cancelled()),
        lambda controller: controller.change(lambda s: s.encoding_ahead(False)),
        lambda controller: controller.change(lambda s: s.closed()),
    ],
    ids=["open", "analyse", "device", "precision", "window", "cancel", "setting", "close"],
)
@pytest.mark.parametrize("stage", [halfway, "ready"], ids=["halfway", "ready"])
def test_it_is_given_up_as_soon_as_the_user_acts_and_its_slide_closed(qtbot, folder, tasks, act, stage):
    if stage == "ready":
        ready(qtbot, folder)
    else:
        stage(qtbot, folder, tasks)
    slide = tasks.slides_opened[1]
    before = folder.controller.session.image.ahead
    act(folder.controller)
    assert folder.controller.session.image.ahead is not before
    tasks.open_gates()
    qtbot.waitUntil(lambda: slide.closed)


def test_what_comes_after_it_was_given_up_is_closed(qtbot, folder, tasks):
    tasks.opening_gate = threading.Semaphore(0)
    analysed(qtbot, folder)
    qtbot.waitUntil(lambda: "open spot-2.png" in tasks.seen)
    folder.controller.places.nudge(1, 0, "tile")
    assert folder.controller.session.image.ahead is None
    ended(qtbot, tasks)
    qtbot.waitUntil(lambda: len(tasks.slides_opened) == 1 or tasks.slides_opened[1].closed)
    assert folder.controller.session.image.opened.record.path == str(ONE)


def test_an_export_does_not_wait_for_the_encoding(qtbot, folder, tasks, tmp_path):
    halfway(qtbot, folder, tasks)
    with qtbot.waitSignal(folder.controller.exported):
        folder.controller.export(tmp_path)
        tasks.ahead_gate.release(1)
    assert folder.controller.session.image.ahead.ready, "what is decoded is kept"


def test_a_broken_next_image_is_told_and_passed_over(qtbot, folder, tasks):
    tasks.failures["spot-2.png"] = SlideError(TWO, "broken", "no")
    analysed(qtbot, folder)
    qtbot.waitUntil(lambda: folder.controller.session.image.ahead == NextImage(THREE, ready=True))
    assert folder.controller.session.notice == Notice(
        "warning", "broken", "no", help="troubleshooting.md#an-image-cannot-be-opened"
    )
    assert status_text(folder.controller.session, TWO) == "cannot be opened"
    commands.run("next", folder.context)
    qtbot.waitUntil(lambda: folder.controller.session.image.opened.record.path == str(THREE))


def test_a_file_that_changed_meanwhile_is_opened_anew(qtbot, opened, tasks, tmp_path):
    paths = (tmp_path / "1.png", tmp_path / "2.png")
    for path in paths:
        path.write_bytes(b"first")
    tasks.siblings = paths
    window = opened(paths[0])
    ready(qtbot, window)
    paths[1].write_bytes(b"another picture")
    commands.run("next", window.context)
    assert window.controller.session.work.activity == "opening"
    qtbot.waitUntil(lambda: window.controller.session.image.opened.record.path == str(paths[1]))
    assert tasks.slides_opened[1].closed
    assert not tasks.slides_opened[2].closed


def test_without_the_setting_it_is_only_decoded(qtbot, folder, tasks):
    tasks.ahead_gate = threading.Semaphore(0)
    commands.run("encode-ahead", folder.context)
    assert not folder.actions_by_key["encode-ahead"].isChecked()
    ready(qtbot, folder)
    assert len(tasks.slides_opened) == 2


def test_the_last_image_has_nothing_after_it(qtbot, folder, opened, tasks):
    opened(THREE)
    analysed(qtbot, folder)
    assert folder.controller.session.image.ahead is None
    assert not [what for what in tasks.seen if what.startswith("ahead")]


def test_closing_the_window_closes_what_was_ready(qtbot, folder, tasks):
    ready(qtbot, folder)
    folder.close()
    assert all(slide.closed for slide in tasks.slides_opened)


def test_closing_the_window_closes_what_is_being_read(qtbot, folder, tasks, gates_open_at_cancel):
    halfway(qtbot, folder, tasks)
    folder.close()
    assert all(slide.closed for slide in tasks.slides_opened)


# -- the real task ------------------------------------------------------------------------------------------------
def test_the_image_is_handed_over_before_it_is_encoded(tmp_path, fakes, monkeypatch):
    path = tmp_path / "spot.png"
    Image.new("RGB", (400, 300), "white").save(path)
    encoded = []

    def encode_ahead(slide, record, placement, engine, cache):
        yield Progress("analysing ahead", 8, 256)
        encoded.append((slide, record, placement, engine))

    module = types.ModuleType("model.predict.encode_ahead")
    module.encode_ahead = encode_ahead
    monkeypatch.setitem(sys.modules, "model.predict.encode_ahead", module)
    tasks = Tasks()
    bundle = fakes.bundle()
    tasks._engine, tasks._engine_of = "the engine", (bundle.sha256, "auto", "exact")
    task = tasks.read_ahead(path, bundle, "auto", "exact", encode=True)
    handed = next(progress.partial for progress in task if progress.partial is not None)
    assert handed.stamp == file_stamp(path)
    assert not encoded
    assert [progress.done for progress in task] == [8]
    slide, record, placement, engine = encoded[0]
    assert (slide, record, engine) == (handed.opened.image.slide, handed.opened.image.record, "the engine")
    assert placement.kind == "padded"
    slide.close()


def test_a_file_that_is_not_there_has_no_stamp(tmp_path):
    assert file_stamp(tmp_path / "none.png") is None
