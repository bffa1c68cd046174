"""The labels at the top of the tissue: the current mode, such as the ruler, and a changed display."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import font
from app.ui.wrapped import wrapped
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
        self._lines: list[str] = []

    def show_text(self, text: str) -> None:
        if text == self.text:
            return
        self.text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def fit(self, width: int) -> None:
        """Take the size that the text needs. If the text is wider than `width` px, continue it on further lines."""
        metrics = QFontMetrics(font("small"))
        self._lines = wrapped(self.text, font("small"), width - 2 * PADDING - MARK_PX)
        widest = max((metrics.horizontalAdvance(line) for line in self._lines), default=0)
        self.resize(widest + 2 * PADDING + MARK_PX, len(self._lines) * metrics.height() + PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_plate(painter)
        painter.fillRect(0, 0, MARK_PX, self.height(), QColor(self.look.accent))
        painter.drawText(self.rect().adjusted(MARK_PX, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, "\n".join(self._lines))
        painter.end()
