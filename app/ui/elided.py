"""A label that shortens its text with "…" when there is not enough room. The tooltip then has the whole text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class ElidedLabel(QLabel):
    """A label that takes only the space that the layout leaves for it."""

    def __init__(self, text: str = "", alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
        super().__init__(text)
        self.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        # A tool bar gives free room only to parts that expand, so `Ignored` would not do.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._is_blank = False

    def set_blank(self, is_blank: bool) -> None:
        """Show nothing, while the label keeps its place and its text, which another widget then shows."""
        if self._is_blank != is_blank:
            self._is_blank = is_blank
            self.update()

    def text_width(self) -> int:
        """Return the width that the whole text needs, in px."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_blank:
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)
        painter.end()
