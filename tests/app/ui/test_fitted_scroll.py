"""A part that scrolls: it shows wrapped texts whole at any height, and grows with them."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.fitted_scroll import FittedScroll
from app.ui.parts import text_label


@pytest.fixture
def scrolled(qtbot):
    """A wrapped text above buttons, in a part that is too low for both."""
    inside = QWidget()
    box = QVBoxLayout(inside)
    text = text_label("muted", "one fact of the study " * 30)
    for part in (text, *(QPushButton(str(number)) for number in range(8))):
        box.addWidget(part)
    made = FittedScroll(inside)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    qtbot.waitExposed(made)
    return made


def is_whole(text):
    return text.height() >= text.heightForWidth(text.width())


def test_a_wrapped_text_is_whole_and_the_rest_scrolls(qtbot, scrolled):
    """The facts of a study were once cut while another label was hidden."""
    text = scrolled.findChild(QLabel)
    qtbot.waitUntil(lambda: is_whole(text))
    assert scrolled.verticalScrollBar().maximum() > 0
    assert scrolled.horizontalScrollBar().maximum() == 0
    text.setText(text.text() * 2)
    qtbot.waitUntil(lambda: is_whole(text))
    scrolled.resize(500, 200)
    qtbot.waitUntil(lambda: is_whole(text))
    buttons = scrolled.findChildren(QPushButton)
    assert all(button.height() >= button.sizeHint().height() for button in buttons)
