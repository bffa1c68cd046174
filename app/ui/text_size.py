"""Apply lengths that depend on the size of the text again when the user chooses another text size."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.ui.theme import text_scale

_CHANGES = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class _Follower(QObject):
    """Calls a function when the text size has changed."""

    def __init__(self, part: QWidget, apply: Callable[[], None]) -> None:
        super().__init__(part)
        self._apply, self._scale = apply, text_scale()
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES and text_scale() != self._scale:
            self._scale = text_scale()
            self._apply()
        return False


def on_text_size(part: QWidget, apply: Callable[[], None]) -> None:
    """Call `apply` now, and again whenever `part` gets another text size. `apply` sets lengths such as a width."""
    apply()
    _Follower(part, apply)
