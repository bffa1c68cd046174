"""What the small things over the tissue share: they stay put, let the mouse through and stand on a quiet plate."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.theme import DARK, Theme, font

PLATE_OPACITY = 0.88
"""Enough that words read over any stain, not so much that the tissue under them is lost."""
PADDING = 8


class Plate(QWidget):
    """A small widget over the canvas, hidden until it has something to say."""

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
        """The background, in the theme's panel colour; then what is left for small words, and the pen for them."""
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
