"""The labels at the top of the tissue: the current mode, such as the ruler, and a changed display."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import font
from app.viewer.canvas.plate import PADDING, Plate

MARK_PX = 3
"""Width of the coloured edge that distinguishes the label from the scale bar."""


class ModeLabel(Plate):
    """A label that says what a drag does in the current mode, and how the mode ends.

    It is hidden while it has no text. A second label of this kind says how the display differs from the file.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.text = ""

    def show_text(self, text: str) -> None:
        if text == self.text:
            return
        self.text = text
        self.setAccessibleName(text)
        self.resize(self.sizeHint())
        self.setVisible(bool(text))
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font("small"))
        return QSize(metrics.horizontalAdvance(self.text) + 2 * PADDING + MARK_PX, metrics.height() + PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_plate(painter)
        painter.fillRect(0, 0, MARK_PX, self.height(), QColor(self.look.accent))
        painter.drawText(self.rect().adjusted(MARK_PX, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, self.text)
        painter.end()
