"""The score sheet beside the tissue. It shows a `ReadingState`, and emits answers and requests of the reader."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.study.reading.case_bar import CaseBar
from app.study.reading.enter_step import EnterStep, enter_step
from app.study.reading.even_layout import EvenLayout, FittedButton
from app.study.reading.following_scroll import FollowingScroll
from app.study.reading.question_row import QuestionRow, restyle
from app.study.reading.reveal_panel import RevealPanel
from app.study.reading.text import hint, next_label
from app.study.sheet_text import shown_reasons
from app.ui.parts import line, text_label
from app.ui.theme import RHYTHM
from model.study.reading_state import ReadingState
from model.study.score_sheet import KEYS, Choice, Question, Sheet

NOT_ASSESSABLE = mark("Not assessable (N)")


class SheetPanel(QWidget):
    """Shows the state of a blinded read.

    The panel itself stores only the current question, which the number keys answer. Only the questions are scrolled:
    what Enter does, and the buttons that lock the read or go on, are always visible.
    """

    answered = Signal(object, object)
    """Emits the key of the question and the label of the answer."""
    unassessable = Signal(object)
    """Emits the reason why the spot is not assessable, a str, or None if it is assessable."""
    requested = Signal(object)
    """Emits the request: "lock", "next", "reveal", "again", "pause", "resume", "leave", "skip" or "back"."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ReadingState | None = None
        self._sheet: Sheet | None = None
        self.current = 0
        """Index of the row that the keys answer. An index equal to the number of rows means the lock button."""
        self.setAccessibleName(tr("Score sheet"))
        self.rows: list[QuestionRow] = []
        self.bar = CaseBar()
        self.phase = text_label()
        self.reasons: QuestionRow | None = None
        self._reasoning = False
        """Whether the reader has chosen "Not assessable" but not yet a reason."""
        self._waited = False
        """Whether Enter was pressed where it waits for an answer. The hint then says what is lacking."""
        self._given: set[str] = set()
        """Keys of questions whose answers are being saved. In the meantime, a fast reader can answer the next question.
        """
        self._waits = False
        """Whether a lock or a step to another case is in progress. Enter is ignored until it is complete."""
        self.cannot = FittedButton(tr(NOT_ASSESSABLE), tr("Mark the spot as not assessable, and choose a reason (N)"))
        self.cannot.setCheckable(True)
        self.lock = FittedButton(tr("Lock (Enter)"), tr("Make this read final (Enter)"), "primary")
        self.reveal = FittedButton(tr("Reveal the model (R)"), tr("Show the model's probability; this is logged (R)"))
        self.again = FittedButton(tr("Second read (A)"), tr("Read again with the model; saved separately (A)"))
        self.next = FittedButton(
            tr("Next case (Enter)"), tr("Go to the next case that is not locked (Enter)"), "primary"
        )
        self.revealed = RevealPanel()
        self._inside = QWidget()
        self._questions, self._why = QVBoxLayout(), QVBoxLayout()
        self.page = self._scrolled()
        self._lay()
        self._connect()

    def _scrolled(self) -> FollowingScroll:
        """Return the scrolled part: the revealed result, the questions, and the reasons for "not assessable"."""
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(RHYTHM // 2)
        inside.addWidget(self.revealed)
        inside.addLayout(self._questions)
        inside.addLayout(self._why)
        inside.addStretch()
        return FollowingScroll(self._inside)

    def _lay(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        self._column.setSpacing(RHYTHM)
        self._head = line()
        self._column.addWidget(self.bar)
        self._column.addWidget(self._head)
        self._column.addWidget(self.page, 1)
        self._column.addWidget(line())
        self._column.addWidget(self.phase)
        decisions = EvenLayout(3)
        for button in (self.cannot, self.lock, self.reveal, self.again, self.next):
            decisions.addWidget(button)
        self._column.addLayout(decisions)

    def _connect(self) -> None:
        self.cannot.clicked.connect(self.toggle_unassessable)
        for button, request in (
            (self.lock, "lock"), (self.reveal, "reveal"), (self.again, "again"), (self.next, "next"),
            (self.bar.skip, "skip"), (self.bar.back, "back"), (self.bar.leave, "leave"),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, request=request: self.request(request))
        self.bar.pause.clicked.connect(self._toggle_pause)

    def fit(self, width: int) -> None:
        """Take this width, in px, and keep two lines for the hint, so that questions do not move when it changes."""
        self.setFixedWidth(width)
        self.phase.setMinimumHeight(2 * self.fontMetrics().lineSpacing())

    def hold_bar(self, held: bool) -> None:
        """Put the bar of the case above the questions. If `held` is false, the caller places it elsewhere."""
        self._head.setVisible(held)
        if held:
            self._column.insertWidget(0, self.bar)

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
            self.current, self._reasoning, self._waited = 0, False, False
            self._given = set()
            self.setFocus()
        self.bar.show_state(state)
        asked = state.is_open and state.unassessable is None and not self._asks_reason
        for row in self.rows:
            row.show_answer(state.answers.get(row.question.key), asked)
            row.setVisible(state.phase not in ("paused", "done"))
        self._show_reasons(state)
        self._show_buttons(state)
        self.revealed.show_revealed(state.revealed)
        if another:
            self._go_to(self._first_open())
        if not state.is_open and (old is None or old.phase != state.phase):
            self.page.to_top()
        self._mark()

    def _build(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.page.follow(None)
        for row in [*self.rows, *([self.reasons] if self.reasons else [])]:
            row.deleteLater()
        self.rows = [QuestionRow(question) for question in sheet.questions]
        for place, row in enumerate(self.rows):
            self._questions.addWidget(row)
            row.answered.connect(lambda label, key=row.question.key: self._give(key, label))
            row.chosen.connect(lambda place=place: self._go_to(place))
            row.field.textEdited.connect(self._mark)
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
        # After the lock, the hint says that the spot is not assessable. The other buttons need the room.
        self.cannot.setVisible(state.is_open)
        self.cannot.setChecked(self._asks_reason or state.unassessable is not None)

    def _show_buttons(self, state: ReadingState) -> None:
        self.lock.setVisible(state.is_open)
        self.lock.setEnabled(not state.lacking)
        self.reveal.setVisible(state.phase == "locked" and state.can_reveal)
        self.again.setVisible(state.phase == "revealed")
        self.next.setVisible(state.phase in ("locked", "revealed", "finished"))
        self.next.set_label(next_label(state))

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
        """Do what the hint says: wait for an answer, go to the next open question, lock, or go to the next case."""
        step = self._enter_step()
        if step.does == "goes":
            self._go_to(step.place)
        elif step.does in ("waits", "asks"):
            self._waited = True
            self._mark()
        elif step.does == "locks":
            self.request("lock")
        elif step.does == "next":
            self.request("next")

    def _enter_step(self) -> EnterStep:
        state = self._state
        if state is None:
            return EnterStep("nothing")
        return enter_step(state, self.current, self._answered(state), self._reasoning)

    def _answered(self, state: ReadingState) -> set[str]:
        """Return the keys of the questions with an answer: saved, being saved, or typed."""
        texts = {row.question.key: row.has_text for row in self.rows if row.question.kind == "text"}
        known = self._given.union(state.answers)
        return {key for key in known.union(texts) if texts.get(key, key in known)}

    def move_by(self, step: int) -> None:
        """Go to the previous (-1) or next (+1) question."""
        self._go_to(min(max(self.current + step, 0), len(self.rows)))

    def toggle_unassessable(self) -> None:
        state = self._state
        if state is None or not state.is_open:
            return
        self._waited = False
        if self._asks_reason:
            self._reasoning = False
            self.unassessable.emit(None)
        else:
            self._reasoning = True
        self.show_state(state, state)
        self._follow()

    def go(self, what: str) -> None:
        """Request "skip", "back" or "leave" by its key, if its button is enabled. After the lock, skip goes on too."""
        can = {"skip": self.bar.skip.isEnabled() or self.next.isVisibleTo(self), "back": self.bar.back.isEnabled()}
        if can.get(what, True):
            self.request(what)

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
        self._waited = False
        self.answered.emit(key, label)

    def _give_reason(self, reason: str) -> None:
        self._reasoning = self._waited = False
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
        self.current, self._waited = place, False
        state = self._state
        if place < len(self.rows) and self.rows[place].question.kind == "text":
            if state is not None and state.is_open:
                self.rows[place].field.setFocus()
        elif any(row.field.hasFocus() for row in self.rows):
            self.setFocus()
        self._mark()
        self._follow()

    def _follow(self) -> None:
        """Scroll to what the keys answer now."""
        if self._asks_reason:
            self.page.follow(self.reasons)
        elif self.rows:
            if self.current == 0:
                self.page.to_top()
            self.page.follow(self.rows[min(self.current, len(self.rows) - 1)])

    def _mark(self) -> None:
        """Show the current question and what Enter does now."""
        state = self._state
        here = self.current if state is not None and state.is_open and not self._asks_reason else -1
        for place, row in enumerate(self.rows):
            row.show_current(place == here)
        if self.reasons is not None:
            self.reasons.show_current(self._asks_reason)
        step = self._enter_step()
        restyle(self.lock, "current", step.does == "locks")
        if state is not None:
            self.phase.setText(hint(state, step, self._waited))
            restyle(self.phase, "tone", "warning" if self._waited else "")
        rows = [*self.rows, *([self.reasons] if self.reasons is not None and self._asks_reason else [])]
        asked = next((row for row in rows if row.property("current")), None)
        said = self.phase.text() if asked is None else f"{asked.spoken} {self.phase.text()}"
        self.setAccessibleDescription(said)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Return the text fields. While a text field has the focus, keys type letters."""
        return tuple(row.field for row in self.rows if row.question.kind == "text")
