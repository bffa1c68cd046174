"""A read-only table of texts, from which the user can copy."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from app.language.text import MINUS
from app.ui.parts import tip
from app.ui.theme import font
from model.base.signs import with_minus


class Grid(QTableWidget):
    """A table of texts. Ctrl+C copies the selection with tabs and line breaks, as spreadsheets expect it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrow keys move in it
        self.setFont(font("small"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFont(font("small"))

    def fill(self, header: Sequence[str], rows: Sequence[Sequence[str]], side: Sequence[str] = ()) -> None:
        """Replace all cells of the table. If `side` is empty, the rows have no header."""
        self.clear()
        self.setColumnCount(len(header))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(header))
        self.verticalHeader().setVisible(bool(side))
        if side:
            self.setVerticalHeaderLabels(list(side))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                shown = with_minus(text)
                item = QTableWidgetItem(shown)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                item.setToolTip(tip(shown))
                self.setItem(row, column, item)

    def paint(self, row: int, column: int, colour: str) -> None:
        """Change the text colour of a cell in the table."""
        item = self.item(row, column)
        if item is not None:
            item.setForeground(QColor(colour))

    def fit(self, widths: Sequence[int] = ()) -> None:
        """Fit the columns to their texts, or to `widths` in px, and fit the rows to their texts.

        The last column takes the remaining width.
        """
        header = self.horizontalHeader()
        if widths:
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
        else:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            self.resizeColumnsToContents()
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selection with one line per row and tabs between columns.

        Line breaks within a text are replaced by "; ", and minus signs by hyphens, so that spreadsheets read numbers.
        """
        lines = []
        for part in self.selectedRanges():
            for row in range(part.topRow(), part.bottomRow() + 1):
                cells = [self.item(row, column) for column in range(part.leftColumn(), part.rightColumn() + 1)]
                lines.append("\t".join(cell.text().replace("\n", "; ") if cell else "" for cell in cells))
        return "\n".join(lines).replace(MINUS, "-")
