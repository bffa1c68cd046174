"""The keyboard focus stays where the user put it when a result arrives in the background."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu


@pytest.fixture
def active(qtbot, window):
    """The window in front, which gets the keys."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def focus(qtbot, part, reason=Qt.FocusReason.TabFocusReason):
    part.setFocus(reason)
    qtbot.waitUntil(part.hasFocus)


def test_an_image_that_arrives_leaves_the_focus_in_the_field(qtbot, active, opened, tasks, tmp_path):
    opened()
    tasks.opening_gate = threading.Semaphore(0)
    active.controller.open_image(tmp_path / "spot-2.png")
    focus(qtbot, active.map.kind)
    tasks.opening_gate.release()
    qtbot.waitUntil(lambda: active.windowTitle().startswith("spot-2"))
    assert active.map.kind.hasFocus()


def test_a_first_image_gives_the_keys_to_the_tissue(qtbot, active, opened):
    focus(qtbot, active.canvas.empty_state.page.buttons["open"])
    opened()
    qtbot.waitUntil(lambda: active.canvas.focusProxy().hasFocus())


def test_an_analysis_started_with_its_button_leaves_the_focus_in_the_panel(qtbot, active, opened):
    opened()
    focus(qtbot, active.result.analyse)
    qtbot.keyClick(active.result.analyse, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: active.controller.session.analysis.prediction is not None)
    qtbot.waitUntil(lambda: active.focus_keeper._lost is None)
    assert active.result.isAncestorOf(QApplication.focusWidget())


def test_enter_opens_the_menu_of_actions_without_room_in_the_bar(qtbot, active):
    active.resize(720, 600)
    qtbot.waitUntil(active.bar.more.isVisible)
    shown = []
    active.bar.more.menu().aboutToShow.connect(lambda: shown.append(True))
    focus(qtbot, active.bar.more)

    def close():
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()

    active.bar.more.menu().aboutToShow.connect(close, Qt.ConnectionType.QueuedConnection)
    qtbot.keyClick(active.bar.more, Qt.Key.Key_Return)
    assert shown == [True]


def test_bars_that_come_and_go_leave_the_buttons_of_the_toolbar(qtbot, active, opened):
    """The display bar hides with the focus in it. Finding another place must not end the toolbar's Python objects."""
    opened()
    for _ in range(2):
        active.actions_by_key["display"].trigger()
        qtbot.waitUntil(active.display.isVisible)
        focus(qtbot, active.display.brightness)
        active.actions_by_key["display"].trigger()
        qtbot.waitUntil(lambda: not active.display.isVisible() and active.focus_keeper._lost is None)
    assert [key for key, placed in active.bar._placed.items() if not shiboken6.isValid(placed)] == []
    active.bar._fold()
