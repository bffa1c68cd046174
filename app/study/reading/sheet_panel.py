"""The score sheet beside the tissue. It shows a `ReadingState`, and emits answers and requests of the reader."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.study.reading.question_row import QuestionRow
from app.study.reading.reveal_panel import RevealPanel
from app.study.reading.text import counter, phase_text, progress
from app.study.sheet_text import shown_reasons
from app.ui.parts import line, set_text, text_label, tip
from app.ui.theme import RHYTHM
from model.study.reading_state import ReadingState
from model.study.score_sheet import KEYS, Choice, Question, Sheet

WIDTH = 392
RESEARCH_USE_ONLY = mark("RESEARCH USE ONLY")
NOT_ASSESSABLE = mark("Not assessable (N)")


class SheetPanel(QWidget):
    """Shows the state of a blinded read.

    The panel itself stores only the current question, which the number keys answer.
    """

    answered = Signal(object, object)
    """Emits the key of the question and the label of the answer."""
    unassessable = Signal(object)
    """Emits the reason why the spot is not assessable, a str, or None if it is assessable."""
    requested = Signal(object)
    """Emits the request: "lock", "next", "reveal", "again", "pause", "resume", "leave", "skip" or "back"."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._state: ReadingState | None = None
        self._sheet: Sheet | None = None
        self.current = 0
        """Index of the row that the keys answer. An index equal to the number of rows means the lock button."""
        self.setAccessibleName(tr("Score sheet"))
        self.rows: list[QuestionRow] = []
        self.case, self.progress, self.phase = text_label(), text_label("small"), text_label("muted")
        self.case.setObjectName("case")
        self.badge = QLabel(tr(RESEARCH_USE_ONLY))
        self.badge.setObjectName("badge")
        self.reasons: QuestionRow | None = None
        self._reasoning = False
        """Whether the reader has chosen "Not assessable" but not yet a reason."""
        self._given: set[str] = set()
        """Keys of questions whose answers are being saved. In the meantime, a fast reader can answer the next question.
        """
        self._waits = False
        """Whether a lock or a step to another case is in progress. Enter is ignored until it is complete."""
        self.cannot = _button(tr(NOT_ASSESSABLE), tr("Mark the spot as not assessable, and choose a reason (N)"))
        self.cannot.setCheckable(True)
        self.lock = _button(tr("Lock (Enter)"), tr("Make this read final (Enter)"), "primary")
        self.reveal = _button(tr("Reveal the model (R)"), tr("Show the model's probability; this is logged (R)"))
        self.again = _button(tr("Second read (A)"), tr("Read again with the model; saved separately (A)"))
        self.next = _button(tr("Next case (Enter)"), tr("Go to the next case that is not locked (Enter)"), "primary")
        self.skip = _button(tr("Skip (PgDn)"), tr("Leave this case unlocked and go to the next (PgDn)"))
        self.back = _button(tr("Back (PgUp)"), tr("Go to the previous case that is not locked (PgUp)"))
        self.pause = _button(tr("Pause (P)"), tr("Time is not counted while paused (P)"))
        self.leave = _button(tr("Leave (Esc)"), tr("Stop reading; all answers are saved (Esc)"))
        self.revealed = RevealPanel()
        self._inside = QWidget()
        self._questions, self._why = QVBoxLayout(), QVBoxLayout()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.case, 1)
        head.addWidget(self.badge)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(RHYTHM // 2)
        inside.addLayout(self._questions)
        inside.addWidget(self.cannot)
        inside.addLayout(self._why)
        inside.addWidget(self.lock)
        inside.addWidget(self.revealed)
        inside.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(self._inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        column.setSpacing(RHYTHM)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(line())
        column.addWidget(scroll, 1)
        column.addWidget(line())
        column.addWidget(self.phase)
        for buttons in ((self.reveal, self.again, self.next), (self.back, self.skip), (self.pause, self.leave)):
            row = QHBoxLayout()
            row.setSpacing(RHYTHM)
            for button in buttons:
                row.addWidget(button)
            column.addLayout(row)

    def _connect(self) -> None:
        self.cannot.clicked.connect(self.toggle_unassessable)
        for button, request in (
            (self.lock, "lock"), (self.reveal, "reveal"), (self.again, "again"), (self.next, "next"),
            (self.skip, "skip"), (self.back, "back"), (self.leave, "leave"),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, request=request: self.request(request))
        self.pause.clicked.connect(self._toggle_pause)

    # -- what is shown ------------------------------------------------------------------------------------------------
    def show_state(self, old: ReadingState | None, state: ReadingState | None) -> None:
        self._state = state
        self._waits = False
        if state is None:
            return
        self._given -= set(state.answers)
        if state.sheet != self._sheet:
            self._build(state.sheet)
        another = old is None or (old.number, old.phase == "informed") != (state.number, state.phase == "informed")
        if another:
            self.current, self._reasoning = 0, False
            self._given = set()
            self.setFocus()
        set_text(self.case, counter(state))
        set_text(self.progress, progress(state))
        set_text(self.phase, phase_text(state))
        asked = state.is_open and state.unassessable is None and not self._asks_reason
        for row in self.rows:
            row.show_answer(state.answers.get(row.question.key), asked)
            row.setVisible(state.phase not in ("paused", "done"))
        self._show_reasons(state)
        self._show_buttons(state)
        self.revealed.show_revealed(state.revealed)
        if another:
            self._go_to(self._first_open())
        self._mark()

    def _build(self, sheet: Sheet) -> None:
        self._sheet = sheet
        for row in [*self.rows, *([self.reasons] if self.reasons else [])]:
            row.deleteLater()
        self.rows = [QuestionRow(question) for question in sheet.questions]
        for place, row in enumerate(self.rows):
            self._questions.addWidget(row)
            row.answered.connect(lambda label, key=row.question.key: self._give(key, label))
            row.chosen.connect(lambda place=place: self._go_to(place))
        values = tuple(float(place) for place, _ in enumerate(sheet.reasons))
        why, labels = (tuple(map(Choice, all_of, values)) for all_of in (sheet.reasons, shown_reasons(sheet.reasons)))
        asked = Question("reason", tr("Reason why the spot is not assessable"), choices=why)
        self.reasons = QuestionRow(asked, replace(asked, choices=labels))
        self.reasons.answered.connect(self._give_reason)
        self._why.addWidget(self.reasons)

    def _show_reasons(self, state: ReadingState) -> None:
        if self.reasons is not None:
            self.reasons.setVisible(self._asks_reason and state.phase not in ("paused", "done"))
            self.reasons.show_answer(state.unassessable, state.is_open)
        reason_given = state.unassessable is not None and state.phase != "paused"
        self.cannot.setVisible(state.is_open or reason_given)
        self.cannot.setEnabled(state.is_open)
        self.cannot.setChecked(self._asks_reason or state.unassessable is not None)

    def _show_buttons(self, state: ReadingState) -> None:
        self.lock.setVisible(state.is_open)
        self.lock.setEnabled(not state.lacking)
        self.reveal.setVisible(state.phase == "locked" and state.can_reveal)
        self.again.setVisible(state.phase == "revealed")
        self.next.setVisible(state.phase in ("locked", "revealed", "finished"))
        self.skip.setVisible(state.phase == "reading")
        self.back.setVisible(state.phase == "reading" or not state.pending)
        self.pause.setVisible(state.is_open or state.phase == "paused")
        self.pause.setText(tr("Resume (P)") if state.phase == "paused" else tr("Pause (P)"))

    @property
    def _asks_reason(self) -> bool:
        """Return whether the keys select the reason for "not assessable"."""
        return self._reasoning or (self._state is not None and self._state.unassessable is not None)

    # -- keys ---------------------------------------------------------------------------------------------------------
    def press(self, text: str) -> bool:
        """Handle a pressed key, given by its text. Return whether the key has a function in the score sheet."""
        state = self._state
        if state is None:
            return False
        if text and text in KEYS and state.is_open:
            self._answer_by_key(KEYS.index(text))
            return True
        actions = {"p": self._toggle_pause, "n": self.toggle_unassessable}
        if text.lower() in actions:
            actions[text.lower()]()
            return True
        if text.lower() == "r" and self.reveal.isVisibleTo(self):
            self.request("reveal")
        elif text.lower() == "a" and self.again.isVisibleTo(self):
            self.request("again")
        else:
            return False
        return True

    def enter(self) -> None:
        """Go to the next question.

        After the last question, lock the case. If the case is locked, go to the next case.
        """
        state = self._state
        if state is None:
            return
        if state.phase in ("locked", "revealed", "finished"):
            self.request("next")
        elif state.is_open and self._asks_reason:
            if not self._reasoning:
                self.request("lock")
        elif state.is_open and self.current >= len(self.rows):
            if self._first_open() == len(self.rows):
                self.request("lock")
            else:
                self._go_to(self._first_open())
        elif state.is_open:
            self._go_to(self.current + 1)

    def move_by(self, step: int) -> None:
        """Go to the previous (-1) or next (+1) question."""
        self._go_to(min(max(self.current + step, 0), len(self.rows)))

    def toggle_unassessable(self) -> None:
        state = self._state
        if state is None or not state.is_open:
            return
        if self._asks_reason:
            self._reasoning = False
            self.unassessable.emit(None)
        else:
            self._reasoning = True
        self.show_state(state, state)

    def request(self, what: str) -> None:
        """Emit the request of the reader, after typed text was emitted as an answer."""
        if not self._waits:
            for row in self.rows:
                row.commit()
            self._waits = True
            self.requested.emit(what)

    def failed(self) -> None:
        """Accept input again after a step has failed."""
        self._waits = False
        self._given = set()

    def _give(self, key: str, label: str) -> None:
        self._given = self._given | {key} if label else self._given - {key}
        self.answered.emit(key, label)

    def _give_reason(self, reason: str) -> None:
        self._reasoning = False
        self.unassessable.emit(reason)

    def _answer_by_key(self, place: int) -> None:
        state = self._state
        if state is None:
            return
        if self._asks_reason:
            if place < len(state.sheet.reasons):
                self._give_reason(state.sheet.reasons[place])
            return
        if self.current < len(self.rows):
            question = self.rows[self.current].question
            if place < len(question.choices):
                self._give(question.key, question.choices[place].label)
                self._go_to(self.current + 1)

    def _toggle_pause(self) -> None:
        if self._state is not None and (self._state.is_open or self._state.phase == "paused"):
            self.request("resume" if self._state.phase == "paused" else "pause")

    def _first_open(self) -> int:
        """Return the index of the first required question without an answer.

        If there is none, return the index of the lock button.
        """
        state = self._state
        if state is None:
            return 0
        for place, row in enumerate(self.rows):
            if row.question.required and row.question.key not in self._given.union(state.answers):
                return place
        return len(self.rows)

    def _go_to(self, place: int) -> None:
        self.current = place
        state = self._state
        if place < len(self.rows) and self.rows[place].question.kind == "text":
            if state is not None and state.is_open:
                self.rows[place].field.setFocus()
        elif any(row.field.hasFocus() for row in self.rows):
            self.setFocus()
        self._mark()

    def _mark(self) -> None:
        state = self._state
        here = self.current if state is not None and state.is_open and not self._asks_reason else -1
        for place, row in enumerate(self.rows):
            row.show_current(place == here)
        if self.reasons is not None:
            self.reasons.show_current(self._asks_reason)
        self.lock.setProperty("current", here == len(self.rows))
        rows = [*self.rows, *([self.reasons] if self.reasons is not None and self._asks_reason else [])]
        asked = next((row for row in rows if row.property("current")), None)
        self.setAccessibleDescription(asked.spoken if asked is not None else self.phase.text())

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Return the text fields. While a text field has the focus, keys type letters."""
        return tuple(row.field for row in self.rows if row.question.kind == "text")


def _button(text: str, hint: str, name: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip(hint))
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
