"""A table of gates and states at one step. One row is the mean of the layer; the other rows are single units."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language.text import mark, number_text, tr
from app.ui.theme import DARK, RHYTHM, Theme, font
from app.window.panels.network_text import GateRow

COLUMNS = (mark("forget"), mark("input"), mark("output"), "C", "h")
NAME_PX, COLUMN_PX, ROW_PX, GAP_PX = 76, 52, 22, 12


class GateTable(QWidget):
    """Shows numbers, and a bar below each gate. States have no bar, because they are not limited to 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[GateRow, ...] = ()
        self._theme = DARK
        self._titles = tuple(tr(title) if len(title) > 1 else title for title in COLUMNS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Gates and states at this step"))

    def sizeHint(self) -> QSize:
        return QSize(NAME_PX + len(COLUMNS) * self._column_px(), 6 * ROW_PX)

    def _column_px(self) -> int:
        """Return the width of a column, which holds the longest title."""
        metrics = QFontMetrics(font("small"))
        return max(COLUMN_PX, *(metrics.horizontalAdvance(title) + GAP_PX for title in self._titles))

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
        wide = self._column_px()
        for at, title in enumerate(self._titles):
            painter.drawText(QRectF(NAME_PX + at * wide, 0, wide - 6, head), right, title)
        for number, row in enumerate(self._rows):
            top = head + number * ROW_PX
            painter.setPen(QColor(self._theme.text if row.chosen else self._theme.muted))
            painter.drawText(QRectF(0, top, NAME_PX, ROW_PX - 4), Qt.AlignmentFlag.AlignVCenter, row.name)
            for at, value in enumerate(row.values):
                cell = QRectF(NAME_PX + at * wide, top, wide - 6, ROW_PX - 4)
                painter.drawText(cell, right, number_text(f"{value:.2f}"))
                if at < row.gates:
                    self._bar(painter, cell, value, row.chosen)

    def _bar(self, painter: QPainter, cell: QRectF, share: float, chosen: bool) -> None:
        track = QRectF(cell.left(), cell.bottom(), cell.width(), 2)
        painter.fillRect(track, QColor(self._theme.line))
        track.setWidth(cell.width() * min(max(share, 0.0), 1.0))
        painter.fillRect(track, QColor(self._theme.text if chosen else self._theme.muted))
