"""A table whose first columns stay visible while the other columns scroll sideways."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView

from app.language.text import tr

MOST_SHARE = 0.5
"""Largest share of the width that frozen columns may take. Wider columns scroll with the others."""
EDGE_PX = 1
"""Width of the line at the right edge of the frozen columns; it is in the window's style sheet."""


class FrozenTable(QTableView):
    """A table with a second view over its first `frozen` columns, with the same rows, selection and order.

    The second view takes no focus: all keys go to the table. It is hidden while the table is not scrolled sideways, and
    where it would cover most of the table.
    """

    def __init__(self, frozen: int) -> None:
        super().__init__()
        self._count = frozen
        self.front = QTableView(self)
        self.front.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.front.setFrameShape(QFrame.Shape.NoFrame)
        self.front.setObjectName("frozen")
        self.front.setAccessibleName(tr("First columns of the table"))
        for part in (self.front.verticalHeader(), self.front):
            part.hide()
        self.front.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.front.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.front.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.front.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionResized.connect(self._follow_width)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self._place())
        self.verticalScrollBar().valueChanged.connect(self.front.verticalScrollBar().setValue)
        self.front.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.front.activated.connect(self.activated)
        self.front.viewport().installEventFilter(self)

    def freeze(self) -> None:
        """Let the second view follow model, selection, rows and headings. Call this when the table is set up."""
        model, front = self.model(), self.front
        front.setModel(model)
        front.setSelectionModel(self.selectionModel())
        front.setSelectionBehavior(self.selectionBehavior())
        front.setSelectionMode(self.selectionMode())
        front.setEditTriggers(self.editTriggers())
        front.setShowGrid(self.showGrid())
        front.setWordWrap(self.wordWrap())
        front.setVerticalScrollMode(self.verticalScrollMode())
        front.verticalHeader().setDefaultSectionSize(self.verticalHeader().defaultSectionSize())
        head, own = front.horizontalHeader(), self.horizontalHeader()
        head.setDefaultAlignment(own.defaultAlignment())
        head.setSectionsClickable(own.sectionsClickable())
        head.sectionClicked.connect(own.sectionClicked)
        model.modelReset.connect(self._reset)
        self._reset()

    def set_delegate(self, column: int, delegate: QAbstractItemDelegate) -> None:
        """Draw a column with `delegate`, in both views."""
        for view in (self, self.front):
            view.setItemDelegateForColumn(column, delegate)

    def front_width(self) -> int:
        """Return the width in px of the frozen columns."""
        return sum(self.columnWidth(at) for at in range(min(self._count, self.horizontalHeader().count())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a cell. Scroll sideways only if the cell is not frozen, and not below the frozen columns."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < self._count and self._fits():
            bar.setValue(before)
            return
        covered = self.front_width() - self.columnViewportPosition(index.column())
        if covered > 0 and self._fits():
            bar.setValue(bar.value() - covered)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the focus to the table when the user clicks a frozen cell."""
        if watched is self.front.viewport() and event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)

    def _fits(self) -> bool:
        return 0 < self.front_width() <= MOST_SHARE * self.viewport().width()

    def _follow_width(self, section: int, _: int, width: int) -> None:
        if section < self._count:
            self.front.setColumnWidth(section, width)
            self._place()

    def _reset(self) -> None:
        """Show only the first columns in the second view, after the model has other columns."""
        for section in range(self.front.horizontalHeader().count()):
            self.front.setColumnHidden(section, section >= self._count)
        for section in range(min(self._count, self.horizontalHeader().count())):
            self.front.setColumnWidth(section, self.columnWidth(section))
        self._place()

    def _place(self) -> None:
        """Lay the second view over the first columns, headings included."""
        shown = self.horizontalScrollBar().value() > 0 and self._fits()
        if shown:
            edge, head = self.frameWidth(), self.horizontalHeader().height()
            self.front.setGeometry(edge, edge, self.front_width() + EDGE_PX, head + self.viewport().height())
            self.front.horizontalHeader().setFixedHeight(head)
            self.front.verticalScrollBar().setValue(self.verticalScrollBar().value())
        if shown != self.front.isVisibleTo(self):
            self.front.setVisible(shown)
            self.front.raise_()
