"""Show which list, table, page or canvas has the keyboard focus. Buttons and fields show it by their own style."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

FRAME_PX = 2
BY_MOUSE = "focus_by_mouse"
"""Property of a widget that has the focus most of the time, such as the tissue. While it is true, there is no frame."""
KEY_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
POINT_REASONS = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
"""Reasons for which a widget gets the focus.

`KEY_REASONS` are keys; they show the frame. `POINT_REASONS` are the mouse and the program; they hide the frame. Other
reasons, such as a menu that is closed, change nothing.
"""


class FocusFrame(QObject):
    """Draws a frame inside the scrolling widget that has the focus, in the colour of links. It serves all windows."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self.frame: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # there is one wherever there is a window
        app.focusChanged.connect(self._move)

    def _move(self, old: QWidget | None, now: QWidget | None) -> None:
        if self.frame is not None and shiboken6.isValid(self.frame):
            self.frame.hide()
            self.frame.deleteLater()
        self.frame = None
        if isinstance(now, QAbstractScrollArea) and not now.property(BY_MOUSE):
            self.frame = _Frame(now)
            self.frame.show()


class _Frame(QWidget):
    """The frame over a widget. It lets the mouse through and follows the size of the widget."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(around.rect())
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().link().color(), FRAME_PX))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
