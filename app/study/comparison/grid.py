"""A read-only table of texts, from which the user can copy. No text of it is cut."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableWidget, QTableWidgetItem

from app.language.text import MINUS
from app.study.comparison.column_widths import Column, widths_of
from app.ui.parts import plain_label, tip
from app.ui.theme import RHYTHM, font
from app.ui.wrapped import wrapped
from model.base.signs import with_minus

_PAD_PX = 12
"""Room that the style leaves at both sides of a text in a cell, in px."""
_SLACK_PX = 4
"""What Qt leaves to a text beyond its measured width. Without it, a word of exactly this width would be broken."""
_SIDE_SHARE = 1 / 3
"""Maximum share of the width for the names of the rows. Longer names are broken into lines."""


class Grid(QTableWidget):
    """A table of texts. Ctrl+C copies the selection with tabs and line breaks, as spreadsheets expect it.

    The names of the rows stay visible when the table is scrolled sideways.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._header: list[str] = []
        self._side: list[str] = []
        self._corner = plain_label()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrow keys move in it
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.setCornerButtonEnabled(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._corner.setParent(self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._corner.setMargin(_PAD_PX // 2)
        self._corner.hide()

    def fill(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], side: Sequence[str] = (), corner: str = ""
    ) -> None:
        """Replace all cells of the table.

        `side` are the names of the rows, and `corner` is their heading. If `side` is empty, the rows have no names.
        """
        self.clear()
        self.setFont(font("small"))
        self._corner.setFont(font("small"))
        self._header, self._side = list(header), [with_minus(text) for text in side]
        self.setColumnCount(len(header))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(self._header)
        self.verticalHeader().setVisible(bool(side))
        self._corner.setText(corner)
        if side:
            self.setVerticalHeaderLabels(self._side)
        # A style sheet replaces the font of a header that is visible already, but not that of its items.
        items = [self.horizontalHeaderItem(column) for column in range(len(header))]
        for named in (*items, *(self.verticalHeaderItem(row) for row in range(len(side)))):
            if named is not None:
                named.setFont(font("small"))
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

    def fit(self, width: int) -> None:
        """Lay out the table for a width in px, so that no text is cut.

        Numbers stay in one line; other texts and headings are broken into lines. If the columns need more than the
        width, the table scrolls sideways.
        """
        metrics = QFontMetrics(self.font())
        side_px = self._fit_side(metrics, width)
        columns = [Column(title, self._texts(column)) for column, title in enumerate(self._header)]
        widths = widths_of(columns, width - side_px, metrics.horizontalAdvance, metrics.averageCharWidth(), _PAD_PX)
        for column, (title, wide) in enumerate(zip(self._header, widths, strict=True)):
            self.setColumnWidth(column, wide)
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setText("\n".join(wrapped(title, self.font(), wide - _PAD_PX + _SLACK_PX)))
        for row in range(self.rowCount()):
            self.setRowHeight(row, self._height(row, widths, metrics))
        self.horizontalHeader().setFixedHeight(self._header_lines() * metrics.lineSpacing() + RHYTHM)
        self._place_corner(side_px)

    def _fit_side(self, metrics: QFontMetrics, width: int) -> int:
        """Break the names of the rows into lines. Return the width of their column in px, or 0 if there is none."""
        if not self._side:
            return 0
        most = round(width * _SIDE_SHARE) - _PAD_PX
        texts = [*self._side, self._corner.text()]
        lines = [wrapped(text, self.font(), most) if text else [""] for text in texts]
        wide = max((metrics.horizontalAdvance(line) for broken in lines for line in broken), default=0) + _PAD_PX + 2
        for row, broken in enumerate(lines[:-1]):
            item = self.verticalHeaderItem(row)
            if item is not None:
                item.setText("\n".join(broken))
        self.verticalHeader().setFixedWidth(wide)
        return wide

    def _place_corner(self, wide: int) -> None:
        self._corner.setVisible(bool(self._side) and bool(self._corner.text()))
        self._corner.setGeometry(QRect(0, 0, wide, self.horizontalHeader().height()))

    def _header_lines(self) -> int:
        items = (self.horizontalHeaderItem(column) for column in range(self.columnCount()))
        return max((item.text().count("\n") + 1 for item in items if item is not None), default=1)

    def _texts(self, column: int) -> list[str]:
        items = (self.item(row, column) for row in range(self.rowCount()))
        return [item.text() for item in items if item is not None]

    def _height(self, row: int, widths: Sequence[int], metrics: QFontMetrics) -> int:
        """Return the height in px that all texts of a row need.

        Qt's own height of a row considers only the columns that are visible now.
        """
        name = self.verticalHeaderItem(row) if self._side else None
        lines = name.text().count("\n") + 1 if name is not None else 1
        for column, wide in enumerate(widths):
            item = self.item(row, column)
            if item is not None:
                box = QRect(0, 0, wide - _PAD_PX + _SLACK_PX, 1)
                high = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, item.text()).height()
                lines = max(lines, round(high / metrics.lineSpacing()))
        return lines * metrics.lineSpacing() + RHYTHM - 2

    def needed_height(self) -> int:
        """Return the height in px at which all rows are visible, with a scroll bar below them if there is one."""
        header, bar = self.horizontalHeader(), self.horizontalScrollBar()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        wide = sum(self.columnWidth(column) for column in range(self.columnCount()))
        scrolls = wide > self.width() - (self.verticalHeader().width() if self._side else 0)
        return header.height() + rows + (bar.sizeHint().height() if scrolls else 0) + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selection with one line per row and tabs between columns. The name of the row is first.

        Line breaks within a text are replaced by "; ", and minus signs by hyphens, so that spreadsheets read numbers.
        """
        lines = []
        for part in self.selectedRanges():
            for row in range(part.topRow(), part.bottomRow() + 1):
                cells = [self.item(row, column) for column in range(part.leftColumn(), part.rightColumn() + 1)]
                texts = [cell.text().replace("\n", "; ") if cell else "" for cell in cells]
                lines.append("\t".join([self._side[row], *texts] if self._side else texts))
        return "\n".join(lines).replace(MINUS, "-")
