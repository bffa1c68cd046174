"""The overview of a study: counts, readers and the state of every spot. It never shows answers or predictions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.session.session import Session, differs
from app.session.study_state import ONLY_READING, StudyState
from app.session.values import BundleOnHand
from app.study.controller import StudyController
from app.ui.help_button import PAGE, HelpLink, WithHelp
from app.ui.parts import line, set_text, show_detail, text_label, tip
from app.ui.theme import RHYTHM, scaled_px
from model.study.status import status_lines

SIDE_WIDTH = 360
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
_STATES = {
    "unread": mark("not analysed yet"),
    "read": mark("analysed"),
    "do not use": mark("analysed: do not use"),
    "failed": mark("failed"),
}
RESEARCH_USE_ONLY = mark("Research use only.")


class Overview(QWidget):
    """Shows the study of the session.

    Its buttons trigger actions, and a double click opens a spot in the viewer.
    """

    def __init__(self, study: StudyController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._study = study
        self.setProperty(PAGE, "studies.md#the-case-list")
        self._tips = {key: actions[key].toolTip() for key, _ in _ACTIONS}
        self.name, self.facts, self.model = text_label(), text_label("muted"), text_label("muted")
        self.message = text_label()
        self.message.setObjectName("caution")
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
        self.list.itemActivated.connect(lambda item, _: self._open(item))
        self.all.clicked.connect(lambda: self._study.show_only(None))
        picked = QHBoxLayout()
        picked.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        picked.addWidget(self.only, 1)
        picked.addWidget(self.all)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(picked)
        middle.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(side)

    def _side(self, inside: QWidget) -> QWidget:
        """Return the column on the right. In a low window `inside` scrolls; message and notice stay visible."""
        scrolled = QScrollArea()
        scrolled.setWidget(inside)
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setAccessibleName(tr("The study and its actions"))
        side = QWidget()
        side.setFixedWidth(scaled_px(SIDE_WIDTH))
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
        if differs(old, new, lambda session: (session.study, session.bundle)):
            same_model = old is not None and old.bundle is new.bundle
            self._show(old.study if old is not None and same_model else None, new.study, new.bundle)

    def _show(self, old: StudyState | None, new: StudyState, bundle: BundleOnHand | None) -> None:
        status = new.status
        lines = status_lines(status) if status else ()
        set_text(self.name, new.path.name if new.path else "")
        set_text(self.facts, "\n".join(map(of_model, lines)))
        model = bundle.manifest if bundle and not new.is_packet else None
        set_text(self.model, tr("Model: {name} {version}", name=model.name, version=model.version) if model else "")
        set_text(self.progress, new.predicting.text if new.predicting else new.busy)
        self.pause.setText(tr("Resume") if new.predicting and new.predicting.paused else tr("Pause"))
        for button in (self.pause, self.stop):
            button.setVisible(new.predicting is not None)
        self.buttons["study-predict"].setEnabled(self._study.predicting.possible)
        writable = new.writable and not new.busy
        for key in ("study-import", "study-reads", "study-predictions", "study-locate"):
            self.buttons[key].setEnabled(writable)
        self.read.setEnabled(writable and bool(new.spots))
        self._show_packet(new)
        set_text(self.message, f"{new.notice.title} {new.notice.remedy}".strip() if new.notice else "")
        show_detail(self.message, new.notice.detail if new.notice else "")
        self.help.show_target(new.notice.help if new.notice else "")
        count = len(new.only.patients) if new.only else 0
        only = (
            tr(
                "Only {text}: {patients}. Double-click a case to open it.",
                text=new.only.text,
                patients=plural(count, "patient"),
            )
            if new.only
            else ""
        )
        set_text(self.only, only)
        self.all.setVisible(new.only is not None)
        if old is None or (old.spots, old.only) != (new.spots, new.only):
            self._fill(new)
        elif old.predicting != new.predicting:
            self._mark(new)

    def _show_packet(self, new: StudyState) -> None:
        """For a packet, enable only the blinded read. The tool tips of the other buttons give the reason."""
        reader = new.status.readers[0].name if new.is_packet and new.status else ""
        self.read.setText(tr("Read blinded as {reader}", reader=reader) if reader else tr("Start a blinded read …"))
        self.list.setVisible(not new.is_packet)
        for key, text in _ACTIONS:
            refused = new.is_packet and key not in _IN_PACKET
            self.buttons[key].setToolTip(tr(ONLY_READING) if refused else self._tips[key])
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

    def _fill(self, state: StudyState) -> None:
        at = self.list.verticalScrollBar().value()
        self.list.clear()
        self.list.addTopLevelItems([QTreeWidgetItem([one.spot.patient, one.spot.name, ""]) for one in state.listed])
        self._mark(state)
        self.list.verticalScrollBar().setValue(at)

    def _mark(self, state: StudyState) -> None:
        for place, one in enumerate(state.listed):
            item = self.list.topLevelItem(place)
            if item is None:
                continue
            status, why = state.running(one.spot.id) or _STATES[one.state], of_model(one.why)
            item.setText(2, f"{tr(status)}: {why}" if why and status == "failed" else tr(status))
            item.setToolTip(2, tip(why))


def _button(text: str, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
