"""The dock with the queue of analyses: a table of the spots, buttons, and the folder of the results."""

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language.text import mark, tr
from app.session.session import Session
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE, HelpButton
from app.ui.parts import set_text, text_label, tip
from app.ui.row_menu import offer_row_menu
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, scaled_px, theme
from app.viewer.controller import ViewerController
from app.window.panels.queue_table import QueueTable
from app.window.panels.queue_text import HEADINGS, anew_text, summary

LEAST_PX = 72
"""Minimum height of the dock, and of the table inside, in px.

A dock that is too low for its content scrolls. This minimum leaves room for the tissue in a window 600 px high.
"""
USUAL_PX = 200
"""Height of the dock's content when the dock is opened, in px at a text size of 100 %."""
_BUTTONS = (
    "queue-add", "queue-folder", "queue-pause", "queue-retry", "queue-clear", "queue-cancel-all", "queue-results",
)  # fmt: skip
_MENU = ("queue-pause", "queue-retry", "queue-clear", "queue-results")
"""Actions at the end of the context menu of a spot."""
_SHORT = {
    "queue-add": mark("Add this image"), "queue-folder": mark("Add the folder"), "queue-retry": mark("Retry failed"),
    "queue-clear": mark("Clear finished"), "queue-cancel-all": mark("Cancel all"),
    "queue-results": mark("Results folder"),
}  # fmt: skip

_WIDEST = {
    "Probability": ("0.999 ", (mark("uncalibrated"), mark("calibrated"))),
    "Reliability": ("", (mark("do not use"), mark("caution"), mark("ok"))),
    "Group": ("", (mark("low risk"), mark("high risk"))),
    "Seconds": ("", ()),
}
"""Columns whose texts are known before: what stands in front of them, and the texts, of which the widest must fit."""
SPOT_PX = 150
"""Width of the column of spots, in px. The user can change it."""
STATUS = HEADINGS.index("Status")
_MARGIN_PX = 12
"""Width of the margins of a cell, in px, with some px to spare."""
_BESIDE_PX = 28
"""Width of the margins of a cell and of the sign beside its text, in px."""


class QueueDock(QDockWidget):
    """Shows the queue of analyses. It is hidden during a blinded read, because it contains the model's answers."""

    opened = Signal(object)
    """The path of an image that the user asks to open."""

    def __init__(self, controller: ViewerController, actions: dict[str, QAction]) -> None:
        super().__init__(tr("Queue of analyses"))
        self.setObjectName("queue")
        self.setProperty(PAGE, "many-spots.md#the-queue")
        self._controller = controller
        self.setAllowedAreas(Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        self.table = QueueTable()
        self.view = _table_view(self.table)
        self.view.activated.connect(lambda index: self.opened.emit(self.table.state.items[index.row()].spot.path))
        self.view.selectionModel().selectionChanged.connect(self._enable)
        self._spanned: tuple[int, ...] = ()
        """The rows of failed spots, whose reason takes all columns from the status on."""
        self.view.horizontalHeader().sectionResized.connect(lambda *sizes: self._fit_reasons())
        self.summary = text_label()
        self.folder = text_label("small")
        self.anew = text_label("small")
        self.cancel_selected = _button(tr("Cancel selected"), tr("Remove the selected spots that have no result yet"))
        self.up = _button(tr("Up"), tr("Analyse the selected spots earlier"))
        self.down = _button(tr("Down"), tr("Analyse the selected spots later"))
        queue = controller.queue
        self.cancel_selected.clicked.connect(lambda: queue.change(lambda q: q.cancelled(self.selected)))
        self.up.clicked.connect(lambda: queue.change(lambda q: q.moved(self.selected, -1)))
        self.down.clicked.connect(lambda: queue.change(lambda q: q.moved(self.selected, 1)))
        self._actions = actions
        offer_row_menu(self.view, tr("Spot of the queue"), self._fill_menu)
        self.setWidget(self._laid(actions))

    def _laid(self, actions: dict[str, QAction]) -> QWidget:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM, RHYTHM // 2)
        rows.setSpacing(RHYTHM // 2)
        buttons = FlowRow(RHYTHM // 2)
        for key in _BUTTONS:
            button = QToolButton()
            button.setDefaultAction(actions[key])
            actions[key].setIconText(tr(_SHORT[key]) if key in _SHORT else actions[key].iconText())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setAccessibleName(actions[key].text())
            buttons.add(button)
        for part in (self.up, self.down, self.cancel_selected):
            buttons.add(part)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self.folder, 1)
        top.addWidget(HelpButton("many-spots.md#the-queue", tr("the queue")), alignment=Qt.AlignmentFlag.AlignTop)
        rows.addLayout(top)
        rows.addWidget(self.anew)
        rows.addWidget(self.view, 1)
        rows.addWidget(buttons)
        scrolls = _Scrolled()
        scrolls.setWidget(inside)
        scrolls.setAccessibleName(tr("Queue of analyses: table and buttons"))
        scrolls.setWidgetResizable(True)
        scrolls.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolls.setMinimumHeight(LEAST_PX)
        self.view.setMinimumHeight(LEAST_PX)
        return scrolls

    @property
    def selected(self) -> tuple[int, ...]:
        """Return the numbers that identify the selected items of the queue."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        return tuple(self.table.state.items[row].number for row in rows)

    def show_difference(self, old: Session | None, new: Session) -> None:
        shown = new.view.queue and new.workspace in ("viewer", "study")
        if shown == self.isHidden():
            self.setVisible(shown)
        if old is None or old.view.theme != new.view.theme:
            style = theme(new.view.theme)
            self.table.set_theme(style)
            # The reliability icons are visible on this background. They would not be visible on the accent colour.
            self.view.setStyleSheet(f"selection-background-color: {style.line}; selection-color: {style.text};")
        if old is not None and old.queue is new.queue and old.view.theme == new.view.theme:
            return
        self._show_rows(new)
        set_text(self.summary, summary(new.queue))
        set_text(self.anew, anew_text(new.queue))
        folder = new.queue.folder
        set_text(self.folder, tr("Results are saved in {folder}", folder=folder) if folder is not None else "")
        self._actions["queue-pause"].setIconText(tr("Continue") if new.queue.paused else tr("Pause"))
        self._enable()

    def _show_rows(self, new: Session) -> None:
        """Show the items of the queue, with the same items selected as before.

        If no item is selected, scroll to the running item when another item has started.
        """
        chosen, before = set(self.selected), self.table.state.running
        changed = self.table.show(new.queue)
        running = new.queue.running
        if running is not None and not chosen and (before is None or before.number != running.number):
            self.view.scrollTo(self.table.index(new.queue.items.index(running), 0))
        failed = tuple(row for row, item in enumerate(new.queue.items) if item.status == "failed")
        if changed or failed != self._spanned:
            self._span_reasons(failed)
        if not changed:
            return
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for row, item in enumerate(new.queue.items):
            if item.number in chosen:
                self.view.selectionModel().select(self.table.index(row, 0), flags)

    def _span_reasons(self, failed: tuple[int, ...]) -> None:
        """Let the reasons of the `failed` rows take the columns that have no text in these rows."""
        self.view.clearSpans()
        for row in self._spanned:
            self.view.setRowHeight(row, self.view.verticalHeader().defaultSectionSize())
        self._spanned = failed
        for row in failed:
            self.view.setSpan(row, STATUS, 1, len(HEADINGS) - STATUS)
        self._fit_reasons()

    def _fit_reasons(self) -> None:
        """Make the rows of failed spots as high as their reasons need."""
        header, lines = self.view.horizontalHeader(), self.view.verticalHeader()
        wide = sum(header.sectionSize(column) for column in range(STATUS, len(HEADINGS)))
        metrics, usual = self.view.fontMetrics(), lines.defaultSectionSize()
        for row in self._spanned:
            text = str(self.table.index(row, STATUS).data())
            room = QRect(0, 0, max(1, wide - _MARGIN_PX), usual)
            high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
            self.view.setRowHeight(row, max(usual, high + usual - metrics.height()))

    def _enable(self) -> None:
        chosen = set(self.selected)
        items = [item for item in self.table.state.items if item.number in chosen]
        self.cancel_selected.setEnabled(any(item.is_open for item in items))
        for button in (self.up, self.down):
            button.setEnabled(any(item.status == "waiting" for item in items))

    def _fill_menu(self, menu: QMenu) -> None:
        """Fill the context menu of the selected spots."""
        row = self.view.currentIndex().row()
        path = self.table.state.items[row].spot.path
        menu.addAction(tr("Open the image")).triggered.connect(lambda: self.opened.emit(path))
        menu.addSeparator()
        for button in (self.up, self.down, self.cancel_selected):
            entry = menu.addAction(button.text())
            entry.setToolTip(button.toolTip())
            entry.setEnabled(button.isEnabled())
            entry.triggered.connect(button.click)
        menu.addSeparator()
        menu.addActions([self._actions[key] for key in _MENU])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide the dock. The analyses of the queue continue."""
        self._controller.change(lambda s: s.viewed(queue=False))
        event.accept()


class _Scrolled(QScrollArea):
    """Table and buttons, with a usual height that shows both."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), scaled_px(USUAL_PX))


def _button(text: str, hint: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip(hint))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _table_view(table: QueueTable) -> QTableView:
    view = QTableView()
    view.setModel(table)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAccessibleName(tr("Queue of analyses"))
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(STATUS, QHeaderView.ResizeMode.Stretch)
    on_text_size(view, lambda: _size_cells(view))
    # The table is as high as the dock leaves it. With its own height, the buttons below would be below the fold.
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return view


def _size_cells(view: QTableView) -> None:
    """Make rows and columns as large as their texts at the present text size."""
    view.verticalHeader().setDefaultSectionSize(scaled_px(22))
    view.setColumnWidth(HEADINGS.index("Spot"), scaled_px(SPOT_PX))
    heading = view.horizontalHeader().fontMetrics()
    for name, (front, texts) in _WIDEST.items():
        widths = [view.fontMetrics().horizontalAdvance(front + tr(text)) for text in texts]
        widest = max(heading.horizontalAdvance(tr(name)), *widths, 0)
        view.setColumnWidth(HEADINGS.index(name), widest + scaled_px(_BESIDE_PX))
