"""The dock with the list of cores beside the overview: name, case, probability and verdict, sorted and filtered."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.text import tr
from app.session.session import Session, differs
from app.ui.help_button import PAGE, WithHelp
from app.ui.icons import VERDICT_ICONS, icon
from app.ui.parts import text_label, tip
from app.ui.theme import RHYTHM, Theme, scaled_px, theme
from app.viewer.controller import ViewerController
from app.window.panels.core_rows import HEADINGS, CoreRow, core_rows, count_text, matches

ROW_PX, ICON_PX, LEAST_PX, WIDTH_PX = 22, 12, 200, 340
_PAGE = "slides-and-microarrays.md#the-list-of-cores"
_LABEL = Qt.ItemDataRole.UserRole


class CoreList(QDockWidget):
    """The dock with the list of cores. Up and Down select the next core, and a click on a heading sorts the list."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__(tr("Cores"))
        self.setObjectName("cores")
        self.setProperty(PAGE, _PAGE)
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self._controller = controller
        self._rows: tuple[CoreRow, ...] = ()
        self._sorted, self._descending = 0, False
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter: core, case or verdict"))
        self.filter.setAccessibleName(tr("Filter the list of cores"))
        self.filter.setClearButtonEnabled(True)
        self.count = text_label("small")
        self.table = _table()
        self.filter.textChanged.connect(lambda: self._fill(controller.session))
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.table.currentCellChanged.connect(lambda row, *others: self._select(row))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(RHYTHM, 0, RHYTHM, RHYTHM // 2)
        box.setSpacing(RHYTHM // 2)
        for part in (self.filter, self.table, WithHelp(self.count, _PAGE, tr("the list of cores"))):
            box.addWidget(part)
        inside.setMinimumWidth(scaled_px(LEAST_PX))
        self.setWidget(inside)
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the labels of the listed cores, from top to bottom."""
        items = (self.table.item(row, 0) for row in range(self.table.rowCount()))
        return tuple(item.data(_LABEL) for item in items if item is not None)

    def show_difference(self, old: Session | None, new: Session) -> None:
        shown = new.cores.array is not None and new.view.core_list and new.workspace == "viewer"
        if shown == self.isHidden():
            self.setVisible(shown)
        if not shown:
            return
        if differs(old, new, _listed) or not self._rows:
            self._rows = core_rows(new)
            self._fill(new)
        elif differs(old, new, lambda session: (session.region.placement,)):
            self._mark(new)

    def _fill(self, session: Session) -> None:
        """Fill the table with the matching rows, in the chosen order. Rows without a value are always last."""
        rows = [row for row in self._rows if matches(row, self.filter.text())]
        rows.sort(key=lambda row: row.order[0])
        rows.sort(key=lambda row: row.order[self._sorted], reverse=self._descending)
        if self._sorted == HEADINGS.index("Probability"):
            rows.sort(key=lambda row: not row.cells[self._sorted])
        style = theme(session.view.theme)
        # The reliability icons are visible on this background. They would not be visible on the accent colour.
        self.table.setStyleSheet(f"selection-background-color: {style.line}; selection-color: {style.text};")
        blocker = QSignalBlocker(self.table)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                self.table.setItem(at, column, _item(row, column, text, style))
        del blocker
        # An empty column would take the room that the verdict needs.
        case = HEADINGS.index("Case")
        self.table.setColumnHidden(case, not any(row.cells[case] for row in self._rows))
        self.count.setText(count_text(self._rows, len(rows)))
        self._mark(session)

    def _mark(self, session: Session) -> None:
        """Mark the row of the selected core."""
        here = session.core_here
        at = self.shown.index(here.label) if here is not None and here.label in self.shown else -1
        blocker = QSignalBlocker(self.table)
        if at < 0:
            self.table.clearSelection()
            self.table.setCurrentCell(-1, -1)
        else:
            self.table.setCurrentCell(at, 0)
        del blocker

    def _select(self, row: int) -> None:
        array = self._controller.session.cores.array
        if row >= 0 and array is not None:
            self._controller.cores.select(array.core(self.shown[row]))

    def _sort(self, column: int) -> None:
        self._descending = not self._descending if column == self._sorted else False
        self._sorted = column
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self._fill(self._controller.session)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide the list. The menu View shows it again."""
        self._controller.change(lambda s: s.viewed(core_list=False))
        event.accept()


def _listed(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the list shows."""
    return session.cores.array, session.region.saved, session.bundle, session.view.theme, session.view.core_list


def _item(row: CoreRow, column: int, text: str, style: Theme) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(_LABEL, row.label)
    item.setToolTip(tip(row.qualified if column == HEADINGS.index("Probability") and row.qualified else text))
    if column == HEADINGS.index("Verdict") and row.level in VERDICT_ICONS:
        colour = {"ok": style.ok, "caution": style.caution, "do not use": style.refused}[row.level]
        item.setIcon(icon(VERDICT_ICONS[row.level], colour, ICON_PX))
    return item


def _table() -> QTableWidget:
    table = QTableWidget(0, len(HEADINGS))
    table.setHorizontalHeaderLabels([tr(title) for title in HEADINGS])
    table.setAccessibleName(tr("Cores"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(scaled_px(ROW_PX))
    table.horizontalHeader().setSortIndicatorShown(True)
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table
