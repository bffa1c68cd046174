"""Keep the keyboard focus where the user put it when a result arrives in the background.

Qt moves the focus to any next widget when the focused one is hidden or disabled, for example when a button starts work
and then makes room for the button that stops it. The next widget may be at the other end of the window.
"""

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_TYPED = (QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit)


class FocusKeeper(QObject):
    """Moves the focus of a vanished widget to its nearest neighbour, in one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lost: QWidget | None = None
        """The widget that had the focus before it vanished, until the focus has a new place."""
        self._by_mouse = False
        """Whether the user gave the focus its present place with the mouse."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # there is one wherever there is a window
        app.focusChanged.connect(self._moved)

    @property
    def is_in_use(self) -> bool:
        """Return whether the user works with a widget: types in it, or has reached it with keys."""
        now = self._window.focusWidget()
        if now is None or not now.isVisible() or not now.isEnabled():
            return False
        return isinstance(now, _TYPED) or not self._by_mouse

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        self._by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if old is None or now is None or not shiboken6.isValid(old):
            return
        vanished = not (old.isVisible() and old.isEnabled())
        if not vanished:
            self._lost = None  # the user or the program has moved the focus on purpose
        elif self._lost is None and old.window() is self._window and now.window() is self._window:
            self._lost = old
            # Wait until the change of the session that hides one widget has shown others.
            QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """Move the focus to the nearest neighbour of the vanished widget, unless it is near already."""
        lost, self._lost = self._lost, None
        now = self._window.focusWidget()
        if lost is None or not shiboken6.isValid(lost) or now is None:
            return
        place = neighbour(lost, now)
        if place is not now:
            place.setFocus(Qt.FocusReason.OtherFocusReason)


def neighbour(lost: QWidget, now: QWidget) -> QWidget:
    """Return where the focus of `lost` belongs: `lost` itself if it is back, else a widget in its nearest surroundings.

    This is `now`, the widget that has the focus, if no other widget is nearer.
    """
    if _takes_focus(lost):
        return lost
    around = lost.parentWidget()
    while around is not None and not around.isWindow():
        if around.isAncestorOf(now):
            return now
        inside = [part for part in around.findChildren(QWidget) if _takes_focus(part)]
        if inside:
            return min(inside, key=lambda part: (_centre(part) - _centre(lost)).manhattanLength())
        around = around.parentWidget()
    return now


def _centre(part: QWidget) -> QPoint:
    # `nextInFocusChain` would give the neighbours too, but PySide makes each widget that it returns a Python child of
    # the one before. When such a wrapper ends, it takes those of the toolbar's actions with it, and the window crashes.
    return part.mapTo(part.window(), part.rect().center())


def _takes_focus(part: QWidget) -> bool:
    tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and part.isVisible() and part.isEnabled() and part.focusProxy() is None
