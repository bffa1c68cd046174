"""The base class of small widgets over the tissue. They ignore the mouse and have a plain background."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.theme import DARK, Theme, font

PLATE_OPACITY = 0.88
"""Opacity of the background. Text is readable over any stain, and the tissue below stays visible."""
PADDING = 8


class Plate(QWidget):
    """A small widget over the canvas. It is hidden until it has something to show."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.look: Theme = DARK
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        self.look = look
        self.update()

    def paint_plate(self, painter: QPainter) -> QRect:
        """Draw the background, set the pen for small text, and return the area for the text."""
        colour = QColor(self.look.panel)
        colour.setAlphaF(PLATE_OPACITY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(font("small"))
        painter.setPen(QColor(self.look.text))
        return self.rect().adjusted(PADDING, PADDING, -PADDING, -PADDING)
