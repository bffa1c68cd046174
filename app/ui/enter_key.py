"""Let Enter press the button that has the keyboard focus, as Space does. By itself, Qt does this in dialogs only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Return whether `event` is Enter and has pressed the button that has the focus."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    # A key that is held down presses once: a button that starts work often makes room for the one that stops it.
    return event.key() in _ENTER and plain and not event.isAutoRepeat() and press_focused_button()


def press_focused_button() -> bool:
    """Press the button that has the focus. Return False if no button has it."""
    button = QApplication.focusWidget()
    if not isinstance(button, QAbstractButton) or not button.isEnabled():
        return False
    button.click()
    return True
