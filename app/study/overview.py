"""The overview of a study: counts, readers and the state of every spot. It never shows answers or predictions."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.session.predicting_text import READ_ONLY, can_predict, unknown_states, why_no_predicting
from app.session.session import Session, differs
from app.session.study_state import ONLY_READING, CaseFilter, StudyState
from app.study.case_menu import Entry, copy_text, offer_menu
from app.study.controller import StudyController
from app.ui.fitted_scroll import FittedScroll
from app.ui.help_button import PAGE, HelpLink, WithHelp
from app.ui.notice_label import NoticeLabel
from app.ui.parts import line, set_text, text_label, tip
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, scaled_px
from model.study.status import status_lines

SIDE_WIDTH, LEAST_COLUMN = 360, 72
"""Width of the column on the right and least width of a column of the list, in px at a text size of 100 %."""
_ACTIONS = (
    ("study-predict", mark("Predict all spots")),
    ("study-import", mark("Add patients or outcomes …")),
    ("study-reads", mark("Import reads …")),
    ("study-predictions", mark("Import predictions …")),
    ("study-locate", mark("Locate images …")),
    ("study-packet", mark("Make a packet for a reader …")),
    ("study-merge", mark("Merge finished packets …")),
    ("study-export", mark("Export …")),
    ("study-close", mark("Close the study")),
)
_IN_PACKET = ("study-locate", "study-close")
_CHANGING = ("study-import", "study-reads", "study-predictions", "study-locate")
"""Buttons that change the file of the study."""
_STATES = {
    "unread": mark("not analysed yet"),
    "read": mark("analysed"),
    "do not use": mark("analysed: do not use"),
    "failed": mark("failed"),
}
RESEARCH_USE_ONLY = mark("Research use only.")
BUSY = mark("another task of the study is running")
SPOTS_WANTED = mark("the study has no spots to read")


class Overview(QWidget):
    """Shows the study of the session.

    Its buttons trigger actions, and a double click opens a spot in the viewer.
    """

    asked_table = Signal(str)
    """Emits the patient whose row of the table of cases the user asks for."""

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study = study
        self.setProperty(PAGE, "studies.md#the-case-list")
        self._tips = {key: _title(actions[key]) for key, _ in _ACTIONS}
        self._reasons: dict[str, str] = {}
        """Why buttons are disabled, by the key of their action."""
        self._read_tip = _title(actions["study-read"])
        self._listed: tuple[int, ...] = ()
        """The ids of the listed spots, from top to bottom."""
        self.name, self.facts, self.model = text_label(), text_label("muted"), text_label("muted")
        self.message = NoticeLabel()
        self.help = HelpLink()
        self.read = _button(tr("Start a blinded read …"), actions["study-read"])
        self.read.setObjectName("primary")
        self.buttons = {key: _button(tr(text), actions[key]) for key, text in _ACTIONS}
        self.pause, self.stop = (
            _button(tr("Pause"), actions["study-pause"]),
            _button(tr("Stop"), actions["study-cancel"]),
        )
        self.progress = text_label("muted")
        self.only = text_label("muted")
        self.all = QPushButton(tr("Show all cases"))
        self.picked = QWidget()
        self.list = QTreeWidget()
        self.list.setHeaderLabels([tr("Patient"), tr("Spot"), tr("Model")])
        self._lay()

    def _lay(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM)
        facts = WithHelp(self.facts, "studies.md#the-case-list", tr("the case list"))
        for part in (self.name, facts, self.model, line(), self.read, line()):
            box.addWidget(part)
        for key in ("study-predict",):
            box.addWidget(self.buttons[key])
        box.addWidget(self.progress)
        running = QHBoxLayout()
        running.setSpacing(RHYTHM)
        for button in (self.pause, self.stop):
            running.addWidget(button)
        box.addLayout(running)
        box.addWidget(line())
        for key in ("study-import", "study-reads", "study-predictions", "study-packet", "study-merge", "study-locate",
                    "study-export", "study-close"):  # fmt: skip
            box.addWidget(self.buttons[key])
        box.addStretch()
        side = self._side(inside)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(tr("Spots of the study"))
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setMinimumSectionSize(scaled_px(LEAST_COLUMN))
        self.list.setItemDelegate(_Roomy(self.list))
        offer_menu(self.list, self._entries)
        self.list.itemActivated.connect(lambda item, _: self._open(item))
        self.all.clicked.connect(lambda: self._study.show_only(None))
        picked = QHBoxLayout(self.picked)
        picked.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        picked.addWidget(self.only, 1)
        picked.addWidget(self.all)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.picked)
        middle.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(side)

    def _side(self, inside: QWidget) -> QWidget:
        """Return the column on the right. In a low window `inside` scrolls; message and notice stay visible."""
        scrolled = FittedScroll(inside)
        scrolled.setAccessibleName(tr("The study and its actions"))
        side = QWidget()
        on_text_size(side, lambda: side.setFixedWidth(scaled_px(SIDE_WIDTH)))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled, 1)
        below = QVBoxLayout()
        below.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
        below.setSpacing(RHYTHM)
        below.addWidget(self.message)
        below.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        below.addWidget(text_label("small", tr(RESEARCH_USE_ONLY)))
        column.addLayout(below)
        return side

    def show_difference(self, old: Session | None, new: Session) -> None:
        if differs(old, new, lambda session: (session.study, session.bundle, session.device, session.bundle_failed)):
            self._show(old.study if old is not None else None, new)

    def _show(self, old: StudyState | None, session: Session) -> None:
        new = session.study
        set_text(self.name, new.path.name if new.path else "")
        set_text(self.facts, "\n".join(map(of_model, status_lines(new.status))) if new.status else "")
        set_text(self.model, "" if new.is_packet else _model_text(session))
        set_text(self.progress, new.predicting.text if new.predicting else new.busy)
        self.pause.setText(tr("Resume") if new.predicting and new.predicting.paused else tr("Pause"))
        for button in (self.pause, self.stop):
            button.setVisible(new.predicting is not None)
        self._enable(session)
        self._show_packet(new)
        self.message.show_notice(new.notice)
        self.help.show_target(new.notice.help if new.notice else "")
        set_text(self.only, _only_text(new))
        self.all.setVisible(new.only is not None)
        self.picked.setVisible(new.only is not None)
        if old is None or (old.spots, old.only) != (new.spots, new.only):
            self._fill(new)
        self._mark(session)

    def _enable(self, session: Session) -> None:
        """Enable the buttons that can be used now. The tool tip of a disabled button gives the reason."""
        new = session.study
        self._set_possible("study-predict", can_predict(session), why_no_predicting(session))
        why = tr(BUSY) if new.busy else tr(READ_ONLY) if new.status is not None and not new.writable else ""
        for key in _CHANGING:
            self._set_possible(key, new.writable and not new.busy, why)
        self.read.setEnabled(new.writable and not new.busy and bool(new.spots))
        no_spots = tr(SPOTS_WANTED) if new.status is not None and not new.spots else ""
        self.read.setToolTip(tip(_with_reason(self._read_tip, why or no_spots)))

    def _set_possible(self, key: str, possible: bool, why: str) -> None:
        self.buttons[key].setEnabled(possible)
        self._reasons[key] = "" if possible else why

    def _show_packet(self, new: StudyState) -> None:
        """For a packet, enable only the blinded read. The tool tips of the other buttons give the reason."""
        reader = new.status.readers[0].name if new.is_packet and new.status else ""
        title = tr("Start a blinded read as {reader}", reader=reader) if reader else tr("Start a blinded read …")
        self.read.setText(title)
        self.list.setVisible(not new.is_packet)
        for key, text in _ACTIONS:
            refused = new.is_packet and key not in _IN_PACKET
            hint = tr(ONLY_READING) if refused else _with_reason(self._tips[key], self._reasons.get(key, ""))
            self.buttons[key].setToolTip(tip(hint))
            if key in ("study-export", "study-close"):
                self.buttons[key].setEnabled(not refused)
            elif refused:
                self.buttons[key].setEnabled(False)
            if key == "study-close":
                self.buttons[key].setText(tr("Close the packet") if new.is_packet else tr(text))
        if new.is_packet:
            self.read.setEnabled(new.writable and not new.busy)

    def _open(self, item: QTreeWidgetItem) -> None:
        self._study.open_case(self._study.controller.session.study.listed[self.list.indexOfTopLevelItem(item)].spot.id)

    def _entries(self, index: QModelIndex) -> tuple[Entry, ...]:
        """Return the entries of the context menu of a spot."""
        study, state = self._study, self._study.controller.session.study
        spot = state.listed[index.row()].spot
        chosen = CaseFilter(spot.patient, frozenset({spot.patient}))
        only: Entry = (
            (tr("Show only the spots of {patient}", patient=spot.patient), lambda: study.show_only(chosen))
            if state.only is None
            else (tr("Show all cases"), lambda: study.show_only(None))
        )
        return (
            (tr("Open in the viewer"), lambda: study.open_case(spot.id)),
            only,
            (tr("Show in the table of cases"), lambda: self.asked_table.emit(spot.patient)),
            (tr("Copy the patient's id"), lambda: copy_text(spot.patient)),
            (tr("Copy the name of the spot"), lambda: copy_text(spot.name)),
        )

    def _fill(self, state: StudyState) -> None:
        """List the spots. The selected spot stays selected, and the list stays where it was."""
        at, chosen = self.list.verticalScrollBar().value(), self._chosen
        self.list.clear()
        self.list.addTopLevelItems([QTreeWidgetItem([one.spot.patient, one.spot.name, ""]) for one in state.listed])
        self._listed = tuple(one.spot.id for one in state.listed)
        item = self.list.topLevelItem(self._listed.index(chosen)) if chosen in self._listed else None
        if item is not None:
            self.list.setCurrentItem(item)
        self.list.verticalScrollBar().setValue(at)

    @property
    def _chosen(self) -> int | None:
        """Return the id of the spot in the current row; None if there is no current row."""
        item = self.list.currentItem()
        at = -1 if item is None else self.list.indexOfTopLevelItem(item)
        return self._listed[at] if at >= 0 else None

    def _mark(self, session: Session) -> None:
        """Show the state of each spot or, while the states are not known, the reason."""
        state, unknown = session.study, unknown_states(session)
        for place, one in enumerate(state.listed):
            item = self.list.topLevelItem(place)
            if item is None:
                continue
            running, why = state.running(one.spot.id), of_model(one.why) if not unknown else ""
            status = tr(running or _STATES[one.state]) if running or not unknown else unknown
            text = f"{status}: {why}" if why and one.state == "failed" and not running else status
            if item.text(2) != text:
                item.setText(2, text)
            item.setToolTip(2, tip(why))


class _Roomy(QStyledItemDelegate):
    """Leaves room between the texts of two columns."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * RHYTHM, size.height())


def _model_text(session: Session) -> str:
    """Return the name of the chosen model, or why there is none yet."""
    if session.bundle is None:
        why = unknown_states(session)
        return f"{why[:1].upper()}{why[1:]}."
    model = session.bundle.manifest
    return tr("Model: {name} {version}", name=model.name, version=model.version)


def _only_text(state: StudyState) -> str:
    """Return which patients are listed; "" if all are."""
    if state.only is None:
        return ""
    patients = plural(len(state.only.patients), "patient")
    return tr("Only {text}: {patients}. Double-click a case to open it.", text=state.only.text, patients=patients)


def _with_reason(title: str, why: str) -> str:
    """Return the tool tip of a button, with the reason why the button is disabled."""
    return tr("{title}. Not possible now: {why}.", title=title, why=why) if why else title


def _title(action: QAction) -> str:
    """Return the title of an action and its key, without a reason why it is disabled now."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    # The text of an action that asks for something ends with "…", its icon text does not.
    return f"{action.iconText()} ({keys})" if keys else action.iconText()


def _button(text: str, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
