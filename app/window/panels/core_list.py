"""The dock with the list of cores beside the overview: name, case, probability and verdict, sorted and filtered."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.text import tr
from app.session.session import Session, differs
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE, WithHelp
from app.ui.icons import VERDICT_ICONS, icon
from app.ui.nothing_found import NothingFound
from app.ui.parts import text_label, tip
from app.ui.sorting import mark_sorted
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, Theme, scaled_px, theme
from app.viewer.controller import ViewerController
from app.window.panels.core_rows import HEADINGS, CoreRow, compact_cells, core_rows, count_text, matches

ROW_PX, ICON_PX, LEAST_PX, WIDTH_PX = 22, 12, 200, 340
_PAGE = "slides-and-microarrays.md#the-list-of-cores"
MARGIN_PX = 12
"""Width of the margins of a cell, and of the gap between a sign and its text, in px."""
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
        self.nothing = NothingFound(self.filter, tr("No core has all these words."))
        self.count = text_label("small")
        self.by = QComboBox()
        self.by.setAccessibleName(tr("Sort by"))
        self.by.addItems([tr(title) for title in HEADINGS])
        self.descending = QCheckBox(tr("Descending"))
        self.table = _table()
        self._compact = False
        """Whether the list is too narrow for four columns and shows two columns with two lines in each row."""
        self.filter.textChanged.connect(lambda: self._fill(controller.session))
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.by.currentIndexChanged.connect(self._order)
        self.descending.toggled.connect(self._order)
        self.table.installEventFilter(self)
        self.table.currentCellChanged.connect(lambda row, *others: self._select(row))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(RHYTHM, 0, RHYTHM, RHYTHM // 2)
        box.setSpacing(RHYTHM // 2)
        sorting = FlowRow(RHYTHM // 2)
        beside = QLabel(tr("Sort by"))
        beside.setBuddy(self.by)
        for part in (beside, self.by, self.descending):
            sorting.add(part)
        box.addWidget(self.filter)
        box.addWidget(sorting)
        box.addWidget(self.nothing)
        box.addWidget(self.table, 1)
        box.addWidget(WithHelp(self.count, _PAGE, tr("the list of cores")))
        # This minimum does not grow with the text, because the tissue beside the list needs its room in a small window.
        inside.setMinimumWidth(LEAST_PX)
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
        self._compact = self._is_narrow()
        blocker = QSignalBlocker(self.table)
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(compact_cells(row) if self._compact else row.cells):
                signed = column == HEADINGS.index("Verdict") and not self._compact
                self.table.setItem(at, column, _item(row, column, text, style if signed else None))
        del blocker
        self._show_columns()
        self.nothing.show_count(len(rows))
        self.count.setText(count_text(self._rows, len(rows)))
        self._mark(session)

    def _show_columns(self) -> None:
        """Hide the columns without texts, which would take the room that the verdict needs."""
        case, probability = HEADINGS.index("Case"), HEADINGS.index("Probability")
        verdict = HEADINGS.index("Verdict")
        self.table.setColumnHidden(case, self._compact or not any(row.cells[case] for row in self._rows))
        self.table.setColumnHidden(probability, self._compact)
        resize = QHeaderView.ResizeMode
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(verdict, resize.Stretch if self._compact else resize.ResizeToContents)
        lines = self.table.verticalHeader()
        lines.setSectionResizeMode(resize.ResizeToContents if self._compact else resize.Fixed)
        lines.setDefaultSectionSize(scaled_px(ROW_PX))

    def _is_narrow(self) -> bool:
        """Return whether four columns do not fit beside one another."""
        header, metrics = self.table.horizontalHeader(), self.table.fontMetrics()
        needed = self.table.verticalScrollBar().sizeHint().width() + 2 * self.table.frameWidth()
        for at in range(len(HEADINGS)):
            widest = max(metrics.horizontalAdvance(row.cells[at]) for row in self._rows)
            sign = ICON_PX if at == HEADINGS.index("Verdict") else 0
            if widest:
                needed += max(header.sectionSizeHint(at), widest + MARGIN_PX + sign)
        return needed > self.table.width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the rows in another way if the list became wider or narrower, or its text larger or smaller."""
        resized = watched is self.table and event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange)
        if resized and self._rows and self._is_narrow() != self._compact:
            self._fill(self._controller.session)
        return super().eventFilter(watched, event)

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
        """Sort by the clicked heading. A second click reverses the order."""
        descending = not self.descending.isChecked() if column == self.by.currentIndex() else False
        blockers = [QSignalBlocker(part) for part in (self.by, self.descending)]
        self.by.setCurrentIndex(column)
        self.descending.setChecked(descending)
        del blockers
        self._order()

    def _order(self) -> None:
        self._sorted, self._descending = self.by.currentIndex(), self.descending.isChecked()
        mark_sorted(self.table.horizontalHeader(), self._sorted, self._descending)
        self._fill(self._controller.session)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide the list. The menu View shows it again."""
        self._controller.change(lambda s: s.viewed(core_list=False))
        event.accept()


def _listed(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the list shows."""
    return session.cores.array, session.region.saved, session.bundle, session.view.theme, session.view.core_list


def _item(row: CoreRow, column: int, text: str, style: Theme | None) -> QTableWidgetItem:
    """Return a cell, with the sign of the reliability in the colours of `style`; without a style, it has no sign."""
    item = QTableWidgetItem(text)
    item.setData(_LABEL, row.label)
    numbered = column == HEADINGS.index("Probability") or (column == HEADINGS.index("Verdict") and "\n" in text)
    item.setToolTip(tip(row.qualified if numbered and row.qualified else text))
    if style is not None and row.level in VERDICT_ICONS:
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
    on_text_size(table, lambda: table.verticalHeader().setDefaultSectionSize(scaled_px(ROW_PX)))
    mark_sorted(table.horizontalHeader(), 0, descending=False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table
