"""During a blinded read, keys draw the ruler only once its cross is visible; until then they answer the score sheet."""

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def reading(qtbot, window, study_file, monkeypatch):
    """Reading mode with a case on the screen; `press` sends keys to it. The drawn images have other contents."""
    monkeypatch.setattr("model.study.reading_state.CaseImage.is_right", lambda case, sha256: True)
    window.study.open(study_file)
    qtbot.waitUntil(lambda: bool(window.controller.session.study.spots))
    window.study.sign_in("Cy")
    qtbot.waitUntil(lambda: window.controller.session.workspace == "reading")
    view = window.room.reading
    qtbot.waitUntil(lambda: view.canvas._session is not None and view.canvas._session.image.seen is not None)

    def press(*keys):
        for key in keys:
            qtbot.keyClick(view.sheet, key)

    view.press = press
    view.image = lambda: view.canvas._session.image
    return view


def test_a_length_is_drawn_and_escape_ends_the_ruler_and_not_the_read(qtbot, window, reading):
    reading.press(Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert reading.image().cross is None
    assert reading.sheet.current == 1, "Down went to the next question, where Enter waits for an answer"
    assert "no answer yet" in reading.sheet.phase.text()
    reading.press(Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right)
    assert len(reading.image().cross.points) == 1
    reading.press(Qt.Key.Key_Backspace)
    assert reading.image().cross.points == ()
    reading.press(Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert reading.image().ruler.length > 0
    assert reading.sheet.current == 1
    reading.press(Qt.Key.Key_Escape)
    assert (reading.image().ruling, reading.image().cross) == (False, None)
    assert window.controller.session.workspace == "reading"
    reading.press(Qt.Key.Key_Backspace)
    assert reading.sheet.current == 0
