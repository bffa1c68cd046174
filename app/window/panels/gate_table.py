"""A table of gates and states at one step. One row is the mean of the layer; the other rows are single units."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language.text import number_text, tr
from app.ui.theme import DARK, RHYTHM, Theme, font
from app.window.panels.network_text import GateRow

COLUMNS = ("forget", "input", "output", "C", "h")
NAME_PX, COLUMN_PX, ROW_PX = 76, 52, 22


class GateTable(QWidget):
    """Shows numbers, and a bar below each gate. States have no bar, because they are not limited to 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[GateRow, ...] = ()
        self._theme = DARK
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Gates and states at this step"))

    def sizeHint(self) -> QSize:
        return QSize(NAME_PX + len(COLUMNS) * COLUMN_PX, 6 * ROW_PX)

    def show_rows(self, rows: tuple[GateRow, ...], style: Theme) -> None:
        self._rows, self._theme = rows, style
        self.setAccessibleDescription(" ".join(row.sentence for row in rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("small"))
        head = QFontMetrics(font("small")).height() + RHYTHM // 2
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.muted))
        for at, title in enumerate(COLUMNS):
            painter.drawText(QRectF(NAME_PX + at * COLUMN_PX, 0, COLUMN_PX - 6, head), right, title)
        for number, row in enumerate(self._rows):
            top = head + number * ROW_PX
            painter.setPen(QColor(self._theme.text if row.chosen else self._theme.muted))
            painter.drawText(QRectF(0, top, NAME_PX, ROW_PX - 4), Qt.AlignmentFlag.AlignVCenter, row.name)
            for at, value in enumerate(row.values):
                cell = QRectF(NAME_PX + at * COLUMN_PX, top, COLUMN_PX - 6, ROW_PX - 4)
                painter.drawText(cell, right, number_text(f"{value:.2f}"))
                if at < row.gates:
                    self._bar(painter, cell, value, row.chosen)

    def _bar(self, painter: QPainter, cell: QRectF, share: float, chosen: bool) -> None:
        track = QRectF(cell.left(), cell.bottom(), cell.width(), 2)
        painter.fillRect(track, QColor(self._theme.line))
        track.setWidth(cell.width() * min(max(share, 0.0), 1.0))
        painter.fillRect(track, QColor(self._theme.text if chosen else self._theme.muted))
