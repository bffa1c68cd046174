"""The switch over the study's workspace: the case list, or the model against the readers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.ui.theme import RHYTHM


class ViewSwitch(QFrame):
    """Two buttons, of which one is down; they are the commands'. At the right, what is done with the page."""

    def __init__(self, actions: dict[str, QAction], of_page: tuple[QPushButton, ...]) -> None:
        super().__init__()
        self.cases, self.page = QPushButton("Cases"), QPushButton("Model against readers")
        row = QHBoxLayout(self)
        row.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        row.setSpacing(RHYTHM // 2)
        for button, key in ((self.cases, "study-cases"), (self.page, "study-page")):
            button.setObjectName("answer")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(actions[key].toolTip())
            button.clicked.connect(actions[key].trigger)
            row.addWidget(button)
        row.addStretch()
        for button in of_page:
            row.addWidget(button)

    def show_comparison(self, shown: bool) -> None:
        self.cases.setChecked(not shown)
        self.page.setChecked(shown)
