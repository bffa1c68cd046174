"""The table of a study's cases: a picture, outcome, reads and the model's answer of each patient, side by side."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.session import Session, differs
from app.session.study_state import StudyState
from app.study.case_menu import Entry, copy_text, offer_menu
from app.study.case_table.controller import filter_of
from app.study.case_table.frozen import FrozenTable
from app.study.case_table.pictures import RATIO, SIDE_PX, SpotPictures
from app.study.case_table.rows import CaseRows
from app.study.case_table.text import count_text, heading, hidden_text
from app.study.controller import StudyController
from app.study.source_text import source_text
from app.ui.flow import FlowLayout
from app.ui.help_button import PAGE, HelpLink, WithHelp
from app.ui.nothing_found import NothingFound
from app.ui.notice_label import NoticeLabel
from app.ui.parts import set_text, text_label
from app.ui.sorting import mark_sorted
from app.ui.theme import RHYTHM, scaled_px, theme
from model.study.case_table import CaseTable

RESEARCH_USE_ONLY = mark("Research use only.")
_PAGE = "studies.md#the-table-of-cases"
_FROZEN = 2
"""Columns that stay visible: picture and patient."""
PICTURE_PX = round(SIDE_PX / RATIO)
_LONGEST_NAME = 20
"""How many letters of a column's name the list of columns has room for."""
_FILTER_PX = 240
_WIDEST_PX = 260
"""Largest width of a column when the table is filled. The user can make it wider."""


class CaseTableView(QWidget):
    """Shows the table of the session's study. Enter or a double click opens a case."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study = study
        self.setProperty(PAGE, _PAGE)
        self.pictures = SpotPictures(study.controller.tasks)
        self.rows = CaseRows(self.pictures)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter: any words of a row"))
        self.filter.setAccessibleName(tr("Filter the table of cases"))
        self.nothing = NothingFound(self.filter, tr("No case has all these words."))
        self.by = QComboBox()
        self.by.setAccessibleName(tr("Sort by"))
        self.by.setMinimumContentsLength(_LONGEST_NAME)
        self.descending = QCheckBox(tr("Descending"))
        self.export = QPushButton(tr("Export …"))
        self.export.setToolTip(actions["study-export"].toolTip())
        self.hidden, self.message = text_label(), NoticeLabel()
        self.hidden.setObjectName("caution")
        self.anyway = QPushButton(tr("Show them anyway"))
        self.count, self.notes = text_label("small"), text_label("small")
        self.help = HelpLink()
        self.table = _table_view(self.rows)
        self._chosen = False
        """Whether the user has chosen the current row. The program chooses the first row by itself."""
        self._sought = ""
        """The patient whose row is selected as soon as the table is there; "" for none."""
        self._lay()
        self._connect(actions["study-export"])

    def _lay(self) -> None:
        bar = QWidget()
        top = FlowLayout(bar, spacing=RHYTHM)
        self.filter.setMinimumWidth(scaled_px(_FILTER_PX))
        beside = QLabel(tr("Sort by"))
        beside.setBuddy(self.by)
        sorting = QWidget()
        together = QHBoxLayout(sorting)
        together.setContentsMargins(0, 0, 0, 0)
        together.setSpacing(RHYTHM)
        for part in (beside, self.by, self.descending):
            together.addWidget(part)
        for group in (self.filter, sorting, self.export):
            top.addWidget(group)
        warning = QHBoxLayout()
        warning.addWidget(self.hidden, 1)
        warning.addWidget(self.anyway)
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(bar)
        box.addLayout(warning)
        box.addWidget(self.message)
        box.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.nothing)
        box.addWidget(self.table, 1)
        box.addWidget(WithHelp(self.count, _PAGE, tr("the table of cases")))
        box.addWidget(self.notes)

    def _connect(self, export: QAction) -> None:
        self.filter.textChanged.connect(self._arrange)
        self.filter.installEventFilter(self)
        self.by.currentIndexChanged.connect(self._arrange)
        self.descending.toggled.connect(self._arrange)
        self.export.clicked.connect(export.trigger)
        self.anyway.clicked.connect(self._study.table.show_anyway)
        self.table.activated.connect(self._open)
        for view in (self.table, self.table.front):
            view.pressed.connect(self._choose)
        offer_menu(self.table, self._entries)
        offer_menu(self.table.front, self._entries)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.table.installEventFilter(self)
        self.table.verticalScrollBar().valueChanged.connect(self._request)
        self.table.verticalScrollBar().rangeChanged.connect(self._request)

    # -- what is shown ------------------------------------------------------------------------------------------------
    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            style = theme(new.view.theme)
            self.rows.set_theme(style)
            # The reliability icons are visible on this background. They would not be visible on the accent colour.
            self.table.setStyleSheet(f"selection-background-color: {style.line}; selection-color: {style.text};")
        predicting = new.study.predicting
        self.pictures.pause(new.work.activity != "idle" or (predicting is not None and not predicting.paused))
        if differs(old, new, lambda session: (session.study,)):
            self._show(old.study if old is not None else None, new.study)

    def _show(self, old: StudyState | None, new: StudyState) -> None:
        before, table = old.cases.table if old is not None else None, new.cases.table
        if old is None or before is not table:
            self._fill(new)
        if table is None:
            set_text(self.count, tr("Reading the study") if new.cases.working else "")
        self.message.show_notice(new.notice)
        self.help.show_target(new.notice.help if new.notice else "")
        self.export.setEnabled(table is not None and not table.hidden and not new.busy)

    def _fill(self, state: StudyState) -> None:
        table = state.cases.table
        if table is None:
            # No widget may still hold outcomes or answers when a reader sits down.
            self.rows.show_table(CaseTable((), ()))
            for label in (self.hidden, self.notes):
                set_text(label, "")
            self.anyway.hide()
            self.by.clear()
            return
        here = self._sought or (self._patient if self._chosen else "")
        self._sought = ""
        self.rows.show_table(table)
        blocker = QSignalBlocker(self.by)
        self.by.clear()
        self.by.addItems([heading(table, column) for column in table.columns])
        self.by.setCurrentIndex(self.rows.column)
        del blocker
        self._mark_sorted()
        set_text(self.hidden, hidden_text(table))
        self.anyway.setVisible(bool(table.hidden))
        facts = [*([source_text(table.provenance) + "."] if table.provenance else []), *map(of_model, table.notes)]
        set_text(self.notes, f"{' '.join(facts)} {tr(RESEARCH_USE_ONLY)}".strip())
        self._fit_columns()
        self._after_change(here)

    def _fit_columns(self) -> None:
        self.table.setColumnWidth(0, PICTURE_PX + 2 * RHYTHM)
        for column in range(1, self.rows.columnCount()):
            self.table.resizeColumnToContents(column)
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), scaled_px(_WIDEST_PX)))

    def _after_change(self, patient: str) -> None:
        """Select the row of `patient` and scroll to it. If it is not listed, go to the first row.

        Request the pictures that are then visible.
        """
        set_text(self.count, count_text(self.rows.table, self.rows.rowCount()))
        self.nothing.show_count(self.rows.rowCount())
        at = self.rows.place_of(patient) if patient else -1
        self._chosen = at >= 0
        if self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(max(at, 0), 1))
            self.table.scrollTo(self.table.currentIndex())
        if at < 0:
            self.table.scrollToTop()
        QTimer.singleShot(0, self.table, self._request)

    @property
    def _patient(self) -> str:
        index = self.table.currentIndex()
        return self.rows.row(index.row()).patient if index.isValid() else ""

    # -- what the user does -------------------------------------------------------------------------------------------
    def _arrange(self) -> None:
        here = self._patient if self._chosen else ""
        self.rows.arrange(self.filter.text(), max(self.by.currentIndex(), 0), self.descending.isChecked())
        self._mark_sorted()
        self._after_change(here)

    def _mark_sorted(self) -> None:
        for view in (self.table, self.table.front):
            mark_sorted(view.horizontalHeader(), self.rows.column + 1, self.rows.descending)

    def _sort(self, section: int) -> None:
        """Sort by the clicked heading. A second click reverses the order."""
        if section == 0:
            self._mark_sorted()
        elif section - 1 == self.by.currentIndex():
            self.descending.toggle()
        else:
            blocker = QSignalBlocker(self.descending)
            self.descending.setChecked(False)
            del blocker
            self.by.setCurrentIndex(section - 1)

    def _open(self, index: QModelIndex) -> None:
        """Open the patient's spot in the viewer. If the patient has several, show them in the case list."""
        row = self.rows.row(index.row())
        if len(row.spot_ids) == 1:
            self._study.open_case(row.spot_ids[0])
        elif row.spot_ids:
            self._study.show_only(filter_of(row))

    def _choose(self) -> None:
        """Keep the current row in view from now on, because the user has chosen it."""
        self._chosen = True

    def seek(self, patient: str) -> None:
        """Select the row of a patient, at once or when the table is there."""
        self._sought = patient
        if self.rows.place_of(patient) >= 0:
            self._sought = ""
            self._after_change(patient)

    def _entries(self, index: QModelIndex) -> tuple[Entry, ...]:
        """Return the entries of the context menu of a patient."""
        row = self.rows.row(index.row())
        filtered: Entry = (tr("Show in the case list"), lambda: self._study.show_only(filter_of(row)))
        copied: Entry = (tr("Copy the patient's id"), lambda: copy_text(row.patient))
        opened: Entry = (tr("Open in the viewer"), lambda: self._open(index))
        return (opened, filtered, copied) if row.spot_ids else (copied,)

    def _request(self) -> None:
        """Request the pictures of the visible rows."""
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        shown = self.rows.rowCount() and self.isVisible()
        self.pictures.request(self.rows.wanted(first, last if last >= 0 else self.rows.rowCount()) if shown else ())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter to the table with Enter or Down. Notice the keys that choose a row."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.filter and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if watched is self.table and key in _ROW_KEYS:
            self._choose()
        return super().eventFilter(watched, event)

    def shutdown(self) -> None:
        self.pictures.shutdown()


_ROW_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class PictureDelegate(QStyledItemDelegate):
    """Paints the pictures without the colour of the selection, because a tinted picture shows another stain."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_Selected


def _table_view(rows: CaseRows) -> FrozenTable:
    view = FrozenTable(_FROZEN)
    view.setModel(rows)
    view.set_delegate(0, PictureDelegate(view))
    view.setAccessibleName(tr("Table of the study's cases"))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setMinimumHeight(3 * PICTURE_PX)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(max(PICTURE_PX + RHYTHM // 2, scaled_px(22)))
    header = view.horizontalHeader()
    header.setSectionsClickable(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    # Only the visible rows decide how wide a column is, so that a large study is shown without delay.
    header.setResizeContentsPrecision(0)
    view.freeze()
    return view
