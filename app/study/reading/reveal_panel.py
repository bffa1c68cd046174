"""The panel with the revealed result of the model.

The probability is always shown with its qualifier and its reliability.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout

from app.language.text import tr
from app.study.reading.question_row import restyle
from app.study.reading.text import revealed_figure, revealed_text
from app.ui.help_button import WithHelp
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM, text_px
from model.study.reading_state import Revealed

DIGIT = 0.65
"""Width of a digit relative to its size."""


class RevealPanel(QFrame):
    """The panel is empty and hidden until a result is revealed."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = text_label("figure")
        self.lines = [text_label("muted"), text_label("small"), text_label("muted"), text_label("small")]
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, 0, 0)
        box.setSpacing(2)
        about = WithHelp(self.lines[0], "reading-the-result.md#the-probability", tr("the probability"))
        # The keys of the score sheet must keep the focus. F1 shows help as well.
        about.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.figure.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self.figure.setWordWrap(False)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addWidget(self.figure)
        self._head.addWidget(about, 1)
        box.addLayout(self._head)
        # The reliability comes before the longer texts, so that it is visible beside the number in a low window too.
        for part in (self.lines[2], self.lines[1], self.lines[3]):
            box.addWidget(part)
        self.hide()

    def show_revealed(self, found: Revealed | None) -> None:
        lines = revealed_text(found) if found else ()
        set_text(self.figure, revealed_figure(found) if found else "")
        for place, label in enumerate(self.lines):
            set_text(label, lines[place] if place < len(lines) else "")
        self.setVisible(found is not None)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Place the qualifier beside the number if it then takes at most two lines, otherwise below a smaller number.

        With large text in a small window, qualifier and reliability are then visible without scrolling too.
        """
        metrics = self.lines[0].fontMetrics()
        room = self.width() - 10 * RHYTHM - metrics.horizontalAdvance(self.lines[0].text()) // 2
        beside = room >= len(self.figure.text()) * DIGIT * text_px("figure")
        restyle(self.figure, "beside", beside)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._head.setDirection(way)
        self._head.setSpacing(2 * RHYTHM if beside else 2)
