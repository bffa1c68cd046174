"""The question whether to find the cores of a slide that looks like a tissue microarray."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.language.text import mark, tr
from app.session.session import Session
from app.ui.parts import text_label
from app.ui.theme import RHYTHM
from app.viewer.controller import ViewerController

QUESTION = mark("This looks like a tissue microarray. Find its cores?")


class CoreOffer(QFrame):
    """A row of the notice bar with two buttons. It is hidden unless the overview shows a grid of cores."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.yes, self.no = QPushButton(tr("Find its cores")), QPushButton(tr("No"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.setSpacing(RHYTHM)
        row.addWidget(text_label("", tr(QUESTION)), 1)
        for button in (self.yes, self.no):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.setAccessibleName(tr(QUESTION))
        self.yes.clicked.connect(controller.find_cores)
        self.no.clicked.connect(lambda: controller.change(lambda s: s.suggesting_cores(False)))

    def show_difference(self, old: Session | None, new: Session) -> None:
        self.setVisible(new.cores.suggested and new.cores.array is None)
        self.yes.setEnabled(new.can_find_cores)
