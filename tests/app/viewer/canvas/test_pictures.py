"""Pictures of the view are made behind the window: it says so, can be stopped, and never reads for them itself."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from app.actions import action_table as commands
from app.window.panels.status_text import work_text
from model.base.errors import SlideError

SLIDE, OTHER = Path("/data/large.png"), Path("/data/other.png")


@pytest.fixture
def held(tasks, fakes):
    """A slide whose reading in full resolution waits for a permit; the threads that read it so are remembered."""

    class Held(fakes.PaintedSlide):
        def read_level(self, level, x, y, width, height):
            if min(width, height) > 100 and made.gate is not None:
                made.readers.add(threading.get_ident())
                if not made.gate.acquire(timeout=fakes.LONGEST_WAIT_S):
                    raise TimeoutError("the test never opened the gate")
            if made.torn and width > 1:
                raise SlideError(self.path, "large.png was taken away.", "Plug the disk in again.")
            return super().read_level(level, x, y, width, height)

    class Made:
        gate = None
        torn = False
        readers: set[int] = set()

    made = Made()
    tasks.slides["large.png"] = lambda path: Held(path, 5000)
    yield made
    if made.gate is not None:
        made.gate.release(10_000)


@pytest.fixture
def saving(qtbot, window, opened, held, answers, tmp_path):
    """A figure that is being made, its first tile not read yet."""
    opened(SLIDE)
    held.gate = threading.Semaphore(0)
    answers["figure"] = tmp_path / "large.figure.png"
    commands.run("save-figure", window.context)
    qtbot.waitUntil(lambda: window.controller.session.work.saving.progress is not None)
    return window


def test_the_window_says_what_it_saves_and_goes_on_meanwhile(qtbot, saving, held, tmp_path):
    assert saving.canvas.progress_line.isVisible()
    assert work_text(saving.controller.session).startswith("saving large.figure.png: tile 1 of ")
    assert saving.status.work.text().endswith("Esc stops")
    for key in ("save-view", "save-figure", "copy-view"):
        assert not saving.actions_by_key[key].isEnabled(), "one at a time"
    assert saving.actions_by_key["analyse"].isEnabled(), "what runs beside it is not in the way"
    saving.canvas.one_to_one()
    held.gate.release(10_000)
    qtbot.waitUntil(lambda: saving.controller.session.work.saving is None)
    assert saving.notices.notice.title.text() == f"Saved as {tmp_path / 'large.figure.png'}."
    assert not QImage(str(tmp_path / "large.figure.png")).isNull()
    assert saving.status.work.text() == ""
    assert threading.main_thread().ident not in held.readers


def test_esc_stops_it_and_leaves_no_file(qtbot, saving, held, tmp_path):
    saving.canvas.setFocus()
    qtbot.keyClick(saving.canvas.focusProxy(), Qt.Key.Key_Escape)
    assert saving.controller.session.work.saving is None
    assert saving.notices.notice.title.text() == "Stopped: large.figure.png was not saved."
    held.gate.release(10_000)
    saving.close()  # waits for the thread
    assert list(tmp_path.iterdir()) == []


def test_so_does_the_button(saving, held):
    assert saving.actions_by_key["cancel"].isEnabled()
    saving.actions_by_key["cancel"].trigger()
    assert saving.controller.session.work.saving is None
    assert not saving.actions_by_key["cancel"].isEnabled()
    held.gate.release(10_000)


def test_another_image_ends_it_and_that_is_told(saving, opened, held, tmp_path):
    held.gate.release(1)
    opened(OTHER)
    assert saving.controller.session.work.saving is None
    assert "large.figure.png was not saved" in saving.notices.notice.title.text()
    held.gate.release(10_000)
    saving.close()
    assert list(tmp_path.iterdir()) == []


def test_a_slide_that_vanished_gives_what_was_seen_with_a_warning(qtbot, window, opened, held, answers, tmp_path):
    opened(SLIDE)
    # A tile of the view that is still being read brings a notice of its own, before or after this one.
    notices = []
    window.controller.store.changed.connect(lambda _, new: notices.append(new.notice))
    held.torn = True
    answers["picture"] = tmp_path / "view.png"
    commands.run("save-view", window.context)
    qtbot.waitUntil(lambda: window.controller.session.work.saving is None)
    assert any(notice and notice.tone == "warning" and "could not be read" in notice.title for notice in notices)
    assert (tmp_path / "view.png").exists()


def test_a_copy_is_made_the_same_way(qtbot, window, opened, held):
    opened(SLIDE)
    held.gate = threading.Semaphore(0)
    QGuiApplication.clipboard().clear()
    commands.run("copy-view", window.context)
    assert work_text(window.controller.session).startswith("saving the view")
    assert QGuiApplication.clipboard().image().isNull()
    held.gate.release(10_000)
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    assert "clipboard" in window.notices.notice.title.text()
    assert threading.main_thread().ident not in held.readers
