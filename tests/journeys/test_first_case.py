"""A pathologist's first case, from start to export: every step by the key or click a user would use."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.actions.dialogs.dialog_functions import Dialogs
from app.session.session import Session
from app.session.store import Store
from app.viewer.controller import ViewerController
from app.viewer.network_tasks import Tasks
from app.window.main_window import MainWindow
from model.result.prediction import Verdict

CTRL = Qt.KeyboardModifier.ControlModifier
SPOTS = tuple(Path(f"/data/TMA-07/A-{number}.png") for number in (1, 2, 10))


@pytest.fixture
def user(qtbot, fakes, tmp_path):
    """A user at a window."""
    made = User(qtbot, fakes.FakeTasks(siblings=SPOTS), tmp_path)
    yield made
    made.tasks.open_gates()
    made.window.close()


class User:
    """Presses keys over the tissue and reads what stands on the screen."""

    def __init__(self, qtbot, tasks, folder):
        self.qtbot, self.tasks, self.folder = qtbot, tasks, folder
        dialogs = Dialogs(
            image=lambda *_: SPOTS[0],
            folder=lambda *_: folder,
            command=lambda *_: "theme",
            leave_queue=lambda *_: "discard",
        )
        self.window = MainWindow(ViewerController(Store(Session()), tasks), dialogs)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.controller.choose_bundle("demo")
        self.until(lambda s: s.bundle is not None)

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.window.canvas.setFocus()
        self.qtbot.keyClick(self.window.canvas.focusProxy(), key, modifier)

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition(self.window.controller.session)))

    def until_on_screen(self, path):
        self.until(lambda s: s.image.opened is not None and s.image.opened.record.path == str(path))


def test_open_analyse_look_at_a_tile_and_export(user):
    user.press(Qt.Key.Key_O, CTRL)
    user.until_on_screen(SPOTS[0])
    user.press(Qt.Key.Key_Return)
    user.until(lambda s: s.analysis.prediction is not None)
    assert user.window.result.figure.text() == "0.71"
    user.press(Qt.Key.Key_Right)
    user.press(Qt.Key.Key_Down)
    user.until(lambda s: s.region.picture is not None and s.region.picture.index == s.region.selected)
    user.until(lambda s: "occlusion" in s.explanation.found)
    assert "Survival probability without this tile" in user.window.tile.accessibleDescription()
    user.press(Qt.Key.Key_E, CTRL)
    user.until(lambda s: s.notice is not None and "Written" in s.notice.title)
    assert list(user.folder.glob("*.json"))


def test_read_a_folder_spot_by_spot(user):
    user.press(Qt.Key.Key_O, CTRL)
    for path, verdict in zip(SPOTS, ("ok", "do not use", "caution"), strict=True):
        user.until_on_screen(path)
        user.tasks.verdict = Verdict(verdict, ("A reason.",) if verdict != "ok" else ())
        user.press(Qt.Key.Key_Return)
        user.until(lambda s: s.analysis.prediction is not None)
        user.press(Qt.Key.Key_PageDown)
    outcomes = user.window.controller.session.analysis.outcomes
    assert [outcomes[path].level for path in SPOTS] == ["ok", "do not use", "caution"]
    assert outcomes[SPOTS[1]].probability is None


def test_change_ones_mind_while_it_works(user):
    user.tasks.gate = threading.Semaphore(0)
    user.press(Qt.Key.Key_O, CTRL)
    user.until_on_screen(SPOTS[0])
    user.press(Qt.Key.Key_Return)
    user.tasks.gate.release(3)
    user.until(lambda s: s.analysis.partial is not None and s.analysis.partial.trace.steps == 48)
    user.press(Qt.Key.Key_PageDown)
    user.until_on_screen(SPOTS[1])
    user.tasks.open_gates()
    user.press(Qt.Key.Key_Return)
    user.until(lambda s: s.analysis.prediction is not None)
    assert user.window.controller.session.analysis.prediction.image.path == str(SPOTS[1])
    assert SPOTS[0] not in user.window.controller.session.analysis.outcomes


def test_find_a_command_without_knowing_its_key(user):
    user.press(Qt.Key.Key_L, CTRL)
    assert user.window.controller.session.view.theme == "light"


# -- files as they come ---------------------------------------------------------------------------------------------
BROKEN = {
    "text.png": b"this is not a picture\n",
    "empty.png": b"",
    "truncated.jpg": None,
    "huge.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (30000).to_bytes(4, "big") * 2 + b"\x08\x02" + bytes(7),
}


@pytest.fixture
def real_window(qtbot):
    """A window on the real tasks; nothing here is analysed, so no torch is loaded."""
    window = MainWindow(ViewerController(Store(Session()), Tasks()))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def spot(path, side=300):
    from PIL import Image

    picture = Image.linear_gradient("L").resize((side, side)).convert("RGB")
    picture.save(path, quality=85)
    return path


@pytest.mark.parametrize("name", [*BROKEN, "one-pixel.png", "missing.png", "folder"])
def test_a_file_that_is_no_spot_gives_advice_and_the_window_lives_on(qtbot, real_window, tmp_path, name):
    path = tmp_path / "bad" / name
    path.parent.mkdir()
    if name == "folder":
        path.mkdir()
    elif name == "truncated.jpg":
        whole = spot(tmp_path / "whole.jpg").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif name == "one-pixel.png":
        spot(path, 1)
    elif name != "missing.png":
        path.write_bytes(BROKEN[name])
    real_window.controller.open_image(path)
    session = real_window.controller.store
    qtbot.waitUntil(lambda: session.session.notice is not None and session.session.work.activity == "idle")
    notice = session.session.notice
    assert notice.tone == "error"
    assert notice.title
    assert notice.remedy
    assert "unexpected" not in notice.title
    assert session.session.image.opened is None
    real_window.controller.open_image(spot(tmp_path / "good.png"))
    qtbot.waitUntil(lambda: session.session.image.opened is not None)
    assert real_window.notices.question.isVisible() == (session.session.image.opened.record.mpp is None)


def test_the_pixel_size_is_asked_once_a_folder(qtbot, real_window, tmp_path):
    first, second = spot(tmp_path / "1.png"), spot(tmp_path / "2.png")
    real_window.controller.open_image(first)
    qtbot.waitUntil(real_window.notices.question.isVisible)
    real_window.notices.question.field.setText("0.5")
    real_window.notices.question.use.click()
    qtbot.waitUntil(lambda: real_window.controller.session.image.opened.record.mpp == 0.5)
    real_window.controller.open_image(second)
    qtbot.waitUntil(lambda: real_window.controller.session.image.opened.record.path == str(second))
    assert real_window.controller.session.image.opened.record.mpp == 0.5
    assert not real_window.notices.question.isVisible()


def test_a_dropped_folder_opens_its_first_image(qtbot, real_window, tmp_path):
    for name in ("spot 10.png", "spot 2.png"):
        spot(tmp_path / name)
    real_window.canvas.files_dropped.emit((tmp_path,))
    qtbot.waitUntil(lambda: real_window.controller.session.image.opened is not None)
    assert real_window.controller.session.image.opened.record.path == str(tmp_path / "spot 2.png")
    assert len(real_window.controller.session.image.siblings) == 2
    QApplication.processEvents()
