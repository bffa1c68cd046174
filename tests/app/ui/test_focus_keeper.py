"""The keyboard focus after its widget has vanished: it stays near, and does not jump through the window."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.focus_keeper import FocusKeeper, neighbour


class Window(QWidget):
    """A bar with a button, and a page with two buttons that take turns, above a third."""

    def __init__(self):
        super().__init__()
        self.bar, self.page = QWidget(), QWidget()
        self.far, self.start, self.stop, self.near = (QPushButton(text) for text in ("far", "start", "stop", "near"))
        QHBoxLayout(self.bar).addWidget(self.far)
        below = QVBoxLayout(self.page)
        self.pair = QWidget()
        both = QHBoxLayout(self.pair)
        both.addWidget(self.start)
        both.addWidget(self.stop)
        below.addWidget(self.pair)
        below.addWidget(self.near)
        whole = QVBoxLayout(self)
        whole.addWidget(self.bar)
        whole.addWidget(self.page)
        self.stop.hide()
        self.keeper = FocusKeeper(self)


@pytest.fixture
def window(qtbot):
    made = Window()
    qtbot.addWidget(made)
    made.near.hide()
    made.show()
    made.activateWindow()
    made.start.setFocus()
    qtbot.waitUntil(made.start.hasFocus)
    return made


def test_the_focus_goes_to_what_takes_the_place_of_its_widget(qtbot, window):
    window.start.hide()
    assert window.far.hasFocus(), "where Qt puts it"
    window.stop.show()
    qtbot.waitUntil(window.stop.hasFocus)


def test_a_widget_that_is_back_at_once_gets_its_focus_back(qtbot, window):
    window.start.setEnabled(False)
    assert not window.start.hasFocus()
    window.start.setEnabled(True)
    qtbot.waitUntil(window.start.hasFocus)


def test_without_a_neighbour_in_its_row_the_focus_stays_on_the_page(qtbot, window):
    window.start.hide()
    window.near.show()
    qtbot.waitUntil(window.near.hasFocus)


def test_the_nearest_of_several_neighbours_gets_the_focus(qtbot, window):
    below = QPushButton("below")
    window.page.layout().addWidget(below)
    window.near.show()
    qtbot.waitUntil(lambda: below.y() > window.near.y() > 0)
    window.start.hide()
    assert neighbour(window.start, window.far) is window.near


def test_where_the_program_puts_the_focus_on_purpose_it_stays(qtbot, window):
    window.near.show()
    window.start.hide()
    assert window.near.hasFocus(), "where Qt puts it"
    window.stop.show()
    window.far.setFocus()
    served = []
    QTimer.singleShot(0, lambda: served.append(True))  # after the timer of the keeper
    qtbot.waitUntil(lambda: bool(served))
    assert window.far.hasFocus()
