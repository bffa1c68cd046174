"""Lengths, areas and occlusions are drawn with keys alone: a cross, Enter for points, Backspace, Esc."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.session.mode_text import mode_text
from app.viewer.canvas.canvas_text import announcement, canvas_text
from app.viewer.canvas.key_drawing import FINE_PX, STEP_PX
from app.viewer.overlays.cross import CrossOverlay

ONE = Path("/data/spot-1.png")
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def user(qtbot, window, opened):
    """The window with an image; `press` sends keys to the tissue."""
    opened(ONE)
    window.canvas.setFocus()

    def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            qtbot.keyClick(window.canvas.focusProxy(), key, modifier)

    window.press = press
    return window


def cross(window):
    return window.controller.session.image.cross


def test_a_length_is_drawn_with_arrows_and_enter(user):
    before = user.controller.session
    user.press(Qt.Key.Key_M, Qt.Key.Key_Enter)
    assert cross(user) is None  # Enter keeps its meaning until a cross is visible
    user.controller.cancel()
    user.press(Qt.Key.Key_Right)
    start, scale = cross(user).at, user.canvas.view.camera.scale
    assert start == user.canvas.view.visible().centre
    assert next(item for item in user.canvas.view.scene().items() if isinstance(item, CrossOverlay)).at == start
    user.press(Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Right)
    user.press(Qt.Key.Key_Down, modifier=SHIFT)
    assert cross(user).at.x - start.x == pytest.approx(2 * STEP_PX / scale)
    assert cross(user).at.y - start.y == pytest.approx(FINE_PX / scale)
    end = cross(user).at
    user.press(Qt.Key.Key_Return)
    (mark,) = user.controller.session.image.marks
    assert (mark.kind, mark.points) == ("length", (start, end))
    assert cross(user).points == ()
    assert user.controller.session.region.selected == before.region.selected
    assert user.controller.session.region.placement == before.region.placement
    user.press(Qt.Key.Key_Escape)
    assert (cross(user), user.controller.session.tool) == (None, "none")
    user.press(Qt.Key.Key_Right)
    assert user.controller.session.region.placement != before.region.placement or (
        user.controller.session.region.selected is not None
    )


def test_an_area_is_closed_by_a_second_enter_and_a_corner_taken_back(user):
    user.press(Qt.Key.Key_M, modifier=SHIFT)
    user.press(Qt.Key.Key_Left, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Enter)
    user.press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Enter, Qt.Key.Key_Backspace)
    assert len(cross(user).points) == 2
    user.press(Qt.Key.Key_Down, Qt.Key.Key_Enter)
    assert len(cross(user).points) == 3
    assert user.controller.session.image.marks == ()
    user.press(Qt.Key.Key_Enter)
    (mark,) = user.controller.session.image.marks
    assert (mark.kind, len(mark.points)) == ("area", 3)
    assert cross(user).points == ()


def test_the_cross_stays_on_the_image_and_in_the_view(user):
    user.press(Qt.Key.Key_M, Qt.Key.Key_Left)
    user.canvas.zoom_to(4.0)
    user.press(*[Qt.Key.Key_Left] * 40)
    assert user.canvas.view.visible().contains(cross(user).at)
    user.canvas.fit()
    user.press(*[Qt.Key.Key_Left] * 100)
    assert cross(user).at.x == 0


def test_the_mode_line_and_screen_readers_say_keys_and_place(user):
    user.press(Qt.Key.Key_M)
    assert "press an arrow key" in mode_text(user.controller.session)
    user.press(Qt.Key.Key_Left)
    assert "Enter sets the start, then the end" in mode_text(user.controller.session)
    assert "Backspace" in user.canvas.mode.text
    user.press(Qt.Key.Key_Enter)
    before = user.controller.session
    user.press(Qt.Key.Key_Left)
    said = announcement(before, user.controller.session)
    assert said.startswith("Cross: ")
    assert "from the left" in said
    assert "Length: " in said
    assert said in canvas_text(user.controller.session)
