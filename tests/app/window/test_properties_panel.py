"""The panel of image properties: it says what `histocast info` says, and follows the image on the screen."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from app.actions import action_table as commands
from app.language.model_text import of_model
from app.session.session import Session
from app.viewer.slide_tasks import SlideTasks
from app.window.panels.properties_panel import TITLES, WAITING, _row
from model.base.errors import SlideError
from model.base.progress import result_of
from model.info.file_report import report_steps
from model.info.line import Line, block


@pytest.fixture
def opened(window, qtbot, tmp_path):
    """Open an image of that name in the window."""

    def open_it(name="a.png"):
        window.controller.open_image(tmp_path / name)
        controller = window.controller
        qtbot.waitUntil(lambda: _name(controller.session) == name and controller.session.work.activity == "idle")
        return window.properties

    return open_it


def _name(session: Session) -> str:
    return Path(session.image.opened.record.path).name if session.image.opened else ""


def shown(panel) -> str:
    return panel.text.toPlainText()


def test_it_is_hidden_until_asked_for(window, opened, tasks):
    panel = opened()
    assert not panel.isVisible()
    assert not [word for word in tasks.seen if word.startswith("report")], "and nothing is gathered"


def test_a_key_and_the_command_list_show_and_hide_it(window, opened, qtbot):
    panel = opened()
    row = commands.command("properties")
    assert row.shortcuts == ("Ctrl+I",)
    assert any(one.title == "Image properties" for one in commands.rows(window.controller.session))
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert panel.isVisible()
    qtbot.waitUntil(lambda: "Size" in shown(panel))
    qtbot.mouseClick(panel.hide_it, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert not window.actions_by_key["properties"].isChecked()


def test_no_two_actions_share_its_key(window):
    keys = [QKeySequence(key).toString() for row in commands.COMMANDS for key in row.shortcuts]
    assert keys.count("Ctrl+I") == 1


def test_without_an_image_there_is_nothing_to_show(window):
    commands.run("properties", window.context)
    assert not window.controller.session.view.properties
    assert not window.properties.isVisible()


def test_every_line_of_the_report_is_shown_and_copied(window, opened, qtbot):
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: panel.report is not None)
    text = shown(panel)
    assert panel.report.lines
    for line in panel.report.lines:
        assert of_model(line.text) in text
        assert TITLES.get(line.title, line.title) in text
    assert panel.report.path in text
    qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == block(panel.report)
    assert "clipboard" in window.controller.session.notice.title


def test_it_follows_the_image(window, opened, qtbot):
    panel = opened("a.png")
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: "a.png" in shown(panel))
    opened("b.png")
    qtbot.waitUntil(lambda: "b.png" in shown(panel))
    assert "a.png" not in shown(panel)


def test_nothing_of_another_image_stays_while_it_is_gathered(window, opened, tasks, qtbot):
    panel = opened("a.png")
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: "a.png" in shown(panel))
    tasks.report_gate = threading.Semaphore(0)
    opened("b.png")
    qtbot.waitUntil(lambda: "report b.png" in tasks.seen)
    assert "a.png" not in shown(panel)
    assert WAITING in shown(panel)
    assert not panel.copy.isEnabled()
    tasks.report_gate.release(10)
    qtbot.waitUntil(lambda: "b.png" in shown(panel))
    assert panel.copy.isEnabled()


def test_a_report_that_comes_late_is_not_shown(window, opened, tasks, qtbot):
    panel = opened("a.png")
    tasks.report_gate = threading.Semaphore(0)
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: "report a.png" in tasks.seen)
    opened("b.png")
    tasks.report_gate.release()  # of a.png, which is given up and ends all the same
    qtbot.waitUntil(lambda: "report b.png" in tasks.seen)
    qtbot.wait(50)
    assert panel.report is None
    assert "a.png" not in shown(panel)
    tasks.report_gate.release(10)
    qtbot.waitUntil(lambda: "b.png" in shown(panel))


def test_a_pixel_size_that_is_given_shows_at_once(window, opened, qtbot):
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: "0.286 µm/px (TIFF resolution tag)" in shown(panel))
    window.controller.give_mpp(0.5)
    qtbot.waitUntil(lambda: "0.5 µm/px (given by the user)" in shown(panel))
    assert "the file: 0.286 µm/px (TIFF resolution tag)" in shown(panel)


def test_a_failure_is_told_in_the_panel(window, opened, tasks, qtbot):
    tasks.failures["image_report"] = SlideError(Path("a.png"), "a.png cannot be read.", "Check its disk.")
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: shown(panel) == "a.png cannot be read. Check its disk.")
    assert not panel.copy.isEnabled()


def test_it_is_out_of_sight_over_a_blinded_read(window, opened, qtbot):
    """A case that is read has no name; the panel belongs to the viewer alone."""
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: panel.report is not None)
    window.controller.change(lambda s: s.going_to("reading"))
    assert not panel.isVisible()
    assert not commands.possible(commands.command("properties"), window.controller.session)


def test_the_text_can_be_selected_and_keeps_its_own_copy_key(window, opened, qtbot):
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: panel.report is not None)

    def sent(kind):
        key = QKeyEvent(kind, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, "c")
        key.ignore()
        QCoreApplication.sendEvent(panel.text, key)
        return key.isAccepted()

    assert not sent(QEvent.Type.ShortcutOverride), "without a selection the key copies the view"
    panel.text.selectAll()
    assert sent(QEvent.Type.ShortcutOverride)
    assert sent(QEvent.Type.KeyPress)
    assert "µm/px" in QGuiApplication.clipboard().text()


def test_the_window_says_what_the_command_says(tmp_path):
    """The panel's task and the command line give the same lines for the same file."""
    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((80, 90, 3), np.uint8)).save(path, dpi=(25400, 25400))
    tasks = SlideTasks()
    image = result_of(tasks.open_image(path)).image
    try:
        in_window = result_of(tasks.image_report(image))
    finally:
        image.slide.close()
    at_command = result_of(report_steps(path))
    assert in_window == at_command
    assert block(in_window) == block(at_command)
    assert in_window.mpp == pytest.approx(1.0)  # 25400 px an inch


def test_both_themes_have_readable_titles(window, opened, qtbot):
    panel = opened()
    commands.run("properties", window.context)
    qtbot.waitUntil(lambda: panel.report is not None)
    dark = panel.text.toHtml()
    commands.run("theme", window.context)
    assert panel.text.toHtml() != dark
    assert "#56606b" in panel.text.toHtml()


def test_a_row_has_print_units_and_a_translated_title(german):
    row = _row(Line("pixel size", "0.286 um/px (EXIF resolution)"), "#888888")
    assert "Pixelgröße" in row
    assert "0,286 µm/px" in row
