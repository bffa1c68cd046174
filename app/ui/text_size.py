"""Lengths that hold text: they are set once, and again whenever the user changes the text size."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_CHANGES = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange)


def with_text_size(widget: QWidget, fit: Callable[[], None]) -> None:
    """Call `fit` now, and again after each change of the text size.

    `fit` sets lengths of `widget`, or of its parts, from `scaled_px` and `font` of `app.ui.theme`. It must not need the
    fonts of the widgets, because they may change later than the font of the application.
    """
    fit()
    widget.installEventFilter(_Follower(widget, fit))


class _Follower(QObject):
    """Calls a function when the font of its owner changes. The owner deletes it."""

    def __init__(self, owner: QWidget, fit: Callable[[], None]) -> None:
        super().__init__(owner)
        self._fit = fit

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._fit()
        return False
