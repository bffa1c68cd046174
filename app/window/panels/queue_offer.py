"""The question, asked at the start, whether to continue with the queue of the last run of the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.language.text import tr
from app.session.session import Session
from app.ui.parts import text_label
from app.ui.theme import RHYTHM
from app.viewer.controller import ViewerController
from app.window.panels.queue_text import offer_text


class QueueOffer(QFrame):
    """A row of the notice bar with two buttons.

    It is hidden if the last run of the program left no spots in the queue.
    """

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._controller = controller
        self.text = text_label()
        self.carry_on = QPushButton(tr("Continue"))
        self.discard = QPushButton(tr("Discard"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.setSpacing(RHYTHM)
        row.addWidget(self.text, 1)
        for button in (self.carry_on, self.discard):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.carry_on.clicked.connect(lambda: self._answer(True))
        self.discard.clicked.connect(lambda: self._answer(False))

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.queue.offered is not new.queue.offered:
            self.text.setText(offer_text(new.queue))
            self.setAccessibleName(offer_text(new.queue))
            self.setVisible(bool(new.queue.offered))

    def _answer(self, carry_on: bool) -> None:
        self._controller.change(
            lambda s: s.with_queue(s.queue.answered(carry_on)).viewed(queue=s.view.queue or carry_on)
        )
