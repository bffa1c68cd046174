"""Labels that shorten their text with "…" when there is not enough room. The tooltip then has the whole text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.ui.parts import tip
from app.ui.wrapped import wrapped


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


class ElidedLines(QLabel):
    """A label that wraps its text into as many lines as are allowed. Words that are wider than a line are broken."""

    def __init__(self, most: int) -> None:
        """Create the label with at most `most` lines."""
        super().__init__()
        self._most = most
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip(text))

    def lines(self, width: int) -> list[str]:
        """Return the lines of the label at this width in px."""
        lines = wrapped(self.text(), self.font(), width)
        if len(lines) <= self._most:
            return lines
        rest = " ".join(lines[self._most - 1 :])
        last = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
        return [*lines[: self._most - 1], last]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self.lines(width))) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        step, ascent = self.fontMetrics().lineSpacing(), self.fontMetrics().ascent()
        for number, line in enumerate(self.lines(self.width())):
            painter.drawText(0, number * step + ascent, line)
        painter.end()
