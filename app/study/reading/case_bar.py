"""The bar of the current case: its number, the reader's progress, and the buttons that move between cases.

It stands above the score sheet. In a low window, or with large text, it is moved above the tissue (`side_by_side`).
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from app.language.text import mark, tr
from app.study.reading.even_layout import EvenLayout, FittedButton
from app.study.reading.text import counter, progress
from app.ui.flow import FlowLayout
from app.ui.theme import RHYTHM
from model.study.reading_state import ReadingState

RESEARCH_USE_ONLY = mark("RESEARCH USE ONLY")
FRAME_PX = 4
"""Padding and border of the badge. The texts beside it have the same margin, so that all stand on one line."""


class CaseBar(QWidget):
    """Shows which case is being read, who reads it, and the buttons Back, Skip, Pause and Leave."""

    def __init__(self) -> None:
        super().__init__()
        self.case, self.progress = _Fact(), _Fact("small")
        self.case.setObjectName("case")
        for label in (self.case, self.progress):
            label.setContentsMargins(0, FRAME_PX, 0, FRAME_PX)
        self.badge = _Fact()
        self.badge.setText(tr(RESEARCH_USE_ONLY))
        self.badge.setObjectName("badge")
        self.back = _button(tr("Back (PgUp)"), tr("Back"), tr("Go to the previous case that is not locked (PgUp)"))
        self.skip = _button(tr("Skip (PgDn)"), tr("Skip"), tr("Leave this case unlocked and go to the next (PgDn)"))
        self.pause = _button(tr("Pause (P)"), tr("Pause"), tr("Time is not counted while paused (P)"))
        self.leave = _button(tr("Leave (Esc)"), tr("Leave"), tr("Stop reading; all answers are saved (Esc)"))
        self._facts, self._moves = QWidget(), QWidget()
        facts, self._grid = FlowLayout(self._facts, RHYTHM), EvenLayout(4, self._moves)
        for label in (self.case, self.badge, self.progress):
            facts.addWidget(label)
        for button in (self.back, self.skip, self.pause, self.leave):
            self._grid.addWidget(button)
        self._width, self._above = 0, False
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(RHYTHM)
        self._box.addWidget(self._facts, 1)
        self._box.addWidget(self._moves)

    def show_state(self, state: ReadingState) -> None:
        """Show the number of the case, the progress, and the buttons that have a meaning now."""
        self.case.setText(counter(state))
        self.progress.setText(progress(state))
        others = [number for number in state.pending if number != state.number]
        # Buttons without a meaning now keep their places, so that nothing below them moves.
        reading = state.phase == "reading"
        self.skip.setEnabled(reading and bool(others))
        self.back.setEnabled((reading and bool(others)) or not state.pending)
        self.pause.setEnabled(state.is_open or state.phase == "paused")
        paused = state.phase == "paused"
        self.pause.set_label(tr("Resume (P)") if paused else tr("Pause (P)"), tr("Resume") if paused else tr("Pause"))
        self._arrange()

    def arrange(self, width: int, above: bool) -> None:
        """Place facts and buttons for a bar of this width, in px.

        If `above` is true, the bar is above the tissue and takes few lines: the buttons are beside the facts, or they
        leave out their keys, which their tooltips give.
        """
        self._width, self._above = width, above
        self._arrange()

    def _arrange(self) -> None:
        buttons = (self.back, self.skip, self.pause, self.leave)
        for button in buttons:
            button.shorten(False)
        needed = self._facts.sizeHint().width() + self._grid.sizeHint().width() + RHYTHM
        beside = self._above and needed <= self._width
        short = self._above and not beside and self._grid.columns(self._width) < len(buttons)
        for button in buttons if short else ():
            button.shorten(True)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)


class _Fact(QLabel):
    """A text in one line, which is wrapped only if the line is too narrow for it."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        """Return the size of the text in one line. Qt would propose several short lines."""
        metrics, margins = self.fontMetrics(), self.contentsMargins()
        text = metrics.size(Qt.TextFlag.TextSingleLine, self.text()).width()
        # A label with a frame indents its text by the width of an "x".
        width = text + margins.left() + margins.right() + 2 * metrics.horizontalAdvance("x")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _button(label: str, short: str, hint: str) -> FittedButton:
    button = FittedButton(label, hint)
    button.set_label(label, short)
    return button
